"""The editor on 24 weeks: what the server takes to open it, and what an edit costs."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from uuid import UUID

import httpx

from app.db import Database
from benchmarks.figures import Figure, median, percentile
from benchmarks.filling import fill
from benchmarks.visiting import logged_in
from domain.exercises import load_catalogue
from domain.programmes.editing import Spot, change
from domain.programmes.grounds import ground_for
from domain.programmes.lint import lint
from domain.programmes.plan import Plan
from domain.programmes.rows import Kind, Status, get_programme
from domain.questionnaire import read_answers
from tests import made, plans
from tests.serving import serving

MOST_MS = 300.0
TIMES = 20
WEEKS = 24


def measure() -> Iterator[Figure]:
    """Opening against 300 ms; what one edit costs beside it."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        fill(data, 10)
        programme_id, plan = asyncio.run(_write(data))
        with serving(data) as server, logged_in(server) as http:
            times = _open(server.port, http, programme_id)
    print(f"  an edit {_time_edit(plan):.1f} ms, linting all of it {_time_lint(plan):.1f} ms")
    p95 = percentile(times, 0.95)
    print(f"  median {median(times):.0f} ms of {len(times)} openings")
    name = f"the editor opens {WEEKS} weeks, p95"
    yield Figure(name, "≤ 300 ms", f"{p95:.0f} ms", p95 / MOST_MS)


async def _write(data: Path) -> tuple[UUID, Plan]:
    db = Database(f"sqlite:///{data}/podhod.db")
    async with db.begin() as session:
        client = await made.client(session)
        programme = await plans.programme(
            session, client, kind=Kind.FULL, status=Status.DRAFT, weeks=WEEKS
        )
    async with db.read() as session:
        plan = (await get_programme(session, programme.id)).read()
    await db.close()
    return programme.id, plan


def _open(port: int, http: httpx.Client, programme_id: UUID) -> list[float]:
    """Milliseconds of each GET, by a client that does next to nothing itself."""
    cookie = "; ".join(f"{each.name}={each.value}" for each in http.cookies.jar)
    times = []
    with closing(HTTPConnection("127.0.0.1", port)) as plain:
        for _ in range(TIMES + 3):
            began = time.perf_counter()
            plain.request("GET", f"/crm/programmes/{programme_id}/edit", headers={"Cookie": cookie})
            answer = plain.getresponse()
            answer.read()
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status == 200
    return times[3:]


def _time_edit(plan: Plan) -> float:
    ground = ground_for(plan, read_answers(made.ANSWERS), load_catalogue())
    began = time.perf_counter()
    for seconds in range(TIMES):
        change(plan, Spot(1, 1, 0), ground, {"rest_s": 100 + seconds})
    return (time.perf_counter() - began) * 1000 / TIMES


def _time_lint(plan: Plan) -> float:
    began = time.perf_counter()
    for _ in range(TIMES):
        lint(plan, read_answers(made.ANSWERS), load_catalogue())
    return (time.perf_counter() - began) * 1000 / TIMES

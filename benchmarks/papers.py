"""Programmes on paper and as pages: how long a PDF is set, and what both weigh.

Pages and files come from a real server, written through the API; the press is timed in process,
on a paper it has not set before, as it would be on the server's thread.
"""

import gzip
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from app import papers, pdf
from app.papers import Paper
from app.words.programmes import spell
from benchmarks.figures import Figure, median
from benchmarks.visiting import make_token
from domain import clock, site
from domain.exercises import load_catalogue
from domain.ledger import new_id
from domain.programmes.rows import Kind, Programme, Status
from tests import plans
from tests.made import ANSWERS
from tests.serving import serving

MOST_SECONDS, MOST_PDF_KB, MOST_PAGE_KB = 0.5, 300.0, 80.0
TURNS = 7
WEEKS = (12, 24)


def measure() -> Iterator[Figure]:
    """A 12-week PDF in seconds and kilobytes; pages of 12 and of 24 weeks in kilobytes."""
    seconds = _set_in_type()
    said = f"{seconds * 1000:.0f} ms"
    yield Figure("PDF of 12 weeks, set in type", "≤ 0.5 s", said, seconds / MOST_SECONDS)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        headers = {"Authorization": f"Bearer {make_token(server)}"}
        with httpx.Client(base_url=server.url, headers=headers, timeout=60) as http:
            client_id = _add_client(http)
            for weeks in WEEKS:
                url = _write(http, client_id, weeks)
                page = http.get(url).raise_for_status()
                weight = len(gzip.compress(page.content, 6)) / 1000
                name = f"page of {weeks} weeks, gzip"
                yield Figure(name, "≤ 80 kB", f"{weight:.1f} kB", weight / MOST_PAGE_KB)
                if weeks == WEEKS[0]:
                    file = len(http.get(f"{url}.pdf").raise_for_status().content) / 1000
                    said = f"{file:.0f} kB"
                    yield Figure("PDF of 12 weeks", "≤ 300 kB", said, file / MOST_PDF_KB)


def _set_in_type() -> float:
    """Seconds for a paper, the median of several; fonts are read before."""
    paper = _paper()
    pdf.set_in_type(paper)
    taken = []
    for turn in range(TURNS):
        other = paper.model_copy(update={"title": f"{paper.title} {turn}"})
        began = time.perf_counter()
        pdf.set_in_type(other)
        taken.append(time.perf_counter() - began)
    return median(taken)


def _paper() -> Paper:
    plan = plans.plan(WEEKS[0], days_per_week=4, train_months=30)
    programme = Programme(
        client_id=new_id(),
        intake_id=new_id(),
        kind=Kind.FULL,
        status=Status.READY,
        plan=plan.model_dump(mode="json"),
        weeks=WEEKS[0],
        created_at=clock.now(),
    )
    catalogue = load_catalogue()
    return papers.write(
        programme,
        spell(plan, catalogue),
        name="Anna",
        sections=dict(site.default_sections()),
        timezone="Europe/Moscow",
        catalogue=catalogue,
    )


def _add_client(http: httpx.Client) -> str:
    """Somebody who has answered the questionnaire and trains four days a week."""
    body = {
        "answers": ANSWERS | {"days_per_week": 4, "train_months": 30},
        "name": "Anna",
        "phone": "+79990000001",
        "consent": True,
        "health_consent": True,
    }
    http.post("/api/intake", json=body).raise_for_status()
    return str(http.get("/api/clients").raise_for_status().json()["items"][0]["id"])


def _write(http: httpx.Client, client_id: str, weeks: int) -> str:
    """Where a programme of so many weeks may be seen."""
    wish = {"client_id": client_id, "weeks": weeks}
    written = http.post("/api/programs/auto-generate", json=wish).raise_for_status().json()
    http.post(f"/api/programs/{written['id']}/send").raise_for_status()
    return f"/p/{written['token']}"

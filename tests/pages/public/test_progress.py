"""The journal: what is measured is kept and corrected, and no link shows another's."""

from typing import Any

import httpx

from app.runtime import Runtime
from domain import passes, people
from domain.programmes.rows import Kind, Programme, Status
from domain.progress.measurements import list_measurements
from domain.progress.rows import Measurement
from tests import made, plans


async def keep(runtime: Runtime, n: int = 1) -> tuple[Programme, str]:
    """A programme, and the token of its client's own pass."""
    async with runtime.db.begin() as session:
        anna = await made.client(session, n=n)
        row = await plans.programme(session, anna, kind=Kind.FULL, status=Status.SENT)
        own = await passes.proven_pass(session, anna.id)
    return row, own.token


async def journal_of(runtime: Runtime, programme: Programme) -> list[Measurement]:
    async with runtime.db.read() as session:
        return list(await list_measurements(session, programme.client_id))


async def tell(visitor: httpx.AsyncClient, path: str, **fields: Any) -> httpx.Response:
    return await visitor.post(f"{path}/progress", data={"point": "before"} | fields)


async def test_what_is_measured_is_kept_and_corrected_and_taken_away(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme, _ = await keep(runtime)
    path = f"/p/{programme.token}"
    await tell(visitor, path, weight="65,5", waist="78")
    answer = await tell(visitor, path, weight="64 кг", waist="")
    page = await visitor.get(answer.headers["location"])

    (kept,) = await journal_of(runtime, programme)
    assert (kept.kind, kept.value, kept.programme_id) == ("weight", 64_000, programme.id)
    assert "Замеры записаны" in page.text


async def test_a_chart_has_its_numbers_beside_it(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme, _ = await keep(runtime)
    path = f"/p/{programme.token}"
    await tell(visitor, path, weight="65,5")
    await tell(visitor, path, point="week_1", weight="64,2")
    page = (await visitor.get(f"{path}/progress")).text

    assert page.count("<svg") == 2  # the house's mark, and the chart
    assert '<tr><th scope="row">До</th><td>65,5</td></tr>' in page


async def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme, _ = await keep(runtime)
    answer = await tell(visitor, f"/p/{programme.token}", weight="9000", waist="78")

    assert answer.status_code == 422
    assert 'id="weight-error"' in answer.text
    assert 'value="78"' in answer.text
    assert await journal_of(runtime, programme) == []


async def test_a_programmes_link_shows_and_corrects_only_what_was_told_by_it(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    mine, own = await keep(runtime)
    async with runtime.db.begin() as session:
        anna = await people.get_client(session, mine.client_id)
        other = await plans.programme(session, anna, kind=Kind.FULL, status=Status.SENT)
    await tell(visitor, f"/c/{own}", weight="65,5")
    await tell(visitor, f"/p/{other.token}", weight="91,5")

    by_link = (await visitor.get(f"/p/{mine.token}/progress")).text
    by_other = (await visitor.get(f"/p/{other.token}/progress")).text
    assert "65,5" not in by_link + by_other
    assert ("91,5" in by_other, "91,5" in by_link) == (True, False)
    assert "91,5" in (await visitor.get(f"/c/{own}/progress")).text

"""The training page: a client does his day by plain forms, and only his own."""

from datetime import UTC, datetime

import httpx
import pytest

from app.runtime import Runtime
from domain.programmes.rows import Kind, Programme, Status
from domain.progress import rows
from tests import made, plans

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)


@pytest.fixture
async def programme(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """Full-body days on three days of the week, since this Monday."""
    monkeypatch.setattr("domain.clock.now", lambda: MONDAY)
    async with runtime.db.begin() as session:
        anna = await made.client(session)
        row = await plans.programme(session, anna, kind=Kind.FULL, status=Status.SENT, weeks=4)
        row.sent_at = MONDAY
    return row


def first(programme: Programme) -> str:
    slug: str = programme.plan["weeks"][0]["days"][0]["exercises"][0]["slug"]
    return slug


async def do(visitor: httpx.AsyncClient, programme: Programme, **fields: str) -> httpx.Response:
    place = {"week": "1", "weekday": "1", "slug": first(programme)}
    return await visitor.post(f"/p/{programme.token}/today", data=place | fields)


async def logs_of(runtime: Runtime, programme: Programme) -> list[rows.SetLog]:
    async with runtime.db.read() as session:
        return list(await rows.list_logs(session, programme.id))


async def test_a_set_is_logged_and_logging_it_again_corrects_it(
    visitor: httpx.AsyncClient, runtime: Runtime, programme: Programme
) -> None:
    told = {"action": "set", "number": "1", "unit": "reps", "rir": "2"}
    for amount in ("10", "10", "9"):
        answer = await do(visitor, programme, **told, weight="62,5", amount=amount)

    assert answer.status_code == 303
    (log,) = await logs_of(runtime, programme)
    assert (log.weight, log.reps, log.rir) == (62_500, 9, 2)
    assert 'value="62,5"' in (await visitor.get(answer.headers["location"])).text


async def test_what_nobody_lifts_is_said_beside_the_set(
    visitor: httpx.AsyncClient, runtime: Runtime, programme: Programme
) -> None:
    told = {"action": "set", "number": "2", "unit": "reps"}
    answer = await do(visitor, programme, **told, weight="9000", amount="10")

    assert answer.status_code == 422
    assert "Вес: число вне допустимых границ." in answer.text
    assert await logs_of(runtime, programme) == []

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


async def test_a_day_done_as_written_is_counted_up_once_however_often_it_is_pressed(
    visitor: httpx.AsyncClient, runtime: Runtime, programme: Programme
) -> None:
    for _ in range(2):
        answer = await do(visitor, programme, action="all")
    page = await visitor.get(answer.headers["location"])

    planned = programme.plan["weeks"][0]["days"][0]["exercises"]
    logs = await logs_of(runtime, programme)
    assert len(logs) == sum(item["sets"] for item in planned)
    assert "Тренировка сделана целиком" in page.text
    assert "среда, 4" in page.text


async def test_strong_pain_ends_the_day_kindly(
    visitor: httpx.AsyncClient, runtime: Runtime, programme: Programme
) -> None:
    answer = await do(visitor, programme, action="pain", pain="8", place="knee")
    page = await visitor.get(answer.headers["location"])
    await do(visitor, programme, action="all")

    assert "На сегодня всё" in page.text
    assert "data-set" not in page.text
    assert await logs_of(runtime, programme) == []


async def test_what_was_swapped_is_what_is_logged_and_a_second_press_changes_nothing(
    visitor: httpx.AsyncClient, runtime: Runtime, programme: Programme
) -> None:
    item = programme.plan["weeks"][0]["days"][0]["exercises"][0]
    for _ in range(2):
        answer = await do(visitor, programme, action="swap", to_slug=item["alternatives"][0])
    refused = await do(visitor, programme, action="swap", to_slug="no_such_exercise")
    page = await visitor.get(answer.headers["location"])

    assert answer.status_code == 303
    assert refused.status_code == 404
    assert f'id="{item["alternatives"][0]}"' in page.text
    assert f'id="{item["slug"]}"' not in page.text


async def test_a_script_is_told_in_json_what_is_wrong(
    visitor: httpx.AsyncClient, programme: Programme
) -> None:
    place = {"week": "1", "weekday": "1", "slug": first(programme), "action": "set"}
    told = {**place, "number": "1", "unit": "reps", "amount": "много"}
    address = f"/p/{programme.token}/today"
    answer = await visitor.post(address, data=told, headers={"accept": "application/json"})

    assert answer.status_code == 422
    assert answer.json() == {"error": {"message": "Повторы: введите число."}}


async def test_nobody_trains_by_what_waits_for_the_trainer(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        anna = await made.client(session)
        waits = await plans.programme(session, anna, status=Status.NEEDS_REVIEW)
    shown = await visitor.get(f"/p/{waits.token}/today")
    done = await do(visitor, waits, action="all")
    journal = await visitor.get(f"/p/{waits.token}/progress")

    assert (shown.status_code, shown.headers["location"]) == (303, f"/p/{waits.token}")
    assert (done.status_code, journal.status_code) == (404, 404)
    assert await logs_of(runtime, waits) == []


@pytest.mark.parametrize("query", ["?week=99&day=1", "?week=1&day=9", "?week=-1&day=1"])
async def test_a_day_that_is_not_in_the_plan_is_not_found(
    visitor: httpx.AsyncClient, programme: Programme, query: str
) -> None:
    assert (await visitor.get(f"/p/{programme.token}/today{query}")).status_code == 404

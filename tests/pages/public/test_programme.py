"""A programme by its link: shown when it may be seen, delivered when its client opens it."""

import gzip
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx
import pytest

from app.runtime import Runtime
from domain import clock, passes, users
from domain.programmes import rows as programmes
from domain.programmes.rows import Kind, Programme, ProgrammeSent, Status
from tests import made, plans
from tests.channels import NOON
from tests.pages.markup import read
from tests.visiting import hand_in


async def keep(runtime: Runtime, **fields: Any) -> Programme:
    async with runtime.db.begin() as session:
        return await plans.programme(session, await made.client(session), **fields)


async def status_of(runtime: Runtime, programme_id: UUID) -> tuple[Status, str | None]:
    async with runtime.db.read() as session:
        row = await programmes.get_programme(session, programme_id)
    return row.status, row.sent_by


async def sign_in(visitor: httpx.AsyncClient, runtime: Runtime) -> None:
    """From now on the visitor is the owner."""
    async with runtime.db.begin() as session:
        owner = await users.add_user(session, "owner", "hash")
        await session.flush()
        _, token = await users.open_session(session, owner.id, address="", agent="")
    visitor.cookies.set("podhod_session", token)


async def test_whoever_answered_sees_his_week_and_what_comes_next(
    visitor: httpx.AsyncClient,
) -> None:
    handed = await hand_in(visitor)
    page = await visitor.get(handed["program_url"])

    assert page.status_code == 200
    assert "Первая неделя" in page.text
    assert "Приседания" in page.text
    token = handed["client_token"]
    assert f"/buy/online-1-month?token={token}" in page.text
    assert f"/buy/online-3-month?token={token}" in page.text
    assert "/buy/online-consultation" not in page.text


async def test_a_programme_is_kept_neither_by_caches_nor_by_search_engines(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme = await keep(runtime)
    for path in (f"/p/{programme.token}", f"/p/{programme.token}.pdf"):
        headers = (await visitor.get(path)).headers
        assert headers["cache-control"] == "private, no-store"
        assert "noindex" in headers["x-robots-tag"]


async def test_the_file_has_a_russian_name_and_one_for_old_programs(
    visitor: httpx.AsyncClient,
) -> None:
    handed = await hand_in(visitor, name='Анна "О;Нил"')
    answer = await visitor.get(handed["pdf_url"])

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"
    name = quote('Первая неделя, Анна "О;Нил".pdf', safe="")
    plain = r'filename="\d{6}_1_weeks_\d{8}_0001\.pdf"'
    disposition = rf"attachment; {plain}; filename\*=UTF-8''{re.escape(name)}"
    assert re.fullmatch(disposition, answer.headers["content-disposition"])


@pytest.mark.parametrize("status", [Status.NEEDS_REVIEW, Status.DRAFT])
async def test_what_waits_for_the_trainer_is_shown_to_nobody(
    visitor: httpx.AsyncClient, runtime: Runtime, status: Status
) -> None:
    programme = await keep(runtime, status=status)
    page = await visitor.get(f"/p/{programme.token}")
    file = await visitor.get(f"/p/{programme.token}.pdf")

    assert "Сначала программу посмотрит тренер" in page.text
    assert "Приседания" not in page.text
    assert (file.status_code, file.headers["location"]) == (303, f"/p/{programme.token}")
    assert await status_of(runtime, programme.id) == (status, None)


@pytest.mark.parametrize("kind", [Kind.DEMO, Kind.FULL])
@pytest.mark.parametrize("ending", ["", ".pdf"])
async def test_a_client_who_opens_his_programme_has_it(
    visitor: httpx.AsyncClient, runtime: Runtime, kind: Kind, ending: str
) -> None:
    programme = await keep(runtime, kind=kind)
    for _ in range(2):
        await visitor.get(f"/p/{programme.token}{ending}")

    assert await status_of(runtime, programme.id) == (Status.SENT, "page")


async def test_it_is_delivered_once_however_often_it_is_opened(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    told: list[ProgrammeSent] = []
    runtime.db.on_facts = lambda facts: told.extend(
        f for f in facts if isinstance(f, ProgrammeSent)
    )
    programme = await keep(runtime, kind=Kind.FULL)
    for _ in range(3):
        await visitor.get(f"/p/{programme.token}")

    assert len(told) == 1


async def test_a_trainer_who_looks_delivers_nothing(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme = await keep(runtime)
    await sign_in(visitor, runtime)
    page = await visitor.get(f"/p/{programme.token}")

    assert "Приседания" in page.text
    assert await status_of(runtime, programme.id) == (Status.READY, None)


async def test_the_trainers_paper_is_for_whoever_is_signed_in(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme = await keep(runtime, status=Status.NEEDS_REVIEW)
    address = f"/p/{programme.token}.pdf?for=trainer"
    stranger = await visitor.get(address)
    await sign_in(visitor, runtime)
    trainer, plain = await visitor.get(address), await visitor.get(address.partition("?")[0])

    assert stranger.status_code == 303
    assert len(trainer.content) > len(plain.content)
    assert await status_of(runtime, programme.id) == (Status.NEEDS_REVIEW, None)


async def test_a_browser_that_guesses_ahead_delivers_nothing(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme = await keep(runtime)
    await visitor.get(f"/p/{programme.token}", headers={"sec-purpose": "prefetch;prerender"})
    assert await status_of(runtime, programme.id) == (Status.READY, None)


async def test_a_link_to_a_programme_never_carries_the_key_of_the_card(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        client = await made.client(session)
        key = passes.issue(session, client.id, is_proven=True)
        programme = await plans.programme(session, client, granted=key)

    page = await visitor.get(f"/p/{programme.token}")

    assert key.token not in page.text
    assert "/buy/online-1-month" in page.text


async def test_a_full_programme_sells_nothing(visitor: httpx.AsyncClient, runtime: Runtime) -> None:
    programme = await keep(runtime, kind=Kind.FULL, weeks=4)
    page = await visitor.get(f"/p/{programme.token}")
    assert "/buy/" not in page.text
    assert "Неделя 4" in page.text


async def test_a_link_that_is_none_opens_nothing(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/p/nothing")).status_code == 404
    assert (await visitor.get("/p/nothing.pdf")).status_code == 404


async def test_how_an_exercise_is_done_is_said_once_and_opened_from_every_day(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme = await keep(runtime, weeks=4, kind=Kind.FULL)
    page = read((await visitor.get(f"/p/{programme.token}")).text)

    taught = [e.attributes["id"] for e in page.every("article")]
    opened = {e.attributes["popovertarget"] for e in page.every("button")}
    slugs = {i.slug for week in programme.read().weeks for d in week.days for i in d.exercises}
    assert len(taught) == len(set(taught))
    assert opened == set(taught) == {f"how-{slug}" for slug in slugs}


@pytest.mark.parametrize(("days", "weeks"), [(0, [1]), (6, [1]), (7, [2]), (27, [4]), (28, [])])
async def test_today_is_marked_in_the_week_that_goes_on(
    visitor: httpx.AsyncClient, runtime: Runtime, days: int, weeks: list[int]
) -> None:
    with clock.at(NOON):
        programme = await keep(runtime, weeks=4, kind=Kind.FULL)
        await visitor.get(f"/p/{programme.token}")
    with clock.at(NOON + timedelta(days=days)):
        page = await visitor.get(f"/p/{programme.token}")

    marked = re.findall(r'href="#week-(\d+)"[^>]*aria-current="date"', page.text)
    assert [int(number) for number in marked] == weeks
    assert page.text.count("<em>сегодня</em>") == len(weeks)


@pytest.mark.parametrize("weeks", [12, 24])
async def test_a_long_programme_is_a_light_page(
    visitor: httpx.AsyncClient, runtime: Runtime, weeks: int
) -> None:
    programme = await keep(runtime, weeks=weeks, kind=Kind.FULL)
    page = await visitor.get(f"/p/{programme.token}")

    assert len(gzip.compress(page.content, 6)) <= 80_000


async def test_a_reader_sees_the_version_that_was_let_go(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    programme = await keep(runtime, kind=Kind.FULL, status=Status.SENT)
    async with runtime.db.begin() as session:
        row = await programmes.get_programme(session, programme.id)
        row.version, row.weeks = 2, 4
        row.plan = plans.plan(4).model_dump(mode="json")

    page = await visitor.get(f"/p/{programme.token}")
    file = await visitor.get(f"/p/{programme.token}.pdf?version=2&for=trainer")

    assert "Программа на 1\xa0неделю" in page.text
    assert "_1_weeks_" in file.headers["content-disposition"]

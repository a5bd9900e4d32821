"""Something hurts: the exercise gives way, the trainer knows, and the person can be forgotten."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from app.gateways.smtp import Server, Smtp
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.signing import keep_key
from app.standins.smtp import SmtpStandIn
from domain import belongings, cards, passes, site
from domain.programmes.rows import Kind, Programme, Status
from domain.progress.measurements import measure
from domain.progress.rows import Kind as Body
from domain.progress.sets import Done, Logged, log_set
from domain.progress.spots import Spot
from tests import made, plans
from tests.channels import under_key

TODAY = date(2026, 11, 24)
HANGING = ("setlog", "sessionlog", "substitution", "painreport")


@pytest.fixture
async def smtp() -> AsyncIterator[SmtpStandIn]:
    async with SmtpStandIn() as standin:
        yield standin


@pytest.fixture
async def house(settings: Settings, smtp: SmtpStandIn) -> AsyncIterator[Runtime]:
    """The wired parts with e-mail, and an owner with an address."""
    email = Smtp(Server.from_url(smtp.url), "trainer@podhod.example", keep_key(settings.data_dir))
    runtime = build_runtime(settings, Outside(channels={"email": email}))
    async with runtime.db.begin() as session:
        await site.change_section(session, "contacts", {"email": "owner@mail.ru"})
    yield runtime
    await runtime.db.close()


async def hurt(house: Runtime, pain: int, n: int = 1) -> tuple[Programme, Logged]:
    """A client's first set of the free week hurts him."""
    async with house.db.begin() as session:
        anna = await made.client(session, n=n)
        granted = passes.issue(session, anna.id)
        demo = await plans.programme(
            session, anna, granted=granted, kind=Kind.DEMO, status=Status.SENT
        )
        spot = Spot(1, 1, demo.read().day(1, 1).exercises[0].slug)
        done = Done(weight=20_000, reps=8, pain=pain, place="knee")
        logged = await log_set(session, demo, spot, done, on=TODAY)
    await house.outbox.drain()
    return demo, logged


async def test_a_strong_pain_rings_at_the_trainers(house: Runtime, smtp: SmtpStandIn) -> None:
    _, logged = await hurt(house, 8)

    (letter,) = smtp.letters_to("owner@mail.ru")
    assert str(letter.message["subject"]) == "Сильная боль: Анна"
    assert "боль 8 из\N{NO-BREAK SPACE}10. Место: Колени." in letter.text
    assert logged.row.slug not in letter.text


async def test_a_milder_one_waits_for_his_morning_and_is_told_once(house: Runtime) -> None:
    demo, logged = await hurt(house, 5)
    async with house.db.begin() as session:
        (report,) = (await cards.export(session, demo.client_id))["painreport"]
    assert logged.advice is not None

    message = await under_key(house.db, f"owner:pain_reported:{report['id']}:5")

    assert message.purpose == "service"


async def test_the_log_is_exported_moved_and_forgotten_with_the_person(house: Runtime) -> None:
    (anna, _), (olga, _) = await hurt(house, 5), await hurt(house, 5, n=2)
    async with house.db.begin() as session:
        await measure(session, anna.client_id, "before", {Body.WEIGHT: 64_000}, on=TODAY)
        await measure(session, olga.client_id, "before", {Body.WEIGHT: 63_000}, on=TODAY)

    async with house.db.begin() as session:
        await cards.merge(session, anna.client_id, olga.client_id)
        whole = await cards.export(session, anna.client_id)
        await cards.erase(session, anna.client_id)

    assert [len(whole[table]) for table in (*HANGING, "measurement")] == [2, 2, 2, 2, 2]


async def test_a_bearer_takes_his_own_log_with_him(house: Runtime) -> None:
    demo, _ = await hurt(house, 5)

    async with house.db.begin() as session:
        granted = await passes.find_pass(session, demo.pass_id)
        assert granted is not None
        told = await belongings.export(session, granted)
        await belongings.erase(session, granted)
        left = await cards.export(session, demo.client_id)

    assert [len(told[table]) for table in HANGING] == [1, 1, 1, 1]
    assert [left[table] for table in HANGING] == [[], [], [], []]
    assert "client_id" not in told["setlog"][0]

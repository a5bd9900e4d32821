"""A programme goes by every channel, at least once, in the version that was let go; and again."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from app.gateways.smtp import Server, Smtp
from app.outbox import Errand
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.smtp import SmtpStandIn
from domain import cards
from domain.contacts import ContactKind
from domain.errors import GatewayUnavailable
from domain.messages import State
from domain.people import add_contact
from domain.programmes import delivery, receipts
from domain.programmes import rows as programmes
from domain.programmes.receipts import ProgrammeReceipt
from domain.programmes.rows import (
    Kind,
    NotForReview,
    Programme,
    ProgrammeVersion,
    Status,
    VersionChanged,
)
from tests import made, plans
from tests.channels import ChannelStandIn, kept, reach

ADDRESS = "anna@mail.ru"


@pytest.fixture
async def smtp() -> AsyncIterator[SmtpStandIn]:
    async with SmtpStandIn() as server:
        yield server


@pytest.fixture
def telegram() -> ChannelStandIn:
    return ChannelStandIn("telegram")


@pytest.fixture
async def house(
    settings: Settings, smtp: SmtpStandIn, telegram: ChannelStandIn
) -> AsyncIterator[Runtime]:
    """The wired parts with a mail server and a bot."""
    email = Smtp(Server.from_url(smtp.url), "Тренер <trainer@podhod.example>")
    runtime = build_runtime(settings, Outside(channels={"telegram": telegram, "email": email}))
    yield runtime
    await runtime.db.close()


async def waiting(house: Runtime, *, has_bot: bool = True, **fields: Any) -> Programme:
    """A programme that waits for the trainer; its client has an address and the bot."""
    async with house.db.begin() as session:
        client = await made.client(session)
        await reach(session, client.id, ADDRESS)
        if has_bot:
            add_contact(session, client.id, ContactKind.TELEGRAM_ID, "501", is_trusted=True)
        given = {"kind": Kind.FULL, "status": Status.NEEDS_REVIEW} | fields
        return await plans.programme(session, client, **given)


async def approve(house: Runtime, programme: Programme, version: int | None = None) -> None:
    async with house.db.begin() as session:
        await delivery.approve(session, programme.id, "me", version=version)
    await house.outbox.drain()


async def change(house: Runtime, programme: Programme) -> int:
    """Another version of the plan, not let go."""
    async with house.db.begin() as session:
        row = await programmes.get_programme(session, programme.id)
        row.version, row.plan = row.version + 1, plans.plan(2).model_dump(mode="json")
        kept = ProgrammeVersion(
            client_id=row.client_id,
            programme_id=row.id,
            version=row.version,
            plan=row.plan,
            by="me",
        )
        session.add(kept)
        return row.version


async def archive(house: Runtime, programme: Programme) -> Sequence[ProgrammeReceipt]:
    async with house.db.read() as session:
        return list(reversed(await receipts.list_receipts(session, programme.id)))


async def click(house: Runtime, programme: Programme, seen: int) -> bool:
    async with house.db.begin() as session:
        return await delivery.ask_again(session, programme.id, seen=seen, by="me")


async def ask_again(house: Runtime, programme: Programme, seen: int) -> bool:
    is_asked = await click(house, programme, seen)
    await house.outbox.drain()
    return is_asked


async def test_it_goes_by_every_channel_and_each_leaves_a_receipt(
    house: Runtime, smtp: SmtpStandIn, telegram: ChannelStandIn
) -> None:
    programme = await waiting(house)
    await approve(house, programme)

    (letter,) = smtp.letters_to(ADDRESS)
    assert [address for address, _ in telegram.sent] == ["501"]
    had = {(r.channel, r.version) for r in await archive(house, programme) if r.had_at}
    assert had == {("cabinet", 1), ("email", 1), ("telegram", 1)}
    assert letter.message["subject"] == "Ваша программа готова"


async def test_the_letter_brings_the_paper_and_the_archive_its_sum(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    programme = await waiting(house)
    await approve(house, programme)

    (file,) = smtp.letters_to(ADDRESS)[0].message.iter_attachments()
    printed = file.get_content()
    assert file.get_filename() == "Программа на 1\xa0неделю.pdf"
    assert printed.startswith(b"%PDF")
    sums = {r.pdf_sha256 for r in await archive(house, programme) if r.channel == "email"}
    assert sums == {hashlib.sha256(printed).hexdigest()}


async def test_a_click_repeated_sends_once_and_a_later_one_again(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    programme = await waiting(house)
    await approve(house, programme)

    asked = [await ask_again(house, programme, seen) for seen in (0, 0, 1)]

    assert asked == [True, False, True]
    assert len(smtp.letters_to(ADDRESS)) == 3


async def test_two_clicks_at_once_send_once(house: Runtime, smtp: SmtpStandIn) -> None:
    programme = await waiting(house)
    await approve(house, programme)

    asked = await asyncio.gather(*(click(house, programme, 0) for _ in range(2)))
    await house.outbox.drain()

    assert sorted(asked) == [False, True]
    assert len(smtp.letters_to(ADDRESS)) == 2


async def test_a_changed_programme_stays_at_home_until_it_is_let_go(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    programme = await waiting(house)
    await approve(house, programme)
    changed = await change(house, programme)
    await ask_again(house, programme, 0)

    assert {r.version for r in await archive(house, programme)} == {1}

    await approve(house, programme, version=changed)
    assert smtp.letters_to(ADDRESS)[-1].message["subject"] == "Ваша программа обновлена"
    assert {r.version for r in await archive(house, programme)} == {1, 2}


async def test_what_the_trainer_has_not_seen_is_not_let_go(house: Runtime) -> None:
    programme = await waiting(house)
    await change(house, programme)

    with pytest.raises(VersionChanged):
        await approve(house, programme, version=1)
    await approve(house, programme, version=2)
    with pytest.raises(NotForReview):
        await approve(house, programme)


async def test_a_new_version_does_not_begin_the_weeks_anew(house: Runtime) -> None:
    programme = await waiting(house)
    await approve(house, programme)
    async with house.db.read() as session:
        first = await programmes.get_programme(session, programme.id)
    await change(house, programme)
    await approve(house, programme)

    async with house.db.read() as session:
        second = await programmes.get_programme(session, programme.id)
    assert (second.status, second.sent_at) == (Status.SENT, first.sent_at)
    assert second.over_at == first.over_at


async def test_a_channel_that_is_down_holds_up_no_other(
    house: Runtime, smtp: SmtpStandIn, telegram: ChannelStandIn
) -> None:
    telegram.errors = [GatewayUnavailable("later")]
    programme = await waiting(house)
    await approve(house, programme)

    assert len(smtp.letters_to(ADDRESS)) == 1
    on_its_way = [r for r in await archive(house, programme) if r.had_at is None]
    assert [r.channel for r in on_its_way] == ["telegram"]


async def test_without_an_address_it_waits_for_one(house: Runtime, smtp: SmtpStandIn) -> None:
    async with house.db.begin() as session:
        client = await made.client(session)
        programme = await plans.programme(session, client, status=Status.NEEDS_REVIEW)
    await approve(house, programme)
    async with house.db.begin() as session:
        await reach(session, client.id, ADDRESS)

    await house.post.tick()
    await house.outbox.drain()

    assert len(smtp.letters_to(ADDRESS)) == 1
    assert [r.channel for r in await archive(house, programme)] == ["cabinet", "email"]


async def test_a_message_for_one_channel_is_not_woken_by_another(
    house: Runtime, settings: Settings, smtp: SmtpStandIn
) -> None:
    email = house.outside.channels["email"]
    without_bot = build_runtime(settings, replace(house.outside, channels={"email": email}))
    programme = await waiting(without_bot)
    await approve(without_bot, programme)

    await without_bot.post.tick()

    (parked,) = [m for m in await kept(without_bot.db) if m.over == "telegram"]
    assert (parked.state, parked.attempts) == (State.QUEUED, 1)
    assert len(smtp.letters_to(ADDRESS)) == 1
    await without_bot.db.close()


async def test_whoever_is_erased_before_it_goes_is_sent_nothing(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    programme = await waiting(house)
    async with house.db.begin() as session:
        await delivery.approve(session, programme.id, "me")
    async with house.db.begin() as session:
        await cards.erase(session, programme.client_id)

    await house.outbox.drain()

    handed = select(Errand).where(Errand.reaction == "hand over approved")
    async with house.db.read() as session:
        errand = (await session.exec(handed)).one()
    assert smtp.letters == []
    assert (errand.error, errand.due_at) == (None, None)

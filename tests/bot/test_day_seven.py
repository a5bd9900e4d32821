"""After the free week: said once, in daytime, with a price and a way to pay; never to the wrong."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.gateways.telegram import Telegram
from app.jobs import run_all
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.telegram import TelegramStandIn
from app.words import bot_offers
from bot.life import BotLife
from domain import clock, consents, intakes, messages, passes, people, reminders
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.furnishing import furnish
from domain.ledger import record
from domain.messages import Channel, State
from domain.payments import PaymentPaid
from domain.payments import Status as Paid
from domain.programmes.rows import Kind, Status
from domain.questionnaire import read_answers
from tests import made, plans
from tests.bot.training import MONDAY, Screen
from tests.channels import ChannelStandIn, kept, reach
from tests.made import ANSWERS

HOURS = (-8, 0, 4, 10)
"""Two at night, ten in the morning, two, and eight in the evening in Moscow."""


@pytest.fixture
def email() -> ChannelStandIn:
    return ChannelStandIn("email")


@pytest.fixture
async def runtime(
    settings: Settings, line: Telegram, email: ChannelStandIn
) -> AsyncIterator[Runtime]:
    """Two channels, and tariffs on sale."""
    channels: dict[str, Channel] = {"telegram": line, "email": email}
    runtime = build_runtime(settings, Outside(channels=channels))
    async with runtime.db.begin() as session:
        await furnish(session)
        for kind in ConsentKind:
            await consents.publish_text(session, kind, "Text.")
    yield runtime
    await runtime.db.close()


@pytest.fixture
async def anna(telegram: TelegramStandIn, bot: BotLife, runtime: Runtime) -> Screen:
    """She writes to the bot, has an address, agreed to offers, and was given her week."""
    screen = Screen(telegram, runtime, telegram.person("Анна"))
    telegram.world.keep(screen.person.id, {"from": screen.person.user}, screen.person.chat)
    with clock.at(MONDAY):
        async with runtime.db.begin() as session:
            client = await made.client(session, "Анна")
            account = str(screen.person.id)
            people.add_contact(
                session, client.id, ContactKind.TELEGRAM_ID, account, is_trusted=True
            )
            await reach(session, client.id)
            texts = await consents.current_texts(session)
            consents.give(session, client.id, texts[ConsentKind.MARKETING], "site")
            await messages.change_wishes(session, client.id, channels=["telegram", "email"])
            given = await plans.programme(session, client, kind=Kind.DEMO, status=Status.SENT)
            await reminders.plan_demo_reminders(session, client.id, given.id, MONDAY)
    return screen


async def live(runtime: Runtime, day: int, hours: tuple[int, ...] = HOURS) -> None:
    """A day goes by."""
    for hour in hours:
        with clock.at(MONDAY + timedelta(days=day, hours=hour)):
            await run_all(runtime)


async def said(runtime: Runtime) -> list[tuple[str, str | None, datetime]]:
    """Which reminders went, by which channel, and when."""
    return [
        (m.kind.removeprefix("reminder_"), m.channel, m.sent_at)
        for m in await kept(runtime.db)
        if m.state is State.SENT and m.kind.startswith("reminder_") and m.sent_at is not None
    ]


async def client_of(runtime: Runtime) -> UUID:
    async with runtime.db.read() as session:
        return (await reminders.list_reminders(session))[0].client_id


async def test_three_reminders_come_once_in_daytime_and_the_last_leads_to_payment_in_the_chat(
    anna: Screen, runtime: Runtime, telegram: TelegramStandIn
) -> None:
    for day in range(10):
        await live(runtime, day)

    sent = await said(runtime)
    assert [(kind, channel) for kind, channel, _ in sent] == [
        ("day_3", "telegram"),
        ("day_5", "telegram"),
        ("day_7", "telegram"),
    ]
    assert [(when - MONDAY).days for *_, when in sent] == [3, 5, 7]
    offer = telegram.answers(anna.person)[-1].replace("\N{NO-BREAK SPACE}", " ")
    assert "14 999 ₽" in offer
    assert "trainer.example/buy" not in offer.partition("[")[2]
    with clock.at(MONDAY + timedelta(days=9)):
        bought = await anna.press("Выбрать «1 месяц онлайн»")
    assert "14 999 ₽" in bought or bot_offers.CLOSED in bought


async def test_telegram_that_is_down_at_that_hour_loses_no_reminder(
    anna: Screen, runtime: Runtime, telegram: TelegramStandIn
) -> None:
    telegram.down = True
    await live(runtime, 3, (0,))
    assert await said(runtime) == []
    telegram.down = False

    await live(runtime, 3, (4, 10))

    assert [kind for kind, *_ in await said(runtime)] == ["day_3"]


async def test_whoever_has_shut_the_bot_out_has_the_offer_by_mail_with_a_link(
    anna: Screen, runtime: Runtime, telegram: TelegramStandIn, email: ChannelStandIn
) -> None:
    telegram.world.blocked.add(anna.person.id)

    for day in (3, 5, 7):
        await live(runtime, day)

    assert [(kind, channel) for kind, channel, _ in await said(runtime)] == [
        ("day_3", "email"),
        ("day_5", "email"),
        ("day_7", "email"),
    ]
    assert "https://trainer.example/buy/online-1-month" in email.sent[-1][1]


async def test_stop_said_in_the_chat_ends_all_three(
    anna: Screen, runtime: Runtime, telegram: TelegramStandIn
) -> None:
    with clock.at(MONDAY + timedelta(days=1)):
        await anna.say("/stop")
        await runtime.outbox.drain()

    for day in (3, 5, 7):
        await live(runtime, day)

    assert await said(runtime) == []


@pytest.mark.parametrize("ending", ["paid", "doctor_first"])
async def test_money_and_a_doctor_end_what_has_not_been_said(
    anna: Screen, runtime: Runtime, ending: str
) -> None:
    await live(runtime, 3)
    client_id = await client_of(runtime)
    with clock.at(MONDAY + timedelta(days=4)):
        async with runtime.db.begin() as session:
            client = await people.get_client(session, client_id)
            if ending == "paid":
                paid = await made.payment(session, client)
                paid.status, paid.paid_at = Paid.PAID, clock.now()
                ids = {"payment_id": paid.id, "purchase_id": paid.purchase_id}
                fact = PaymentPaid(
                    **ids, client_id=client.id, amount=paid.amount, paid_at=clock.now()
                )
                record(session, fact)
            else:
                granted = passes.issue(session, client.id)
                await session.flush()
                answers = read_answers({**ANSWERS, "screening": ["chest_pain"]})
                await intakes.submit(session, client.id, granted, intakes.prepare(answers))
        await runtime.outbox.drain()

    for day in (5, 7):
        await live(runtime, day)

    assert [kind for kind, *_ in await said(runtime)] == ["day_3"]
    async with runtime.db.read() as session:
        reasons = {row.reason for row in await reminders.list_reminders(session)}
    assert reasons == {None, ending}

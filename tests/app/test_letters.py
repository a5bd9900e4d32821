"""From a row to a letter in a mailbox: the house's own post over a real mail server's wire."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.gateways.smtp import Server, Smtp
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.server import build_server
from app.settings import Settings
from app.signing import keep_key
from app.standins.smtp import SmtpStandIn
from domain import clock, followups, intakes, leads, messages, people, reminders, selling, site
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.leads import Knocker, LeadForm
from domain.messages import Purpose, Reason
from domain.payments import RANK, PaymentPaid, Status
from domain.programmes import writing
from domain.questionnaire import read_answers
from pages.public import unsubscribe
from pages.public.press import Press
from tests import made
from tests.channels import say, under_key

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


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


async def _hand_in(house: Runtime, **changes: Any) -> UUID:
    """Anna answers the questionnaire; what follows is left to the outbox."""
    submission = intakes.prepare(read_answers(made.ANSWERS | changes))
    plan = await writing.plan_demo(submission)
    knocker = Knocker(
        name="Анна",
        contacts={ContactKind.EMAIL: "anna@mail.ru"},
        consents=[ConsentKind.PERSONAL_DATA, ConsentKind.MARKETING],
    )
    async with house.db.begin() as session:
        handed = await selling.hand_in(
            session, knocker=knocker, token=None, submission=submission, plan=plan
        )
    await house.outbox.drain()
    return handed.intake.client_id


async def test_the_free_week_arrives_with_its_link_and_the_owner_knows(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    await _hand_in(house)

    (letter,) = smtp.letters_to("anna@mail.ru")
    (notice,) = smtp.letters_to("owner@mail.ru")
    assert "Здравствуйте, Анна!" in letter.text
    assert "http://us/p/" in letter.text
    assert letter.message["list-unsubscribe"] is None
    assert "Анна" in notice.message["subject"]
    assert "http://us/crm/clients/" in notice.text


async def test_day_seven_offers_at_todays_price_with_a_way_out(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    await _hand_in(house)
    with clock.at(NOON + timedelta(days=7, minutes=1)):
        await reminders.process_due(house.db.begin)
        await house.post.tick()

    offer = smtp.letters_to("anna@mail.ru")[-1]

    assert "http://us/buy/online-1-month" in offer.text
    assert "14\N{NO-BREAK SPACE}999" in offer.text
    assert offer.message["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"


async def test_one_click_in_the_mail_program_ends_offers_and_reminders(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    client_id = await _hand_in(house)
    with clock.at(NOON + timedelta(days=3, minutes=1)):
        await reminders.process_due(house.db.begin)
        await house.post.tick()
    reminder = smtp.letters_to("anna@mail.ru")[-1]
    link = str(reminder.message["list-unsubscribe"]).strip("<>")
    server = build_server(house, [unsubscribe.build(Press(house))])
    async with _mail_program(server) as mail:
        looked = await mail.get(link)
        async with house.db.read() as session:
            after_looking = await messages.read_wishes(session, client_id)
        left = await mail.post(link, data={"List-Unsubscribe": "One-Click"})
        again = await mail.post(link, data={"List-Unsubscribe": "One-Click"})
        unknown = await mail.post("/u/nobody", data={"List-Unsubscribe": "One-Click"})
    await house.outbox.drain()

    async with house.db.read() as session:
        wishes = await messages.read_wishes(session, client_id)
        chain = await reminders.list_reminders(session, client_id=client_id)
    assert (looked.status_code, after_looking.topics_off) == (200, frozenset())
    assert (left.status_code, again.status_code, unknown.status_code) == (200, 200, 404)
    assert wishes.topics_off == {messages.MARKETING, messages.REMINDERS}
    assert {row.reason for row in chain if row.kind != "day_3"} == {"stop"}


def _mail_program(server: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(server), base_url="http://us")


async def test_a_doctor_first_is_told_kindly_and_never_sold_to(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    client_id = await _hand_in(house, screening=["chest_pain"])
    await say(house.db, client_id, Purpose.MARKETING, kind="reminder_day_7", key="offer")
    await house.post.tick()

    (letter,) = smtp.letters_to("anna@mail.ru")
    assert "врач" in letter.message["subject"]
    assert (await under_key(house.db, "offer")).reason == Reason.DOCTOR_FIRST


async def test_a_minor_is_never_sold_to(house: Runtime, smtp: SmtpStandIn) -> None:
    client_id = await _hand_in(house, age=16)
    await say(house.db, client_id, Purpose.MARKETING, kind="reminder_day_7", key="offer")
    await house.post.tick()

    assert (await under_key(house.db, "offer")).reason == Reason.MINOR


async def test_whoever_has_bought_is_not_reminded_to_buy(house: Runtime, smtp: SmtpStandIn) -> None:
    client_id = await _hand_in(house)
    async with house.db.begin() as session:
        client = await people.get_client(session, client_id)
        payment = await made.payment(session, client)
        payment.status, payment.rank = Status.PAID, RANK[Status.PAID]
    await say(house.db, client_id, Purpose.SERVICE, kind="reminder_day_3", key="reminder")

    await house.post.tick()

    assert (await under_key(house.db, "reminder")).reason == Reason.BOUGHT


async def test_a_payment_is_confirmed_with_what_was_bought_and_for_how_much(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    client_id = await _hand_in(house)
    async with house.db.begin() as session:
        payment = await made.payment(session, await people.get_client(session, client_id))
    fact = PaymentPaid(
        payment_id=payment.id,
        client_id=client_id,
        purchase_id=payment.purchase_id,
        amount=payment.amount,
        paid_at=NOON,
    )
    await followups.tell_of_payment(fact, house.db.begin)
    await house.post.tick()

    letter, notice = smtp.letters_to("anna@mail.ru")[-1], smtp.letters_to("owner@mail.ru")[-1]
    assert letter.message["subject"] == "Оплата получена: 14 999 ₽"
    assert payment.description in letter.text
    assert "http://us/c/" in letter.text
    assert "Анна" in notice.message["subject"]


async def test_a_lead_tells_the_owner_who_wrote_what_and_how_to_answer(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    knocker = Knocker(
        name="Пётр",
        contacts={ContactKind.PHONE: "+79991234567", ContactKind.TELEGRAM: "petr_run"},
        consents=[ConsentKind.PERSONAL_DATA],
    )
    form = LeadForm(knocker=knocker, service="online-1-month", message="Можно ли с больной спиной?")
    async with house.db.begin() as session:
        await leads.receive_leads(session, [form])
    await house.outbox.drain()

    (notice,) = smtp.letters_to("owner@mail.ru")
    assert notice.message["subject"] == "Новая заявка: Пётр"
    for told in ("+79991234567", "@petr_run", "1 месяц онлайн", "Можно ли с больной спиной?"):
        assert told in notice.text


async def test_the_trainers_own_words_go_as_he_wrote_them(
    house: Runtime, smtp: SmtpStandIn
) -> None:
    client_id = await _hand_in(house)
    async with house.db.begin() as session:
        await messages.queue(
            session,
            kind="trainer_message",
            purpose=Purpose.TRAINER,
            dedupe_key="words",
            client_id=client_id,
            text="Видео посмотрел.\n\nКолени <чуть> шире.",
        )
    await house.outbox.drain()

    letter = smtp.letters_to("anna@mail.ru")[-1]
    assert "Колени <чуть> шире." in letter.text
    assert "Колени &lt;чуть&gt; шире." in letter.html
    assert letter.message["auto-submitted"] is None


async def test_a_message_for_now_leaves_within_a_second(house: Runtime, smtp: SmtpStandIn) -> None:
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(house.outbox.run())
        await asyncio.sleep(0.2)
        await _queue_for_owner(house)
        async with asyncio.timeout(1):
            while not smtp.letters:  # noqa: ASYNC110 - the mailbox is another process's
                await asyncio.sleep(0.01)
        running.cancel()

    assert len(smtp.letters_to("owner@mail.ru")) == 1


async def _queue_for_owner(house: Runtime) -> None:
    await say(house.db, None, Purpose.TRANSACTIONAL, kind="payment_disputed", key="now")


async def test_a_dead_mailbox_reaches_the_owner_instead(house: Runtime, smtp: SmtpStandIn) -> None:
    smtp.refuse("anna@mail.ru")

    await _hand_in(house)

    subjects = [str(n.message["subject"]) for n in smtp.letters_to("owner@mail.ru")]
    assert "Не доставлено: Анна" in subjects


async def test_what_speaks_of_something_gone_is_skipped(house: Runtime, smtp: SmtpStandIn) -> None:
    client_id = await _hand_in(house)
    async with house.db.begin() as session:
        await messages.queue(
            session,
            kind="programme_ready",
            purpose=Purpose.TRANSACTIONAL,
            dedupe_key="gone",
            client_id=client_id,
            about={"programme_id": str(client_id)},
        )

    await house.post.tick()

    assert (await under_key(house.db, "gone")).reason == Reason.GONE

"""/settings/integrations: what providers sent and what they say of themselves when asked."""

from uuid import UUID

import pytest
from nicegui.testing import User
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from app import inbox
from app.runtime import Runtime
from app.standins.yookassa import YooKassaStandIn
from domain import payments
from domain.ledger import FactRow
from domain.payments import Payment, Status
from pages import settings as settings_pages
from tests import made
from tests.pages.soon import LONG

JOURNAL = "/settings/integrations/journal"


@pytest.fixture
def _pages(user: User, runtime: Runtime) -> None:
    settings_pages.build(runtime)


async def keep(session: AsyncSession, payment: Payment, verdict: str) -> None:
    """A notice about a payment that came to something already."""
    told = {"object": {"id": payment.external_id, "payment_method": {"card": "•••0777"}}}
    body = {"external_id": payment.external_id, "notice": told}
    await inbox.keep_judged(session, "yookassa", str(payment.id), body, "185.71.76.5", verdict)


async def paid_at_the_bank(runtime: Runtime, yookassa: YooKassaStandIn) -> UUID:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.external_id = None
    payment = await payments.place(runtime.db.begin, payment.id, runtime.outside.payments)
    yookassa.succeed(str(payment.external_id))
    async with runtime.db.begin() as session:
        await keep(session, payment, "pending")
    return payment.id


@pytest.mark.usefixtures("_pages")
async def test_a_notice_that_came_too_early_is_replayed_and_pays_once(
    user: User, runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    payment_id = await paid_at_the_bank(runtime, yookassa)
    await user.open(JOURNAL)
    await user.should_see("проверили: ждёт оплаты")
    await user.should_see("•••0777")

    user.find("Разобрать ещё раз").click()
    await user.should_see("Разбираем ещё раз", retries=LONG)
    await runtime.outbox.drain()
    async with runtime.db.begin() as session:
        (knock,) = await inbox.list_knocks(session)
        await inbox.replay(session, knock.id)
    await runtime.outbox.drain()

    await user.open(JOURNAL)
    await user.should_see("проверили: оплачен")
    async with runtime.db.read() as session:
        payment = await payments.get_payment(session, payment_id)
        paid = select(FactRow).where(FactRow.kind == "PaymentPaid")
        facts = (await session.exec(paid)).all()
    assert (payment.status, len(facts)) == (Status.PAID, 1)


@pytest.mark.usefixtures("_pages")
async def test_the_journal_is_narrowed_by_outcome_and_provider(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        await keep(session, payment, "paid")
        forged = {"notice": {"Amount": "1"}}
        await inbox.keep_judged(session, "tbank", "k", forged, "203.0.113.7", "forged")
    await user.open(JOURNAL)
    await user.should_see("подпись не сошлась: не поверили")

    user.find("Разобраны").click()
    await user.should_not_see("203.0.113.7", retries=LONG)
    await user.open(f"{JOURNAL}?outcome=aside&provider=tbank")

    await user.should_see("203.0.113.7")
    await user.should_not_see("Разобрать ещё раз")


@pytest.mark.usefixtures("_pages")
async def test_before_any_notice_it_is_said_that_none_is_needed(user: User) -> None:
    await user.open(JOURNAL)

    await user.should_see("мы и сами спрашиваем кассу каждые пять минут")


@pytest.mark.usefixtures("_pages")
@pytest.mark.parametrize(
    ("down", "said"),
    [
        (False, "ЮKassa: всё в порядке, оплата принимается, магазин 100500, тестовый режим"),
        (True, "ЮKassa: нет ответа"),
    ],
)
async def test_a_provider_is_checked_at_a_press_and_answers_in_words(
    user: User, yookassa: YooKassaStandIn, *, down: bool, said: str
) -> None:
    yookassa.down = down
    await user.open("/settings/integrations")

    user.find(marker="check-yookassa").click()

    await user.should_see(said, retries=LONG)

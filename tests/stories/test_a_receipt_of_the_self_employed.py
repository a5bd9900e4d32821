"""A self-employed trainer and his receipts: asked for, punched, sent, mended after a refund."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from app.letters import write_letter
from app.runtime import Runtime
from domain import clock, messages, payments, tax_receipts
from domain.errors import Refused
from domain.messages import Message
from domain.payments import Bill, Notice, Payment, Refund, RefundAsked, RefundStatus, Slip, Status
from domain.tax_receipts import ReceiptState, TaxReceipt
from tests import made

LINK = "https://lknpd.nalog.ru/api/v1/receipt/1234/abc/print"


class Bank:
    """Has the money, and gives back what is asked."""

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        return Bill(external_id=external_id, status=Status.PAID, amount=1_499_900)

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        return Refund(external_id=f"r-{key}", status=RefundStatus.DONE, amount=amount)


@pytest.fixture
async def paid(runtime: Runtime) -> Payment:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
    await payments.check(runtime.db.begin, payment.id, {"yookassa": Bank()})  # type: ignore[dict-item]  # two verbs of the port
    await runtime.outbox.drain()
    return payment


async def give_back(runtime: Runtime, payment: Payment, amount: int) -> None:
    async with runtime.db.begin() as session:
        asked = await payments.ask_refund(
            session, payment.id, amount=amount, reason="переезд", by=None
        )
    fact = RefundAsked(refunding_id=asked.id, payment_id=payment.id)
    await payments.carry_refund(fact, runtime.db.begin, {"yookassa": Bank()})  # type: ignore[dict-item]  # two verbs of the port
    await runtime.outbox.drain()


async def receipt_of(runtime: Runtime, payment: Payment) -> TaxReceipt:
    async with runtime.db.read() as session:
        found = await tax_receipts.find_receipt(session, payment.id)
    assert found is not None
    return found


async def punch(runtime: Runtime, receipt_id: UUID, link: str = LINK) -> None:
    async with runtime.db.begin() as session:
        await tax_receipts.mark_issued(session, receipt_id, link)
    await runtime.outbox.drain()


async def test_play_money_needs_no_receipt_and_is_no_income(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.provider = payments.PLAY
    await payments.check(runtime.db.begin, payment.id, {payments.PLAY: Bank()})  # type: ignore[dict-item]  # two verbs of the port
    await runtime.outbox.drain()

    async with runtime.db.read() as session:
        receipt = await tax_receipts.find_receipt(session, payment.id)
        meter = await tax_receipts.read_meter(session, 240_000_000, "Europe/Moscow")
    assert receipt is None
    assert meter.income == 0


async def test_a_punched_receipt_goes_to_the_client_once(runtime: Runtime, paid: Payment) -> None:
    receipt = await receipt_of(runtime, paid)

    await punch(runtime, receipt.id)
    with pytest.raises(tax_receipts.WrongTurn):
        await punch(runtime, receipt.id)

    async with runtime.db.begin() as session:
        sent = (await session.exec(select(Message).where(Message.kind == "tax_receipt"))).all()
        letter = await write_letter(session, sent[0], "http://us")
    assert len(sent) == 1
    assert letter.button == ("Открыть чек", LINK)


async def test_after_a_part_is_given_back_another_receipt_is_due(
    runtime: Runtime, paid: Payment
) -> None:
    receipt = await receipt_of(runtime, paid)
    await punch(runtime, receipt.id)

    await give_back(runtime, paid, 499_900)
    asked = await receipt_of(runtime, paid)
    async with runtime.db.begin() as session:
        again = await tax_receipts.mark_annulled(session, receipt.id)

    assert asked.state is ReceiptState.TO_ANNUL
    assert (again.state, again.amount) == (ReceiptState.DUE, 1_000_000)


async def test_what_went_back_whole_before_needs_no_receipt(
    runtime: Runtime, paid: Payment
) -> None:
    await give_back(runtime, paid, 1_499_900)

    receipt = await receipt_of(runtime, paid)
    async with runtime.db.read() as session:
        tasks = await tax_receipts.list_tasks(session)
        meter = await tax_receipts.read_meter(session, 240_000_000, "Europe/Moscow")

    assert receipt.state is ReceiptState.NEEDLESS
    assert list(tasks) == []
    assert meter.income == 0


async def test_a_payment_told_again_asks_for_no_second_receipt(
    runtime: Runtime, paid: Payment
) -> None:
    told = payments.PaymentPaid(
        payment_id=paid.id,
        client_id=paid.client_id,
        purchase_id=paid.purchase_id,
        amount=paid.amount,
        paid_at=clock.now(),
    )
    await tax_receipts.follow_payment(told, runtime.db.begin, "Europe/Moscow")

    async with runtime.db.read() as session:
        assert len(await tax_receipts.list_tasks(session)) == 1
        assert "payment_paid" in {n.kind for n in await messages.list_owner_notices(session)}


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "http://lknpd.nalog.ru/1", "https://"])
async def test_only_a_whole_link_is_a_receipt(runtime: Runtime, paid: Payment, link: str) -> None:
    receipt = await receipt_of(runtime, paid)
    with pytest.raises(Refused):
        await punch(runtime, receipt.id, link)


@pytest.mark.parametrize(
    ("paid_on", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 9)),
        (date(2026, 12, 1), date(2027, 1, 9)),
        (date(2026, 2, 28), date(2026, 3, 9)),
    ],
)
def test_a_receipt_is_due_on_the_ninth_of_the_next_month(paid_on: date, due: date) -> None:
    assert tax_receipts.due_after(paid_on) == due

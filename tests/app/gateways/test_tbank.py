"""We and T-Bank mean the same: Tokens by its own documents, states by rank, lost answers found."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.gateways.tbank import TBank, sign
from app.runtime import Runtime
from app.standins.tbank import PASSWORD, TERMINAL_KEY, TBankStandIn
from domain import payments
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.payments import Bill, NoticeRefused, Order, RefundStatus, Status, WrongKeys
from tests import made
from tests.house.sources import ROOT

HOOK = "http://us/api/payments/webhook/tbank"
ORDER = Order(
    payment_id=uuid4(),
    idempotence_key=str(uuid4()),
    amount=1_499_900,
    description="1 месяц онлайн",
    return_url="http://us/pay/return",
)
PAYLOADS = sorted((ROOT / "tests" / "payloads" / "tbank").glob("*.json"))


def gateway(bank: TBankStandIn, password: str = PASSWORD) -> TBank:
    transport = httpx.ASGITransport(bank.app)
    http = httpx.AsyncClient(transport=transport, base_url="http://tbank/v2/")
    return TBank(http, TERMINAL_KEY, password, HOOK)


def answering(status: int, **given: Any) -> TBank:
    """A gateway to a server that always answers so."""
    transport = httpx.MockTransport(lambda _: httpx.Response(status, **given))
    http = httpx.AsyncClient(transport=transport, base_url="http://tbank/v2/")
    return TBank(http, TERMINAL_KEY, PASSWORD, HOOK)


def posted(notice: dict[str, Any]) -> bytes:
    return json.dumps(notice, ensure_ascii=False).encode()


@pytest.fixture
def bank() -> TBankStandIn:
    return TBankStandIn()


@pytest.fixture
async def bill(bank: TBankStandIn) -> Bill:
    return await gateway(bank).create(ORDER)


@pytest.mark.parametrize(
    ("password", "fields", "token"),
    [
        (
            "11111111111111",
            {
                "Amount": 19200,
                "Description": "Подарочная карта на 1000 рублей",
                "OrderId": "00000",
                "TerminalKey": "MerchantTerminalKey",
            },
            "72dd466f8ace0a37a1f740ce5fb78101712bc0665d91a8108c7c8a0ccd426db2",
        ),
        (
            PASSWORD,
            {"TerminalKey": TERMINAL_KEY, "PaymentId": "4000000123", "DATA": {"a": "b"}},
            "3ba07ee7ce5e2a70a020c32f158cb7a97687e7a14407714d394a9710a208d58d",
        ),
    ],
)
def test_a_token_is_the_one_of_its_documents(
    password: str, fields: dict[str, Any], token: str
) -> None:
    assert sign(fields, password) == token


@pytest.mark.parametrize("path", PAYLOADS, ids=lambda path: path.stem)
def test_every_event_it_posts_is_read(path: Any) -> None:
    """TB-05, TB-17: numbers are text to us; what is not about a payment's state is put aside."""
    bank = answering(200)
    if path.stem in {"receipt", "completed"}:
        with pytest.raises(NoticeRefused, match="aside"):
            bank.read_notice(path.read_bytes())
        return
    assert bank.read_notice(path.read_bytes()).external_id == "4000000123"


async def test_what_is_paid_is_read_in_our_words(bank: TBankStandIn, bill: Bill) -> None:
    assert (bill.status, bill.amount, bill.payment_id) == (
        Status.PENDING,
        1_499_900,
        ORDER.payment_id,
    )
    bank.succeed(bill.external_id)
    assert (await gateway(bank).look_up(bill.external_id)).status is Status.PAID
    assert bank.payments[bill.external_id]["asked"]["PayType"] == "O"


@pytest.mark.parametrize(
    ("status", "ours"),
    [
        ("AUTHORIZED", Status.PENDING),
        ("REJECTED", Status.PENDING),
        ("DEADLINE_EXPIRED", Status.CANCELLED),
        ("CONFIRMED", Status.PAID),
        ("ASYNC_REFUNDING", Status.PAID),
        ("PARTIAL_REFUNDED", Status.PAID),
        ("REFUNDED", Status.REFUNDED),
    ],
)
async def test_a_state_keeps_its_rank(
    bank: TBankStandIn, bill: Bill, status: str, ours: Status
) -> None:
    """TB-01, TB-09, TB-10, TB-13: held is not paid, refused may be tried again."""
    bank.turn(bill.external_id, status)
    told = await gateway(bank).look_up(bill.external_id)
    assert told.status is ours
    assert told.is_partly_returned is (status == "PARTIAL_REFUNDED")


async def test_a_state_it_never_had_is_not_taken_for_paid(bank: TBankStandIn, bill: Bill) -> None:
    bank.turn(bill.external_id, "MAYBE")
    with pytest.raises(GatewayRefused):
        await gateway(bank).look_up(bill.external_id)


async def test_a_lost_answer_is_looked_for_and_asked_anew(bank: TBankStandIn) -> None:
    """TB-07, TB-15: the link of the lost answer nobody has; the next order has a suffix."""
    bank.deaf = True
    with pytest.raises(GatewayUnavailable):
        await gateway(bank).create(ORDER)
    bank.payments["1"] = {"OrderId": ORDER.payment_id.hex, "Amount": 1_499_900, "Status": "NEW"}
    bank.deaf = False
    bill = await gateway(bank).create(ORDER)
    name = bank.payments[bill.external_id]["OrderId"]
    assert (name, len(name) <= 36) == (f"{ORDER.payment_id.hex}-2", True)
    assert (bill.payment_id, bill.confirmation_url) == (
        ORDER.payment_id,
        f"https://tbank/pay/{bill.external_id}",
    )


async def test_an_order_somebody_is_paying_is_not_asked_for_again(
    bank: TBankStandIn, bill: Bill
) -> None:
    """TB-07: two of our calls at once; the one whose link is in use stands."""
    bank.turn(bill.external_id, "FORM_SHOWED")
    again = await gateway(bank).create(ORDER)
    assert (again.external_id, len(bank.payments)) == (bill.external_id, 1)


def test_one_changed_kopeck_breaks_the_token(bank: TBankStandIn) -> None:
    """TB-04, TB-11: amount, a field nobody knows, another password."""
    bank.payments["7"] = {"OrderId": "a", "Amount": 100, "Status": "CONFIRMED"}
    good = bank.notice("7")
    for forged in (
        good | {"Amount": 101},
        good | {"Unheard": "of"},
        good | {"Token": ""},
        good | {"Token": "ю"},
        {key: value for key, value in good.items() if key != "Token"},
    ):
        with pytest.raises(NoticeRefused) as refused:
            gateway(bank).read_notice(posted(forged))
        assert refused.value.is_forged
    extended = bank.notice("7", Unheard="of", Flag=False)
    assert gateway(bank).read_notice(posted(extended)).external_id == "7"


def test_nested_data_is_unsigned_and_decides_nothing(bank: TBankStandIn) -> None:
    """TB-04: Data may be changed by anybody on the way; nothing is read from it."""
    bank.payments["7"] = {"OrderId": "a", "Amount": 100, "Status": "CONFIRMED"}
    told = bank.notice("7") | {"Data": {"PaymentId": "8"}}
    assert gateway(bank).read_notice(posted(told)).external_id == "7"


@pytest.mark.parametrize("raw", [b"", b"[]", b"\xff", b"[" * 50_000, b"null"])
def test_what_is_no_notice_is_said_so(bank: TBankStandIn, raw: bytes) -> None:
    with pytest.raises(NoticeRefused, match="unreadable"):
        gateway(bank).read_notice(raw)


async def test_a_wrong_password_is_told_from_all_else(bank: TBankStandIn) -> None:
    """TB-14: nothing is asked for with keys it does not know, and `check` says so."""
    with pytest.raises(WrongKeys):
        await gateway(bank, "another").check()
    with pytest.raises(WrongKeys):
        await gateway(bank, "another").create(ORDER)
    await gateway(bank).check()
    assert bank.payments == {}


@pytest.mark.parametrize("given", [{"text": "<html>"}, {"json": []}, {"json": {"a": 1}}])
async def test_a_page_instead_of_an_answer_is_tried_again(given: dict[str, Any]) -> None:
    """TB-15."""
    with pytest.raises(GatewayUnavailable):
        await answering(200, **given).look_up("1")
    with pytest.raises(GatewayUnavailable):
        await answering(502, **given).look_up("1")


async def test_tb_12_a_part_is_given_back_once_however_often_it_is_asked(
    bank: TBankStandIn, bill: Bill
) -> None:
    """TB-12: ExternalRequestId is our key."""
    bank.succeed(bill.external_id)
    told = [await gateway(bank).refund(bill.external_id, 500_000, "key-1") for _ in range(2)]
    assert {(refund.status, refund.amount) for refund in told} == {(RefundStatus.DONE, 500_000)}
    assert bank.payments[bill.external_id]["left"] == 999_900

    await gateway(bank).refund(bill.external_id, 999_900, "key-2")
    assert (await gateway(bank).look_up(bill.external_id)).status is Status.REFUNDED
    again = await gateway(bank).refund(bill.external_id, 999_900, "")
    assert (again.status, bank.payments[bill.external_id]["left"]) == (RefundStatus.DONE, 0)


async def test_tb_13_a_slow_refund_waits(bank: TBankStandIn, bill: Bill) -> None:
    """TB-13: asked about until it is over."""
    bank.succeed(bill.external_id)
    bank.slow_refunds = True
    refund = await gateway(bank).refund(bill.external_id, 1_499_900, "key-1")
    assert refund.status is RefundStatus.PENDING
    bank.turn(bill.external_id, "REFUNDED")
    told = await gateway(bank).look_up_refund(refund.external_id)
    assert told.status is RefundStatus.DONE


async def test_tb_12_another_refund_waits_for_the_one_on_its_way(
    bank: TBankStandIn, bill: Bill
) -> None:
    """TB-12: SBP has no key, so while one is carried nobody can say whose it is."""
    bank.succeed(bill.external_id)
    bank.slow_refunds = True
    await gateway(bank).refund(bill.external_id, 500_000, "key-1")
    with pytest.raises(GatewayUnavailable):
        await gateway(bank).refund(bill.external_id, 500_000, "key-2")
    assert bank.payments[bill.external_id]["left"] == 999_900


async def test_tb_12_another_sum_than_was_asked_for_is_a_persons_to_look_at() -> None:
    """TB-12: what was left before and after is compared with what we asked."""
    told = {"Success": True, "PaymentId": "1", "Status": "PARTIAL_REFUNDED", "Amount": 1000}
    told |= {"OriginalAmount": 1000, "NewAmount": 500}
    assert (await answering(200, json=told).refund("1", 500, "key")).amount == 500
    with pytest.raises(GatewayRefused):
        await answering(200, json=told).refund("1", 400, "key")


async def test_tb_06_a_notice_before_our_answer_is_about_our_order(
    runtime: Runtime, bank: TBankStandIn
) -> None:
    """TB-06: matched by the order's name, and the payment's number is kept."""
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.external_id, payment.provider = None, "tbank"
    providers, begin = {"tbank": gateway(bank)}, runtime.db.begin
    bank.deaf = True
    with pytest.raises(GatewayUnavailable):
        await payments.place(begin, payment.id, providers)
    bank.payments["4000000777"] = {
        "OrderId": payment.id.hex,
        "Amount": payment.amount,
        "Status": "NEW",
    }
    notice = gateway(bank).read_notice(posted(bank.succeed("4000000777")))
    bank.deaf = False

    assert await payments.check_notice(begin, "tbank", notice, providers) == "paid"
    async with runtime.db.read() as session:
        kept = await payments.get_payment(session, payment.id)
    assert (kept.external_id, kept.status) == ("4000000777", Status.PAID)

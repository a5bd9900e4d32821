"""Orders of a shop with a cash register carry receipt data; others carry none."""

from uuid import uuid4

import httpx
import pytest

from app.fiscal import Fiscal
from app.gateways.tbank import TBank
from app.gateways.yookassa import YooKassa
from app.standins.tbank import PASSWORD, TERMINAL_KEY, TBankStandIn
from app.standins.yookassa import YooKassaStandIn
from domain.errors import GatewayRefused
from domain.payments import Order, Slip

ORDER = Order(
    payment_id=uuid4(),
    idempotence_key=str(uuid4()),
    amount=1_499_900,
    description="1 месяц онлайн",
    return_url="http://us/pay/return",
    receipt_to="+79991234567",
)
SHOP = Fiscal("usn_income", "none")


PART = Slip(description="1 месяц онлайн", amount=500_000, receipt_to="anna@example.ru")


async def asked_of_yookassa(
    order: Order, fiscal: Fiscal | None, slip: Slip | None = None
) -> dict[str, object]:
    """The body YooKassa was sent last: of the order, or of the refund that `slip` is for."""
    asked: list[httpx.Request] = []
    bank = YooKassaStandIn()

    async def note(request: httpx.Request) -> None:
        asked.append(request)

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(bank.app),
        base_url="http://yookassa/v3/",
        event_hooks={"request": [note]},
    ) as http:
        shop = YooKassa(http, fiscal=fiscal)
        bill = await shop.create(order)
        if slip is not None:
            bank.succeed(bill.external_id)
            await shop.refund(bill.external_id, slip.amount, "key", slip)
    return dict(httpx.Response(200, content=asked[-1].content).json())


async def test_yookassa_is_told_what_was_sold_and_to_whom() -> None:
    body = await asked_of_yookassa(ORDER, SHOP)

    receipt = body["receipt"]
    assert isinstance(receipt, dict)
    assert receipt["customer"] == {"phone": "79991234567"}
    assert receipt["tax_system_code"] == 2
    (item,) = receipt["items"]
    assert (item["amount"]["value"], item["quantity"], item["vat_code"]) == ("14999.00", 1, 1)


async def test_a_part_given_back_is_printed_too() -> None:
    receipt = (await asked_of_yookassa(ORDER, SHOP, PART))["receipt"]

    assert isinstance(receipt, dict)
    assert receipt["customer"] == {"email": "anna@example.ru"}
    assert [item["amount"]["value"] for item in receipt["items"]] == ["5000.00"]


async def test_a_self_employed_trainers_order_carries_no_receipt() -> None:
    assert "receipt" not in await asked_of_yookassa(ORDER, None)
    assert "receipt" not in await asked_of_yookassa(ORDER, None, PART)


async def test_tbank_takes_the_receipt_beside_its_token() -> None:
    bank = TBankStandIn()
    transport = httpx.ASGITransport(bank.app)
    order = ORDER.model_copy(update={"receipt_to": "anna@example.ru"})
    async with httpx.AsyncClient(transport=transport, base_url="http://tbank/v2/") as http:
        terminal = TBank(http, TERMINAL_KEY, PASSWORD, None, fiscal=SHOP)
        bill = await terminal.create(order)
        bank.succeed(bill.external_id)
        await terminal.refund(bill.external_id, PART.amount, "key", PART)

    (printed,) = bank.payments[bill.external_id]["slips"]
    assert (printed["Email"], printed["Items"][0]["Amount"]) == ("anna@example.ru", 500_000)
    receipt = bank.payments[bill.external_id]["asked"]["Receipt"]
    assert (receipt["Taxation"], receipt["Email"]) == ("usn_income", "anna@example.ru")
    assert receipt["Items"][0]["Amount"] == 1_499_900


async def test_without_an_address_nothing_is_asked_for() -> None:
    with pytest.raises(GatewayRefused):
        await asked_of_yookassa(ORDER.model_copy(update={"receipt_to": None}), SHOP)

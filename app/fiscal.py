"""Receipt data of 54-FZ, as YooKassa and T-Bank spell it, for a shop with a cash register.

One line: the service, prepaid in full. What the codes are is each provider's; ours are T-Bank's
names, for they say what they mean.
"""

from dataclasses import dataclass
from typing import Any, Literal

from domain import money
from domain.errors import GatewayRefused
from domain.payments import Order, Slip

Taxation = Literal["osn", "usn_income", "usn_income_outcome", "esn", "patent"]
Vat = Literal["none", "vat0", "vat5", "vat7", "vat10", "vat20", "vat22"]

TAX_SYSTEM_CODE = {"osn": 1, "usn_income": 2, "usn_income_outcome": 3, "esn": 5, "patent": 6}
VAT_CODE = {"none": 1, "vat0": 2, "vat10": 3, "vat20": 4, "vat5": 7, "vat7": 8, "vat22": 11}
NAME_LENGTH = 128


@dataclass(frozen=True)
class Fiscal:
    """How the shop is taxed."""

    taxation: Taxation
    vat: Vat


def spell_for_yookassa(order: Order | Slip, fiscal: Fiscal) -> dict[str, Any]:
    """`receipt` of a payment, or of a part given back. Its phone is digits without the plus."""
    address = _address(order)
    customer = {"email": address} if "@" in address else {"phone": address.removeprefix("+")}
    item = {
        "description": order.description[:NAME_LENGTH],
        "quantity": 1,
        "amount": {"value": money.to_roubles(order.amount), "currency": "RUB"},
        "vat_code": VAT_CODE[fiscal.vat],
        "measure": "piece",
        "payment_subject": "service",
        "payment_mode": "full_prepayment",
    }
    code = TAX_SYSTEM_CODE[fiscal.taxation]
    return {"customer": customer, "items": [item], "tax_system_code": code, "internet": True}


def spell_for_tbank(order: Order | Slip, fiscal: Fiscal) -> dict[str, Any]:
    """`Receipt` of an Init or a Cancel; the Token does not cover it."""
    address = _address(order)
    item = {
        "Name": order.description[:NAME_LENGTH],
        "Price": order.amount,
        "Quantity": 1,
        "Amount": order.amount,
        "Tax": fiscal.vat,
        "PaymentMethod": "full_prepayment",
        "PaymentObject": "service",
    }
    to = {"Email": address} if "@" in address else {"Phone": address}
    return {"Taxation": fiscal.taxation, **to, "Items": [item]}


def _address(order: Order | Slip) -> str:
    if order.receipt_to is None:
        raise GatewayRefused(f"nowhere to send the receipt of {order.amount} kopecks")
    return order.receipt_to

"""Rows for tests, each with just enough in it to be true."""

from typing import Any
from uuid import uuid4

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import funnel, passes, payments, people, purchases, tariffs
from domain.contacts import ContactKind
from domain.funnel import Role
from domain.payments import Payment
from domain.people import Client
from domain.purchases import Purchase

ANSWERS: dict[str, Any] = {
    "sex": "f",
    "age": 31,
    "height_cm": 168,
    "weight_kg": 64.5,
    "goal": "muscle_gain",
    "train_months": 8,
    "days_per_week": 3,
    "minutes": 60,
    "location": "gym",
    "screening": ["none"],
    "conditions": ["none"],
    "medication": ["none"],
    "lifestyle": "moderate",
}
"""Healthy answers: what comes of them goes out by itself."""

ANNA: dict[str, Any] = {"name": "Анна", "phone": "+7 999 123-45-67", "consent": True}
"""The body of a form that Anna fills in."""


REQUISITES: dict[str, str] = {
    "operator_name": "Иванов Иван Иванович",
    "status": "самозанятый",
    "inn": "500100732259",
    "address": "Долгопрудный, а/я 1",
    "email": "owner@mail.ru",
}
"""Who sells, as the law wants to read it."""


def phone(n: int = 1) -> str:
    """A valid Russian mobile number, another for each `n`."""
    return f"+7999{n:07d}"


async def client(session: AsyncSession, name: str = "Анна", n: int = 1, **fields: Any) -> Client:
    """A client with a phone, at the first stage of the funnel."""
    row = people.add_client(session, name, {ContactKind.PHONE: phone(n)}, **fields)
    stage = await funnel.find_stage_by_role(session, Role.FIRST_CONTACT)
    if stage is not None:
        funnel.place_new_client(session, row, stage, "came")
    await session.flush()
    return row


async def purchase(
    session: AsyncSession, client: Client, tariff: str = "online-1-month"
) -> Purchase:
    """A purchase just begun."""
    row = purchases.begin(
        session,
        client_id=client.id,
        granted=passes.issue(session, client.id),
        tariff=await tariffs.get_on_sale(session, tariff),
        key=None,
    )
    await session.flush()
    return row


async def payment(session: AsyncSession, client: Client, tariff: str = "online-1-month") -> Payment:
    """A payment the provider knows of, for a purchase just begun."""
    bought = await purchase(session, client, tariff)
    row = payments.ask_for(
        session,
        client_id=client.id,
        purchase_id=bought.id,
        amount=bought.amount,
        description=bought.title,
        provider="yookassa",
        return_url="http://us/pay/return",
    )
    row.external_id = uuid4().hex
    await session.flush()
    return row

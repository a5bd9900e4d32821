"""Whom the post does not remind, although nobody has forbidden it."""

from uuid import UUID

import pytest

from app.db import Database
from domain import clock, objections, payments
from domain.messages import Message, Purpose, Reason
from tests import made


@pytest.mark.parametrize(
    ("kind", "against"),
    [
        ("reminder_day_5", Reason.BOUGHT),
        ("reminder_access_ending", None),
        ("reminder_unpaid_day", None),
    ],
)
async def test_who_has_bought_is_spared_the_free_week_only(
    db: Database, kind: str, against: Reason | None
) -> None:
    async with db.begin() as session:
        anna = await made.client(session)
        paid = await made.payment(session, anna)
        paid.status = payments.Status.PAID
        ordered = await made.payment(session, anna)

    async with db.read() as session:
        about = {"purchase_id": str(ordered.purchase_id)}
        assert await objections.find_objection(session, _said(kind, anna.id, about)) == against


async def test_nobody_is_reminded_of_an_order_that_is_paid(db: Database) -> None:
    async with db.begin() as session:
        anna = await made.client(session)
        paid = await made.payment(session, anna)
        paid.status = payments.Status.PAID

    async with db.read() as session:
        about = {"purchase_id": str(paid.purchase_id)}
        said = _said("reminder_unpaid_day", anna.id, about)
        assert await objections.find_objection(session, said) == Reason.BOUGHT


def _said(kind: str, client_id: UUID, about: dict[str, str]) -> Message:
    now = clock.now()
    return Message(
        client_id=client_id,
        kind=kind,
        purpose=Purpose.SERVICE,
        dedupe_key=kind,
        about=about,
        wanted_at=now,
        due_at=now,
    )

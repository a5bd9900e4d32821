"""Whom the post does not remind, although nobody has forbidden it."""

from uuid import UUID

import pytest

from app.db import Database
from domain import clock, objections, payments
from domain.messages import Message, Purpose, Reason
from tests import made


@pytest.mark.parametrize(
    ("kind", "against"), [("reminder_day_5", Reason.BOUGHT), ("reminder_access_ending", None)]
)
async def test_who_has_bought_is_spared_the_free_week_and_hears_of_the_end_of_his(
    db: Database, kind: str, against: Reason | None
) -> None:
    async with db.begin() as session:
        anna = await made.client(session)
        paid = await made.payment(session, anna)
        paid.status = payments.Status.PAID

    async with db.read() as session:
        assert await objections.find_objection(session, _said(kind, anna.id, {})) == against


async def test_an_order_is_chased_after_another_was_paid_until_it_is_paid_itself(
    db: Database,
) -> None:
    async with db.begin() as session:
        anna = await made.client(session)
        paid, ordered = [await made.payment(session, anna) for _ in range(2)]
        paid.status = payments.Status.PAID

    async with db.read() as session:
        said = [
            _said("reminder_unpaid_day", anna.id, {"purchase_id": str(payment.purchase_id)})
            for payment in (paid, ordered)
        ]
        against = [await objections.find_objection(session, one) for one in said]
    assert against == [Reason.BOUGHT, None]


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

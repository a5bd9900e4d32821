"""What is there before a page is opened: people who answered, paid, or wait for the trainer."""

from uuid import UUID

from app.runtime import Runtime
from domain import clock, intakes, selling
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.leads import Knocker
from domain.ledger import record
from domain.payments import RANK, PaymentPaid, Status
from domain.people import Client
from domain.programmes import writing
from domain.questionnaire import read_answers
from tests import made

CAREFUL = {**made.ANSWERS, "conditions": ["hypertension"], "medication": ["blood_pressure"]}
"""Answers out of which a programme waits for the trainer."""


async def answered(runtime: Runtime, name: str, answers: dict[str, object], n: int = 1) -> UUID:
    """A client who has handed in the questionnaire; his programme's id, or his own without one."""
    submission = intakes.prepare(read_answers(answers))
    plan = await writing.plan_demo(submission)
    knocker = Knocker(
        name=name,
        contacts={ContactKind.PHONE: made.phone(n)},
        consents=[ConsentKind.PERSONAL_DATA, ConsentKind.HEALTH],
        channel="start",
    )
    async with runtime.db.begin() as session:
        given = await selling.hand_in(
            session, knocker=knocker, token=None, submission=submission, plan=plan
        )
    return given.programme.id if given.programme else given.intake.client_id


async def waiting_programme(runtime: Runtime, name: str) -> UUID:
    """A programme that waits for the trainer's eye."""
    return await answered(runtime, name, CAREFUL)


async def paid(runtime: Runtime, name: str, n: int = 1) -> UUID:
    """Somebody who has paid for a month just now; his card's id."""
    async with runtime.db.begin() as session:
        client = await made.client(session, name, n)
        payment = await made.payment(session, client)
        payment.status, payment.rank = Status.PAID, RANK[Status.PAID]
        payment.paid_at = clock.now()
        record(
            session,
            PaymentPaid(
                payment_id=payment.id,
                client_id=client.id,
                purchase_id=payment.purchase_id,
                amount=payment.amount,
                paid_at=payment.paid_at,
            ),
        )
    return client.id


async def client(runtime: Runtime, name: str, n: int = 1, **fields: object) -> Client:
    """A client at the first stage."""
    async with runtime.db.begin() as session:
        return await made.client(session, name, n, **fields)

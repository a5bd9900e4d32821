"""Programmes as they are kept: whose, out of which answers, in which version, and whether sent.

How a plan is made is in the pure modules beside this one.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, intakes, purchases
from domain.errors import Conflict, NotFound
from domain.exercises import load_catalogue
from domain.intakes import Intake, IntakeSubmitted
from domain.ledger import Begin, Fact, Moment, Row, record
from domain.payments import PaymentPaid
from domain.programmes.generator import generate
from domain.programmes.plan import Plan
from domain.purchases import Purchase
from domain.questionnaire import Answers
from domain.screening import Verdict
from domain.tokens import new_token


class Kind(StrEnum):
    DEMO = "demo"
    """The free first week."""
    FULL = "full"


class Status(StrEnum):
    DRAFT = "draft"
    NEEDS_REVIEW = "needs_review"
    """Waits for the trainer: nothing of it reaches the client before he agrees."""
    READY = "ready"
    SENT = "sent"


class Programme(Row, table=True):
    __table_args__ = (UniqueConstraint("purchase_id"), UniqueConstraint("demo_of_id"))

    client_id: UUID = Field(foreign_key="client.id", index=True)
    intake_id: UUID = Field(foreign_key="intake.id")
    purchase_id: UUID | None = Field(default=None, foreign_key="purchase.id")
    """What it was bought with: one purchase brings one programme."""
    demo_of_id: UUID | None = Field(default=None, foreign_key="intake.id")
    """For a free week, the intake again: one intake brings one."""
    pass_id: UUID | None = Field(default=None, foreign_key="pass.id")
    kind: Kind
    token: str = Field(default_factory=new_token, unique=True)
    status: Status
    version: int = 1
    plan: dict[str, Any] = Field(sa_type=JSON)
    weeks: int
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    sent_by: str | None = None
    """The channel that delivered it; "page" when the client opened it himself."""
    over_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    """When its last week ends; known once it is delivered."""

    def read(self) -> Plan:
        return Plan.model_validate(self.plan)

    @property
    def may_be_seen(self) -> bool:
        """Whether its reader may see it: only what passed screening or the trainer."""
        return self.status in {Status.READY, Status.SENT}


class ProgrammeVersion(Row, table=True):
    """A version as it was; the current one stands in the programme itself too."""

    __table_args__ = (UniqueConstraint("programme_id", "version"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID = Field(foreign_key="programme.id", index=True)
    version: int
    plan: dict[str, Any] = Field(sa_type=JSON)
    by: str
    """A user's id, or "rule" for the generator."""


class DemoGiven(Fact):
    """A person has his free week, or a draft of it waits for the trainer."""

    programme_id: UUID
    client_id: UUID
    needs_review: bool


class ProgrammeWritten(Fact):
    programme_id: UUID
    client_id: UUID
    needs_review: bool


class ProgrammeApproved(Fact):
    programme_id: UUID
    client_id: UUID
    by: str


class ProgrammeSent(Fact):
    programme_id: UUID
    client_id: UUID
    channel: str


class ProgrammeOver(Fact):
    programme_id: UUID
    client_id: UUID


class IntakeMissing(Fact):
    """Someone paid for a programme before answering the questionnaire."""

    client_id: UUID
    purchase_id: UUID


class ProgrammeWithheld(Fact):
    """Someone paid, but his answers say that a doctor comes first: the trainer must speak to him."""

    client_id: UUID
    purchase_id: UUID


class NotForReview(Conflict):
    """The programme does not wait for the trainer."""

    def __init__(self, programme_id: UUID) -> None:
        super().__init__(f"programme {programme_id} does not wait for review")
        self.programme_id = programme_id


async def plan_demo(submission: intakes.Submission) -> Plan | None:
    """The free week for these answers; None where a doctor comes first. Opens nothing."""
    if submission.screening.verdict in {Verdict.RED, Verdict.POSTPONE}:
        return None
    return await _generate(submission.answers, weeks=1, seed=submission.seed)


def give_demo(session: AsyncSession, intake: Intake, plan: Plan) -> Programme:
    """Put the free week on the client's card; what is not green waits for the trainer."""
    programme = Programme(
        client_id=intake.client_id,
        intake_id=intake.id,
        demo_of_id=intake.id,
        pass_id=intake.pass_id,
        kind=Kind.DEMO,
        status=_first_status(intake),
        plan=plan.model_dump(mode="json"),
        weeks=1,
    )
    _keep(session, programme, by="rule")
    given = DemoGiven(
        programme_id=programme.id,
        client_id=programme.client_id,
        needs_review=programme.status is Status.NEEDS_REVIEW,
    )
    record(session, given)
    return programme


async def write_programme(fact: PaymentPaid, begin: Begin) -> None:
    """Write the programme that this payment bought, once."""
    if fact.purchase_id is None:
        return
    async with begin() as session:
        purchase = await purchases.get_purchase(session, fact.purchase_id)
        if not purchase.brings_programme or purchase.client_id is None:
            return
    await _write_for(begin, purchase)


async def write_owed(fact: IntakeSubmitted, begin: Begin) -> None:
    """Write what was paid for before the questionnaire was answered."""
    async with begin() as session:
        owed = await purchases.list_paid_without_programme(session, fact.client_id)
    for purchase in owed:
        await _write_for(begin, purchase)


async def _write_for(begin: Begin, purchase: Purchase) -> None:
    async with begin() as session:
        if await find_by_purchase(session, purchase.id) is not None:
            return
        intake = await _intake_to_write_from(session, purchase)
    if intake is None:
        return
    plan = await _generate(intake.read(), weeks=purchase.weeks, seed=intake.seed)
    async with begin() as session:
        if await find_by_purchase(session, purchase.id) is None:
            _give_full(session, purchase, intake, plan)


def _give_full(
    session: AsyncSession, purchase: Purchase, intake: Intake, plan: Plan
) -> Programme:
    programme = Programme(
        client_id=intake.client_id,
        intake_id=intake.id,
        purchase_id=purchase.id,
        pass_id=purchase.pass_id,
        kind=Kind.FULL,
        status=_first_status(intake),
        plan=plan.model_dump(mode="json"),
        weeks=purchase.weeks,
    )
    _keep(session, programme, by="rule")
    written = ProgrammeWritten(
        programme_id=programme.id,
        client_id=programme.client_id,
        needs_review=programme.status is Status.NEEDS_REVIEW,
    )
    record(session, written)
    return programme


async def _intake_to_write_from(session: AsyncSession, purchase: Purchase) -> Intake | None:
    """The answers to write from; None, and a fact that says so, when there can be no programme."""
    intake = await _intake_for(session, purchase)
    if purchase.client_id is None:
        return None
    owed = {"client_id": purchase.client_id, "purchase_id": purchase.id}
    if intake is None:
        record(session, IntakeMissing(**owed))
        return None
    if intake.verdict in {Verdict.RED, Verdict.POSTPONE}:
        record(session, ProgrammeWithheld(**owed))
        return None
    return intake


async def _intake_for(session: AsyncSession, purchase: Purchase) -> Intake | None:
    """The answers a purchase is for: those sent with its pass, else the client's own."""
    if purchase.pass_id and (mine := await intakes.find_by_pass(session, purchase.pass_id)):
        return mine
    if purchase.client_id is None:
        return None
    return await intakes.find_current(session, purchase.client_id)


async def _generate(answers: Answers, *, weeks: int, seed: int) -> Plan:
    # A plan takes tens of milliseconds of pure computing: a thread keeps the loop free.
    return await asyncio.to_thread(
        generate, answers, weeks=weeks, seed=seed, catalogue=load_catalogue()
    )


def _first_status(intake: Intake) -> Status:
    return Status.READY if intake.verdict is Verdict.GREEN else Status.NEEDS_REVIEW


def _keep(session: AsyncSession, programme: Programme, by: str) -> None:
    session.add(programme)
    session.add(
        ProgrammeVersion(
            client_id=programme.client_id,
            programme_id=programme.id,
            version=programme.version,
            plan=programme.plan,
            by=by,
        )
    )


async def approve(session: AsyncSession, programme_id: UUID, by: str) -> Programme:
    """The trainer agrees to what waited for him.

    Raises:
        NotForReview: it did not wait.
    """
    programme = await get_programme(session, programme_id)
    if programme.status is not Status.NEEDS_REVIEW:
        raise NotForReview(programme_id)
    programme.status = Status.READY
    record(
        session,
        ProgrammeApproved(programme_id=programme.id, client_id=programme.client_id, by=by),
    )
    return programme


async def mark_sent(session: AsyncSession, programme_id: UUID, channel: str) -> None:
    """Note that the client has it; the first time counts."""
    programme = await get_programme(session, programme_id)
    if programme.status is not Status.READY:
        return
    programme.status, programme.sent_by = Status.SENT, channel
    programme.sent_at = clock.now()
    if programme.kind is Kind.FULL:
        programme.over_at = programme.sent_at + timedelta(weeks=programme.weeks)
    sent = ProgrammeSent(
        programme_id=programme.id, client_id=programme.client_id, channel=channel
    )
    record(session, sent)


async def close_over(session: AsyncSession) -> None:
    """Say of each programme whose last week has ended that it is over."""
    ended = select(Programme).where(col(Programme.over_at) <= clock.now())
    for programme in (await session.exec(ended.limit(500))).all():
        programme.over_at = None
        over = ProgrammeOver(programme_id=programme.id, client_id=programme.client_id)
        record(session, over)


async def get_programme(session: AsyncSession, programme_id: UUID) -> Programme:
    """The programme, or NotFound."""
    programme = await session.get(Programme, programme_id)
    if programme is None:
        raise NotFound("programme", programme_id)
    return programme


async def get_by_token(session: AsyncSession, token: str) -> Programme:
    """The programme its link opens; NotFound for any other text."""
    found = (await session.exec(select(Programme).where(Programme.token == token[:64]))).first()
    if found is None:
        raise NotFound("programme", "***")
    return found


async def find_by_purchase(session: AsyncSession, purchase_id: UUID) -> Programme | None:
    """The programme this purchase brought, if it is written."""
    bought = select(Programme).where(Programme.purchase_id == purchase_id)
    return (await session.exec(bought)).first()


async def list_programmes(session: AsyncSession, client_id: UUID) -> Sequence[Programme]:
    """A client's programmes, newest first."""
    mine = select(Programme).where(Programme.client_id == client_id)
    return (await session.exec(mine.order_by(col(Programme.created_at).desc()))).all()


async def list_for_review(session: AsyncSession, limit: int = 50) -> Sequence[Programme]:
    """Programmes that wait for the trainer, the longest waiting first."""
    waiting = select(Programme).where(Programme.status == Status.NEEDS_REVIEW)
    return (await session.exec(waiting.order_by(col(Programme.created_at)).limit(limit))).all()

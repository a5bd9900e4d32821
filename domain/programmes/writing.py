"""Writing programmes: the free week, the full one for money, a draft at the trainer's wish.

Whether a doctor comes first is decided by the intake's verdict; here it is only obeyed.
"""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import intakes, purchases
from domain.exercises import Catalogue, load_catalogue, read_catalogue
from domain.intakes import Intake, IntakeSubmitted
from domain.ledger import Begin, record
from domain.payments import PaymentPaid
from domain.programmes.generator import generate
from domain.programmes.plan import Plan
from domain.programmes.rows import (
    DemoGiven,
    DoctorFirst,
    IntakeMissing,
    Kind,
    NothingToWriteFrom,
    Programme,
    ProgrammeDrafted,
    ProgrammeWithheld,
    ProgrammeWritten,
    Status,
    find_by_purchase,
    keep,
)
from domain.programmes.voices import Writer, give_voice
from domain.purchases import Purchase
from domain.questionnaire import Answers
from domain.screening import Verdict


class Awaited(StrEnum):
    """What a paid programme waits for."""

    ANSWERS = "answers"
    WRITING = "writing"
    TRAINER = "trainer"


STOPS = frozenset({Verdict.RED, Verdict.POSTPONE})
"""Verdicts out of which no programme is made."""


async def plan_demo(
    submission: intakes.Submission, catalogue: Catalogue | None = None
) -> Plan | None:
    """The free week for these answers; None where a doctor comes first. Opens nothing.

    Args:
        catalogue: as the trainer has it; None for what ships.
    """
    if submission.screening.verdict in STOPS:
        return None
    book = catalogue or load_catalogue()
    return await _generate(submission.answers, book, weeks=1, seed=submission.seed)


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
    keep(session, programme, by="rule")
    given = DemoGiven(
        programme_id=programme.id,
        client_id=programme.client_id,
        needs_review=programme.status is Status.NEEDS_REVIEW,
    )
    record(session, given)
    return programme


async def write_programme(fact: PaymentPaid, begin: Begin, *, writer: Writer | None = None) -> None:
    """Write the programme that this payment bought, once."""
    if fact.purchase_id is None:
        return
    async with begin() as session:
        purchase = await purchases.get_purchase(session, fact.purchase_id)
        if not purchase.brings_programme or purchase.client_id is None:
            return
    await _write_for(begin, purchase, writer)


async def write_owed(fact: IntakeSubmitted, begin: Begin, *, writer: Writer | None = None) -> None:
    """Write what was paid for before the questionnaire was answered."""
    async with begin() as session:
        owed = await purchases.list_paid_without_programme(session, fact.client_id)
    for purchase in owed:
        await _write_for(begin, purchase, writer)


async def _write_for(begin: Begin, purchase: Purchase, writer: Writer | None) -> None:
    async with begin() as session:
        if await find_by_purchase(session, purchase.id) is not None:
            return
        intake = await _intake_to_write_from(session, purchase)
        catalogue = await read_catalogue(session)
    if intake is None:
        return
    plan = await _generate(intake.read(), catalogue, weeks=purchase.weeks, seed=intake.seed)
    plan = await give_voice(plan, writer, catalogue)
    async with begin() as session:
        if await find_by_purchase(session, purchase.id) is None:
            _give_full(session, purchase, intake, plan)


def _give_full(session: AsyncSession, purchase: Purchase, intake: Intake, plan: Plan) -> Programme:
    programme = Programme(
        client_id=intake.client_id,
        intake_id=intake.id,
        purchase_id=purchase.id,
        pass_id=purchase.pass_id,
        kind=Kind.FULL,
        status=_first_status(intake) if _is_buyers(intake, purchase) else Status.NEEDS_REVIEW,
        plan=plan.model_dump(mode="json"),
        weeks=purchase.weeks,
    )
    keep(session, programme, by="rule")
    written = ProgrammeWritten(
        programme_id=programme.id,
        client_id=programme.client_id,
        needs_review=programme.status is Status.NEEDS_REVIEW,
    )
    record(session, written)
    return programme


def _is_buyers(intake: Intake, purchase: Purchase) -> bool:
    """Whether the buyer himself has answered, as far as anybody can know."""
    return intake.is_trusted or intake.pass_id == purchase.pass_id


async def find_awaited(session: AsyncSession, purchase: Purchase) -> Awaited | None:
    """What the programme of a paid purchase still waits for; None once its buyer may see it."""
    programme = await find_by_purchase(session, purchase.id)
    if programme is not None:
        return None if programme.may_be_seen else Awaited.TRAINER
    intake = await _intake_for(session, purchase)
    if intake is None:
        return Awaited.ANSWERS
    return Awaited.TRAINER if intake.verdict in STOPS else Awaited.WRITING


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the trainer asks of a programme; None leaves it to the answers."""

    weeks: int
    location: str | None = None
    days_per_week: int | None = None
    seed: int | None = None


async def draft(begin: Begin, client_id: UUID, wishes: Wishes) -> Programme:
    """Write a full programme at the trainer's wish; it waits for him to send it.

    Raises:
        NothingToWriteFrom: no questionnaire yet.
        DoctorFirst: the answers allow none.
    """
    async with begin() as session:
        intake = await intakes.find_current(session, client_id)
        catalogue = await read_catalogue(session)
    if intake is None:
        raise NothingToWriteFrom
    if intake.verdict in STOPS:
        raise DoctorFirst(intake.verdict, intake.reasons)
    seed = intake.seed if wishes.seed is None else wishes.seed
    plan = await _generate(
        intake.read(),
        catalogue,
        weeks=wishes.weeks,
        seed=seed,
        location=wishes.location,
        days_per_week=wishes.days_per_week,
    )
    waits = intake.verdict is not Verdict.GREEN
    async with begin() as session:
        programme = Programme(
            client_id=client_id,
            intake_id=intake.id,
            kind=Kind.FULL,
            status=Status.NEEDS_REVIEW if waits else Status.DRAFT,
            plan=plan.model_dump(mode="json"),
            weeks=wishes.weeks,
        )
        keep(session, programme, by="rule")
        record(session, ProgrammeDrafted(programme_id=programme.id, client_id=client_id))
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
    if intake.verdict in STOPS:
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


async def _generate(
    answers: Answers, catalogue: Catalogue, *, weeks: int, seed: int, **wishes: Any
) -> Plan:
    # A plan takes tens of milliseconds of pure computing: a thread keeps the loop free.
    return await asyncio.to_thread(
        generate, answers, weeks=weeks, seed=seed, catalogue=catalogue, **wishes
    )


def _first_status(intake: Intake) -> Status:
    return Status.READY if intake.verdict is Verdict.GREEN else Status.NEEDS_REVIEW

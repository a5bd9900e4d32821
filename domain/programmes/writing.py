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
from domain.consents import ConsentGiven, ConsentKind
from domain.exercises import Catalogue, load_catalogue, read_catalogue
from domain.intakes import DoctorAllowed, Intake, IntakeSubmitted
from domain.ledger import Begin, record
from domain.payments import PaymentPaid
from domain.programmes.generator import generate
from domain.programmes.grounds import ground_for
from domain.programmes.histories import NOTHING, History, Recall, go_on_from, heed
from domain.programmes.obstacles import STOPS, find_obstacle, refuse_obstacle
from domain.programmes.plan import Plan
from domain.programmes.rows import (
    DemoGiven,
    IntakeMissing,
    Kind,
    NothingToWriteFrom,
    Obstacle,
    Programme,
    ProgrammeDrafted,
    ProgrammeWithheld,
    ProgrammeWritten,
    Status,
    find_by_purchase,
    keep,
    list_programmes,
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


async def write_programme(
    fact: PaymentPaid,
    begin: Begin,
    *,
    writer: Writer | None = None,
    recall: Recall | None = None,
) -> None:
    """Write the programme that this payment bought, once; it goes on from what was logged."""
    if fact.purchase_id is None:
        return
    async with begin() as session:
        purchase = await purchases.get_purchase(session, fact.purchase_id)
        if not purchase.brings_programme or purchase.client_id is None:
            return
    await _write_for(begin, purchase, writer, recall)


async def write_owed(
    fact: IntakeSubmitted | DoctorAllowed | ConsentGiven,
    begin: Begin,
    *,
    writer: Writer | None = None,
    recall: Recall | None = None,
) -> None:
    """Write what was paid for before it could be: answers, a doctor or a consent were missing."""
    async with begin() as session:
        owed = await purchases.list_paid_without_programme(session, fact.client_id)
    for purchase in owed:
        await _write_for(begin, purchase, writer, recall)


async def write_after_consent(
    fact: ConsentGiven,
    begin: Begin,
    *,
    writer: Writer | None = None,
    recall: Recall | None = None,
) -> None:
    """Write what waited for the consent to use what was said of health."""
    if fact.kind is ConsentKind.HEALTH:
        await write_owed(fact, begin, writer=writer, recall=recall)


async def draft_cleared(fact: DoctorAllowed, begin: Begin) -> None:
    """A doctor allows it: the free week that was withheld becomes a draft to look at."""
    async with begin() as session:
        intake = await intakes.get_intake(session, fact.intake_id)
        catalogue = await read_catalogue(session)
        owed = await purchases.list_paid_without_programme(session, intake.client_id)
        has_more = owed or await list_programmes(session, intake.client_id)
    if has_more or intake.verdict in STOPS:
        return
    plan = await _generate(intake.read(), catalogue, weeks=1, seed=intake.seed)
    async with begin() as session:
        if not await list_programmes(session, intake.client_id):
            give_demo(session, intake, plan)


async def _write_for(
    begin: Begin, purchase: Purchase, writer: Writer | None, recall: Recall | None
) -> None:
    async with begin() as session:
        if await find_by_purchase(session, purchase.id) is not None:
            return
        intake = await _intake_to_write_from(session, purchase)
        catalogue = await read_catalogue(session)
        history = await _history(session, recall, intake)
    if intake is None:
        return
    plan = await _generate(
        intake.read(), catalogue, weeks=purchase.weeks, seed=intake.seed, history=history
    )
    heeded = heed(intake.read(), history, catalogue)
    plan = await give_voice(plan, writer, ground_for(plan, heeded, catalogue))
    async with begin() as session:
        if await find_by_purchase(session, purchase.id) is None:
            _give_full(session, purchase, intake, plan, history)


def _give_full(
    session: AsyncSession,
    purchase: Purchase,
    intake: Intake,
    plan: Plan,
    history: History,
) -> Programme:
    # What was logged may leave too little to choose from: then the trainer looks first.
    waits = history.needs_review or (bool(history) and plan.status == "needs_review")
    is_free = _is_buyers(intake, purchase) and not waits
    programme = Programme(
        client_id=intake.client_id,
        intake_id=intake.id,
        purchase_id=purchase.id,
        pass_id=purchase.pass_id,
        kind=Kind.FULL,
        status=_first_status(intake) if is_free else Status.NEEDS_REVIEW,
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
    return _AWAITED[await find_obstacle(session, intake)]


_AWAITED = {
    None: Awaited.WRITING,
    Obstacle.OUTDATED: Awaited.ANSWERS,
    Obstacle.DOCTOR_FIRST: Awaited.TRAINER,
    Obstacle.NO_CONSENT: Awaited.TRAINER,
}


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the trainer asks of a programme; None leaves it to the answers."""

    weeks: int
    location: str | None = None
    days_per_week: int | None = None
    seed: int | None = None


async def draft(
    begin: Begin, client_id: UUID, wishes: Wishes, *, recall: Recall | None = None
) -> Programme:
    """Write a full programme at the trainer's wish; it waits for him to send it.

    Raises:
        NothingToWriteFrom: no questionnaire yet.
        DoctorFirst: the answers allow none.
        AnswersOutdated: they are older than a year.
        HealthConsentWithdrawn: they may not be used any more.
    """
    async with begin() as session:
        intake = await intakes.find_current(session, client_id)
        catalogue = await read_catalogue(session)
        history = await _history(session, recall, intake)
        if intake is None:
            raise NothingToWriteFrom
        refuse_obstacle(intake, await find_obstacle(session, intake))
    seed = intake.seed if wishes.seed is None else wishes.seed
    plan = await _generate(
        intake.read(),
        catalogue,
        weeks=wishes.weeks,
        seed=seed,
        history=history,
        location=wishes.location,
        days_per_week=wishes.days_per_week,
    )
    waits = intake.verdict is not Verdict.GREEN or history.needs_review
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


async def _history(session: AsyncSession, recall: Recall | None, intake: Intake | None) -> History:
    """The log of whoever answered; a stranger to a card is shown nothing of its owner's."""
    if recall is None or intake is None or not intake.is_trusted:
        return NOTHING
    return await recall(session, intake.client_id)


async def _intake_to_write_from(session: AsyncSession, purchase: Purchase) -> Intake | None:
    """The answers to write from; None, and a fact that says so, when there can be no programme."""
    intake = await _intake_for(session, purchase)
    if purchase.client_id is None:
        return None
    owed = {"client_id": purchase.client_id, "purchase_id": purchase.id}
    if intake is None:
        record(session, IntakeMissing(**owed))
        return None
    if obstacle := await find_obstacle(session, intake):
        record(session, ProgrammeWithheld(**owed, why=obstacle))
        return None
    return intake


async def _intake_for(session: AsyncSession, purchase: Purchase) -> Intake | None:
    """The answers a purchase is for: those sent with its pass, else the client's own.

    Old ones give way to whatever was answered since.
    """
    mine = await intakes.find_by_pass(session, purchase.pass_id) if purchase.pass_id else None
    if purchase.client_id is None or (mine is not None and not mine.is_outdated):
        return mine
    return await intakes.find_current(session, purchase.client_id) or mine


async def _generate(
    answers: Answers,
    catalogue: Catalogue,
    *,
    weeks: int,
    seed: int,
    history: History = NOTHING,
    **wishes: Any,
) -> Plan:
    # A plan takes tens of milliseconds of pure computing: a thread keeps the loop free.
    plan = await asyncio.to_thread(
        generate,
        heed(answers, history, catalogue),
        weeks=weeks,
        seed=seed,
        catalogue=catalogue,
        has_logged_weights=history.has_weights,
        **wishes,
    )
    return go_on_from(plan, history)


def _first_status(intake: Intake) -> Status:
    return Status.READY if intake.verdict is Verdict.GREEN else Status.NEEDS_REVIEW

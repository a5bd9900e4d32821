"""What follows: each function here is a reaction, wired in `app.reactions`.

The line of rooms ends with this one: it knows the funnel, the post and the reminders, and none
of them knows it. Every reaction may be run twice; keys of messages and the rules of the funnel
make the second time change nothing.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import funnel, handovers, intakes, leads, messages, purchases, reminders
from domain.accesses import AccessChange, AccessChanged
from domain.errors import NotFound
from domain.funnel import Role
from domain.intakes import IntakeSubmitted
from domain.leads import LeadReceived
from domain.ledger import Begin
from domain.messages import Purpose
from domain.payments import (
    OPEN,
    DoubtKind,
    DoubtRaised,
    PaymentDisputed,
    PaymentPaid,
    RefundRefused,
    RefundStuck,
    Status,
)
from domain.people import get_client
from domain.programmes import rows as programmes
from domain.programmes.rows import (
    DemoGiven,
    IntakeMissing,
    Kind,
    Obstacle,
    Programme,
    ProgrammeApproved,
    ProgrammeOver,
    ProgrammeSent,
    ProgrammeWithheld,
    ProgrammeWritten,
)
from domain.progress.pains import STOPS_FROM
from domain.progress.rows import PainReported
from domain.purchases import Purchase, PurchaseBegun
from domain.screening import Verdict
from domain.tax_receipts import TaxReceiptIssued

ASKED_OF_CLIENT = {
    Obstacle.OUTDATED: "answers_outdated",
    Obstacle.NO_CONSENT: "health_consent_needed",
}
TOLD_OF_WITHHELD = {
    Obstacle.DOCTOR_FIRST: "programme_withheld",
    Obstacle.OUTDATED: "programme_outdated",
    Obstacle.NO_CONSENT: "programme_unconsented",
}
URGENT = frozenset(
    {
        "red_flag",
        "payment_disputed",
        "money_doubted",
        "programme_withheld",
        "pain_stopped",
        "refund_refused",
    }
)
"""What wakes the trainer; the rest of his notices wait for the morning."""


async def tell_owner_of_lead(fact: LeadReceived, begin: Begin) -> None:
    """A new lead rings at the trainer's."""
    about = {"lead_id": str(fact.lead_id), "client_id": str(fact.client_id)}
    await _tell_owner(begin, "new_lead", f"new_lead:{fact.lead_id}", about)


async def advance_on_lead(fact: LeadReceived, begin: Begin) -> None:
    """Whoever was given up and knocks again is a first contact; nobody else is moved."""
    async with begin() as session:
        lead = await leads.find_lead(session, fact.lead_id)
        if lead is not None:
            await _advance(session, lead.client_id, Role.FIRST_CONTACT, lead.created_at, "lead")


async def advance_on_intake(fact: IntakeSubmitted, begin: Begin) -> None:
    """Whoever has answered the questionnaire is worth a consultation."""
    async with begin() as session:
        intake = await intakes.get_intake(session, fact.intake_id)
        await _advance(session, fact.client_id, Role.CONSULTATION, intake.created_at, "intake")


async def tell_of_verdict(fact: IntakeSubmitted, begin: Begin) -> None:
    """A doctor first: a kind word to the person, no sales any more, and the trainer is told."""
    if fact.verdict not in {Verdict.RED, Verdict.POSTPONE}:
        return
    about = {"intake_id": str(fact.intake_id), "client_id": str(fact.client_id)}
    async with begin() as session:
        intake = await session.get(intakes.Intake, fact.intake_id)
        if intake is not None and not intake.is_from_chat:
            await messages.queue(
                session,
                kind="doctor_first",
                purpose=Purpose.TRANSACTIONAL,
                dedupe_key=f"doctor_first:{fact.intake_id}",
                client_id=fact.client_id,
                about=about,
            )
        await reminders.cancel_all(session, fact.client_id, "doctor_first")
    await _tell_owner(begin, "red_flag", f"red_flag:{fact.intake_id}", about)


async def hand_over_demo(fact: DemoGiven, begin: Begin) -> None:
    """The free week goes to the person, or its draft to the trainer."""
    about = {"programme_id": str(fact.programme_id), "client_id": str(fact.client_id)}
    if fact.needs_review:
        async with begin() as session:
            await _say_review_began(session, fact, about)
    else:
        await handovers.send(begin, fact.programme_id)
    owners = "review_needed" if fact.needs_review else "free_week_given"
    await _tell_owner(begin, owners, f"{owners}:{fact.programme_id}", about)


async def _say_review_began(session: AsyncSession, fact: DemoGiven, about: dict[str, str]) -> None:
    programme = await session.get(Programme, fact.programme_id)
    if programme is None:
        return  # Erased meanwhile.
    if (await intakes.get_intake(session, programme.intake_id)).is_from_chat:
        return
    await messages.queue(
        session,
        kind="review_started",
        purpose=Purpose.TRANSACTIONAL,
        dedupe_key=f"review_started:{fact.programme_id}",
        client_id=fact.client_id,
        about=about,
    )


async def plan_reminders(fact: DemoGiven, begin: Begin) -> None:
    """Days 3, 5 and 7 after the free week; for a draft they begin once it is approved."""
    if fact.needs_review:
        return
    async with begin() as session:
        programme = await programmes.get_programme(session, fact.programme_id)
        await reminders.plan_demo_reminders(
            session, fact.client_id, fact.programme_id, programme.created_at
        )


async def hand_over_programme(fact: ProgrammeWritten, begin: Begin) -> None:
    """The full programme goes to the client, or waits for the trainer's eye."""
    about = {"programme_id": str(fact.programme_id), "client_id": str(fact.client_id)}
    if fact.needs_review:
        key = f"review_needed:{fact.programme_id}"
        await _tell_owner(begin, "review_needed", key, about)
        return
    await handovers.send(begin, fact.programme_id)


async def hand_over_approved(fact: ProgrammeApproved, begin: Begin) -> None:
    """What the trainer has agreed to goes to the client."""
    async with begin() as session:
        programme = await session.get(Programme, fact.programme_id)
        if programme is None:
            return  # Erased meanwhile.
        if programme.kind is Kind.DEMO:
            await reminders.plan_demo_reminders(
                session, fact.client_id, fact.programme_id, programme.created_at
            )
    await handovers.send(begin, fact.programme_id)


async def advance_on_purchase(fact: PurchaseBegun, begin: Begin) -> None:
    """Whoever has begun to buy is deciding."""
    async with begin() as session:
        purchase_at = await _when_purchased(session, fact.purchase_id)
        await _advance(session, fact.client_id, Role.DECIDING, purchase_at, "purchase")


async def chase_unpaid(fact: PurchaseBegun, begin: Begin) -> None:
    """Who has ordered and not paid is reminded, unless he has paid meanwhile.

    A bank's link that has run out does not end it: the order's own link opens a new one.
    """
    async with begin() as session:
        payment = await purchases.find_payment(session, fact.purchase_id)
        if payment is None or payment.client_id is None:
            return
        if payment.status not in {*OPEN, Status.CANCELLED}:
            return
        purchase_at = await _when_purchased(session, fact.purchase_id)
        await reminders.plan_unpaid(session, payment.client_id, fact.purchase_id, purchase_at)


async def advance_on_payment(fact: PaymentPaid, begin: Begin) -> None:
    """Whoever has paid has bought, from whatever stage."""
    async with begin() as session:
        for client_id in await _who_has(session, fact):
            await _advance(session, client_id, Role.BOUGHT, fact.paid_at, "payment")


async def _who_has(session: AsyncSession, fact: PaymentPaid) -> list[UUID]:
    """Who pays, and who has it: of a present they are two."""
    purchase = await _find_purchase(session, fact.purchase_id)
    both = (fact.client_id, purchase.client_id if purchase else None)
    return list(dict.fromkeys(one for one in both if one is not None))


async def tell_of_payment(fact: PaymentPaid, begin: Begin) -> None:
    """The payer has it in writing, and the trainer knows."""
    about = {"payment_id": str(fact.payment_id)}
    if fact.client_id is not None:
        about["client_id"] = str(fact.client_id)
        async with begin() as session:
            await messages.queue(
                session,
                kind="payment_received",
                purpose=Purpose.TRANSACTIONAL,
                dedupe_key=f"payment_received:{fact.payment_id}",
                client_id=fact.client_id,
                about=about,
            )
    await _tell_owner(begin, "payment_paid", f"payment_paid:{fact.payment_id}", about)


async def stop_reminders(fact: PaymentPaid, begin: Begin) -> None:
    """Nobody is asked to buy what he has bought."""
    async with begin() as session:
        for client_id in await _who_has(session, fact):
            await reminders.cancel_all(session, client_id, "paid")


async def tell_of_dispute(fact: PaymentDisputed, begin: Begin) -> None:
    """Another sum came than was asked for: a person must look."""
    about = {"payment_id": str(fact.payment_id)}
    if fact.client_id is not None:
        about["client_id"] = str(fact.client_id)
    await _tell_owner(begin, "payment_disputed", f"payment_disputed:{fact.payment_id}", about)


async def tell_of_access(fact: AccessChanged, begin: Begin) -> None:
    """Paid weeks end soon: the client may go on without a gap, the trainer knows."""
    if fact.change is not AccessChange.ENDS_SOON:
        return
    about = {"access_id": str(fact.access_id), "client_id": str(fact.client_id)}
    key = f"access_ending:{fact.access_id}:{fact.ends_on}"
    async with begin() as session:
        await messages.queue(
            session,
            kind="reminder_access_ending",
            purpose=Purpose.SERVICE,
            dedupe_key=key,
            client_id=fact.client_id,
            about=about,
        )
    await _tell_owner(begin, "access_ending", key, about)


async def send_tax_receipt(fact: TaxReceiptIssued, begin: Begin) -> None:
    """The client has the receipt's link; a new one after a refund goes as well."""
    if fact.client_id is None:
        return
    async with begin() as session:
        await messages.queue(
            session,
            kind="tax_receipt",
            purpose=Purpose.TRANSACTIONAL,
            dedupe_key=f"tax_receipt:{fact.receipt_id}:{fact.number}",
            client_id=fact.client_id,
            about={"tax_receipt_id": str(fact.receipt_id)},
        )


async def tell_of_refused_refund(fact: RefundRefused, begin: Begin) -> None:
    """The provider gave nothing back after all: the trainer tries again or transfers it."""
    await _tell_of_refund(begin, "refund_refused", fact)


async def tell_of_stuck_refund(fact: RefundStuck, begin: Begin) -> None:
    """Money has been on its way back for more than a day."""
    await _tell_of_refund(begin, "refund_stuck", fact)


async def _tell_of_refund(begin: Begin, kind: str, fact: RefundRefused | RefundStuck) -> None:
    about = {"payment_id": str(fact.payment_id)}
    if fact.client_id is not None:
        about["client_id"] = str(fact.client_id)
    await _tell_owner(begin, kind, f"{kind}:{fact.refunding_id}", about)


async def tell_of_doubt(fact: DoubtRaised, begin: Begin) -> None:
    """Money and books disagree: a person must look; what is mended already waits on the page."""
    if fact.kind is DoubtKind.FOUND:
        return
    about = {"doubt_id": str(fact.doubt_id)}
    if fact.client_id is not None:
        about["client_id"] = str(fact.client_id)
    await _tell_owner(begin, "money_doubted", f"money_doubted:{fact.doubt_id}", about)


async def ask_for_intake(fact: IntakeMissing, begin: Begin) -> None:
    """Paid, but not asked yet: the questionnaire goes to the client."""
    about = {"purchase_id": str(fact.purchase_id), "client_id": str(fact.client_id)}
    async with begin() as session:
        purchase = await _find_purchase(session, fact.purchase_id)
        if purchase is not None and purchase.payer_id is not None:
            return  # The invitation asks for it.
        await messages.queue(
            session,
            kind="intake_needed",
            purpose=Purpose.TRANSACTIONAL,
            dedupe_key=f"intake_needed:{fact.purchase_id}",
            client_id=fact.client_id,
            about=about,
        )


async def tell_of_withheld(fact: ProgrammeWithheld, begin: Begin) -> None:
    """Paid, but nothing may be written yet: the trainer hears why, the client what he can do."""
    about = {"purchase_id": str(fact.purchase_id), "client_id": str(fact.client_id)}
    if letter := ASKED_OF_CLIENT.get(fact.why):
        async with begin() as session:
            await messages.queue(
                session,
                kind=letter,
                purpose=Purpose.TRANSACTIONAL,
                dedupe_key=f"{letter}:{fact.purchase_id}",
                client_id=fact.client_id,
                about=about,
            )
    kind = TOLD_OF_WITHHELD[fact.why]
    await _tell_owner(begin, kind, f"{kind}:{fact.purchase_id}", about)


async def advance_on_delivery(fact: ProgrammeSent, begin: Begin) -> None:
    """Whoever holds a full programme is in training."""
    async with begin() as session:
        programme = await programmes.get_programme(session, fact.programme_id)
        if programme.kind is Kind.FULL and programme.sent_at is not None:
            sent_at = programme.sent_at
            await _advance(session, fact.client_id, Role.ACTIVE, sent_at, "programme_sent")


async def tell_of_delivery(fact: ProgrammeSent, begin: Begin) -> None:
    """The trainer knows that the full programme has arrived."""
    async with begin() as session:
        programme = await programmes.get_programme(session, fact.programme_id)
    if programme.kind is Kind.FULL:
        about = {"programme_id": str(fact.programme_id), "client_id": str(fact.client_id)}
        key = f"programme_delivered:{fact.programme_id}"
        await _tell_owner(begin, "programme_delivered", key, about)


async def finish(fact: ProgrammeOver, begin: Begin) -> None:
    """A programme that is over brings its client to the finish, unless he has another."""
    async with begin() as session:
        mine = await programmes.list_programmes(session, fact.client_id)
        if any(p.over_at is not None for p in mine):
            return
        over = next(p for p in mine if p.id == fact.programme_id)
        cause_at = over.sent_at or over.created_at
        await _advance(session, fact.client_id, Role.FINISHED, cause_at, "programme_over")


async def tell_of_pain(fact: PainReported, begin: Begin) -> None:
    """Something hurts a client: the trainer knows, at once where the day was stopped."""
    kind = "pain_stopped" if fact.pain >= STOPS_FROM else "pain_reported"
    about = {"report_id": str(fact.report_id), "client_id": str(fact.client_id)}
    await _tell_owner(begin, kind, f"{kind}:{fact.report_id}:{fact.pain}", about)


async def _tell_owner(begin: Begin, kind: str, key: str, about: dict[str, str]) -> None:
    purpose = Purpose.TRANSACTIONAL if kind in URGENT else Purpose.SERVICE
    async with begin() as session:
        await messages.queue(
            session, kind=kind, purpose=purpose, dedupe_key=f"owner:{key}", about=about
        )


async def _advance(
    session: AsyncSession, client_id: UUID, role: Role, cause_at: datetime, why: str
) -> None:
    try:
        client = await get_client(session, client_id)
    except NotFound:
        return  # Erased meanwhile: nobody is left to be moved.
    await funnel.advance(session, client.id, role, cause_at=cause_at, why=why)


async def _find_purchase(session: AsyncSession, purchase_id: UUID | None) -> Purchase | None:
    return await session.get(Purchase, purchase_id) if purchase_id is not None else None


async def _when_purchased(session: AsyncSession, purchase_id: UUID) -> datetime:
    return (await purchases.get_purchase(session, purchase_id)).created_at

"""Today: what waits for the trainer himself, each with its reason, and the money in short.

A matter is over when its cause is gone, or once he has touched the person since: written a note,
moved him, sent him words, or said that he has been in touch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, funnel, payments
from domain.funnel import Role
from domain.intakes import Intake
from domain.ledger import Fact, FactRow, record
from domain.messages import Message, Purpose
from domain.money_reports import Period, bounds, find_names
from domain.notes import Note
from domain.payments import OPEN, Payment, Status
from domain.people import Client
from domain.programmes.obstacles import STOPS
from domain.programmes.rows import Programme, list_for_review
from domain.purchases import Purchase

LOOK_BACK = timedelta(days=60)
LEADS_WAIT = timedelta(days=14)
DUE_WAITS = timedelta(days=14)
"""An unpaid bill older than this is nobody's hope any more."""
WRITING_TAKES = timedelta(minutes=5)
EACH = 20
"""How many matters of one kind are shown."""


class Why(StrEnum):
    """Why a person needs the trainer, the most pressing first."""

    RED = "red"
    ERASURE = "erasure"
    """He wants his data gone, or has taken a consent back without which they may not be kept."""
    WITHHELD = "withheld"
    DISPUTE = "dispute"
    REVIEW = "review"
    NO_INTAKE = "no_intake"
    NOT_WRITTEN = "not_written"
    LEAD = "lead"


@dataclass(frozen=True, kw_only=True)
class Matter:
    why: Why
    client_id: UUID
    name: str
    since: datetime
    programme_id: UUID | None = None
    payment_id: UUID | None = None


@dataclass(frozen=True)
class Money:
    """Kopecks."""

    today: int
    week: int
    month: int
    due: int
    """Bills of the last two weeks that are not paid."""


class ClientContacted(Fact):
    """The trainer says that he has been in touch."""

    client_id: UUID
    by: str


async def list_matters(session: AsyncSession) -> list[Matter]:
    """Everybody who waits for the trainer: the most pressing reasons first, then the longest."""
    matters = [
        *await _list_reviews(session),
        *await _list_paid_without_programme(session),
        *await _list_disputes(session),
        *await _list_told_of(session, "red_flag", Why.RED),
        *await _list_told_of(session, "erasure_asked", Why.ERASURE),
        *await _list_told_of(session, "consent_withdrawn", Why.ERASURE),
        *await _list_leads(session),
    ]
    places = {why: place for place, why in enumerate(Why)}
    return sorted(matters, key=lambda matter: (places[matter.why], matter.since))


def note_contact(session: AsyncSession, client_id: UUID, by: str) -> None:
    """Write down that the trainer has been in touch with the client."""
    record(session, ClientContacted(client_id=client_id, by=by))


async def read_money(session: AsyncSession, timezone: str) -> Money:
    """What came in today, in seven days and this month, and what is billed and not paid."""
    today, week, month = [
        await payments.sum_paid(session, *bounds(period, timezone))
        for period in (Period.TODAY, Period.WEEK, Period.MONTH)
    ]
    due = select(func.coalesce(func.sum(Payment.amount), 0)).where(
        col(Payment.created_at) >= clock.now() - DUE_WAITS, col(Payment.status).in_(OPEN)
    )
    return Money(today, week, month, int((await session.exec(due)).one()))


async def _list_reviews(session: AsyncSession) -> list[Matter]:
    waiting = await list_for_review(session, EACH)
    names = await find_names(session, [programme.client_id for programme in waiting])
    return [
        Matter(
            why=Why.REVIEW,
            client_id=programme.client_id,
            name=names.get(programme.client_id, ""),
            since=programme.created_at,
            programme_id=programme.id,
        )
        for programme in waiting
    ]


async def _list_paid_without_programme(session: AsyncSession) -> list[Matter]:
    owed = (
        select(Purchase.client_id, Payment.paid_at, Payment.id)
        .join(Payment, col(Payment.purchase_id) == Purchase.id)
        .outerjoin(Programme, col(Programme.purchase_id) == Purchase.id)
        .where(col(Payment.paid_at) >= clock.now() - LOOK_BACK, Payment.status == Status.PAID)
        .where(col(Purchase.brings_programme).is_(True), col(Programme.id).is_(None))
        .where(col(Purchase.client_id).is_not(None))
    )
    rows = (await session.exec(owed.order_by(col(Payment.paid_at)).limit(EACH))).all()
    ids = [client_id for client_id, _, _ in rows if client_id]
    names, verdicts = await find_names(session, ids), await _verdicts(session, ids)
    matters = []
    for client_id, paid_at, payment_id in rows:
        if client_id is None or paid_at is None:
            continue
        why = _why_unwritten(verdicts.get(client_id), paid_at)
        name = names.get(client_id, "")
        if why is not None:
            matters.append(
                Matter(
                    why=why,
                    client_id=client_id,
                    name=name,
                    since=paid_at,
                    payment_id=payment_id,
                )
            )
    return matters


def _why_unwritten(verdict: str | None, paid_at: datetime) -> Why | None:
    if verdict is None:
        return Why.NO_INTAKE
    if verdict in STOPS:
        return Why.WITHHELD
    return Why.NOT_WRITTEN if paid_at < clock.now() - WRITING_TAKES else None


async def _verdicts(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, str]:
    told = select(Intake.client_id, Intake.verdict).where(
        col(Intake.client_id).in_(ids), col(Intake.is_current).is_(True)
    )
    return dict((await session.exec(told.order_by(col(Intake.created_at)))).all())


async def _list_disputes(session: AsyncSession) -> list[Matter]:
    matters = []
    for told_at, about in await _list_told(session, "payment_disputed"):
        payment = await session.get(Payment, UUID(about["payment_id"]))
        if payment is None or payment.status not in OPEN or payment.client_id is None:
            continue
        names = await find_names(session, [payment.client_id])
        matters.append(
            Matter(
                why=Why.DISPUTE,
                client_id=payment.client_id,
                name=names.get(payment.client_id, ""),
                since=told_at,
                payment_id=payment.id,
            )
        )
    return matters


async def _list_told_of(session: AsyncSession, kind: str, why: Why) -> list[Matter]:
    """People of whom the owner was told, and whom he has not touched since."""
    told = {UUID(about["client_id"]): at for at, about in await _list_told(session, kind)}
    here = select(Client).where(col(Client.id).in_(told), col(Client.merged_into_id).is_(None))
    people = (await session.exec(here)).all()
    touched = await _touched(session, people)
    return [
        Matter(why=why, client_id=one.id, name=one.name, since=told[one.id])
        for one in people
        if one.id not in touched or touched[one.id] < told[one.id]
    ]


async def _list_leads(session: AsyncSession) -> list[Matter]:
    stage = await funnel.find_stage_by_role(session, Role.FIRST_CONTACT)
    if stage is None:
        return []
    since = clock.now() - LEADS_WAIT
    latest = await funnel.list_at_stage(session, stage.id, EACH * 2)
    fresh = [client for client in latest if client.moved_at >= since]
    touched = await _touched(session, fresh)
    waiting = [client for client in fresh if client.id not in touched]
    return [
        Matter(why=Why.LEAD, client_id=client.id, name=client.name, since=client.moved_at)
        for client in waiting[:EACH]
    ]


async def _list_told(session: AsyncSession, kind: str) -> list[tuple[datetime, dict[str, str]]]:
    """What the owner was told of this kind lately: an index leads to it, unlike to the facts."""
    told = select(Message.created_at, Message.about).where(
        col(Message.client_id).is_(None),
        col(Message.created_at) >= clock.now() - LOOK_BACK,
        Message.kind == kind,
    )
    rows = (await session.exec(told.order_by(col(Message.created_at).desc()).limit(EACH))).all()
    return [(at, dict(about)) for at, about in rows]


async def _touched(session: AsyncSession, people: Sequence[Client]) -> dict[UUID, datetime]:
    """When the trainer last did something for each of them; who waits untouched is absent."""
    ids = [client.id for client in people]
    touches = [(one.id, one.moved_by_hand_at) for one in people if one.moved_by_hand_at]
    contacted = select(FactRow.client_id, FactRow.created_at).where(
        col(FactRow.client_id).in_(ids), FactRow.kind == ClientContacted.__name__
    )
    noted = select(Note.client_id, Note.created_at).where(col(Note.client_id).in_(ids))
    written = select(Message.client_id, Message.created_at).where(
        col(Message.client_id).in_(ids), Message.purpose == Purpose.TRAINER
    )
    for asked in (contacted, noted, written):
        touches += [(i, at) for i, at in (await session.exec(asked)).all() if i is not None]
    latest: dict[UUID, datetime] = {}
    for client_id, moment in touches:
        latest[client_id] = max(moment, latest.get(client_id, moment))
    return latest

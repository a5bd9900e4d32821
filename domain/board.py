"""The board: the default pipeline as columns of people, each worth what he last decided to buy.

Worth is the amount of a client's latest purchase that is open or paid: what was cancelled or
given back is worth nothing. Moves themselves are `domain.funnel`.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, over, union_all
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, funnel
from domain.errors import Refused
from domain.funnel import Role, Stage
from domain.intakes import Intake
from domain.payments import OPEN, Payment
from domain.payments import Status as Paying
from domain.people import Client
from domain.programmes.rows import Programme
from domain.programmes.rows import Status as Written
from domain.reminders import Reminder
from domain.reminders import State as Planned

CARDS = 30
"""How many cards a column shows before it is asked for more."""
WORTH = (*OPEN, Paying.PAID)
"""The states of a payment in which its purchase counts."""
TITLE_LENGTH = 40
STALE_AFTER = {
    Role.FIRST_CONTACT: timedelta(days=2),
    Role.CONSULTATION: timedelta(days=5),
    Role.DECIDING: timedelta(days=7),
}
"""How long a person may stand at a stage of the sale before he is going cold."""


class Next(StrEnum):
    """What comes next for a client, the most pressing first."""

    REVIEW = "review"
    """His programme waits for the trainer's eye."""
    PAYMENT = "payment"
    """A bill is open."""
    REMINDER = "reminder"
    """The house will remind him by itself, at `Card.next_at`."""
    INTAKE = "intake"
    """He has not answered the questionnaire yet."""


@dataclass(frozen=True)
class Card:
    client_id: UUID
    name: str
    moved_at: datetime
    worth: int | None
    """In kopecks; None while he has decided for nothing."""
    next: Next | None
    next_at: datetime | None = None
    is_stale: bool = False
    """He has stood here longer than STALE_AFTER allows."""


@dataclass(frozen=True)
class Column:
    stage: Stage
    count: int
    """How many stand here; `cards` are the latest of them."""
    cards: tuple[Card, ...]


async def read_columns(
    session: AsyncSession, shown: Mapping[UUID, int] | None = None
) -> list[Column]:
    """The stages in their order, with as many cards of each as `shown` says, or CARDS."""
    stages = await funnel.list_stages(session)
    counts = await funnel.count_by_stage(session)
    shown = shown or {}
    limits = {stage.id: shown.get(stage.id, CARDS) for stage in stages}
    people = await _list_people(session, limits)
    roles = {stage.id: stage.role for stage in stages}
    everybody = [client for here in people.values() for client in here]
    cards = await _draw_cards(session, everybody, roles)
    return [
        Column(
            stage=stage,
            count=counts.get(stage.id, 0),
            cards=tuple(cards[client.id] for client in people[stage.id]),
        )
        for stage in stages
    ]


async def _list_people(
    session: AsyncSession, limits: Mapping[UUID, int]
) -> dict[UUID, list[Client]]:
    """Who stands at each stage, the latest come first: one question for all stages."""
    if not limits:
        return {}
    latest = [
        select(Client.id)
        .where(col(Client.merged_into_id).is_(None), Client.stage_id == stage_id)
        .order_by(col(Client.moved_at).desc())
        .limit(limit)
        .subquery()
        for stage_id, limit in limits.items()
    ]
    chosen = union_all(*(select(each.c.id) for each in latest)).subquery()
    found = select(Client).where(col(Client.id).in_(select(chosen.c.id)))
    here: dict[UUID, list[Client]] = {stage_id: [] for stage_id in limits}
    rows = (await session.exec(found.order_by(col(Client.moved_at).desc()))).all()
    for client in rows:
        if client.stage_id in here:
            here[client.stage_id].append(client)
    return here


async def sum_worth(session: AsyncSession) -> dict[UUID, int]:
    """Kopecks that the people of each stage are worth; the worthless stages are absent.

    A look over all open and paid payments: at 100,000 clients with 30,000 payments it takes
    about 90 ms, so `Totals` keeps it.
    """
    newest = over(
        func.row_number(),
        partition_by=col(Payment.client_id),
        order_by=(col(Payment.created_at).desc(), col(Payment.id).desc()),
    )
    valued = select(Payment.client_id, Payment.amount, newest.label("place"))
    each = valued.where(col(Payment.status).in_(WORTH)).subquery()
    summed = select(Client.stage_id, func.sum(each.c.amount))
    summed = summed.join(each, each.c.client_id == Client.id).where(each.c.place == 1)
    summed = summed.where(col(Client.merged_into_id).is_(None)).group_by(col(Client.stage_id))
    return {stage_id: int(n) for stage_id, n in (await session.exec(summed)).all() if stage_id}


async def reorder_stages(session: AsyncSession, stage_ids: Sequence[UUID]) -> None:
    """Put the stages in this order; all of the default pipeline's must be named."""
    stages = await funnel.list_stages(session)
    if {stage.id for stage in stages} != set(stage_ids):
        raise Refused({"stages": "unknown_value"})
    for stage in stages:
        position = stage_ids.index(stage.id)
        if stage.position != position:
            await funnel.change_stage(session, stage.id, position=position)


def clean_title(title: str) -> str:
    """A stage's title in one line; Refused when it is empty or too long."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    if not one_line or len(one_line) > TITLE_LENGTH:
        raise Refused({"title": "too_long" if one_line else "missing"})
    return one_line


async def _draw_cards(
    session: AsyncSession, people: Sequence[Client], roles: Mapping[UUID, Role | None]
) -> dict[UUID, Card]:
    ids = [client.id for client in people]
    worth = await _worth_of(session, ids)
    comes = await _next_of(session, ids, {i for i, (_, is_open) in worth.items() if is_open})
    return {
        client.id: Card(
            client_id=client.id,
            name=client.name,
            moved_at=client.moved_at,
            worth=worth[client.id][0] if client.id in worth else None,
            next=comes[client.id][0] if client.id in comes else None,
            next_at=comes[client.id][1] if client.id in comes else None,
            is_stale=_is_stale(client, roles),
        )
        for client in people
    }


def _is_stale(client: Client, roles: Mapping[UUID, Role | None]) -> bool:
    role = roles.get(client.stage_id) if client.stage_id else None
    patience = STALE_AFTER.get(role) if role else None
    return patience is not None and clock.now() - client.moved_at > patience


async def _worth_of(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, tuple[int, bool]]:
    """What each is worth, and whether that is still to be paid."""
    theirs = select(Payment.client_id, Payment.amount, Payment.status)
    theirs = theirs.where(col(Payment.client_id).in_(ids))
    theirs = theirs.where(col(Payment.status).in_(WORTH))
    oldest_first = theirs.order_by(col(Payment.created_at), col(Payment.id))
    rows = (await session.exec(oldest_first)).all()
    return {payer: (amount, status in OPEN) for payer, amount, status in rows if payer}


Coming = dict[UUID, tuple[Next, datetime | None]]


async def _next_of(session: AsyncSession, ids: Sequence[UUID], owing: Iterable[UUID]) -> Coming:
    """The most pressing of what comes next for each; the later lines here win."""
    answered = select(Intake.client_id).where(col(Intake.client_id).in_(ids)).distinct()
    known = set((await session.exec(answered)).all())
    comes: Coming = {i: (Next.INTAKE, None) for i in ids if i not in known}
    planned = select(Reminder.client_id, func.min(Reminder.due_at))
    planned = planned.where(col(Reminder.client_id).in_(ids), Reminder.state == Planned.DUE)
    for client_id, due_at in (await session.exec(planned.group_by(col(Reminder.client_id)))).all():
        comes[client_id] = (Next.REMINDER, due_at)
    comes |= {i: (Next.PAYMENT, None) for i in owing}
    waiting = select(Programme.client_id).where(col(Programme.client_id).in_(ids))
    waiting = waiting.where(Programme.status == Written.NEEDS_REVIEW)
    return comes | {i: (Next.REVIEW, None) for i in (await session.exec(waiting)).all()}


class Totals:
    """The sums of `sum_worth`, kept until something that may change them has happened."""

    def __init__(self) -> None:
        self._kept: dict[UUID, int] | None = None
        self._age = 0
        self._turn = asyncio.Lock()

    def forget(self) -> None:
        """A fact was told that may change the sums."""
        self._age += 1
        self._kept = None

    def peek(self) -> Mapping[UUID, int] | None:
        """The sums, if they are known to be right."""
        return self._kept

    async def read(self, session: AsyncSession) -> Mapping[UUID, int]:
        """The sums as they are now; whoever comes while they are read waits for them."""
        async with self._turn:
            if self._kept is not None:
                return self._kept
            age = self._age
            summed = await sum_worth(session)
            # What was read before a change must not be kept after it.
            if age == self._age:
                self._kept = summed
            return summed

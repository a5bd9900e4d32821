"""Reminders: what follows a free week on days 3, 5 and 7, and a purchase that nobody pays.

Each is a row with its moment.

A reminder only puts a message into the post; whether and when it may go is the gate's to say.
Day 7 also moves the person to those who are deciding. A payment, a doctor or a stop ends the
chain. An unpaid purchase is chased three times, and then it is the trainer's to call.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text, tuple_, update
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, funnel, messages
from domain.errors import Conflict, NotFound
from domain.funnel import Role
from domain.ledger import Begin, Fact, Moment, Row, record
from domain.messages import Policy, Purpose, Unsubscribed
from domain.people import get_client


class Kind(StrEnum):
    DAY_3 = "day_3"
    DAY_5 = "day_5"
    DAY_7 = "day_7"
    UNPAID_HOUR = "unpaid_hour"
    UNPAID_DAY = "unpaid_day"
    UNPAID_3_DAYS = "unpaid_3_days"


class State(StrEnum):
    DUE = "due"
    DONE = "done"
    CANCELLED = "cancelled"


DAYS = {Kind.DAY_3: 3, Kind.DAY_5: 5, Kind.DAY_7: 7}
UNPAID = {
    Kind.UNPAID_HOUR: timedelta(hours=1),
    Kind.UNPAID_DAY: timedelta(hours=24),
    Kind.UNPAID_3_DAYS: timedelta(hours=72),
}
PURPOSE = {
    Kind.DAY_3: Purpose.SERVICE,
    Kind.DAY_5: Purpose.SERVICE,
    Kind.DAY_7: Purpose.MARKETING,
    **dict.fromkeys(UNPAID, Purpose.SERVICE),
}
"""Only day 7 sells: the others ask how it goes, or remind of what the person has ordered."""
STALE_AFTER = timedelta(hours=36)
"""A house that stood still asks nobody on day 12 how day 3 went."""
BATCH = 200


class Reminder(Row, table=True):
    __table_args__ = (
        UniqueConstraint("client_id", "kind", "anchor_id"),
        Index(
            "ix_reminder_due",
            "due_at",
            sqlite_where=text("state = 'due'"),
            postgresql_where=text("state = 'due'"),
        ),
    )

    client_id: UUID = Field(foreign_key="client.id", index=True)
    kind: Kind
    anchor_id: UUID
    """The programme of the free week, or the purchase that is not paid."""
    due_at: datetime = Field(sa_type=Moment)
    state: State = State.DUE
    reason: str | None = None
    """Why it was cancelled: paid, doctor_first, stop, by_hand, stale, new_purchase."""
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class RemindersChanged(Fact):
    """The client's chain was planned, moved, or ended."""

    client_id: UUID
    why: str


class AlreadySettled(Conflict):
    """The reminder was carried out or cancelled."""

    def __init__(self, reminder_id: UUID) -> None:
        super().__init__(f"reminder {reminder_id} is settled")
        self.reminder_id = reminder_id


async def plan_demo_reminders(
    session: AsyncSession,
    client_id: UUID,
    programme_id: UUID,
    given_at: datetime,
    policy: Policy | None = None,
) -> None:
    """Days 3, 5 and 7 in the person's own daytime; planning twice changes nothing."""
    client = await get_client(session, client_id)
    known = select(Reminder.id).where(Reminder.anchor_id == programme_id)
    if (await session.exec(known)).first() is not None:
        return
    wishes = await messages.read_wishes(session, client.id)
    daytime = messages.daytime_of(client, wishes, policy or Policy())
    for kind, days in DAYS.items():
        due_at = daytime.days_later(given_at, days)
        session.add(Reminder(client_id=client.id, kind=kind, anchor_id=programme_id, due_at=due_at))
    record(session, RemindersChanged(client_id=client.id, why="planned"))


async def plan_unpaid(
    session: AsyncSession, client_id: UUID, purchase_id: UUID, begun_at: datetime
) -> None:
    """An hour, a day and three days later, in the person's daytime; an older order's chain ends.

    Planning twice changes nothing; an order older than one that is chased is not chased.
    """
    client = await get_client(session, client_id)
    known = select(Reminder.id).where(
        Reminder.client_id == client.id,
        col(Reminder.kind).in_(UNPAID),
        # Ids grow with time: a fact that comes late does not end the chain of a newer order.
        col(Reminder.anchor_id) >= purchase_id,
    )
    if (await session.exec(known)).first() is not None:
        return
    await _end(session, client.id, UNPAID, "new_purchase")
    wishes = await messages.read_wishes(session, client.id)
    daytime = messages.daytime_of(client, wishes, Policy())
    for kind, later in UNPAID.items():
        due_at = daytime.earliest(begun_at + later)
        row = Reminder(client_id=client.id, kind=kind, anchor_id=purchase_id, due_at=due_at)
        session.add(row)
    record(session, RemindersChanged(client_id=client.id, why="unpaid"))


async def process_due(begin: Begin) -> int:
    """Put every reminder whose moment has come into the post; returns how many."""
    done = 0
    while due := await _list_due(begin):
        for reminder_id in due:
            async with begin() as session:
                done += await _process(session, reminder_id)
    return done


async def _list_due(begin: Begin) -> Sequence[UUID]:
    due = select(Reminder.id).where(
        Reminder.state == State.DUE, col(Reminder.due_at) <= clock.now()
    )
    async with begin() as session:
        return (await session.exec(due.order_by(col(Reminder.due_at)).limit(BATCH))).all()


async def _process(session: AsyncSession, reminder_id: UUID) -> bool:
    now = clock.now()
    mine = update(Reminder).where(
        col(Reminder.id) == reminder_id,
        col(Reminder.state) == State.DUE,
        col(Reminder.due_at) <= now,
    )
    taken = await session.exec(mine.values(state=State.DONE, settled_at=now))
    if not taken.rowcount:
        return False
    reminder = await session.get_one(Reminder, reminder_id)
    if reminder.kind is Kind.DAY_7:
        await funnel.advance(
            session, reminder.client_id, Role.DECIDING, cause_at=reminder.due_at, why="day_7"
        )
    elif now - reminder.due_at > STALE_AFTER:
        reminder.state, reminder.reason = State.CANCELLED, "stale"
        return False
    if reminder.kind is Kind.UNPAID_3_DAYS:
        await _hand_to_trainer(session, reminder)
    return await _say(session, reminder)


async def _hand_to_trainer(session: AsyncSession, reminder: Reminder) -> None:
    """Three days and no money: a call does more than a fourth letter."""
    await messages.queue(
        session,
        kind="purchase_unpaid",
        purpose=Purpose.SERVICE,
        dedupe_key=f"owner:purchase_unpaid:{reminder.anchor_id}",
        about={"client_id": str(reminder.client_id), "purchase_id": str(reminder.anchor_id)},
    )


async def _say(session: AsyncSession, reminder: Reminder) -> bool:
    return await messages.queue(
        session,
        kind=f"reminder_{reminder.kind}",
        purpose=PURPOSE[reminder.kind],
        dedupe_key=f"reminder:{reminder.id}",
        client_id=reminder.client_id,
        about={_anchor(reminder.kind): str(reminder.anchor_id)},
    )


def _anchor(kind: Kind) -> str:
    return "purchase_id" if kind in UNPAID else "programme_id"


async def cancel_all(session: AsyncSession, client_id: UUID, reason: str) -> None:
    """End the client's chains, what already waits in the post too."""
    await _end(session, client_id, Kind, reason)


async def _end(session: AsyncSession, client_id: UUID, which: Iterable[Kind], reason: str) -> None:
    mine = update(Reminder).where(
        col(Reminder.client_id) == client_id,
        col(Reminder.state) == State.DUE,
        col(Reminder.kind).in_(which),
    )
    ended = mine.values(state=State.CANCELLED, reason=reason, settled_at=clock.now())
    cancelled = (await session.exec(ended)).rowcount
    kinds = [f"reminder_{kind}" for kind in which]
    await messages.cancel_waiting(session, client_id, kinds, reason)
    if cancelled:
        record(session, RemindersChanged(client_id=client_id, why=reason))


async def stop_on_unsubscribing(fact: Unsubscribed, begin: Begin) -> None:
    """Who wants no reminders has none planned."""
    if fact.topic != messages.REMINDERS:
        return
    async with begin() as session:
        await cancel_all(session, fact.client_id, "stop")


async def list_reminders(
    session: AsyncSession,
    *,
    client_id: UUID | None = None,
    state: State | None = None,
    limit: int = 50,
    before: tuple[datetime, UUID] | None = None,
) -> Sequence[Reminder]:
    """Reminders, the newest planned first.

    Args:
        before: only those older than this (created_at, id), for paging.
    """
    found = select(Reminder)
    if client_id is not None:
        found = found.where(Reminder.client_id == client_id)
    if state is not None:
        found = found.where(Reminder.state == state)
    if before is not None:
        found = found.where(tuple_(col(Reminder.created_at), col(Reminder.id)) < tuple_(*before))
    newest = found.order_by(col(Reminder.created_at).desc(), col(Reminder.id).desc())
    return (await session.exec(newest.limit(limit))).all()


async def move(session: AsyncSession, reminder_id: UUID, due_at: datetime) -> None:
    """Carry it out at another moment.

    Raises:
        AlreadySettled: it was carried out or cancelled.
    """
    reminder = await _take(session, reminder_id)
    reminder.due_at = due_at
    record(session, RemindersChanged(client_id=reminder.client_id, why="moved"))


async def cancel(session: AsyncSession, reminder_id: UUID) -> None:
    """Do without it.

    Raises:
        AlreadySettled: it was carried out or cancelled.
    """
    reminder = await _take(session, reminder_id)
    reminder.state, reminder.reason = State.CANCELLED, "by_hand"
    reminder.settled_at = clock.now()
    record(session, RemindersChanged(client_id=reminder.client_id, why="by_hand"))


async def _take(session: AsyncSession, reminder_id: UUID) -> Reminder:
    mine = select(Reminder).where(Reminder.id == reminder_id).with_for_update()
    reminder = (await session.exec(mine)).first()
    if reminder is None:
        raise NotFound("reminder", reminder_id)
    if reminder.state is not State.DUE:
        raise AlreadySettled(reminder_id)
    return reminder

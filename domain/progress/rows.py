"""The rows and facts of progress: what was lifted, which days were trained, what was measured.

A set is kept under its place in the plan (week, weekday, exercise, number); when it was really
done stands beside it. Weights are grams and lengths millimetres, so that nothing is rounded.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.ledger import Fact, Moment, Row

PLACE_LENGTH, NOTE_LENGTH = 200, 2000
WHOLE = 0
"""The number of a row that speaks of the whole exercise: it was left out."""


class State(StrEnum):
    """How far a training day has come."""

    BEGUN = "begun"
    FINISHED = "finished"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    """Something hurt too much to go on."""


class Kind(StrEnum):
    """What a body is measured by: the weight in grams, the rest in millimetres."""

    WEIGHT = "weight"
    CHEST = "chest"
    WAIST = "waist"
    LOWER_ABDOMEN = "lower_abdomen"
    GLUTES = "glutes"
    THIGHS = "thighs"
    CALVES = "calves"
    ARMS = "arms"


class Measure(StrEnum):
    """What a record is a record of."""

    MAX = "max"
    """The estimated maximum, in grams."""
    REPS = "reps"
    SECONDS = "seconds"


BEFORE, AFTER = "before", "after"
WEEK_POINTS = tuple(f"week_{number}" for number in range(1, 13))
POINTS = (BEFORE, *WEEK_POINTS, AFTER)
"""The points of the journal, in order; any ISO date is one, too."""


class SetLog(Row, table=True):
    """One set as it was done, or (number 0, `is_skipped`) an exercise that was not."""

    __table_args__ = (UniqueConstraint("programme_id", "week", "weekday", "slug", "number"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID = Field(foreign_key="programme.id")
    week: int
    weekday: int
    """The plan's day, 1 for Monday, on whatever date it was trained."""
    slug: str
    number: int
    """From 1; 0 speaks of the whole exercise."""
    weight: int | None = None
    """Grams, as it is written on the weight: of one dumbbell, of the bar with its plates."""
    reps: int | None = None
    """For each side of a one-sided exercise."""
    seconds: int | None = None
    rir: int | None = None
    """Repetitions that were left, as he felt it."""
    pain: int | None = None
    """0 to 10."""
    place: str | None = Field(default=None, max_length=PLACE_LENGTH)
    """Where it hurts, in his words or by the questionnaire's code."""
    is_skipped: bool = False
    done_on: date
    """The client's own date."""


class SessionLog(Row, table=True):
    """A training day of the plan, as it went."""

    __table_args__ = (UniqueConstraint("programme_id", "week", "weekday"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID = Field(foreign_key="programme.id")
    week: int
    weekday: int
    state: State = State.BEGUN
    done_on: date
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    effort: int | None = None
    """1 to 10, how hard the whole session was."""
    note: str | None = Field(default=None, max_length=NOTE_LENGTH)

    @property
    def is_settled(self) -> bool:
        """Whether it is over, in whichever way."""
        return self.state is not State.BEGUN


class Substitution(Row, table=True):
    """Another exercise in a slot of the plan; the plan itself stays as it was approved."""

    __table_args__ = (UniqueConstraint("programme_id", "week", "weekday", "slug"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID = Field(foreign_key="programme.id")
    week: int
    weekday: int
    slug: str
    """The plan's exercise."""
    to_slug: str | None = None
    """What is done instead; None: it is left out."""
    why: str
    """pain, busy, no_equipment, disliked, other."""
    is_lasting: bool = False
    """Holds for this exercise on every day from this week on."""


class PainReport(Row, table=True):
    """Something hurt (4 and more of 10) in an exercise; one for each place in the plan."""

    __table_args__ = (UniqueConstraint("programme_id", "week", "weekday", "slug"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID = Field(foreign_key="programme.id")
    week: int
    weekday: int
    slug: str
    pain: int
    place: str | None = Field(default=None, max_length=PLACE_LENGTH)


class Measurement(Row, table=True):
    """One number of the client's journal.

    No unique key: two cards that become one may leave two rows for a point; the newest speaks.
    """

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID | None = Field(default=None, foreign_key="programme.id", index=True)
    """Through whose link it was told; None: by the card's own bearer, or by the trainer."""
    point: str
    """One of POINTS, or an ISO date."""
    kind: Kind
    value: int
    """Grams for the weight, millimetres for the rest."""
    measured_on: date


class SetsLogged(Fact):
    client_id: UUID
    programme_id: UUID
    week: int
    weekday: int
    count: int


class SessionFinished(Fact):
    client_id: UUID
    programme_id: UUID
    week: int
    weekday: int
    sets: int
    tonnage: int
    """Kilograms lifted in all."""


class FreeWeekTried(Fact):
    """The second training day of the free week is done: the product has been tried."""

    client_id: UUID
    programme_id: UUID


class PainReported(Fact):
    client_id: UUID
    programme_id: UUID
    report_id: UUID
    week: int
    weekday: int
    pain: int


class Measured(Fact):
    client_id: UUID
    count: int


class RecordSet(Fact):
    """The best so far in an exercise: an estimated maximum, repetitions or seconds."""

    client_id: UUID
    programme_id: UUID
    slug: str
    measure: Measure
    value: int
    before: int


async def list_logs(session: AsyncSession, programme_id: UUID) -> Sequence[SetLog]:
    """A programme's sets, in the order of the plan and of their numbers."""
    mine = select(SetLog).where(SetLog.programme_id == programme_id)
    order = (SetLog.week, SetLog.weekday, SetLog.created_at, SetLog.slug, SetLog.number)
    return (await session.exec(mine.order_by(*map(col, order)))).all()


async def list_sessions(session: AsyncSession, programme_id: UUID) -> Sequence[SessionLog]:
    """A programme's training days as they went, in the order of the plan."""
    mine = select(SessionLog).where(SessionLog.programme_id == programme_id)
    return (await session.exec(mine.order_by(col(SessionLog.week), col(SessionLog.weekday)))).all()


async def list_substitutions(session: AsyncSession, programme_id: UUID) -> Sequence[Substitution]:
    """What is done instead of what, oldest first."""
    mine = select(Substitution).where(Substitution.programme_id == programme_id)
    return (await session.exec(mine.order_by(col(Substitution.created_at)))).all()


async def find_session(
    session: AsyncSession, programme_id: UUID, week: int, weekday: int
) -> SessionLog | None:
    """The training day's log, if he has begun it."""
    place = (SessionLog.week == week, SessionLog.weekday == weekday)
    mine = select(SessionLog).where(SessionLog.programme_id == programme_id, *place)
    return (await session.exec(mine)).first()


async def list_client_logs(session: AsyncSession, client_id: UUID) -> Sequence[SetLog]:
    """All sets a client has ever logged, oldest first."""
    mine = select(SetLog).where(SetLog.client_id == client_id)
    return (await session.exec(mine.order_by(col(SetLog.done_on), col(SetLog.created_at)))).all()


async def find_last_pain(session: AsyncSession, client_id: UUID) -> PainReport | None:
    """What hurt a client last, if anything ever did."""
    mine = select(PainReport).where(PainReport.client_id == client_id)
    return (await session.exec(mine.order_by(col(PainReport.created_at).desc()))).first()

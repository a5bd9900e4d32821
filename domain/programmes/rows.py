"""Programmes as they are kept: whose, out of which answers, in which version, and whether sent.

How a plan is made is in the pure modules beside this one; who has one written and when it
counts as delivered, in `writing` and `delivery`.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Conflict, NotFound
from domain.ledger import Fact, Moment, Row
from domain.programmes.plan import Plan
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
    released_version: int | None = None
    """What its reader sees; None for the first one, as the rules wrote it."""
    sendings: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How many times the trainer has had it sent anew."""
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

    @property
    def shown_version(self) -> int:
        """The version its reader sees, once he may see any."""
        return self.released_version or 1

    @property
    def has_unreleased(self) -> bool:
        """Whether the trainer has changed it since its reader was last given one."""
        return self.may_be_seen and self.version != self.shown_version


class ProgrammeVersion(Row, table=True):
    """A version as it was; the current one stands in the programme itself too."""

    __table_args__ = (UniqueConstraint("programme_id", "version"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID = Field(foreign_key="programme.id", index=True)
    version: int
    plan: dict[str, Any] = Field(sa_type=JSON)
    by: str
    """A user's id, or "rule" for the generator."""
    reason: str | None = None
    """Why its author broke rules of safety, in his words."""
    marks: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON, nullable=True)
    """The rules of safety it breaks, each with its reason (`versions.mark`)."""


class DemoGiven(Fact):
    """A person has his free week, or a draft of it waits for the trainer."""

    programme_id: UUID
    client_id: UUID
    needs_review: bool


class ProgrammeWritten(Fact):
    programme_id: UUID
    client_id: UUID
    needs_review: bool


class ProgrammeDrafted(Fact):
    """Written at the trainer's wish: it is his to look at and to send."""

    programme_id: UUID
    client_id: UUID


class ProgrammeEdited(Fact):
    """The trainer has saved a version; its reader sees it only once it is let go."""

    programme_id: UUID
    client_id: UUID
    version: int
    by: str


class ProgrammeApproved(Fact):
    programme_id: UUID
    client_id: UUID
    by: str


class ProgrammeSent(Fact):
    """A channel has taken one version for the client."""

    programme_id: UUID
    client_id: UUID
    channel: str
    version: int = 1


class SendingAsked(Fact):
    """The trainer wants the released version to go once more."""

    programme_id: UUID
    client_id: UUID
    number: int
    by: str


class ProgrammeOver(Fact):
    programme_id: UUID
    client_id: UUID


class IntakeMissing(Fact):
    """Someone paid for a programme before answering the questionnaire."""

    client_id: UUID
    purchase_id: UUID


class Obstacle(StrEnum):
    """Why no programme is written out of answers that are there."""

    DOCTOR_FIRST = "doctor_first"
    OUTDATED = "outdated"
    """They are older than a year: health is asked about anew."""
    NO_CONSENT = "no_consent"
    """The consent to use what was said of health was taken back."""


class ProgrammeWithheld(Fact):
    """Someone paid, but nothing may be written yet: the trainer hears of it."""

    client_id: UUID
    purchase_id: UUID
    why: Obstacle = Obstacle.DOCTOR_FIRST


class DoctorFirst(Conflict):
    """Health comes first: no programme is made out of these answers."""

    def __init__(self, verdict: Verdict, reasons: Sequence[str]) -> None:
        super().__init__(f"no programme for a {verdict} intake")
        self.verdict = verdict
        self.reasons = tuple(reasons)


class NothingToWriteFrom(Conflict):
    """The client has not answered the questionnaire."""


class VersionChanged(Conflict):
    """Somebody has changed the programme since it was looked at."""

    def __init__(self, programme_id: UUID, version: int) -> None:
        super().__init__(f"programme {programme_id} is at version {version} now")
        self.programme_id = programme_id
        self.version = version


class AnswersOutdated(Conflict):
    """The answers are older than a year."""


class HealthConsentWithdrawn(Conflict):
    """The client does not allow any more that what he said of his health is used."""


class ParentsNotAsked(Conflict):
    """A minor's programme goes nowhere before a parent has agreed."""


class NotForReview(Conflict):
    """The programme does not wait for the trainer."""

    def __init__(self, programme_id: UUID) -> None:
        super().__init__(f"programme {programme_id} does not wait for review")
        self.programme_id = programme_id


def keep(session: AsyncSession, programme: Programme, by: str) -> None:
    """Write a programme with its version down."""
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


async def get_programme(session: AsyncSession, programme_id: UUID) -> Programme:
    """The programme, or NotFound."""
    programme = await session.get(Programme, programme_id)
    if programme is None:
        raise NotFound("programme", programme_id)
    return programme


async def as_of(session: AsyncSession, programme: Programme, version: int) -> Programme:
    """A copy of the programme as it stood at a version, of no session; NotFound for no such."""
    if version == programme.version:
        plan = programme.plan
    else:
        mine = select(ProgrammeVersion).where(
            ProgrammeVersion.programme_id == programme.id, ProgrammeVersion.version == version
        )
        kept = (await session.exec(mine)).first()
        if kept is None:
            raise NotFound("programme version", f"{programme.id} {version}")
        plan = kept.plan
    weeks = len(plan["weeks"])
    changed = {"plan": plan, "version": version, "weeks": weeks}
    return Programme(**programme.model_dump() | changed)


async def as_shown(session: AsyncSession, programme: Programme) -> Programme:
    """A copy of the programme as its reader sees it."""
    return await as_of(session, programme, programme.shown_version)


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

"""Intakes: the answers of one person to the questionnaire, as they were given.

A draft is what has been answered so far; it hangs on a pass, so that the person finds it again
wherever he goes on. Once handed in, answers never change: new ones make a new intake, and one
that came from an unproven pass does not replace what a known client has said of his health.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, screening
from domain.errors import NotFound
from domain.ledger import Fact, Row, record
from domain.passes import Pass
from domain.questionnaire import Answers
from domain.screening import Screening, Verdict


class Draft(Row, table=True):
    pass_id: UUID = Field(foreign_key="pass.id", unique=True)
    given: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Answers so far, by the question's key; a skipped one is None."""
    channel: str = "start"


class Intake(Row, table=True):
    client_id: UUID = Field(foreign_key="client.id", index=True)
    pass_id: UUID = Field(foreign_key="pass.id", index=True)
    answers: dict[str, Any] = Field(sa_type=JSON)
    verdict: Verdict
    reasons: list[str] = Field(sa_type=JSON)
    seed: int
    """Makes the free week and the full programme out of it one and the same."""
    is_current: bool = True
    """False for one that a stranger to a known card has sent: the trainer decides."""
    is_trusted: bool = True
    """False when whoever sent it only knew a contact of this client."""
    channel: str = "start"

    def read(self) -> Answers:
        return Answers.model_validate(self.answers)


class IntakeSubmitted(Fact):
    intake_id: UUID
    client_id: UUID
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Answers that were read and screened, on their way to a card."""

    answers: Answers
    screening: Screening
    seed: int
    channel: str = "start"


def prepare(answers: Answers, channel: str = "start") -> Submission:
    """Screen the answers as of today and give them a seed."""
    verdict = screening.screen(answers, clock.now().date())
    return Submission(
        answers=answers, screening=verdict, seed=secrets.randbelow(2**31), channel=channel
    )


async def submit(
    session: AsyncSession, client_id: UUID, granted: Pass, submission: Submission
) -> Intake:
    """Keep the answers on the client's card."""
    earlier = await find_current(session, client_id)
    intake = Intake(
        client_id=client_id,
        pass_id=granted.id,
        answers=submission.answers.model_dump(mode="json"),
        verdict=submission.screening.verdict,
        reasons=[reason.code for reason in submission.screening.reasons],
        seed=submission.seed,
        channel=submission.channel,
        is_current=earlier is None or granted.is_proven or earlier.pass_id == granted.id,
        is_trusted=granted.is_owners,
    )
    session.add(intake)
    submitted = IntakeSubmitted(intake_id=intake.id, client_id=client_id, verdict=intake.verdict)
    record(session, submitted)
    return intake


async def get_intake(session: AsyncSession, intake_id: UUID) -> Intake:
    """The intake, or NotFound."""
    intake = await session.get(Intake, intake_id)
    if intake is None:
        raise NotFound("intake", intake_id)
    return intake


async def find_current(session: AsyncSession, client_id: UUID) -> Intake | None:
    """What the client himself has said last."""
    mine = select(Intake).where(Intake.client_id == client_id, col(Intake.is_current).is_(True))
    return (await session.exec(mine.order_by(col(Intake.created_at).desc()))).first()


async def find_by_pass(session: AsyncSession, pass_id: UUID) -> Intake | None:
    """What the bearer of this pass has handed in last."""
    mine = select(Intake).where(Intake.pass_id == pass_id)
    return (await session.exec(mine.order_by(col(Intake.created_at).desc()))).first()


async def list_intakes(session: AsyncSession, client_id: UUID) -> Sequence[Intake]:
    """All of a client's intakes, newest first."""
    mine = select(Intake).where(Intake.client_id == client_id)
    return (await session.exec(mine.order_by(col(Intake.created_at).desc()))).all()


async def read_draft(session: AsyncSession, granted: Pass) -> dict[str, Any]:
    """What has been answered so far on this pass; nothing at first."""
    found = await session.exec(select(Draft).where(Draft.pass_id == granted.id))
    draft = found.first()
    return dict(draft.given) if draft else {}


async def get_draft(session: AsyncSession, granted: Pass) -> Draft:
    """The draft on this pass, an empty one at first."""
    found = await session.exec(select(Draft).where(Draft.pass_id == granted.id))
    draft = found.first() or Draft(pass_id=granted.id)
    session.add(draft)
    return draft


async def answer(session: AsyncSession, granted: Pass, given: Mapping[str, Any]) -> Draft:
    """Add answers to the draft; an answer given anew replaces the old one."""
    draft = await get_draft(session, granted)
    draft.given = {**draft.given, **given}
    return draft

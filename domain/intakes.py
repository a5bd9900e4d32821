"""Intakes: the answers of one person to the questionnaire, as they were given.

A draft is what has been answered so far; it hangs on a pass, so that the person finds it again
wherever he goes on. Once handed in, answers never change: new ones make a new intake, and one
that came from an unproven pass does not replace what a known client has said of his health.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, screening
from domain.errors import Conflict, NotFound, Refused
from domain.ledger import Fact, Moment, Row, record
from domain.passes import Pass
from domain.questionnaire import Answers, read_answers
from domain.screening import Screening, Verdict

CHAT = "bot"
"""The channel of answers given in the bot: what comes of them was said there at once."""
MINOR = "minor"
"""The reason under which a parent is asked."""
SHORTEST_NOTE, LONGEST_NOTE = 3, 500


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
    ask_again_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    """When somebody who was ill is asked how he is; None once he was, or never ill."""
    cleared_on: date | None = None
    """The day a doctor allowed training, as the trainer has heard; `cleared_note` says more."""
    cleared_note: str | None = None
    parents_on: date | None = None
    """The day a minor's parent agreed, as the trainer has heard; `parents_note` says who."""
    parents_note: str | None = None

    def read(self) -> Answers:
        answers = Answers.model_validate(self.answers)
        return answers.model_copy(update={"is_cleared": self.cleared_on is not None})

    @property
    def is_from_chat(self) -> bool:
        """Whether its giver has read in the bot what comes of it, and needs no letter."""
        return self.channel == CHAT

    def says(self, given: Mapping[str, Any]) -> bool:
        """Whether a draft, filled in, says the same."""
        try:
            answers = read_answers({k: v for k, v in given.items() if v is not None})
        except Refused:
            return False
        return answers.model_dump(mode="json", exclude={"is_cleared"}) == self.answers

    @property
    def is_outdated(self) -> bool:
        """Whether so much time has passed that health must be asked about anew."""
        return clock.now() - self.created_at > screening.VALID_FOR

    @property
    def needs_parents(self) -> bool:
        """Whether nothing may be sent before a parent has agreed."""
        return MINOR in self.reasons and self.parents_on is None


class IntakeSubmitted(Fact):
    intake_id: UUID
    client_id: UUID
    verdict: Verdict


class DoctorAllowed(Fact):
    """The trainer has heard that a doctor allows training."""

    intake_id: UUID
    client_id: UUID
    verdict: Verdict
    by: str


class ParentsAgreed(Fact):
    """The trainer has heard that a minor's parent agrees."""

    intake_id: UUID
    client_id: UUID
    by: str


class NotToBeCleared(Conflict):
    """No doctor's word lifts this verdict, or there is nothing to lift."""

    def __init__(self, intake_id: UUID) -> None:
        super().__init__(f"intake {intake_id} cannot be cleared")
        self.intake_id = intake_id


@dataclass(frozen=True, kw_only=True)
class Word:
    """What the trainer was told: when, and in a line by whom and what."""

    on: date
    note: str


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
        answers=submission.answers.model_dump(mode="json", exclude={"is_cleared"}),
        verdict=submission.screening.verdict,
        reasons=[reason.code for reason in submission.screening.reasons],
        seed=submission.seed,
        channel=submission.channel,
        is_current=earlier is None or granted.is_proven or earlier.pass_id == granted.id,
        is_trusted=granted.is_owners,
        ask_again_at=_ask_again_at(submission.screening),
    )
    session.add(intake)
    submitted = IntakeSubmitted(intake_id=intake.id, client_id=client_id, verdict=intake.verdict)
    record(session, submitted)
    return intake


def _ask_again_at(found: Screening) -> datetime | None:
    return clock.now() + screening.ASK_AGAIN_AFTER if found.ask_again_on else None


async def note_clearance(session: AsyncSession, intake_id: UUID, word: Word, by: str) -> Intake:
    """A doctor allows training: what was red becomes yellow, and the trainer looks at the draft.

    Raises:
        Refused: no note, or a day that has not come yet.
        NotToBeCleared: it was not red, or is for a reason that no permission lifts.
    """
    intake = await get_intake(session, intake_id)
    note = _heard(word)
    if intake.verdict is not Verdict.RED or not screening.NEVER_CLEARED.isdisjoint(intake.reasons):
        raise NotToBeCleared(intake_id)
    intake.cleared_on, intake.cleared_note = word.on, note
    found = screening.screen(intake.read(), clock.now().date())
    intake.verdict, intake.reasons = found.verdict, [reason.code for reason in found.reasons]
    allowed = DoctorAllowed(
        intake_id=intake.id, client_id=intake.client_id, verdict=found.verdict, by=by
    )
    record(session, allowed)
    return intake


async def note_parents(session: AsyncSession, intake_id: UUID, word: Word, by: str) -> Intake:
    """A minor's parent agrees: what the trainer approves may now be sent.

    Raises:
        Refused: no note, or a day that has not come yet.
    """
    intake = await get_intake(session, intake_id)
    intake.parents_on, intake.parents_note = word.on, _heard(word)
    record(session, ParentsAgreed(intake_id=intake.id, client_id=intake.client_id, by=by))
    return intake


def _heard(word: Word) -> str:
    """The note, fit to be kept."""
    note = " ".join(word.note.split())
    refused = {} if SHORTEST_NOTE <= len(note) <= LONGEST_NOTE else {"note": "missing"}
    if word.on > clock.now().date() + timedelta(days=1):
        refused["on"] = "out_of_range"
    if refused:
        raise Refused(refused)
    return note


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


async def begin_anew(session: AsyncSession, granted: Pass) -> None:
    """Forget the draft: all questions are asked again."""
    draft = await get_draft(session, granted)
    draft.given = {}

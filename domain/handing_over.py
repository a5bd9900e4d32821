"""Handing over: when a talk needs the trainer himself, and who speaks in it, he or the agent."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from statistics import median_low
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, talks
from domain.errors import NotFound, Refused
from domain.ledger import Begin, Fact, record
from domain.messages import Purpose, queue
from domain.questions import Question
from domain.talks import Source, Speaker, Talk, TalkLine

LATEST = 50
"""So many of the newest answers make the usual wait."""
SILENCE = timedelta(hours=1)
FEWEST = 3
"""From fewer answers nothing is said to be usual."""


class Reason(StrEnum):
    """Why the trainer is called."""

    SAFETY = "safety"
    ASKED = "asked"
    HOT = "hot"
    UNANSWERED = "unanswered"
    GOES_ON = "goes_on"
    """He writes on in a talk the trainer speaks in."""


class TrainerCalled(Fact):
    """A talk waits for the trainer."""

    talk_id: UUID
    line_id: UUID
    reason: str


async def call(session: AsyncSession, talk: Talk, line_id: UUID, reason: Reason) -> None:
    """Let the trainer know, once for each reason while the talk waits; danger ends the selling."""
    if reason is Reason.SAFETY and talk.selling_stopped_at is None:
        talk.selling_stopped_at = clock.now()
    if talk.waits_since is not None and talk.waits_for == reason and reason is not Reason.SAFETY:
        return
    talk.waits_since = talk.waits_since or clock.now()
    talk.waits_for = reason
    record(session, TrainerCalled(talk_id=talk.id, line_id=line_id, reason=reason))


async def speak(session: AsyncSession, talk_id: UUID, text: str, key: str) -> UUID:
    """Say the trainer's own words in a talk: from now on he speaks in it, and the agent is silent.

    Args:
        key: makes it the same line, however often it is sent.

    Raises:
        Refused: there are no words, or too many.
        NotFound: the talk was erased.
    """
    words = text.strip()
    if not words or len(words) > talks.LENGTH:
        raise Refused({"text": "too_long" if words else "missing"})
    talk = await _get_talk(session, talk_id)
    kept = await talks.find_reply(session, talk_id, key)
    if kept is not None:
        return kept.id
    talk.speaker, talk.waits_since, talk.waits_for = Speaker.OPERATOR, None, None
    return talks.say(session, talk_id, Source.OPERATOR, words, client_message_id=key)


async def give_back(session: AsyncSession, talk_id: UUID) -> None:
    """The agent answers again."""
    talk = await _get_talk(session, talk_id)
    talk.speaker, talk.waits_since, talk.waits_for = Speaker.AGENT, None, None


async def may_sell(session: AsyncSession, talk: Talk) -> bool:
    """Whether nothing was said here, or in another talk of this person, that ends the selling."""
    if talk.selling_stopped_at is not None:
        return False
    if talk.client_id is None:
        return True
    stopped = select(Talk.id).where(
        Talk.client_id == talk.client_id, col(Talk.selling_stopped_at).is_not(None)
    )
    return (await session.exec(stopped.limit(1))).first() is None


async def usual_wait(session: AsyncSession) -> str:
    """How long the trainer usually takes: `hour`, `day`, `days`; empty when it is not known."""
    waits = await _read_waits(session)
    if len(waits) < FEWEST:
        return ""
    usual = median_low(waits)
    if usual <= timedelta(hours=1):
        return "hour"
    return "day" if usual <= timedelta(days=1) else "days"


async def tell_owner_of_talk(fact: TrainerCalled, begin: Begin) -> None:
    """Somebody in a talk needs the trainer: who, what he said, and why."""
    async with begin() as session:
        talk = await session.get(Talk, fact.talk_id)
        if talk is None:
            return
        about = {"talk_id": str(fact.talk_id), "reason": fact.reason}
        if talk.client_id is not None:
            about["client_id"] = str(talk.client_id)
        await queue(
            session,
            kind="talk_waits",
            purpose=Purpose.TRANSACTIONAL if fact.reason == Reason.SAFETY else Purpose.SERVICE,
            dedupe_key=f"talk_waits:{fact.line_id}",
            about=about,
        )


def hear_visitor(
    session: AsyncSession, talk: Talk, line_id: UUID, lines: Sequence[TalkLine]
) -> bool:
    """Whether the trainer is to answer what the visitor has just written; he is told of it then.

    Args:
        lines: the newest of the talk; a trainer silent for `SILENCE` has left it to the agent.
    """
    spoken = [line.created_at for line in lines if line.source is Source.OPERATOR]
    if not spoken or clock.now() - spoken[-1] > SILENCE:
        talk.speaker = Speaker.AGENT
        return False
    talk.waits_since, talk.waits_for = talk.waits_since or clock.now(), Reason.GOES_ON
    fact = TrainerCalled(talk_id=talk.id, line_id=line_id, reason=Reason.GOES_ON)
    record(session, fact)
    return True


async def _get_talk(session: AsyncSession, talk_id: UUID) -> Talk:
    talk = await session.get(Talk, talk_id)
    if talk is None:
        raise NotFound("talk", talk_id)
    return talk


async def _read_waits(session: AsyncSession) -> list[timedelta]:
    answered = select(Question).where(col(Question.answered_at).is_not(None))
    latest = answered.order_by(col(Question.answered_at).desc()).limit(LATEST)
    rows = (await session.exec(latest)).all()
    return [row.answered_at - row.created_at for row in rows if row.answered_at is not None]

"""The layers of the agent, asked in turn: the first that has something to say answers.

Each says a text, or the key of one (`talk.…`), whose words stand in `app.words.widget`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from domain import faq, handing_over, scenarios
from domain.agent.facts import lexicon
from domain.agent.hints import read_hints
from domain.agent.ports import Certainty, Found, Retriever
from domain.agent.safety import find_danger
from domain.agent.small_talk import asks_price, find_small_talk, wants_human
from domain.handing_over import Reason
from domain.ledger import Begin
from domain.scenarios import Deed
from domain.talks import Source

TRAINER_WILL_ANSWER = "talk.trainer_will_answer"
TRAINER_CALLED = "talk.trainer_called"
PERHAPS = "talk.perhaps"
CONTACT_FOUND = "talk.contact_found"
CHOICES = 3


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was heard, in which talk, and what the layers may look at."""

    begin: Begin
    retriever: Retriever
    talk_id: UUID
    client_id: UUID | None
    text: str
    may_sell: bool
    has_asked_price: bool


@dataclass(frozen=True)
class Said:
    source: Source
    text: str
    suggestions: tuple[str, ...] = ()
    calls: Reason | None = None
    """Why the trainer must hear of it."""


Layer = Callable[[Asked], Awaitable[Said | None]]


async def keep_safe(asked: Asked) -> Said | None:
    danger = find_danger(asked.text)
    if danger is None:
        return None
    return Said(Source.FALLBACK, f"talk.safety.{danger}", calls=Reason.SAFETY)


async def chat(asked: Asked) -> Said | None:
    kind = find_small_talk(asked.text)
    return None if kind is None else Said(Source.FALLBACK, f"talk.small.{kind}")


async def call_trainer(asked: Asked) -> Said | None:
    """He asks for a human, or asked for a price and is ready to buy."""
    if wants_human(asked.text):
        return Said(Source.FALLBACK, TRAINER_CALLED, calls=Reason.ASKED)
    return None


async def answer_from_faq(asked: Asked) -> Said | None:
    found: Found = await asked.retriever.find(asked.text)
    if found.certainty is Certainty.SURE:
        best = found.candidates[0]
        async with asked.begin() as session:
            await faq.note_use(
                session, best.entry_id, talk_id=asked.talk_id, client_id=asked.client_id
            )
        return Said(Source.FAQ, best.answer, calls=_warmth(asked))
    if found.certainty is Certainty.PERHAPS:
        near = tuple(one.question for one in found.candidates[:CHOICES])
        return Said(Source.FAQ, PERHAPS, near, calls=_warmth(asked))
    return None


async def sell(asked: Asked) -> Said | None:
    if not asked.may_sell:
        return None
    async with asked.begin() as session:
        situation = await scenarios.observe(
            session, asked.client_id, asked.text, talk_id=asked.talk_id
        )
        called = await scenarios.find_scenario(session, situation)
        if called is None:
            return None
        await scenarios.note_use(session, called.scenario.id, situation)
    return Said(Source.SCENARIO, called.text, calls=_warmth(asked))


def as_said(asked: Asked, words: str) -> Said:
    """What a model has said; where it had to be left to the trainer, he hears of it."""
    is_left = any(lexicon().instead[kind] in words for kind in ("other", "broken"))
    return Said(Source.LLM, words, calls=_warmth(asked) or (Reason.UNANSWERED if is_left else None))


async def take_contact(asked: Asked) -> Said | None:
    """He has left a way to reach him: it is only kept once he has consented in the form."""
    if asked.client_id is not None or not read_hints(asked.text).is_reachable:
        return None
    return Said(Source.FALLBACK, CONTACT_FOUND, calls=Reason.HOT if asked.may_sell else None)


async def leave_to_trainer(asked: Asked) -> Said:
    """The last: honest about who will answer, and when he usually does."""
    async with asked.begin() as session:
        is_known = await handing_over.usual_wait(session)
    text = f"{TRAINER_WILL_ANSWER}.{is_known}" if is_known else TRAINER_WILL_ANSWER
    return Said(Source.FALLBACK, text, calls=_warmth(asked) or Reason.UNANSWERED)


LAYERS: tuple[Layer, ...] = (
    keep_safe,
    chat,
    call_trainer,
    answer_from_faq,
    sell,
    take_contact,
)


def _warmth(asked: Asked) -> Reason | None:
    """Whoever has asked the price and is ready to buy is worth the trainer's own word."""
    is_ready = Deed.READY in scenarios.recognise(asked.text)
    has_asked = asked.has_asked_price or asks_price(asked.text)
    return Reason.HOT if asked.may_sell and is_ready and has_asked else None

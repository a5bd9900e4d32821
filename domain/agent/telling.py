"""Telling: what a model is told before it answers, and the facts that stand behind its words.

It is told the house's own texts and what this one person has said. Of others it cannot speak.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, faq, intakes, site, talks, tariffs
from domain.agent import facts
from domain.agent.choosing import ModelChoice
from domain.agent.facts import Facts
from domain.agent.hiding import Hiding
from domain.agent.ports import Candidate, Turn
from domain.people import Client
from domain.promos.rows import PromoCode, PromoKind
from domain.talks import Source, Talk, TalkLine
from domain.tariffs import Tariff

RULES = Path(__file__).parent.parent / "prompts" / "agent.md"
LONGEST_QUESTION = 2000
LONGEST_OLDER, OLDER_LINES = 80, 12
UNSAID = ("colours", "fonts", "images", "widget", "blocks", "seo")
"""Sections of the site that say nothing to a visitor."""
TOLD_OF_PERSON = ("goal", "location", "days_per_week", "experience", "lifestyle")
"""Of his questionnaire; nothing of his health."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What is to be answered: the talk, whose last line is the question."""

    talk_id: UUID
    text: str
    candidates: Sequence[Candidate] = ()


class Told(NamedTuple):
    turns: Sequence[Turn]
    facts: Facts
    hiding: Hiding


async def tell(session: AsyncSession, ask: Ask, choice: ModelChoice) -> Told:
    """Everything for one answer, with who the person is hidden."""
    talk = await session.get(Talk, ask.talk_id)
    client = await session.get(Client, talk.client_id) if talk and talk.client_id else None
    lines = [line for line in await talks.read_lines(session, ask.talk_id) if _is_said(line)]
    if not lines or lines[-1].source is not Source.VISITOR:
        lines.append(TalkLine(talk_id=ask.talk_id, source=Source.VISITOR, text=ask.text))
    sections, sold = await site.read_site(session), await tariffs.list_tariffs(session)
    house = [*_tell_tariffs(sold), *_strings(sections), *await _list_promos(session)]
    house += [text for one in ask.candidates for text in (one.question, one.answer)]
    hiding = Hiding([client.name] if client else [], spared="\n".join(house))
    prices = "; ".join(f"{row.title}: {faq.spell_price(row.price)}" for row in sold)
    own = [line.text for line in lines if line.source is Source.VISITOR]
    known = facts.collect(
        house,
        [*own, client.name if client else ""],
        {row.title: row.price for row in sold},
        prices,
    )
    person = await _tell_person(session, client) if client else ""
    context = _draw_context(house, person, lines[: -choice.turns])
    system = "\n\n".join(filter(None, (rules(), choice.prompt, hiding.hide(context))))
    turns = [_as_turn(line, hiding) for line in lines[-choice.turns :]]
    return Told([Turn("system", system), *turns], known, hiding)


def rules() -> str:
    return RULES.read_text(encoding="utf-8")


def _is_said(line: TalkLine) -> bool:
    """A line in words; one that is the key of a text says nothing to a model."""
    return not line.text.startswith("talk.")


def _as_turn(line: TalkLine, hiding: Hiding) -> Turn:
    text = hiding.hide(line.text[:LONGEST_QUESTION])
    return Turn("user" if line.source is Source.VISITOR else "assistant", text)


def _draw_context(house: Sequence[str], person: str, older: Sequence[TalkLine]) -> str:
    """The facts, the person and, of lines before the last ones, the visitor's own in short."""
    own = [line.text for line in older if line.source is Source.VISITOR][-OLDER_LINES:]
    short = [" ".join(text.split())[:LONGEST_OLDER] for text in own]
    parts = (("FACTS", house), ("PERSON", [person]), ("EARLIER", short))
    return "\n\n".join(
        f"{name}:\n" + "\n".join(f"- {text}" for text in texts if text)
        for name, texts in parts
        if any(texts)
    )


def _tell_tariffs(sold: Sequence[Tariff]) -> Iterator[str]:
    for row in sold:
        lasts = f", weeks: {row.weeks}" if row.weeks else ""
        inside = "; ".join([row.description, *row.features])
        yield f"{row.title}: {faq.spell_price(row.price)}{lasts}. {inside}"


def _strings(sections: site.Sections) -> Iterator[str]:
    for key, section in sections.items():
        if key not in UNSAID:
            yield from _texts(section)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value,) if value.strip() else ()
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


async def _list_promos(session: AsyncSession) -> list[str]:
    """The offer that every buyer is made: the only code that is no secret."""
    now = clock.now()
    public = select(PromoCode).where(
        col(PromoCode.is_default).is_(True), col(PromoCode.is_active).is_(True)
    )
    rows = (await session.exec(public)).all()
    return [_spell(row) for row in rows if row.ends_at is None or row.ends_at > now]


def _spell(promo: PromoCode) -> str:
    is_percent = promo.kind is PromoKind.PERCENT
    return (
        f"{promo.code}: {promo.value}%"
        if is_percent
        else (f"{promo.code}: {faq.spell_price(promo.value)}")
    )


async def _tell_person(session: AsyncSession, client: Client) -> str:
    intake = await intakes.find_current(session, client.id)
    given = intake.answers if intake else {}
    told = [f"{key}: {given[key]}" for key in TOLD_OF_PERSON if given.get(key)]
    return "; ".join([f"name: {client.name}", *told])

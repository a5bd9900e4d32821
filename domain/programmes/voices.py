"""Voices: a model may word a finished plan; it decides nothing in it.

It phrases the introduction, a note for a week and a cue for an exercise, and may swap within the
alternatives a plan already allows. What it says is checked word by word: a number that is not the
plan's, a medical word or a promise is refused, and so is a swap after which a rule is broken that
held before; once more is asked, and then the plan goes out as the rules wrote it. How a model is
reached is a gateway's.
"""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import GatewayError
from domain.exercises import Catalogue
from domain.programmes import editing
from domain.programmes.editing import Spot
from domain.programmes.grounds import Ground, slugs_of
from domain.programmes.lint import lint
from domain.programmes.plan import Day, Phrase, Plan, Voice, phrase
from domain.programmes.utterances import Fault, check_voice

PROMPT = Path(__file__).parents[1] / "prompts" / "voice.md"
TRIES = 2
FIRST_SWAPPED_WEEK = 2
"""The first week is the free one's, to the letter (I35)."""


class Writer(Protocol):
    """Whoever can put things into words."""

    async def write(self, system: str, prompt: str) -> str:
        """A text that follows `system` for `prompt`.

        Raises:
            GatewayUnavailable: it does not answer now.
            GatewayRefused: it does not want to.
        """


class Swap(BaseModel):
    model_config = ConfigDict(extra="forbid")

    week: int
    day: int
    slug: str
    to: str
    reason: str = Field(default="", max_length=300)


class _Texts(BaseModel):
    model_config = ConfigDict(extra="forbid")

    intro: str = Field(default="", max_length=1200)
    week_notes: list[str] = Field(default_factory=list, max_length=24)
    cues: dict[str, str] = Field(default_factory=dict)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    texts: _Texts
    swaps: list[Swap] = Field(default_factory=list, max_length=20)


class BadVoice(Exception):
    """What a model said cannot go out; `faults` say why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.code}: {fault.found}" for fault in faults))
        self.faults = tuple(faults)


async def give_voice(plan: Plan, writer: Writer | None, ground: Ground) -> Plan:
    """The plan in a model's words, where there is a model that keeps to the plan; else as it is."""
    if writer is None:
        return plan
    prompt, complaint = _describe(plan, ground.catalogue), ""
    for _ in range(TRIES):
        try:
            said = await writer.write(PROMPT.read_text(encoding="utf-8"), prompt + complaint)
            # Judging a swapped plan is pure computing, as writing one is.
            return await asyncio.to_thread(read_voice, plan, said, ground)
        except BadVoice as e:
            complaint = f"\n\nREFUSED: {e}"
        except GatewayError:
            return plan
    return plan


def read_voice(plan: Plan, said: str, ground: Ground) -> Plan:
    """The plan with what a model said of it.

    Raises:
        BadVoice: it is not what was asked for, says what may not be said, or breaks a rule.
    """
    try:
        answer = _Answer.model_validate_json(_unfenced(said))
    except ValidationError as e:
        raise BadVoice([Fault("format", str(e.errors()[0]["type"]))]) from e
    voice = Voice(
        intro=answer.texts.intro.strip(),
        week_notes=tuple(note.strip() for note in answer.texts.week_notes),
        cues={slug: cue.strip() for slug, cue in answer.texts.cues.items()},
    )
    faults = [*check_voice(voice, plan), *_check_swaps(plan, answer.swaps, ground.catalogue)]
    if faults:
        raise BadVoice(faults)
    spoken = _swapped(plan, answer.swaps, ground)
    if broken := _newly_broken(plan, spoken, ground):
        raise BadVoice(broken)
    return spoken.model_copy(update={"voice": voice})


def without_stale_voice(plan: Plan) -> Plan:
    """An edited plan without what was said of the plan it was; with it, where it is true still."""
    if plan.voice is None or not check_voice(plan.voice, plan):
        return plan
    return plan.model_copy(update={"voice": None})


def _unfenced(said: str) -> str:
    """The JSON of an answer that may stand in a fence."""
    begin, end = said.find("{"), said.rfind("}")
    return said[begin : end + 1] if 0 <= begin < end else said


def _check_swaps(plan: Plan, swaps: Sequence[Swap], catalogue: Catalogue) -> list[Fault]:
    bad = (s for s in swaps if not _may_swap(plan, s, catalogue))
    return [Fault("swap", f"{s.slug} to {s.to}") for s in bad]


def _may_swap(plan: Plan, swap: Swap, catalogue: Catalogue) -> bool:
    """Whether the plan allows it, and nothing prescribed changes its meaning by it."""
    day = _find_day(plan, swap)
    if swap.week < FIRST_SWAPPED_WEEK or swap.to not in catalogue or day is None:
        return False
    if swap.to in slugs_of(day):
        return False
    new = catalogue[swap.to]
    return any(
        item.slug == swap.slug
        and swap.to in item.alternatives
        and (item.unit, item.per_side) == (new.unit, new.is_unilateral)
        for item in day.exercises
    )


def _find_day(plan: Plan, swap: Swap) -> Day | None:
    days = (d for w in plan.weeks if w.number == swap.week for d in w.days)
    return next((day for day in days if day.weekday == swap.day), None)


def _swapped(plan: Plan, swaps: Sequence[Swap], ground: Ground) -> Plan:
    for wanted in swaps:
        slugs = slugs_of(editing.day_at(plan, wanted.week, wanted.day))
        if wanted.slug in slugs:
            spot = Spot(wanted.week, wanted.day, slugs.index(wanted.slug))
            why = editing.item_at(plan, spot).reasons["exercise"]
            plan = _chosen_for(why, editing.swap(plan, spot, wanted.to, ground), spot, ground)
    return plan


def _chosen_for(why: Phrase, plan: Plan, spot: Spot, ground: Ground) -> Plan:
    """The swapped plan with the first choice's reason: no trainer's hand was in it."""
    day = editing.day_at(plan, spot.week, spot.weekday)
    new = day.exercises[spot.place]
    if "muscle" in why.data:
        trained = ground.catalogue[new.slug].primary[0]
        why = phrase(why.code, **why.data | {"muscle": trained})
    told = new.model_copy(update={"reasons": new.reasons | {"exercise": why}})
    items = (*day.exercises[: spot.place], told, *day.exercises[spot.place + 1 :])
    return editing.with_items(plan, spot.week, day, items, ground)


def _newly_broken(plan: Plan, spoken: Plan, ground: Ground) -> list[Fault]:
    """Rules that held before the swaps and do not any more; the trainer may break one, no model."""
    if spoken is plan:
        return []
    before, after = (lint(each, ground.answers, ground.catalogue) for each in (plan, spoken))
    return [Fault("rule", f"{found.code} {found.data}") for found in after if found not in before]


def _describe(plan: Plan, catalogue: Catalogue) -> str:
    """What a model needs to know: the plan and the names of things; nobody's name or health."""
    told = plan.model_dump(mode="json", exclude={"seed", "status", "notes", "stop_signs", "voice"})
    return json.dumps(_retold(told, catalogue), ensure_ascii=False, separators=(",", ":"))


def _retold(told: Any, catalogue: Catalogue) -> Any:
    """With names, and without reasons and what says nothing."""
    if isinstance(told, list):
        return [_retold(one, catalogue) for one in told]
    if not isinstance(told, dict):
        return told
    kept = {
        key: _retold(value, catalogue)
        for key, value in told.items()
        if key not in {"reason", "reasons"} and value not in (None, [], {})
    }
    return kept | {"name": catalogue[told["slug"]].name} if "slug" in told else kept

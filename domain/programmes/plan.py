"""The plan: a programme as codes and numbers, ready to be kept as JSON and read back.

Not a word a client reads: `app.words.programmes` spells it. Not a row either: `rows` keeps it.
"""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from domain.errors import NotFound
from domain.exercises import Level, Unit
from domain.questionnaire import Goal, Location

Datum = int | float | str
Status = Literal["ready", "needs_review"]


class Kind(StrEnum):
    STRENGTH = "strength"
    CARDIO = "cardio"
    REST = "rest"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrase(_Frozen):
    """Something to be said: a code, and the numbers and names that belong in the sentence."""

    code: str
    data: dict[str, Datum] = {}


def phrase(code: str, **data: Datum) -> Phrase:
    return Phrase(code=code, data=data)


class Item(_Frozen):
    """One exercise of a day, as prescribed."""

    slug: str
    sets: int
    reps: tuple[int, int]
    """Lowest and highest, in `unit`; for each side when `per_side`."""
    unit: Unit
    per_side: bool = False
    percent_1rm: int | None = None
    load_g: int | None = None
    """The weight to begin with, in grams, where it is known from what was lifted."""
    rir: int | None = None
    """Repetitions in reserve: how many more could have been done."""
    rest_s: int
    tempo: str | None = None
    """Seconds down, pause, up, pause: "3-0-1-0"."""
    circuit: bool = False
    """Done in turn with the day's other circuit exercises, `rest_s` between two of them."""
    pair: int | None = None
    """Done in turn with the day's other exercise of this number, `rest_s` between the two."""
    pulse: tuple[int, int] | None = None
    effort: tuple[int, int] | None = None
    """Perceived exertion of 20 (Borg), where pulse says nothing."""
    reasons: dict[str, Phrase]
    """Why, for each prescribed field by its name, and for the choice itself ("exercise")."""
    alternatives: tuple[str, ...] = ()


class Day(_Frozen):
    weekday: int
    """1 is Monday."""
    title: str
    kind: Kind
    minutes: int
    warmup: tuple[Phrase, ...] = ()
    exercises: tuple[Item, ...] = ()
    cooldown: tuple[Phrase, ...] = ()
    reasons: dict[str, Phrase] = {}
    """Why so many minutes, and why this kind of day."""


class Week(_Frozen):
    number: int
    deload: bool
    days: tuple[Day, ...]
    """All seven, Monday first."""
    walking_minutes: int
    """Brisk walking over the week, outside these days."""
    reasons: dict[str, Phrase] = {}
    """Why a deload, and why so much cardio."""


class Voice(_Frozen):
    """What a model has said beside the plan (`domain.programmes.voices`); it changes nothing."""

    intro: str = ""
    week_notes: tuple[str, ...] = ()
    """One for each week, perhaps empty; or none at all."""
    cues: dict[str, str] = {}
    """By the exercise's slug."""


class Plan(_Frozen):
    status: Status
    goal: Goal
    level: Literal["beginner", "intermediate", "advanced"]
    location: Location
    days_per_week: int
    minutes: int
    """Asked for, for one session."""
    seed: int
    weeks: tuple[Week, ...]
    progression: Phrase
    notes: tuple[Phrase, ...] = ()
    stop_signs: tuple[str, ...] = ()
    voice: Voice | None = None

    def day(self, week: int, weekday: int) -> Day:
        """The day at this place, or NotFound."""
        for found in self.weeks:
            if found.number == week and 1 <= weekday <= len(found.days):
                return found.days[weekday - 1]
        raise NotFound("day", f"{week}/{weekday}")

    @property
    def rank(self) -> Level:
        return Level[self.level.upper()]

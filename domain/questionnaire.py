"""The questionnaire: what is asked, in which order, and what counts as an answer.

Keys and values are part of the product's outside (docs: the questionnaire's keys); the texts
people read are in `app.words.questionnaire`. What the answers mean for health is for
`domain.screening`.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict

from domain.errors import Refused
from domain.exercises import OWN_SLUG, load_catalogue

TEXT_LIMIT = 2000
MOST_OWN = 100
"""Of the trainer's own exercises, how many one may dislike."""
NONE = "none"
Kind = Literal["choice", "many", "number", "decimal", "text"]


class Sex(StrEnum):
    FEMALE = "f"
    MALE = "m"


class Goal(StrEnum):
    WEIGHT_LOSS = "weight_loss"
    MUSCLE_GAIN = "muscle_gain"
    STRENGTH = "strength"
    ENDURANCE = "endurance"
    MAINTENANCE = "maintenance"
    HEALTH = "health"


class Location(StrEnum):
    HOME = "home"
    GYM = "gym"
    OUTDOOR = "outdoor"


class Lifestyle(StrEnum):
    SEDENTARY = "sedentary"
    MODERATE = "moderate"
    ACTIVE = "active"


@dataclass(frozen=True, kw_only=True)
class Question:
    key: str
    kind: Kind
    values: tuple[str, ...] = ()
    """Allowed values; for a `many` without them, see `is_listed`."""
    min: int | None = None
    max: int | None = None
    """For a text, the greatest length."""
    optional: bool = False
    is_listed: bool = True
    """False when the values are too many to be buttons: exercises, which are searched."""

    @property
    def many(self) -> bool:
        return self.kind == "many"


def _choice(key: str, values: type[StrEnum]) -> Question:
    return Question(key=key, kind="choice", values=tuple(value.value for value in values))


def _many(key: str, values: str, *, optional: bool = False) -> Question:
    return Question(key=key, kind="many", values=tuple(values.split()), optional=optional)


def _number(key: str, low: int, high: int, *, optional: bool = False) -> Question:
    return Question(key=key, kind="number", min=low, max=high, optional=optional)


def _text(key: str) -> Question:
    return Question(key=key, kind="text", max=TEXT_LIMIT, optional=True)


QUESTIONS: tuple[Question, ...] = (
    _choice("sex", Sex),
    _number("age", 10, 100),
    _number("height_cm", 120, 230),
    Question(key="weight_kg", kind="decimal", min=30, max=300),
    _choice("goal", Goal),
    _number("train_months", 0, 960),
    _number("days_per_week", 1, 7),
    _number("minutes", 20, 120),
    _choice("location", Location),
    _many(
        "equipment",
        "mat chair wall bands dumbbells kettlebell pullup_bar parallel_bars low_bar trx bench box"
        " fitball ab_wheel jump_rope barbell rack none",
    ),
    _many("screening", "chest_pain fainting breathlessness supervised_only fever none"),
    _many(
        "conditions",
        "knee lower_back shoulder neck wrist elbow hip ankle hypertension hernia diastasis"
        " osteoporosis varicose dizziness eyes heart diabetes kidney asthma epilepsy oncology"
        " surgery_6m pregnancy postpartum none",
    ),
    _many("medication", "beta_blocker insulin anticoagulant blood_pressure other none"),
    _choice("lifestyle", Lifestyle),
    _text("health_text"),
    _text("nutrition_text"),
    _many(
        "priority_muscles",
        "chest back shoulders biceps triceps abs glutes quads hamstrings calves",
        optional=True,
    ),
    Question(key="disliked", kind="many", optional=True, is_listed=False),
    _number("hr_rest", 40, 110, optional=True),
)
BY_KEY: Mapping[str, Question] = MappingProxyType({q.key: q for q in QUESTIONS})

FINE_MUSCLES: Mapping[str, str] = MappingProxyType(
    {
        "lats": "back",
        "upper_back": "back",
        "traps": "back",
        "front_delt": "shoulders",
        "side_delt": "shoulders",
        "rear_delt": "shoulders",
        "obliques": "abs",
    }
)
"""A muscle of the catalogue, read as the button it belongs to."""


class Answers(BaseModel):
    """A questionnaire filled in and found well formed. Lists keep the questionnaire's order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sex: Sex
    age: int
    height_cm: int
    weight_kg: float
    goal: Goal
    train_months: int
    days_per_week: int
    minutes: int
    location: Location
    equipment: tuple[str, ...] = ()
    """Empty for a gym, which has everything."""
    screening: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    medication: tuple[str, ...] = ()
    lifestyle: Lifestyle
    health_text: str | None = None
    nutrition_text: str | None = None
    priority_muscles: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    hr_rest: int | None = None
    is_cleared: bool = False
    """Never answered, only noted by the trainer: a doctor has allowed training."""

    @property
    def bmi(self) -> float:
        """Kilograms per square metre."""
        return self.weight_kg / (self.height_cm / 100) ** 2


class AnswersRefused(Refused):
    """Some answers cannot be taken: `fields` holds a code for each key."""


class _Unfit(Exception):
    """One value cannot be taken; carries its code."""


def visible(given: Mapping[str, object]) -> tuple[Question, ...]:
    """The questions that are asked of someone who has answered `given` so far."""
    in_gym = given.get("location") == Location.GYM
    return tuple(q for q in QUESTIONS if not (in_gym and q.key == "equipment"))


def next_question(given: Mapping[str, object]) -> Question | None:
    """The first question not answered yet; a key with None is an optional one skipped."""
    return next((question for question in visible(given) if question.key not in given), None)


def asked(given: Mapping[str, object]) -> tuple[Question, ...]:
    """The questions that are put one by one: what is searched for is asked in the cabinet."""
    return tuple(question for question in visible(given) if question.is_listed)


def next_asked(given: Mapping[str, object]) -> Question | None:
    """The first of them not answered yet."""
    return next((question for question in asked(given) if question.key not in given), None)


def read_answer(key: str, raw: object) -> object:
    """One answer, read strictly; None for an optional one left empty.

    Raises:
        AnswersRefused: with the one field.
    """
    if key not in BY_KEY:
        raise AnswersRefused({key: "unknown_key"})
    try:
        return _read(BY_KEY[key], raw)
    except _Unfit as unfit:
        raise AnswersRefused({key: str(unfit)}) from unfit


def read_answers(raw: Mapping[str, object]) -> Answers:
    """The whole questionnaire, read strictly; what a gym needs no answer for is left out.

    Raises:
        AnswersRefused: every field that is missing, unknown or unfit, at once. Codes:
            unknown_key, missing, wrong_type, not_a_number, not_whole, out_of_range,
            unknown_value, none_with_others, too_long.
    """
    refused = {str(key): "unknown_key" for key in raw if key not in BY_KEY}
    read: dict[str, object] = {}
    for question in visible(raw):
        try:
            read[question.key] = _read(question, raw.get(question.key))
        except _Unfit as unfit:
            refused[question.key] = str(unfit)
    if refused:
        raise AnswersRefused(refused)
    return Answers.model_validate({key: value for key, value in read.items() if value is not None})


def _read(question: Question, raw: object) -> object:
    if raw is None or (isinstance(raw, str | list | tuple) and not raw):
        if not question.optional:
            raise _Unfit("missing")
        return None
    return _READERS[question.kind](question, raw)


def _read_choice(question: Question, raw: object) -> str:
    if not isinstance(raw, str):
        raise _Unfit("wrong_type")
    if raw not in question.values:
        raise _Unfit("unknown_value")
    return str(raw)


def _read_many(question: Question, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple) or not all(isinstance(value, str) for value in raw):
        raise _Unfit("wrong_type")
    picked = {FINE_MUSCLES.get(v, v) if question.key == "priority_muscles" else v for v in raw}
    allowed = question.values or _exercises(picked)
    if not picked <= set(allowed):
        raise _Unfit("unknown_value")
    if NONE in picked and len(picked) > 1:
        raise _Unfit("none_with_others")
    return tuple(value for value in allowed if value in picked)


def _exercises(picked: Collection[str]) -> tuple[str, ...]:
    """What ships and, after it, what may be the trainer's own: one that is not there harms none."""
    own = sorted(slug for slug in picked if OWN_SLUG.fullmatch(slug))
    return (*load_catalogue().exercises, *own[:MOST_OWN])


def _read_number(question: Question, raw: object) -> int:
    number = _parse(raw)
    if not number.is_integer():
        raise _Unfit("not_whole")
    return int(_in_range(question, number))


def _read_decimal(question: Question, raw: object) -> float:
    return round(_in_range(question, _parse(raw)), 1)


def _parse(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _Unfit("wrong_type")
    text = str(raw).strip().replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise _Unfit("not_a_number")
    return float(text)


def _in_range(question: Question, number: float) -> float:
    low, high = question.min, question.max
    if (low is not None and number < low) or (high is not None and number > high):
        raise _Unfit("out_of_range")
    return number


def _read_text(question: Question, raw: object) -> str | None:
    if not isinstance(raw, str):
        raise _Unfit("wrong_type")
    text = "".join(c for c in raw if c in "\n\t" or c.isprintable()).strip()
    if len(text) > TEXT_LIMIT:
        raise _Unfit("too_long")
    return text or None


_READERS: Mapping[Kind, Callable[[Question, object], object]] = {
    "choice": _read_choice,
    "many": _read_many,
    "number": _read_number,
    "decimal": _read_decimal,
    "text": _read_text,
}

"""Twelve people a coach would think of, and what the rules make of each, frozen to be looked at.

After a change that is meant, write them anew and read what has changed before it is kept:
`python -m tests.domain.programmes.personas`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.words import programmes as words
from domain.programmes.generator import generate
from domain.programmes.notes import tally_week
from domain.programmes.plan import Plan, Week
from domain.questionnaire import Answers, read_answers
from domain.screening import screen
from tests.domain.programmes.given import CATALOGUE, REFUSED

GOLDEN = Path(__file__).parent / "golden"
WEEKS, SEED = 12, 2026
TODAY = date(2026, 3, 2)
ADVANCED = frozenset({"advanced_strength"})
"""Those who have working weights on record."""

_PLAIN: dict[str, Any] = {
    "sex": "f",
    "age": 30,
    "height_cm": 168,
    "weight_kg": 64,
    "goal": "health",
    "train_months": 0,
    "days_per_week": 3,
    "minutes": 45,
    "location": "gym",
    "screening": ["none"],
    "conditions": ["none"],
    "medication": ["none"],
    "lifestyle": "moderate",
}
_MAN = {"sex": "m", "height_cm": 180, "weight_kg": 82}
_HOME = {"location": "home", "equipment": ["none"]}
PERSONAS: Mapping[str, dict[str, Any]] = {
    "beginner_at_home": {**_HOME, "age": 34, "weight_kg": 72, "goal": "weight_loss"},
    "muscle_in_a_gym": {
        **_MAN,
        "age": 28,
        "goal": "muscle_gain",
        "train_months": 14,
        "days_per_week": 4,
        "minutes": 75,
    },
    "osteoporosis_at_64": {
        **_HOME,
        "age": 64,
        "equipment": ["bands"],
        "conditions": ["osteoporosis"],
    },
    "knees_and_weight": {
        "age": 45,
        "height_cm": 165,
        "weight_kg": 92.6,
        "goal": "weight_loss",
        "conditions": ["knee"],
        "lifestyle": "sedentary",
    },
    "minor": {**_MAN, "age": 15, "height_cm": 172, "weight_kg": 60, "goal": "strength"},
    "advanced_strength": {
        **_MAN,
        "age": 32,
        "weight_kg": 90,
        "goal": "strength",
        "train_months": 60,
        "days_per_week": 4,
        "minutes": 90,
        "lifestyle": "active",
    },
    "pregnant": {"health_text": "жду ребёнка, чувствую себя отлично"},
    "controlled_pressure": {
        **_MAN,
        "age": 51,
        "conditions": ["hypertension"],
        "medication": ["blood_pressure"],
        "lifestyle": "active",
        "train_months": 8,
        "hr_rest": 64,
    },
    "outdoors_with_a_bar": {
        **_MAN,
        "age": 24,
        "goal": "muscle_gain",
        "train_months": 9,
        "location": "outdoor",
        "equipment": ["pullup_bar", "parallel_bars"],
    },
    "runner": {
        "age": 38,
        "goal": "endurance",
        "train_months": 10,
        "days_per_week": 5,
        "lifestyle": "active",
        "hr_rest": 55,
    },
    "back_pain": {**_MAN, "age": 41, "conditions": ["lower_back"], "health_text": "ноет поясница"},
    "seven_days_two_hours": {
        **_HOME,
        "age": 16,
        "days_per_week": 7,
        "minutes": 120,
        "conditions": ["knee", "shoulder", "lower_back"],
    },
}


def answers_of(name: str) -> Answers:
    return read_answers({**_PLAIN, **PERSONAS[name]})


def plan_of(name: str) -> Plan:
    return generate(
        answers_of(name),
        weeks=WEEKS,
        seed=SEED,
        catalogue=CATALOGUE,
        has_logged_weights=name in ADVANCED,
    )


def summarise(name: str) -> str:
    """What the rules make of a persona, for eyes: verdict, split, sets, notes, the first day."""
    answers = answers_of(name)
    found = screen(answers, TODAY)
    reasons = ", ".join(reason.code for reason in found.reasons)
    head = f"verdict: {found.verdict.value} ({reasons or 'nothing'})"
    if found.verdict in REFUSED:
        return f"{head}\nno programme\n"
    plan = plan_of(name)
    return "\n".join([head, *_lines(plan)]) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"status: {plan.status}, level: {plan.level}, goal: {plan.goal.value}"
    first = plan.weeks[0]
    split = ", ".join(f"{d.weekday} {d.title} {d.minutes}'" for d in first.days if d.exercises)
    yield f"split: {split}"
    yield f"deloads: {[week.number for week in plan.weeks if week.deload]}"
    yield f"walking: {[week.walking_minutes for week in plan.weeks]}"
    for week in (plan.weeks[0], plan.weeks[3], plan.weeks[-1]):
        yield _sets(week)
    for day in first.days:
        if day.exercises:
            yield f"\n{day.title}"
            for i in day.exercises:
                yield f"  {i.slug} {i.sets} x {i.reps[0]}-{i.reps[1]} {i.unit}, rest {i.rest_s}"
    yield "\nnotes:"
    yield from (f"  {note.code}: {words.say_note(note)}" for note in plan.notes)


def _sets(week: Week) -> str:
    amounts = sorted(tally_week(week, CATALOGUE).items())
    return f"week {week.number} sets: " + ", ".join(f"{m} {n:g}" for m, n in amounts if n)


def write_anew() -> None:
    """Freeze what the rules make of them now."""
    for name in PERSONAS:
        (GOLDEN / f"{name}.txt").write_text(summarise(name), encoding="utf-8")


if __name__ == "__main__":
    write_anew()

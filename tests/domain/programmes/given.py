"""Random intakes for property tests, and the plans that come of them."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from domain.exercises import load_catalogue
from domain.programmes.generator import generate
from domain.programmes.plan import Plan
from domain.questionnaire import BY_KEY, Answers, Goal, Lifestyle, Location, read_answers
from domain.screening import Verdict, screen

CATALOGUE = load_catalogue()
REFUSED = {Verdict.RED, Verdict.POSTPONE}
DRAFTED = "knee lower_back shoulder neck wrist elbow hip ankle hypertension hernia diastasis"
DRAFTED_TOO = "osteoporosis varicose dizziness eyes heart diabetes asthma"

deterministic = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
"""The same examples each time, few enough for every run of the tests."""
thorough = settings(deterministic, max_examples=100)
INTAKES = 200
NIGHTLY = "nightly"


def _some(values: str | tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    pool = values.split() if isinstance(values, str) else list(values)
    return st.lists(st.sampled_from(pool), max_size=most, unique=True)


@st.composite
def intakes(draw: st.DrawFn, *, refused: bool = False) -> Answers:
    """Valid answers; unless `refused`, those of someone who may train; half are in health."""
    is_healthy = draw(st.booleans())
    given: dict[str, Any] = {
        "sex": draw(st.sampled_from("fm")),
        "age": draw(st.integers(18, 59) if is_healthy else st.integers(14, 85)),
        "height_cm": draw(st.integers(150, 200)),
        "weight_kg": draw(st.integers(50, 90) if is_healthy else st.integers(50, 140)),
        "goal": draw(st.sampled_from(Goal)).value,
        "train_months": draw(st.sampled_from([0, 5, 6, 24, 25, 60])),
        "days_per_week": draw(st.integers(1, 7)),
        "minutes": draw(st.integers(20, 120)),
        "location": draw(st.sampled_from(Location)).value,
        "equipment": draw(_some(BY_KEY["equipment"].values[:-1], 6)) or ["none"],
        "screening": ["none"],
        "conditions": draw(_some(f"{DRAFTED} {DRAFTED_TOO}", 0 if is_healthy else 3)) or ["none"],
        "medication": draw(_some("beta_blocker anticoagulant other", 0 if is_healthy else 1))
        or ["none"],
        "lifestyle": draw(st.sampled_from(Lifestyle)).value,
        "priority_muscles": draw(_some(BY_KEY["priority_muscles"].values, 2)),
        "disliked": draw(_some(tuple(CATALOGUE.exercises), 8)),
        "hr_rest": draw(st.none() | st.integers(45, 95)),
    }
    answers = read_answers(given)
    if not refused and not may_train(answers):
        calm = {"conditions": ("none",), "medication": ("none",), "weight_kg": 75.0}
        answers = answers.model_copy(update=calm)
    return answers


@st.composite
def corners(draw: st.DrawFn) -> Answers:
    """Answers that no plan can do justice to: too much asked of too little."""
    return read_answers(
        {
            "sex": draw(st.sampled_from("fm")),
            "age": draw(st.sampled_from([14, 16, 17, 70, 85])),
            "height_cm": 165,
            "weight_kg": draw(st.sampled_from([52, 65, 120])),
            "goal": draw(st.sampled_from(Goal)).value,
            "train_months": draw(st.sampled_from([0, 6, 60])),
            "days_per_week": draw(st.sampled_from([1, 7])),
            "minutes": draw(st.sampled_from([20, 120])),
            "location": draw(st.sampled_from(["home", "outdoor"])),
            "equipment": ["none"],
            "screening": ["none"],
            "conditions": draw(
                st.lists(st.sampled_from(f"{DRAFTED}".split()), min_size=3, max_size=5, unique=True)
            ),
            "medication": ["none"],
            "lifestyle": draw(st.sampled_from(Lifestyle)).value,
            "priority_muscles": ["biceps"],
            "disliked": draw(_some(tuple(CATALOGUE.exercises), 40)),
        }
    )


def may_train(answers: Answers) -> bool:
    return screen(answers, date(2026, 1, 1)).verdict not in REFUSED


def plan_for(answers: Answers, weeks: int = 6, seed: int = 7) -> Plan:
    return generate(answers, weeks=weeks, seed=seed, catalogue=CATALOGUE)

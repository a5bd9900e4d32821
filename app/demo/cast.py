"""Who plays: sixty invented people, what each answers, and which way each of them goes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.words import demo as words

SEED = 2026
DAYS = 90


class Way(StrEnum):
    """How far somebody goes, and what stops him."""

    LEAD = "lead"
    CALLED = "called"
    GAVE_UP = "gave_up"
    FRESH_WEEK = "fresh_week"
    THINKING = "thinking"
    REVIEW_WAITS = "review_waits"
    REVIEWED = "reviewed"
    DOCTOR = "doctor"
    FEVER = "fever"
    CHANGED_MIND = "changed_mind"
    PAYING = "paying"
    DISPUTED = "disputed"
    NO_INTAKE = "no_intake"
    CONSULTED = "consulted"
    REFUNDED = "refunded"
    OFFLINE = "offline"
    MONTH_OVER = "month_over"
    MONTH = "month"
    QUARTER = "quarter"


WAYS: tuple[tuple[Way, int, int, int], ...] = (
    (Way.MONTH_OVER, 3, 3, 50),
    (Way.CONSULTED, 2, 12, 80),
    (Way.OFFLINE, 1, 36, 56),
    (Way.MONTH, 3, 62, 84),
    (Way.QUARTER, 2, 45, 76),
    (Way.REFUNDED, 1, 30, 60),
    (Way.NO_INTAKE, 1, 87, 88),
    (Way.DISPUTED, 1, 84, 86),
    (Way.PAYING, 2, 88, 89),
    (Way.CHANGED_MIND, 4, 15, 84),
    (Way.THINKING, 11, 6, 79),
    (Way.FRESH_WEEK, 6, 83, 89),
    (Way.REVIEW_WAITS, 3, 87, 89),
    (Way.REVIEWED, 3, 20, 78),
    (Way.DOCTOR, 2, 45, 88),
    (Way.FEVER, 1, 85, 87),
    (Way.CALLED, 4, 30, 86),
    (Way.GAVE_UP, 4, 5, 50),
    (Way.LEAD, 6, 40, 89),
)
"""How many go which way, and between which days they come. Twelve of sixty have paid for good."""

SOURCES = ("instagram", "instagram", "vk", "telegram", "telegram", "yandex", "site", "friends")
HOURS = (8, 9, 12, 13, 13, 18, 19, 19, 20, 20, 21, 21, 22, 23)
"""When people write: before work, at lunch, in the evening."""


@dataclass(frozen=True)
class Person:
    """One of the cast."""

    number: int
    name: str
    email: str | None
    phone: str | None
    sex: str
    way: Way
    day: int
    """On which of the ninety days he comes."""
    hour: float
    source: str
    takes_offers: bool
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def contacts(self) -> dict[str, str | None]:
        return {"phone": self.phone, "email": self.email}


def gather() -> list[Person]:
    """The whole cast, the same each time."""
    chance = random.Random(SEED)  # noqa: S311 - a play, not a lock
    ways = list(_ways(chance))
    chance.shuffle(ways)
    return [
        _person(chance, number, *who, *way)
        for number, (who, way) in enumerate(zip(words.PEOPLE, ways, strict=True), 1)
    ]


def _ways(chance: random.Random) -> Iterator[tuple[Way, int]]:
    for way, how_many, earliest, latest in WAYS:
        for _ in range(how_many):
            # The business grows: later days bring more people.
            share = chance.random() ** 0.7
            yield way, earliest + round(share * (latest - earliest))


def _person(
    chance: random.Random, number: int, name: str, login: str, sex: str, way: Way, day: int
) -> Person:
    has_email = way not in {Way.LEAD, Way.CALLED, Way.GAVE_UP} or chance.random() < 0.4
    return Person(
        number=number,
        name=name,
        email=f"{login}@example.ru" if has_email else None,
        phone=f"+7900000{number:04d}" if not has_email or chance.random() < 0.7 else None,
        sex=sex,
        way=way,
        day=day,
        hour=chance.choice(HOURS) + chance.random(),
        source=chance.choice(SOURCES),
        takes_offers=chance.random() < 0.6,
        answers=_answers(chance, sex, way),
    )


def _answers(chance: random.Random, sex: str, way: Way) -> dict[str, Any]:
    location = chance.choice(("home", "gym", "gym"))
    height = chance.randint(158, 174) if sex == "f" else chance.randint(170, 190)
    answers: dict[str, Any] = {
        "sex": sex,
        "age": chance.randint(23, 52),
        "height_cm": height,
        "weight_kg": round((height / 100) ** 2 * chance.uniform(20.5, 28.0), 1),
        "goal": chance.choice(
            ("weight_loss", "weight_loss", "muscle_gain", "strength", "maintenance", "health")
        ),
        "train_months": chance.choice((0, 0, 2, 6, 12, 24)),
        "days_per_week": chance.choice((2, 3, 3, 4)),
        "minutes": chance.choice((40, 45, 60, 60)),
        "location": location,
        "screening": ["none"],
        "conditions": ["none"],
        "medication": ["none"],
        "lifestyle": chance.choice(("sedentary", "sedentary", "moderate", "active")),
    }
    if location == "home":
        answers["equipment"] = chance.choice((["mat"], ["mat", "bands"], ["mat", "dumbbells"]))
    return answers | _ailments(chance, way)


def _ailments(chance: random.Random, way: Way) -> dict[str, Any]:
    if way in {Way.REVIEW_WAITS, Way.REVIEWED}:
        return {"conditions": [chance.choice(("knee", "lower_back", "shoulder", "varicose"))]}
    if way is Way.DOCTOR:
        return {"screening": [chance.choice(("chest_pain", "fainting"))]}
    if way is Way.FEVER:
        return {"screening": ["fever"]}
    return {}

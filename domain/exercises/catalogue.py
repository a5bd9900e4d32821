"""The catalogue that ships: what an exercise is and needs, and its chains, easier to harder."""

import csv
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[1] / "content"
CATALOGUE = CONTENT / "exercises.csv"
TECHNIQUE = CONTENT / "technique.toml"


class Level(IntEnum):
    """How long one has trained; ordered, so that levels compare."""

    BEGINNER = 0
    INTERMEDIATE = 1
    ADVANCED = 2


class Unit(StrEnum):
    REPS = "reps"
    SECONDS = "sec"
    MINUTES = "min"


@dataclass(frozen=True, kw_only=True)
class Exercise:
    slug: str
    name: str
    pattern: str
    is_compound: bool
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    equipment: tuple[frozenset[str], ...]
    """All groups are needed; inside a group either thing will do. Empty: nothing is needed."""
    locations: frozenset[str]
    level: Level
    is_unilateral: bool
    unit: Unit
    fatigue: int
    """1 (fresh again within the hour) to 3 (a heavy barbell)."""
    tags: frozenset[str]
    """What it does to a body: excluded when a condition forbids one of them."""
    regress_to: str | None
    progress_to: str | None
    cues: tuple[str, ...] = ()
    """How it is done, in the order one thinks of it."""
    mistakes: tuple[str, ...] = ()
    breathing: str = ""
    aliases: tuple[str, ...] = ()
    """Everyday names by which people write of it."""
    is_on: bool = True
    """False where the trainer switched it off: plans that have it still read, new ones never do."""
    is_own: bool = False
    """Written by the trainer, not shipped."""
    photo: str = ""
    """The name of an uploaded picture."""
    video_url: str = ""

    def feasible(self, location: str, at_hand: Collection[str]) -> bool:
        """Whether it can be done at `location` with what is at hand; a gym has it all."""
        if location not in self.locations:
            return False
        return location == "gym" or all(group & set(at_hand) for group in self.equipment)

    @cached_property
    def load(self) -> Mapping[str, float]:
        """Fractional sets per set done: 1.0 for a primary muscle, 0.5 for a secondary one.

        Source: Pelland et al. 2024, fractional quantification over 67 studies.
        """
        return dict.fromkeys(self.secondary, 0.5) | dict.fromkeys(self.primary, 1.0)


@dataclass(frozen=True)
class Catalogue:
    """All exercises, by slug, in the order of the file."""

    exercises: Mapping[str, Exercise]

    def __getitem__(self, slug: str) -> Exercise:
        return self.exercises[slug]

    def __contains__(self, slug: object) -> bool:
        return slug in self.exercises

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self.exercises.values())

    def __len__(self) -> int:
        return len(self.exercises)


@cache
def load_catalogue() -> Catalogue:
    """The catalogue that ships with the product; read once."""
    words = tomllib.loads(TECHNIQUE.read_text(encoding="utf-8"))
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        exercises = [_read(row, words.get(row["id"], {})) for row in csv.DictReader(file)]
    return Catalogue({exercise.slug: exercise for exercise in exercises})


def _read(row: Mapping[str, str], words: Mapping[str, Any]) -> Exercise:
    return Exercise(
        slug=row["id"],
        name=row["name_ru"],
        pattern=row["pattern"],
        is_compound=row["mechanic"] == "compound",
        primary=_split(row["primary_muscles"]),
        secondary=_split(row["secondary_muscles"]),
        equipment=_read_equipment(row["equipment"]),
        locations=frozenset(_split(row["locations"])),
        level=Level[row["level"].upper()],
        is_unilateral=row["unilateral"] == "1",
        unit=Unit(row["unit"]),
        fatigue=int(row["fatigue_cost"]),
        tags=frozenset(_split(row["contra_tags"])),
        regress_to=row["regress_to"] or None,
        progress_to=row["progress_to"] or None,
        cues=tuple(words.get("cues", ())),
        mistakes=tuple(words.get("mistakes", ())),
        breathing=words.get("breathing", ""),
        aliases=tuple(words.get("aliases", ())),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _read_equipment(cell: str) -> tuple[frozenset[str], ...]:
    groups = (frozenset(group.split("/")) for group in _split(cell))
    return tuple(group for group in groups if group != {"none"})

"""The weeks of a programme as a page shows them: what is said once, and which day is today.

Reasons and technique are said once on a page: said again in every week they would weigh megabytes.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from app import figures, papers
from app.words import reasons
from app.words import sheets as words
from domain.exercises import Catalogue, Exercise
from domain.programmes.plan import Day, Item, Plan, Week
from domain.programmes.rows import Programme
from pages.public.views import DayView, ExerciseView, TechniqueView, WeekView

Spelled = Mapping[str, Any]
"""A programme in words: the JSON of `app.words.programmes.spell`."""


class Today(NamedTuple):
    week: int
    weekday: int


def find_today(programme: Programme, now: datetime, timezone: str) -> Today | None:
    """Which day of the programme it is; its first week begins the day it has arrived."""
    zone = ZoneInfo(timezone)
    began, today = (programme.sent_at or now).astimezone(zone), now.astimezone(zone)
    passed = (today.date() - began.date()).days
    week = passed // 7 + 1
    return Today(week, today.isoweekday()) if passed >= 0 and week <= programme.weeks else None


class Training:
    """One programme being told; what was said once is not said again."""

    def __init__(
        self, plan: Plan, spelled: Spelled, catalogue: Catalogue, today: Today | None
    ) -> None:
        self._plan = plan
        self._spelled = spelled
        self._catalogue = catalogue
        self._today = today
        self._reasons: set[tuple[str, str, str]] = set()

    def weeks(self) -> tuple[WeekView, ...]:
        told = zip(self._plan.weeks, self._spelled["weeks"], strict=True)
        return tuple(self._week(week, said) for week, said in told)

    def techniques(self) -> Iterator[TechniqueView]:
        """Every exercise that is described, in the order of its first day."""
        for slug in dict.fromkeys(item.slug for item in self._items()):
            told = describe(self._catalogue[slug])
            if told is not None:
                yield told

    def has_today(self) -> bool:
        """Whether there is something to train today."""
        return any(day.exercises and self._is_today(week, day) for week, day in self._days())

    def _days(self) -> Iterator[tuple[Week, Day]]:
        return ((week, day) for week in self._plan.weeks for day in week.days)

    def _items(self) -> Iterator[Item]:
        return (item for _, day in self._days() for item in day.exercises)

    def _is_today(self, week: Week, day: Day) -> bool:
        return self._today == (week.number, day.weekday)

    def _week(self, week: Week, said: Spelled) -> WeekView:
        days = zip(week.days, said["days"], strict=True)
        return WeekView(
            number=week.number,
            is_deload=week.deload,
            walking=words.walking(week.walking_minutes),
            why=reasons.explain_week(week),
            note=said["note"],
            days=tuple(self._day(week, day, told) for day, told in days),
            is_now=self._today is not None and self._today.week == week.number,
            is_open=week.number == (self._today.week if self._today else 1),
        )

    def _day(self, week: Week, day: Day, told: Spelled) -> DayView:
        items = zip(day.exercises, told["exercises"], strict=True)
        return DayView(
            weekday=told["weekday"],
            title=told["title"],
            kind=told["kind"],
            minutes=told["minutes"],
            why_minutes=reasons.explain_minutes(day),
            warmup=tuple(line.rstrip(". ") for line in told["warmup"]),
            exercises=tuple(self._exercise(item, said) for item, said in items),
            cooldown=tuple(line.rstrip(". ") for line in told["cooldown"]),
            is_today=self._is_today(week, day),
        )

    def _exercise(self, item: Item, said: Spelled) -> ExerciseView:
        why = reasons.explain(item)
        new = [part for part in why if (item.slug, *part) not in self._reasons]
        self._reasons.update((item.slug, *part) for part in new)
        load = (words.load(item.load_g),) if item.load_g else ()
        return ExerciseView(
            name=said["name"],
            sets=item.sets,
            reps=item.reps,
            unit=item.unit.value,
            rest_s=item.rest_s,
            rir=item.rir,
            percent_1rm=item.percent_1rm,
            tempo=item.tempo or "",
            why=tuple(new),
            is_partly_told=len(new) < len(why),
            alternatives=tuple(said["alternatives_text"]),
            more=(*load, *papers.manner(item)),
            cue=said.get("cue", ""),
            technique=f"how-{item.slug}" if _is_shown(self._catalogue[item.slug]) else "",
        )


def describe(exercise: Exercise) -> TechniqueView | None:
    """How an exercise is done; None where there is nothing to it but its name."""
    if not _is_shown(exercise):
        return None
    drawn = figures.muscle_map(exercise.primary, exercise.secondary, exercise.name)
    return TechniqueView(
        id=f"how-{exercise.slug}",
        name=exercise.name,
        cues=exercise.cues,
        figure=Markup(drawn),  # noqa: S704 - our own drawing; its title is escaped
        mistakes=exercise.mistakes,
        breathing=exercise.breathing,
        photo=f"/media/{exercise.photo}" if exercise.photo else "",
        video_url=exercise.video_url,
    )


def _is_shown(exercise: Exercise) -> bool:
    """Whether there is more to it than its name."""
    return bool(exercise.cues or exercise.photo or exercise.video_url)

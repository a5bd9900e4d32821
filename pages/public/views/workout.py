"""GET /p/TOKEN/today: a day of a programme, to be done and written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pages.public.views.programme import TechniqueView
from pages.public.views.site import SiteView


@dataclass(frozen=True)
class SetView:
    """One set: what stands in its fields, done or proposed. `amount` in the exercise's unit."""

    number: int
    weight: str = ""
    amount: str = ""
    rir: str = ""
    is_done: bool = False


@dataclass(frozen=True)
class TaskView:
    """An exercise to do. `asked` is its dose, `load` its weight, `aim` the repetitions to try for.

    `swaps` are slugs with names; `technique` the id of its `TechniqueView`.
    """

    slug: str
    name: str
    asked: str
    unit: Literal["reps", "sec", "min"]
    sets: tuple[SetView, ...]
    load: str = ""
    aim: str = ""
    reason: str = ""
    previous: str = ""
    details: tuple[str, ...] = ()
    rest_s: int = 0
    has_weight: bool = False
    has_rir: bool = False
    is_skipped: bool = False
    swaps: tuple[tuple[str, str], ...] = ()
    technique: str = ""

    @property
    def is_done(self) -> bool:
        return all(each.is_done for each in self.sets)

    @property
    def is_touched(self) -> bool:
        return any(each.is_done for each in self.sets)


@dataclass(frozen=True)
class ChipView:
    """A training day of the week, to choose another one; `state` is a word ready to show."""

    weekday: int
    short: str
    name: str
    url: str
    state: str = ""
    is_now: bool = False


@dataclass(frozen=True)
class SummaryView:
    """How a finished day went: sentences ready to show."""

    praise: str
    lines: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    effort: int | None = None
    note: str = ""


@dataclass(frozen=True)
class WorkoutView:
    """Each deed is POST /p/TOKEN/today: week, weekday, action, and what the action takes.

    `weekday` 0 is a day of rest. `error` speaks of the set `error_at`, a slug and a number.
    """

    template: ClassVar[str] = "today.html"

    site: SiteView
    token: str
    form_id: str
    week: int
    weekday: int
    title: str
    said: str
    tasks: tuple[TaskView, ...] = ()
    chips: tuple[ChipView, ...] = ()
    techniques: tuple[TechniqueView, ...] = ()
    warmup: tuple[str, ...] = ()
    cooldown: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    state: Literal["rest", "open", "finished", "stopped", "skipped"] = "open"
    summary: SummaryView | None = None
    next_said: str = ""
    note: str = ""
    is_moved: bool = False
    minutes: int = 0
    saved: str = ""
    error: str = ""
    error_at: str = ""
    cabinet_url: str = ""

    @property
    def done(self) -> int:
        return sum(each.is_done for task in self.tasks for each in task.sets)

    @property
    def total(self) -> int:
        return sum(len(task.sets) for task in self.tasks if not task.is_skipped)


@dataclass(frozen=True)
class DayOverView:
    """Nothing to train: the programme is over, or has not begun."""

    template: ClassVar[str] = "day_over.html"

    site: SiteView
    token: str
    is_over: bool = True

"""GET /p/TOKEN: a programme to train by."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pages.public.views.site import SiteView


@dataclass(frozen=True)
class ExerciseView:
    """One exercise. `rest_s` in seconds; `rir` is repetitions left in reserve; `tempo` as "3-1-1".

    `why` is a label and a sentence for each number whose reason is new on this page;
    `alternatives` are names, not slugs; `more` is what else is prescribed (for each side, pulse),
    in words.
    """

    name: str
    sets: int
    reps: tuple[int, int]
    unit: Literal["reps", "sec", "min"] = "reps"
    rest_s: int = 0
    rir: int | None = None
    percent_1rm: int | None = None
    tempo: str = ""
    why: tuple[tuple[str, str], ...] = ()
    is_partly_told: bool = False
    alternatives: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    cue: str = ""
    technique: str = ""
    """The id of its `TechniqueView` on the page."""


@dataclass(frozen=True)
class TechniqueView:
    """How an exercise is done; `figure` is markup of our own."""

    id: str
    name: str
    cues: tuple[str, ...]
    figure: str = ""
    mistakes: tuple[str, ...] = ()
    breathing: str = ""
    photo: str = ""
    video_url: str = ""


@dataclass(frozen=True)
class DayView:
    """`weekday` 1 is Monday. A rest day has only its title."""

    weekday: int
    title: str
    kind: Literal["strength", "cardio", "rest"]
    minutes: int = 0
    why_minutes: str = ""
    warmup: tuple[str, ...] = ()
    exercises: tuple[ExerciseView, ...] = ()
    cooldown: tuple[str, ...] = ()
    is_today: bool = False


@dataclass(frozen=True)
class WeekView:
    number: int
    days: tuple[DayView, ...]
    is_deload: bool = False
    walking: str = ""
    why: str = ""
    is_now: bool = False
    is_open: bool = True
    note: str = ""


@dataclass(frozen=True)
class NoteView:
    """`text` for the reader; `code` only names it in the markup."""

    code: str
    text: str


@dataclass(frozen=True)
class OfferView:
    """What comes after the free week; `buy_url` carries the client's token."""

    title: str
    price: int
    buy_url: str
    weeks: int = 0
    features: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProgrammeView:
    """`goal` and `level` are words ready to show; `is_free` is the free first week.

    `progression` says when to add weight.
    """

    template: ClassVar[str] = "programme.html"

    site: SiteView
    title: str
    weeks: tuple[WeekView, ...]
    pdf_url: str
    stop_signs: tuple[str, ...]
    goal: str = ""
    level: str = ""
    client_name: str = ""
    written_at: datetime | None = None
    is_free: bool = False
    notes: tuple[NoteView, ...] = ()
    intro: str = ""
    progression: str = ""
    techniques: tuple[TechniqueView, ...] = ()
    has_today: bool = False
    offers: tuple[OfferView, ...] = ()
    today_url: str = ""
    progress_url: str = ""
    cabinet_url: str = ""

"""/exercises: all that may stand in a programme, found by a few letters and narrowed by chips.

What is asked for stands in the address, so that it can be kept and gone back to.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from nicegui import ui
from starlette.requests import Request

from app.runtime import Runtime
from app.words import exercises as words
from app.words.training import MUSCLE
from components import bits
from components.exercise_filters import draw_chips, draw_filters
from components.exercise_list import draw_exercises
from components.styles import wear
from domain import exercises
from domain.exercises import Catalogue, Exercise, ExerciseChanged, Level, Wanted
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words

PAGE = 40
NEW = "/exercises/new"


def build(runtime: Runtime) -> None:
    @ui.page("/exercises")
    async def exercises_page(request: Request) -> None:
        wear("exercises")
        screen = _Screen(runtime, read_wanted(request.query_params))
        with frame(runtime, words.TITLE, "exercises", back="/more", tools=_draw_tools):
            await screen.open()
        redraw_on(runtime, ExerciseChanged, refresh=screen.refresh)


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """What an address asks for; what it has wrong asks for nothing."""
    level = query.get("level", "")
    known = exercises.vocabulary()
    return Wanted(
        text=query.get("q", "")[:100],
        pattern=_known(query.get("pattern"), known.patterns),
        muscle=_known(query.get("muscle"), known.muscles),
        equipment=_known(query.get("equipment"), (*known.equipment, exercises.NOTHING)),
        location=_known(query.get("place"), words.PLACE),
        level=Level[level.upper()] if level.upper() in Level.__members__ else None,
        is_off=query.get("off") == "1",
        is_own=query.get("own") == "1",
    )


def write_wanted(wanted: Wanted) -> str:
    """The address's query for it, without what asks for nothing."""
    given = {
        "q": wanted.text,
        "pattern": wanted.pattern,
        "muscle": wanted.muscle,
        "equipment": wanted.equipment,
        "place": wanted.location,
        "level": None if wanted.level is None else wanted.level.name.lower(),
        "off": "1" if wanted.is_off else "",
        "own": "1" if wanted.is_own else "",
    }
    return urlencode({key: value for key, value in given.items() if value})


def _known(value: str | None, values: Sequence[str] | Mapping[str, str]) -> str | None:
    return value if value in values else None


def _draw_tools() -> None:
    bits.go(words.ADD, NEW, look="main", size="small").classes("only-wide")


class _Screen:
    """The catalogue as one trainer looks at it."""

    def __init__(self, runtime: Runtime, wanted: Wanted) -> None:
        self._runtime = runtime
        self._wanted = wanted
        self._shown = PAGE
        self._catalogue: Catalogue

    async def open(self) -> None:
        with bits.box("stack"):
            self._draw_search()
            self._chips = bits.box()
            self._list = bits.box()
        button = bits.link_box(NEW, "press is-main is-float only-narrow")
        button.props["aria-label"] = words.NEW
        with button:
            bits.icon("plus")
        await self.refresh()

    async def refresh(self) -> None:
        """Read the catalogue, it may have changed, and draw what is asked for."""
        async with self._runtime.db.read() as session:
            self._catalogue = await exercises.read_catalogue(session)
        self._draw()

    def _draw_search(self) -> None:
        field = ui.input(placeholder=words.SEARCH, value=self._wanted.text)
        field.props("outlined debounce=180 clearable type=search autocomplete=off")
        with field.add_slot("prepend"):
            bits.icon("search", "is-small")
        field.on_value_change(lambda e: self._want("text", e.value or ""))
        field.classes("field").mark("search")

    def _draw(self) -> None:
        self._chips.clear()
        with self._chips:
            draw_chips(self._wanted, on_pick=self._want, on_filters=self._open_filters)
        found = exercises.find(self._catalogue, self._wanted, MUSCLE)
        self._list.clear()
        with self._list:
            self._draw_found(found)

    def _draw_found(self, found: Sequence[Exercise]) -> None:
        if not found:
            with bits.sheet():
                bits.empty(
                    "search",
                    words.NOT_FOUND_TITLE,
                    words.NOT_FOUND,
                    draw_action=lambda: bits.go(words.CLEAR, "/exercises"),
                )
            return
        with bits.box("list-head"):
            bits.text(words.count(len(found)), "label num")
        with bits.sheet():
            draw_exercises(found[: self._shown])
        with bits.box("list-foot"):
            if len(found) > self._shown:
                bits.press(words.SHOW_MORE, self._show_more, look="quiet", size="wide")

    def _show_more(self) -> None:
        self._shown += PAGE
        self._draw()

    async def _want(self, key: str, value: Any) -> None:
        changed = replace(self._wanted, **{key: value})
        if changed == self._wanted:
            return
        self._wanted, self._shown = changed, PAGE
        address = json.dumps("?" + write_wanted(changed))
        ui.run_javascript(f"history.replaceState(history.state, '', {address})")
        with told_in_words():
            self._draw()

    def _open_filters(self) -> None:
        with self._chips:
            draw_filters(self._wanted, on_pick=self._want).open()

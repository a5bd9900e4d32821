"""Cells: native inputs that somebody types numbers into, and how what he typed is read.

A cell keeps no value of its own on the server: an update of the page must not take back what is
being typed elsewhere. Their changes are heard by whatever holds them (`hear`).
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from app.words import editor as words
from components import bits
from domain.errors import Refused
from domain.programmes.editing import Spot, Value
from domain.programmes.plan import Item

OnType = Callable[[Spot, str, str], Awaitable[None]]
OnDo = Callable[[str, Spot], Awaitable[None]]
OnDrop = Callable[[Spot, Spot], Awaitable[None]]

NARROW = frozenset({"sets", "rir"})
WHOLE = re.compile(r"\d{1,6}")
TYPED = "(e) => { const d = e.target.dataset; if (d.field) emit(d.spot, d.field, e.target.value); }"
DONE = (
    "(e) => { const b = e.target.closest('[data-do]'); if (b) emit(b.dataset.do, b.dataset.spot); }"
)

GRIPPED = (
    "(e) => { const g = e.target.closest('.ed-grip');"
    " if (g) e.dataTransfer.setData('text/plain', g.dataset.spot); }"
)
OVER = (
    "(e) => { const t = e.target.closest('[data-drop]'); if (!t) return; e.preventDefault();"
    " document.querySelectorAll('[data-drop].is-over').forEach(o => o.classList.remove('is-over'));"
    " t.classList.add('is-over'); }"
)
DROPPED = (
    "(e) => { const t = e.target.closest('[data-drop]'); if (!t) return; e.preventDefault();"
    " t.classList.remove('is-over'); emit(e.dataTransfer.getData('text/plain'), t.dataset.drop); }"
)


def cell(spot: Spot, name: str, value: str, label: str) -> ui.element:
    """One input; `name` is a key of `words.FIELDS`."""
    drawn = bits.box("cell is-narrow" if name in NARROW else "cell", tag="input")
    mode = "text" if name == "tempo" else "decimal" if name == "load_kg" else "numeric"
    told = {
        "type": "text",
        "inputmode": mode,
        "autocomplete": "off",
        "maxlength": "8",
        # An attribute, not the property: Vue would write the property again at every redraw.
        "^value": value,
        "data-field": name,
        "data-spot": code_of(spot),
        "aria-label": label,
    }
    dict.update(drawn.props, told)
    return drawn


def hear(holder: ui.element, on_type: OnType, on_do: OnDo) -> ui.element:
    """One ear for all cells and buttons inside."""

    async def typed(e: GenericEventArguments) -> None:
        spot, name, value = e.args
        if (known := read_spot(spot)) is not None:
            await on_type(known, str(name), str(value))

    async def done(e: GenericEventArguments) -> None:
        deed, spot = e.args
        if (known := read_spot(spot)) is not None:
            await on_do(str(deed), known)

    return holder.on("change", typed, js_handler=TYPED).on("click", done, js_handler=DONE)


def hear_drops(holder: ui.element, on_drop: OnDrop) -> ui.element:
    """Rows are dragged by their grips onto other rows and days."""

    async def dropped(e: GenericEventArguments) -> None:
        what, where = (read_spot(code) for code in e.args)
        if what is not None and where is not None:
            await on_drop(what, where)

    holder.on("dragstart", js_handler=GRIPPED).on("dragover", js_handler=OVER)
    return holder.on("drop", dropped, js_handler=DROPPED)


def doing(deed: str, spot: Spot, classes: str, title: str = "") -> ui.element:
    """A button that `hear` hears."""
    button = bits.box(classes, tag="button")
    told = {"type": "button", "data-do": deed, "data-spot": code_of(spot)}
    if title:
        told |= {"aria-label": title, "title": title}
    dict.update(button.props, told)
    return button


def code_of(spot: Spot) -> str:
    return "-".join(str(number) for number in spot)


def read_spot(code: object) -> Spot | None:
    """The spot a browser names; None for anything else."""
    parts = str(code).split("-")
    if len(parts) != 3 or not all(WHOLE.fullmatch(part) for part in parts):
        return None
    return Spot(*(int(part) for part in parts))


def values_of(item: Item) -> dict[str, str]:
    """What each cell of an exercise shows."""
    load = "" if item.load_g is None else f"{item.load_g / 1000:g}".replace(".", ",")
    return {
        "sets": str(item.sets),
        "low": str(item.reps[0]),
        "high": str(item.reps[1]),
        "rir": "" if item.rir is None else str(item.rir),
        "rest_s": str(item.rest_s),
        "tempo": item.tempo or "",
        "percent_1rm": "" if item.percent_1rm is None else str(item.percent_1rm),
        "load_kg": load,
    }


def read_typed(item: Item, name: str, text: str) -> dict[str, Value]:
    """What a cell's text prescribes, by the plan's own fields.

    A low end above the high one moves it, and the other way round: so one can type them in turn.

    Raises:
        Refused: it is no number.
    """
    text = text.strip()
    if name == "tempo":
        return {"tempo": text.replace("–", "-").replace(" ", "-") or None}
    if name == "load_kg":
        return {"load_g": _grams(text)}
    if name not in words.FIELDS:
        raise Refused({name: "unknown_key"})
    number = _whole(name, text)
    if name == "low" and number is not None:
        return {"reps": (number, max(number, item.reps[1]))}
    if name == "high" and number is not None:
        return {"reps": (min(number, item.reps[0]), number)}
    return {"reps" if name in {"low", "high"} else name: number}


def _whole(name: str, text: str) -> int | None:
    if not text:
        return None
    if not WHOLE.fullmatch(text):
        raise Refused({name: "not_whole"})
    return int(text)


def _grams(text: str) -> int | None:
    if not text:
        return None
    try:
        return round(float(text.replace(",", ".")) * 1000)
    except (ValueError, OverflowError) as e:
        raise Refused({"load_g": "not_a_number"}) from e


def fields_for(item: Item) -> list[str]:
    """Which cells an exercise has: cardio has minutes only, a hold no tempo."""
    if item.unit == "min":
        return ["high"]
    loaded = ["percent_1rm", "load_kg"] if item.unit == "reps" else []
    paced = ["rir", "rest_s", "tempo"] if item.unit == "reps" else ["rest_s"]
    return ["sets", "low", "high", *paced, *loaded]


def label_of(item: Item, name: str) -> str:
    """What a cell is called aloud."""
    amount: Any = words.AMOUNT[item.unit.value]
    if name in {"low", "high"}:
        return f"{amount}, {words.FIELDS[name]}"
    return words.FIELDS[name]

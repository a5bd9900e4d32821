"""How the catalogue is narrowed: chips of the common wishes, and a paper with the rest."""

from collections.abc import Awaitable, Callable, Mapping

from nicegui import ui

from app.words import exercises as words
from app.words import frame
from app.words.training import EQUIPMENT, MUSCLE, PATTERN
from components import bits
from components.chips_field import ChipsField
from domain.exercises import NOTHING, Level, Wanted, vocabulary

Pick = Callable[[str, object], Awaitable[None]]
"""Is told which field of `Wanted` has which value now."""


def draw_chips(wanted: Wanted, *, on_pick: Pick, on_filters: bits.Handler) -> None:
    """The button of the other filters, then places, own ones, and those that are off."""
    asked = (wanted.pattern, wanted.muscle, wanted.equipment, wanted.level)
    count = sum(value is not None for value in asked)
    with bits.box("chips"):
        _chip(words.filters(count), on_filters, is_on=count > 0, icon_name="filter")
        for place, label in words.PLACE.items():
            is_on = wanted.location == place
            _toggle(label, "location", None if is_on else place, on_pick, is_on=is_on)
        _toggle(words.OWN, "is_own", not wanted.is_own, on_pick, is_on=wanted.is_own)
        _toggle(words.OFF, "is_off", not wanted.is_off, on_pick, is_on=wanted.is_off)


def draw_filters(wanted: Wanted, *, on_pick: Pick) -> ui.dialog:
    """Movement, muscle, equipment and level; every choice takes effect at once."""
    known = vocabulary()
    things = {NOTHING: words.NO_EQUIPMENT, **{key: EQUIPMENT[key] for key in known.equipment}}
    with bits.paper(words.FILTERS, frame.CLOSE) as dialog, bits.box("stack"):
        _select("pattern", {key: PATTERN[key] for key in known.patterns}, wanted.pattern, on_pick)
        _select("muscle", {key: MUSCLE[key] for key in known.muscles}, wanted.muscle, on_pick)
        _select("equipment", things, wanted.equipment, on_pick)
        _draw_levels(wanted, on_pick)
        with bits.box("paper-foot"):
            bits.press(words.APPLY, dialog.close)
    return dialog


def _draw_levels(wanted: Wanted, on_pick: Pick) -> None:
    options = {"": words.ANY["level"], **{str(int(k)): v for k, v in words.LEVEL.items()}}
    chosen = "" if wanted.level is None else str(int(wanted.level))

    async def pick() -> None:
        level = field.first
        await on_pick("level", Level(int(level)) if level else None)

    field = ChipsField("level", words.FOR_LEVEL, options, [chosen], on_change=pick)


def _select(key: str, options: Mapping[str, str], chosen: str | None, on_pick: Pick) -> None:
    shown = {"": words.ANY[key], **{k: words.capital(v) for k, v in options.items()}}
    made = ui.select(shown, value=chosen or "", with_input=True)
    made.props("outlined").classes("field").mark(f"filter-{key}")
    made.on_value_change(lambda event: on_pick(key, event.value or None))


def _toggle(label: str, key: str, value: object, on_pick: Pick, *, is_on: bool) -> None:
    _chip(label, lambda: on_pick(key, value), is_on=is_on)


def _chip(label: str, on_press: bits.Handler, *, is_on: bool, icon_name: str | None = None) -> None:
    chip = bits.Press("" if icon_name else label, on_press)
    chip.classes("chip is-on" if is_on else "chip")
    chip.props["aria-pressed"] = "true" if is_on else "false"
    if icon_name:
        with chip:
            bits.icon(icon_name, "is-small")
            bits.text(label)

"""How the list of clients is narrowed: chips of stages, and a paper with the rest."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from nicegui import ui

from app.words import clients as words
from app.words import contacts, frame
from components import bits
from domain.clients_list import Choices, Sort, Wanted
from domain.funnel import Stage
from domain.narrowing import Activity, Allowed, Money, Reach
from domain.questionnaire import Goal
from domain.tariffs import Tariff

CHOICES: Mapping[str, type[StrEnum]] = {
    "goal": Goal,
    "activity": Activity,
    "money": Money,
    "consent": Allowed,
    "channel": Reach,
}
"""Fields of `Wanted` that are one of few."""
Pick = Callable[[str, object], Awaitable[None]]
"""Is told which field of `Wanted` has which value now."""


def draw_stage_chips(
    stages: Sequence[Stage], wanted: Wanted, *, on_pick: Pick, on_filters: bits.Handler
) -> None:
    """A chip for each stage, and first the button of the other filters."""
    count = count_filters(wanted)
    with bits.box("chips"):
        chip = _chip(words.filters(count), on_filters, is_on=count > 0, icon_name="filter")
        chip.mark("filters")
        everybody = wanted.stage_id is None
        _chip(words.EVERYBODY, lambda: on_pick("stage_id", None), is_on=everybody)
        for stage in stages:
            _stage_chip(stage, wanted.stage_id, on_pick)


def count_filters(wanted: Wanted) -> int:
    """How many wishes are on that no chip of a stage shows."""
    others = [wanted.source, wanted.tag, wanted.tariff_id, wanted.sort is not Sort.NEWEST or None]
    others += [getattr(wanted, key) for key in words.NARROW]
    return sum(value is not None for value in others)


def draw_filters(
    wanted: Wanted, choices: Choices, sold: Sequence[Tariff], *, on_pick: Pick
) -> ui.dialog:
    """Order and all that narrows; every press takes effect at once, and all hold together."""
    with bits.paper(words.FILTERS, frame.CLOSE) as dialog, bits.box("stack"):
        sorts = [(words.SORTS[sort], sort) for sort in Sort]
        _group(words.SORT, "sort", sorts, wanted.sort, on_pick)
        sources = [(contacts.source(code), code) for code in choices.sources]
        _group(words.SOURCE, "source", [(words.ANY, None), *sources], wanted.source, on_pick)
        if choices.tags:
            tags = [(tag, tag) for tag in choices.tags]
            _group(words.TAG, "tag", [(words.ANY_TAG, None), *tags], wanted.tag, on_pick)
        tariffs = [(tariff.title, tariff.id) for tariff in sold]
        _group(words.TARIFF, "tariff_id", [(words.ANY, None), *tariffs], wanted.tariff_id, on_pick)
        for key, (title, named) in words.NARROW.items():
            options = [(label, CHOICES[key](value)) for value, label in named.items()]
            _group(title, key, [(words.ANY_AT_ALL, None), *options], getattr(wanted, key), on_pick)
        with bits.box("paper-foot"):
            bits.press(words.APPLY, dialog.close)
    return dialog


def _group(
    title: str, key: str, options: Sequence[tuple[str, object]], chosen: object, on_pick: Pick
) -> None:
    bits.text(title, "label")
    with bits.box("chips is-wrap") as chips:
        for label, value in options:
            chip = bits.Press(label, _picking(chips, key, value, on_pick))
            chip.classes("chip is-on" if value == chosen else "chip")


def _picking(chips: ui.element, key: str, value: object, on_pick: Pick) -> bits.Handler:
    place = len(chips.default_slot.children)

    async def pick() -> None:
        for number, chip in enumerate(chips.default_slot.children):
            if number == place:
                chip.classes(add="is-on")
            else:
                chip.classes(remove="is-on")
        await on_pick(key, value)

    return pick


def _stage_chip(stage: Stage, chosen: UUID | None, on_pick: Pick) -> None:
    is_on = stage.id == chosen
    chip = _chip("", lambda: on_pick("stage_id", None if is_on else stage.id), is_on=is_on)
    with chip:
        bits.box("dot").style(f"--c:{bits.safe_colour(stage.colour)}")
        bits.text(stage.title)


def _chip(
    label: str, on_press: bits.Handler, *, is_on: bool, icon_name: str | None = None
) -> bits.Press:
    chip = bits.Press("" if icon_name else label, on_press)
    chip.classes("chip is-on" if is_on else "chip")
    chip.props["aria-pressed"] = "true" if is_on else "false"
    if icon_name:
        with chip:
            bits.icon(icon_name, "is-small")
            bits.text(label)
    return chip

"""The editor's dialogs about exercises and weeks: one exercise, finding another, copying a week."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from nicegui import ui

from app.words import editor as words
from app.words import frame
from app.words.training import PATTERN, WEEKDAY
from components import bits
from components.editor import cells
from components.editor.cells import OnDo, OnType
from domain.exercises import Exercise
from domain.programmes.editing import Spot
from domain.programmes.plan import Item

Pick = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Offer:
    """An exercise to choose, with what speaks for it or against it."""

    exercise: Exercise
    said: str
    is_barred: bool = False


def item_paper(
    spot: Spot,
    item: Item,
    name: str,
    *,
    on_type: OnType,
    on_do: OnDo,
    on_move: Callable[[int], Awaitable[None]],
) -> ui.dialog:
    """Everything that can be changed about one exercise."""
    with bits.paper(name, frame.CLOSE) as dialog, bits.box("stack"):

        async def do(deed: str, where: Spot) -> None:
            dialog.close()
            await on_do(deed, where)

        with cells.hear(bits.box("stack"), on_type, do).mark("item-paper"):
            values = cells.values_of(item)
            with bits.box("ed-fields"):
                for field in cells.fields_for(item):
                    with bits.box("ed-field", tag="label"):
                        bits.text(cells.label_of(item, field), "label")
                        cells.cell(spot, field, values[field], cells.label_of(item, field))
            with bits.box("line is-wrap"):
                for deed, icon_name, label in (
                    ("up", "up", words.UP),
                    ("down", "down", words.DOWN),
                    ("swap", "swap", words.SWAP),
                    ("remove", "trash", words.REMOVE),
                ):
                    look = "is-danger-quiet" if deed == "remove" else "is-quiet"
                    with cells.doing(deed, spot, f"press {look} is-small"):
                        bits.icon(icon_name, "is-small")
                        bits.text(label)
        bits.text(words.MOVE_TO, "label")
        with bits.box("chips is-wrap"):
            for weekday, said in enumerate(WEEKDAY, start=1):
                if weekday != spot.weekday:
                    _weekday_chip(dialog, weekday, said, on_move)
    return dialog


def _weekday_chip(
    dialog: ui.dialog, weekday: int, said: str, on_move: Callable[[int], Awaitable[None]]
) -> None:
    async def move() -> None:
        dialog.close()
        await on_move(weekday)

    bits.Press(said, move).classes("chip").mark(f"to-{weekday}")


def pick_paper(
    title: str, suggested: Sequence[Offer], find: Callable[[str], Sequence[Offer]], on_pick: Pick
) -> ui.dialog:
    """Suggestions first; whoever types looks through the whole catalogue."""
    with bits.paper(title, frame.CLOSE) as dialog, bits.box("stack"):
        field = bits.field(words.FIND).props("autofocus debounce=150 type=search")
        field.mark("find-exercise")
        found = bits.box("rows ed-offers")

        async def pick(slug: str) -> None:
            dialog.close()
            await on_pick(slug)

        def draw() -> None:
            text = (field.value or "").strip()
            offers = find(text) if text else suggested
            found.clear()
            with found:
                if not offers:
                    bits.text(words.NOTHING_FOUND if text else words.NO_FIT, "soft pad")
                for offer in offers:
                    _draw_offer(offer, pick)

        field.on_value_change(draw)
        draw()
    return dialog


def _draw_offer(offer: Offer, on_pick: Pick) -> None:
    row = bits.Press("", lambda: on_pick(offer.exercise.slug))
    row.classes("row is-low").mark(f"offer-{offer.exercise.slug}")
    with row:
        with bits.box("row-main"):
            bits.text(offer.exercise.name, "row-title is-plain")
            bits.text(PATTERN.get(offer.exercise.pattern, ""), "row-sub")
        if offer.said:
            bits.mark(offer.said, "danger" if offer.is_barred else "good")


def copy_paper(
    number: int,
    others: Sequence[int],
    deloads: Collection[int],
    on_copy: Callable[[list[int]], Awaitable[None]],
) -> ui.dialog:
    """Which weeks become like this one."""
    with bits.paper(words.COPY_TITLE.format(number=number), frame.CLOSE) as dialog:
        chosen: set[int] = set()
        with bits.box("stack"):
            bits.text(words.COPY_TEXT, "soft")
            with bits.box("chips is-wrap"):
                for other in others:
                    _week_chip(other, chosen, is_easy=other in deloads)

            async def copy() -> None:
                dialog.close()
                if chosen:
                    await on_copy(sorted(chosen))

            async def copy_later() -> None:
                chosen.clear()
                chosen.update(week for week in others if week > number and week not in deloads)
                await copy()

            with bits.box("paper-foot"):
                if any(week > number for week in others):
                    bits.press(words.ALL_LATER, copy_later, look="quiet").mark("copy-later")
                bits.press(words.COPY_DO, copy).mark("copy-do")
    return dialog


def _week_chip(number: int, chosen: set[int], *, is_easy: bool) -> None:
    said = words.SHORT_WEEK.format(number=number)
    chip = bits.Press(f"{said}, {words.EASY}" if is_easy else said, lambda: toggle())
    chip.classes("chip").mark(f"copy-{number}")

    def toggle() -> None:
        if number in chosen:
            chosen.discard(number)
            chip.classes(remove="is-on")
        else:
            chosen.add(number)
            chip.classes(add="is-on")

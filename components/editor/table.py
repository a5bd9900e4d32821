"""The table of one week: a sheet for each day, a row for each exercise.

On a desk every number is a cell; on a phone a row says its dose and opens a sheet of its own.
"""

from collections.abc import Callable, Mapping

from nicegui import ui

from app.words import card, editor
from app.words.training import TITLE, WEEKDAY
from components import bits
from components.bits import Handler
from components.editor import cells
from components.editor.cells import OnDo, OnDrop, OnType
from domain.exercises import Catalogue
from domain.programmes.editing import Spot
from domain.programmes.plan import Day, Item, Kind, Week

HEADS = ("sets", "reps", "rir", "rest_s", "tempo", "percent_1rm", "load_kg")


class Table:
    """One week as it is drawn; numbers that follow from others are told without a redraw."""

    def __init__(
        self,
        week: Week,
        catalogue: Catalogue,
        *,
        on_type: OnType,
        on_do: OnDo,
        on_drop: OnDrop,
        on_add: Callable[[int], Handler],
        marked: Mapping[int, str],
    ) -> None:
        self._week = week
        self._catalogue = catalogue
        self._minutes: dict[int, ui.label] = {}
        self._doses: dict[Spot, ui.label] = {}
        holder = cells.hear_drops(bits.box("ed-days stack"), on_drop)
        with cells.hear(holder, on_type, on_do).mark("table"):
            for day in week.days:
                self._draw_day(day, on_add, marked.get(day.weekday, ""))

    def follow(self, week: Week) -> None:
        """Say minutes and doses anew; what is typed stays as it is."""
        for day in week.days:
            if day.weekday in self._minutes:
                self._minutes[day.weekday].set_text(card.minutes(day.minutes))
            for place, item in enumerate(day.exercises):
                label = self._doses.get(Spot(week.number, day.weekday, place))
                if label is not None:
                    label.set_text(dose(item))

    def _draw_day(self, day: Day, on_add: Callable[[int], Handler], tone: str) -> None:
        if day.kind is Kind.REST:
            self._draw_rest(day, on_add)
            return
        end = Spot(self._week.number, day.weekday, len(day.exercises))
        with bits.box(f"sheet ed-day {tone}", tag="section").mark(f"day-{day.weekday}"):
            with bits.box("ed-head"):
                bits.text(WEEKDAY[day.weekday - 1], "strong")
                bits.text(TITLE[day.title], "soft small grow")
                self._minutes[day.weekday] = bits.text(card.minutes(day.minutes), "soft small num")
            _draw_heads()
            for place, item in enumerate(day.exercises):
                spot = Spot(self._week.number, day.weekday, place)
                self._draw_row(spot, item, last=len(day.exercises) - 1)
            with _target(bits.box("ed-foot"), end):
                add = bits.press(editor.ADD, on_add(day.weekday), look="bare", size="small")
                add.mark(f"add-{day.weekday}")

    def _draw_rest(self, day: Day, on_add: Callable[[int], Handler]) -> None:
        spot = Spot(self._week.number, day.weekday, 0)
        with _target(bits.box("ed-rest"), spot).mark(f"day-{day.weekday}"):
            bits.text(WEEKDAY[day.weekday - 1], "small strong")
            bits.text(editor.REST_DAY, "soft small grow")
            add = bits.tool("plus", editor.ADD, on_add(day.weekday))
            add.mark(f"add-{day.weekday}")

    def _draw_row(self, spot: Spot, item: Item, last: int) -> None:
        name = self._catalogue[item.slug].name if item.slug in self._catalogue else item.slug
        with _target(bits.box("ed-row"), spot):
            grip = bits.box("ed-grip only-wide")
            told = {"draggable": "true", "data-spot": cells.code_of(spot), "title": editor.GRIP}
            dict.update(grip.props, told)
            with cells.doing("open", spot, "ed-name"):
                bits.text(name, "ed-title")
                self._doses[spot] = bits.text(dose(item), "soft small num only-narrow")
            _draw_cells(spot, item)
            with bits.box("ed-tools only-wide"):
                if spot.place > 0:
                    _tool("up", "up", spot, editor.UP)
                if spot.place < last:
                    _tool("down", "down", spot, editor.DOWN)
                _tool("swap", "swap", spot, editor.SWAP)
                _tool("remove", "trash", spot, editor.REMOVE)
            bits.icon("next", "is-small soft only-narrow")


def dose(item: Item) -> str:
    """Sets and repetitions as a phone shows them."""
    return card.dose(item.sets, item.reps, item.unit.value, per_side=item.per_side)


def _draw_heads() -> None:
    with bits.box("ed-row ed-heads only-wide"):
        bits.text(editor.EXERCISE, "ed-name")
        for name in HEADS:
            said = editor.REPS if name == "reps" else editor.FIELDS[name]
            bits.text(said, f"ed-col is-{name}")
        bits.text("", "ed-tools")


def _draw_cells(spot: Spot, item: Item) -> None:
    values, own = cells.values_of(item), cells.fields_for(item)
    for name in HEADS:
        names = ("low", "high") if name == "reps" else (name,)
        with bits.box(f"ed-col is-{name} only-wide"):
            for each in names:
                if each in own:
                    cells.cell(spot, each, values[each], cells.label_of(item, each))
            if name == "reps" and item.unit != "reps":
                bits.text(editor.AMOUNT[item.unit.value][:3].lower(), "soft small")


def _target(drawn: ui.element, spot: Spot) -> ui.element:
    """Something can be dropped here, and comes to stand at that spot."""
    drawn.props["data-drop"] = cells.code_of(spot)
    return drawn


def _tool(deed: str, icon_name: str, spot: Spot, title: str) -> None:
    with cells.doing(deed, spot, "ed-tool", title):
        bits.icon(icon_name, "is-small")

"""People in a list: face, name, the best way to reach him, the stage as plates on a bar."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from nicegui import ui

from app.words import contacts as spoken
from app.words.moments import ago
from components import bits
from domain.clients_list import Line
from domain.funnel import Role, Stage

AT_REST = frozenset({Role.FINISHED, Role.INACTIVE})
"""Stages that are no step of the way."""


@dataclass(frozen=True)
class Shelf:
    """The stages as rows draw them: how many plates each is."""

    stages: Mapping[UUID, Stage]
    places: Mapping[UUID, int]
    count: int

    @classmethod
    def of(cls, stages: Sequence[Stage]) -> "Shelf":
        going = [stage for stage in stages if stage.role not in AT_REST]
        places = {stage.id: place + 1 for place, stage in enumerate(going)}
        return cls({stage.id: stage for stage in stages}, places, len(going))


Cells = Sequence[tuple[str, str]]
"""What chosen columns say of one client: each a title and a value."""


@dataclass(frozen=True)
class Picking:
    """Rows are being marked: who is, and who is told of a touch."""

    picked: Collection[UUID]
    on_touch: Callable[[UUID], bool]
    """Whether he is marked now."""


def draw_clients(
    lines: Sequence[Line],
    shelf: Shelf,
    *,
    now: datetime,
    timezone: str,
    cells: Mapping[UUID, Cells] = MappingProxyType({}),
    picking: Picking | None = None,
) -> None:
    """A row each, the whole of it a link to the card, or while many are marked a button."""
    for line in lines:
        client = line.client
        stage = shelf.stages.get(client.stage_id) if client.stage_id else None
        with _row(line, picking), bits.box("row-body"):
            if picking is None:
                bits.face(client.name, stage.colour if stage else None)
            with bits.box("row-main"):
                bits.text(client.name, "row-title")
                bits.text(_sub(line), "row-sub num")
            _draw_cells(cells.get(client.id, ()))
            with bits.box("row-end"):
                bits.text(ago(client.created_at, now, timezone), "num")
                if stage is not None:
                    draw_stage(stage, shelf)


def draw_column_heads(titles: Sequence[str]) -> None:
    """What stands in each column; only where there is room for columns."""
    with bits.box("row-cells-head only-wide"):
        with bits.box("row-cells"):
            for title in titles:
                bits.text(title, "cell label")
        bits.box("row-end")


def _row(line: Line, picking: Picking | None) -> ui.element:
    client = line.client
    if picking is None:
        row: ui.element = bits.link_box(f"/clients/{client.id}", "row has-face")
        return row.mark(f"client-{client.id}")
    is_on = client.id in picking.picked

    def touch() -> None:
        is_picked = picking.on_touch(client.id)
        tick.classes(add="is-on") if is_picked else tick.classes(remove="is-on")
        button.props["aria-pressed"] = "true" if is_picked else "false"
        button.update()

    button = bits.Press("", touch)
    button.classes("row has-face").mark(f"pick-{client.id}")
    button.props["aria-pressed"] = "true" if is_on else "false"
    with button:
        tick = bits.box("tick is-on" if is_on else "tick")
    return button


def _draw_cells(cells: Cells) -> None:
    if not cells:
        return
    with bits.box("row-cells"):
        for title, value in cells:
            cell = bits.box("cell" if value else "cell is-empty")
            with cell:
                bits.text(title, "cell-title")
                bits.text(value, "num cut")


def draw_stage(stage: Stage, shelf: Shelf) -> None:
    """The stage: its plates and its name."""
    with bits.box("stage"):
        bits.text(stage.title, "stage-name")
        place = shelf.places.get(stage.id)
        if place is None:
            bits.box("dot").style(f"--c:{bits.safe_colour(stage.colour)}")
        else:
            bits.plates(place, shelf.count, stage.colour)


def _sub(line: Line) -> str:
    contact = spoken.best(line.contacts)
    return spoken.say(contact) if contact else spoken.SOURCE.get(line.client.source, "")

"""People in a list: face, name, the best way to reach him, the stage as plates on a bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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


def draw_clients(lines: Sequence[Line], shelf: Shelf, *, now: datetime, timezone: str) -> None:
    """A row each, the whole of it a link to the card."""
    for line in lines:
        client = line.client
        stage = shelf.stages.get(client.stage_id) if client.stage_id else None
        row = bits.link_box(f"/clients/{client.id}", "row has-face").mark(f"client-{client.id}")
        with row:
            bits.face(client.name, stage.colour if stage else None)
            with bits.box("row-main"):
                bits.text(client.name, "row-title")
                bits.text(_sub(line), "row-sub num")
            with bits.box("row-end"):
                bits.text(ago(client.created_at, now, timezone), "num")
                if stage is not None:
                    draw_stage(stage, shelf)


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

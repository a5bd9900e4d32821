"""The board: columns of people that are moved by hand. Drawn in the browser by `kanban.js`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from app.words import board as words
from components.styles import wear
from domain.board import Card, Column, Next

Drawn = dict[str, Any]
OnMove = Callable[[UUID, UUID, UUID], Awaitable[None]]
"""Takes the client, the stage he was put at, and the one he came from."""
OnMore = Callable[[UUID], Awaitable[None]]


class Board(Element, component="kanban.js"):
    """Shows columns and tells of moves; the browser shows a move before it is settled."""

    def __init__(self, columns: Sequence[Drawn], *, on_move: OnMove, on_more: OnMore) -> None:
        super().__init__()
        wear("board")
        self.columns = list(columns)
        self._props["columns"] = self.columns
        self._props["words"] = {
            "move": words.MOVE,
            "more": words.MORE,
            "empty": words.EMPTY,
            "stages": words.STAGES,
            "today": words.TODAY,
        }

        async def move(event: GenericEventArguments) -> None:
            client, stage, left = (UUID(event.args[key]) for key in ("client", "stage", "from"))
            await on_move(client, stage, left)

        async def more(event: GenericEventArguments) -> None:
            await on_more(UUID(event.args["stage"]))

        self.on("move", move)
        self.on("more", more)

    def show(self, columns: Sequence[Drawn]) -> None:
        """Draw what has changed since the last time, and no more than that."""
        before, self.columns = self.columns, list(columns)
        changed = changed_columns(before, columns)
        if changed is None:
            self.run_method("reset", columns)
        elif changed:
            self.run_method("patch", changed)

    def settle(self, client_id: UUID) -> None:
        """The client's move is done, or refused: the columns as last shown are the truth."""
        self.run_method("settle", str(client_id))


def changed_columns(before: Sequence[Drawn], after: Sequence[Drawn]) -> list[Drawn] | None:
    """The columns that are not as they were; None when it is another board, stage by stage."""
    if [column["id"] for column in before] != [column["id"] for column in after]:
        return None
    return [new for old, new in zip(before, after, strict=True) if old != new]


def draw_columns(
    columns: Sequence[Column], sums: Mapping[UUID, int] | None, now: datetime, timezone: str
) -> list[Drawn]:
    """Columns as the browser takes them; without `sums` the roubles are still being added up."""
    return [
        {
            "id": str(column.stage.id),
            "title": column.stage.title,
            "colour": column.stage.colour,
            "count": column.count,
            "sum": None if sums is None else sums.get(column.stage.id, 0),
            "cards": [_draw_card(card, now, timezone) for card in column.cards],
        }
        for column in columns
    ]


def _draw_card(card: Card, now: datetime, timezone: str) -> Drawn:
    return {
        "id": str(card.client_id),
        "name": card.name,
        "url": f"/clients/{card.client_id}",
        "days": words.days_here(card.moved_at, now),
        "worth": card.worth,
        "hint": words.hint(card.next, card.next_at, timezone),
        "stale": card.is_stale,
        "now": card.next is Next.REVIEW,
    }

"""The list as its user likes it: his views by name and his columns, kept for him alone."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import client_list as words
from app.words.client_cells import say_cells
from components import bits
from components.client_rows import Cells
from components.client_views import columns_paper, views_paper
from components.undo import offer_undo
from domain import client_views, clock
from domain.client_columns import Column, read_columns, read_extra
from domain.client_views import ClientView
from domain.clients_list import Line
from domain.ledger import Transaction
from pages.frame import viewer_id
from pages.told import told_in_words


class Liking:
    """`query` says what the list asks for now; `redraw` draws it anew."""

    def __init__(
        self, runtime: Runtime, query: Callable[[], str], redraw: Callable[[], Awaitable[None]]
    ) -> None:
        self._runtime = runtime
        self._query = query
        self._redraw = redraw
        self._user_id = viewer_id()
        self.columns: tuple[Column, ...] | None = None

    def draw(self) -> None:
        """Where the papers and the word of what was done stand."""
        self._paper, self._toast = bits.box(), bits.box()

    async def read_cells(self, session: Transaction, lines: Sequence[Line]) -> dict[UUID, Cells]:
        """What the chosen columns say of each."""
        if self.columns is None:
            self.columns = read_columns(await client_views.read_columns(session, self._user_id))
        ids = [line.client.id for line in lines]
        extra = await read_extra(session, ids, self.columns)
        zone = self._runtime.settings.timezone
        return {
            line.client.id: say_cells(
                line, extra.get(line.client.id), self.columns, now=clock.now(), timezone=zone
            )
            for line in lines
        }

    async def open_views(self) -> None:
        async with self._runtime.db.read() as session:
            views = await client_views.list_views(session, self._user_id)
        self._open(lambda: views_paper(views, on_keep=self._keep, on_drop=self._drop))

    def open_columns(self) -> None:
        self._open(lambda: columns_paper(self.columns or (), self._choose))

    async def _keep(self, title: str) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                view = await client_views.keep_view(session, self._user_id, title, self._query())
            ui.notify(words.KEPT.format(title=view.title))

    async def _drop(self, view: ClientView) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await client_views.drop_view(session, self._user_id, view.id)

            async def undo() -> None:
                with told_in_words():
                    async with self._runtime.db.begin() as session:
                        await client_views.keep_view(session, self._user_id, view.title, view.query)

            offer_undo(self._toast, words.DROPPED.format(title=view.title), undo)

    async def _choose(self, columns: Sequence[Column]) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await client_views.choose_columns(session, self._user_id, columns)
            self.columns = tuple(columns)
            await self._redraw()

    def _open(self, draw: Callable[[], ui.dialog]) -> None:
        self._paper.clear()
        with self._paper:
            draw().open()

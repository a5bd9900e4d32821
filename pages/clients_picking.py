"""Many clients at once: picked in the list, dealt with by one press, taken back for ten seconds."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from uuid import UUID, uuid4

from nicegui import ui

from app.runtime import Runtime
from app.words import client_list as words
from components import bits
from components.client_bulk import draw_pick_bar, stage_paper, tag_paper, write_paper
from components.client_rows import Picking
from components.undo import offer_undo
from domain import bulk, clients_list, funnel
from domain.funnel import Stage
from pages.frame import viewer_id
from pages.told import told_in_words


class Picked:
    """Who is picked on one open list; `redraw` draws the list anew."""

    def __init__(self, runtime: Runtime, redraw: Callable[[], Awaitable[None]]) -> None:
        self._runtime = runtime
        self._redraw = redraw
        self._ids: set[UUID] = set()
        self._shown: list[UUID] = []
        self.is_on = False

    def draw(self) -> None:
        """Where the bar, the papers and the word of what was done stand."""
        self._bar, self._paper, self._toast = bits.box(), bits.box(), bits.box()

    def picking(self, shown: Collection[UUID], *, is_first: bool) -> Picking | None:
        """How the rows just read are drawn."""
        self._shown = [*([] if is_first else self._shown), *shown]
        return Picking(self._ids, self._touch) if self.is_on else None

    async def begin(self) -> None:
        self.is_on = True
        self._draw_bar()
        await self._redraw()

    async def stop(self) -> None:
        self.is_on = False
        self._ids.clear()
        self._bar.clear()
        await self._redraw()

    def _touch(self, client_id: UUID) -> bool:
        self._ids ^= {client_id}
        self._said.set_text(words.picked(len(self._ids)))
        return client_id in self._ids

    async def _pick_all(self) -> None:
        everybody = set(self._shown[: bulk.MOST])
        self._ids = set() if everybody <= self._ids else everybody
        self._said.set_text(words.picked(len(self._ids)))
        await self._redraw()

    def _draw_bar(self) -> None:
        deeds: list[tuple[str, str, bits.Handler]] = [
            (words.STAGE, "many-move", self._ask_stage),
            (words.TAG, "many-tag", partial(self._ask_tag, is_new=True)),
            (words.UNTAG, "many-untag", partial(self._ask_tag, is_new=False)),
            (words.WRITE, "many-write", self._ask_words),
        ]
        self._bar.clear()
        with self._bar:
            self._said = draw_pick_bar(
                len(self._ids), deeds, on_all=self._pick_all, on_stop=self.stop
            )

    async def _ask_stage(self) -> None:
        if self._is_anybody():
            async with self._runtime.db.read() as session:
                stages = await funnel.list_stages(session)
            self._open(lambda: stage_paper(stages, self._move))

    async def _ask_tag(self, *, is_new: bool) -> None:
        if not self._is_anybody():
            return
        async with self._runtime.db.read() as session:
            known: Sequence[str] = (await clients_list.list_choices(session)).tags
        title = words.TAG_TITLE if is_new else words.UNTAG_TITLE
        deed = self._tag if is_new else self._untag
        self._open(lambda: tag_paper(title, known, deed, may_be_new=is_new or not known))

    def _ask_words(self) -> None:
        if self._is_anybody():
            key = str(uuid4())
            write = partial(self._write, key)
            self._open(lambda: write_paper(len(self._ids), write))

    async def _move(self, stage: Stage) -> None:
        by = str(viewer_id())
        with told_in_words():
            async with self._runtime.db.begin() as session:
                before = await bulk.move(session, self._ids, stage.id, by=by)

            async def undo() -> None:
                async with self._runtime.db.begin() as session:
                    await bulk.move_back(session, before, stage.id, by=by)

            await self._done(words.moved(len(before), stage.title), undo if before else None)

    async def _tag(self, word: str) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                changed = await bulk.tag(session, self._ids, word)
            undo = partial(self._undo_tag, bulk.untag, changed, word)
            await self._done(words.tagged(len(changed), word), undo if changed else None)

    async def _untag(self, word: str) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                changed = await bulk.untag(session, self._ids, word)
            undo = partial(self._undo_tag, bulk.tag, changed, word)
            await self._done(words.untagged(len(changed), word), undo if changed else None)

    async def _undo_tag(self, deed: bulk.Tagging, changed: Sequence[UUID], word: str) -> None:
        async with self._runtime.db.begin() as session:
            await deed(session, changed, word)

    async def _write(self, key: str, text: str, sells: bool) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                told = await bulk.write(session, self._ids, text, key, sells=sells)

            async def undo() -> None:
                async with self._runtime.db.begin() as session:
                    await bulk.take_back(session, told)

            count = len(told.message_ids)
            await self._done(words.written(count, told.unreached), undo if count else None)

    async def _done(self, said: str, undo: Callable[[], Awaitable[None]] | None) -> None:
        await self.stop()
        if undo is None:
            ui.notify(said)
            return

        async def take_back() -> None:
            with told_in_words():
                await undo()
            await self._redraw()

        offer_undo(self._toast, said, take_back)

    def _is_anybody(self) -> bool:
        if not self._ids:
            ui.notify(words.NOBODY_PICKED)
        return bool(self._ids)

    def _open(self, draw: Callable[[], ui.dialog]) -> None:
        self._paper.clear()
        with self._paper:
            draw().open()

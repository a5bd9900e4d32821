"""What becomes of an editing: it is saved, sent, compared, taken back, kept as a template, left."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from app.words import changes as spoken
from app.words import editor as words
from app.words import lint
from components.editor import deciding
from components.editor.beside import Remark, gather
from domain.programmes.changes import compare
from domain.programmes.plan import Plan
from domain.programmes.versions import StaleVersion, UnsafeEdit
from pages.editor.desk import Desk
from pages.editor.stage import Stage
from pages.told import told_in_words


class Keeping:
    """The buttons of one open editor that reach beyond it."""

    def __init__(self, screen: Stage, desk: Desk) -> None:
        self._screen = screen
        self._desk = desk

    async def save(self) -> None:
        """The next version; where safety or somebody else stands in the way, ask."""
        await self._save(None)

    async def _save(self, reason: str | None) -> bool:
        with told_in_words():
            try:
                await self._desk.save(reason)
            except UnsafeEdit as e:
                self._ask_reason(e, self._save_with)
                return False
            except StaleVersion as e:
                await self._ask_which(e)
                return False
            ui.notify(words.SAVED.format(version=self._desk.based_on))
            self._screen.redraw()
            await self._screen.begin()
            return True
        return False

    async def _save_with(self, reason: str) -> None:
        await self._save(reason)

    def _ask_reason(self, error: UnsafeEdit, then: Callable[[str], Awaitable[None]]) -> None:
        book = self._desk.catalogue
        found = gather(
            Remark(lint.say(f, book), () if f.week is None else (f.week,), f.day, is_danger=True)
            for f in error.findings
        )
        broken = [(remark.said, lint.where(remark.weeks, remark.day)) for remark in found]
        self._screen.open(lambda: deciding.reason_paper(broken, then))

    async def _ask_which(self, error: StaleVersion) -> None:
        saved, mine = self._desk.history.saved, self._desk.plan
        current = await self._desk.read_version(error.current)
        self._screen.open(
            lambda: deciding.stale_paper(
                error.current,
                error.yours,
                theirs=self._lines(saved, current),
                mine=self._lines(saved, mine),
                on_take=self._take_theirs,
                on_keep=self._keep_mine,
            )
        )

    async def _take_theirs(self) -> None:
        with told_in_words():
            await self._desk.take_current()
            self._screen.redraw()
            await self._screen.begin()

    async def _keep_mine(self) -> None:
        with told_in_words():
            await self._desk.build_on_current()
            await self._save(None)

    async def discard(self) -> None:
        """Back to what is saved."""
        await self._take_theirs()
        ui.notify(words.DISCARDED)

    async def send(self) -> None:
        """Let the saved version go to the client."""
        with told_in_words():
            await self._desk.send()
            ui.notify(words.SENT)
            await self._screen.redraw_versions()

    async def compare(self, version: int) -> None:
        """An old version beside what is there now."""
        with told_in_words():
            old = await self._desk.read_version(version)
            lines = self._lines(old, self._desk.plan)
            title = words.COMPARE_TITLE.format(old=version)
            is_old = version != self._desk.based_on

            async def restore() -> None:
                await self._restore(version, None)

            self._screen.open(
                lambda: deciding.compare_paper(
                    title, lines, spoken.NOTHING, restore if is_old else None
                )
            )

    async def _restore(self, version: int, reason: str | None) -> None:
        if self._desk.history.is_changed:
            ui.notify(words.RESTORE_FIRST)
            return
        with told_in_words():
            try:
                await self._desk.restore(version, reason)
            except UnsafeEdit as e:
                self._ask_reason(e, lambda said: self._restore(version, said))
                return
            said = words.RESTORED.format(old=version, new=self._desk.based_on)
            ui.notify(said)
            self._screen.redraw()
            await self._screen.begin()

    def name_template(self) -> None:
        """Ask for a name."""

        async def save(name: str) -> None:
            with told_in_words():
                kept = await self._desk.save_template(name)
                ui.notify(words.TEMPLATE_SAVED.format(name=kept))

        self._screen.open(lambda: deciding.name_paper(save))

    def ask_to_leave(self) -> None:
        """He has pressed a link, and something is not saved."""

        async def leave() -> None:
            ui.run_javascript("window.unsaved = false; location.href = window.wantedPage")

        async def save_and_leave() -> None:
            if await self._save(None):
                await leave()

        self._screen.open(lambda: deciding.leave_paper(save_and_leave, leave))

    def _lines(self, before: Plan, after: Plan) -> list[tuple[str, str]]:
        book = self._desk.catalogue
        return [(spoken.say(c, book), spoken.where(c)) for c in compare(before, after)]

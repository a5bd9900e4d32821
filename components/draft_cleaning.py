"""Old drafts: how long they are kept, how many are older, and the button that removes them."""

from collections.abc import Awaitable, Callable
from typing import Any

from app.words import editor as words
from components import bits
from components.choices import choices

DAYS = (30, 90, 180, 365)
NEVER = 0
USUAL = 90


class DraftCleaning:
    """The sheet on the page of the system; nothing is removed before it was counted."""

    def __init__(
        self,
        days: int | None,
        *,
        on_keep: Callable[[int | None], Awaitable[None]],
        count: Callable[[int], Awaitable[int]],
        on_clean: Callable[[int], Awaitable[int]],
    ) -> None:
        self._days = days or NEVER
        self._on_keep, self._count, self._on_clean = on_keep, count, on_clean
        with bits.sheet(words.CLEANING), bits.box("sheet-body stack is-tight"):
            bits.text(words.CLEANING_TEXT, "soft")
            bits.text(words.KEEP_DAYS, "label")
            self._chips = bits.box()
            self._said = bits.box("line is-wrap")
        self._draw_chips()
        self._draw_count()

    def _draw_chips(self) -> None:
        self._chips.clear()
        options: dict[int, str] = {NEVER: words.NEVER, **{n: words.days(n) for n in DAYS}}
        with self._chips:
            choices(options, self._days, self._keep)

    async def _keep(self, days: Any) -> None:
        self._days = days or NEVER
        await self._on_keep(self._days or None)
        self._draw_chips()
        self._draw_count()

    def _draw_count(self) -> None:
        self._said.clear()
        with self._said:
            count = bits.press(words.COUNT_FIRST, self._look, look="quiet", size="small")
            count.mark("count-drafts")

    async def _look(self) -> None:
        days = self._days or USUAL
        found = await self._count(days)
        self._said.clear()
        with self._said:
            if not found:
                bits.text(words.NOTHING_TO_CLEAN, "soft")
                return
            bits.text(words.OLDER.format(drafts=words.drafts(found), days=words.days(days)))
            said = words.CLEAN_DO.format(drafts=words.drafts(found))
            clean = bits.press(said, self._clean, look="danger-quiet", size="small")
            clean.mark("clean-drafts")

    async def _clean(self) -> None:
        gone = await self._on_clean(self._days or USUAL)
        self._said.clear()
        with self._said:
            bits.text(words.CLEANED.format(drafts=words.drafts(gone)))

"""/faq/unanswered: what people ask without an answer, alike ones together, as proposals."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from nicegui import ui

from app.runtime import Runtime
from app.words import faq as words
from components import bits
from components.faq_form import tabs
from components.styles import wear
from domain import faq
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words

SHOWN = 3
"""Wordings of one group that are read out."""


def build(runtime: Runtime) -> None:
    @ui.page("/faq/unanswered")
    async def unanswered_page() -> None:
        wear("office")
        with frame(runtime, words.TITLE, "faq", back="/more"), bits.box("stack"):
            tabs("unanswered")
            region = bits.box("stack")

            async def draw() -> None:
                async with runtime.db.read() as session:
                    asked = await faq.list_unanswered(session)
                groups = await runtime.retriever.group(asked)
                region.clear()
                with region, bits.sheet():
                    if not groups:
                        bits.empty("check", words.NO_UNANSWERED_TITLE, words.NO_UNANSWERED)
                    for group in groups:
                        _draw_group(runtime, group)

            await draw()
            redraw_on(runtime, faq.FaqChanged, refresh=draw)


def _draw_group(runtime: Runtime, group: Sequence[str]) -> None:
    kinds = list(dict.fromkeys(group))
    with bits.box("stage-row is-roomy").mark("group") as row:
        with bits.box("row-main"):
            bits.text(kinds[0], "row-title")
            others = kinds[1:SHOWN]
            if others:
                bits.text(" · ".join(others), "row-sub is-two")
            told = words.asked_times(len(group))
            if len(kinds) > SHOWN:
                told = f"{told}, {words.AND_MORE.format(count=len(kinds) - SHOWN)}"
            bits.text(told, "row-sub")

        async def skip() -> None:
            with told_in_words():
                async with runtime.db.begin() as session:
                    await faq.mark_handled(session, kinds)
                row.delete()

        with bits.box("line"):
            bits.press(words.NOT_NEEDED, skip, look="bare", size="small").mark("skip")
            add = partial(_begin, kinds)
            bits.press(words.ADD_ANSWER, add, look="quiet", size="small").mark("propose")


def _begin(kinds: Sequence[str]) -> None:
    """The form of a new answer to all of them."""
    given = {"new": kinds[0], "like": "\n".join(kinds[1:20])}
    ui.navigate.to(f"/faq?{urlencode(given)}")

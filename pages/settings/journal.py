"""/settings/integrations/journal: every notice of a provider, what it said, what came of it."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from nicegui import ui

from app import inbox
from app.inbox import Knock, KnockJudged, KnockKept, Outcome
from app.runtime import Runtime
from app.words import notices_journal as words
from app.words import payments as payment_words
from app.words.days import say_moment
from components import bits
from components.bits import Tone
from components.choices import choices
from domain import clock
from pages.live import redraw_on
from pages.settings.desk import desk
from pages.told import told_in_words

PAGE = 30


@dataclass(frozen=True)
class Filters:
    source: str | None = None
    outcome: Outcome | None = None


def build(runtime: Runtime) -> None:
    @ui.page("/settings/integrations/journal")
    async def journal_page(provider: str = "", outcome: str = "") -> None:
        chosen = Outcome(outcome) if outcome in set(Outcome) else None
        with desk(runtime, words.TITLE, "integrations", back="/settings/integrations"):
            await _Journal(runtime, Filters(provider[:40] or None, chosen)).open()


class _Journal:
    """The open list: as many pages as were asked for."""

    def __init__(self, runtime: Runtime, filters: Filters) -> None:
        self._runtime = runtime
        self._filters = filters
        self._limit = PAGE

    async def open(self) -> None:
        self._region = bits.box("stack")
        await self._draw()
        redraw_on(self._runtime, KnockKept, KnockJudged, refresh=self._draw)

    async def _draw(self) -> None:
        wanted = self._filters
        async with self._runtime.db.read() as session:
            sources = await inbox.list_sources(session)
            knocks = await inbox.list_knocks(
                session, source=wanted.source, outcome=wanted.outcome, limit=self._limit + 1
            )
        self._region.clear()
        with self._region:
            if not sources:
                with bits.sheet():
                    bits.empty("bell", words.EMPTY_TITLE, words.EMPTY)
                return
            self._draw_filters(list(sources))
            with bits.sheet():
                if not knocks:
                    bits.empty("filter", words.NOTHING_TITLE, words.NOTHING)
                for knock in knocks[: self._limit]:
                    self._draw_knock(knock)
            if len(knocks) > self._limit:
                bits.press(words.MORE, self._show_more, look="quiet", size="wide")

    def _draw_filters(self, sources: list[str]) -> None:
        chosen = self._filters
        choices(
            words.OUTCOME,
            chosen.outcome,
            lambda outcome: self._use(replace(chosen, outcome=outcome)),
            everything=words.ALL,
        )
        if len(sources) > 1:
            choices(
                {name: payment_words.provider(name) for name in sources},
                chosen.source,
                lambda source: self._use(replace(chosen, source=source)),
                everything=words.ANY_PROVIDER,
            )

    def _draw_knock(self, knock: Knock) -> None:
        with bits.box("case").mark("knock"):
            with bits.box("line is-wrap"):
                bits.text(payment_words.provider(knock.source), "case-title")
                bits.mark(payment_words.verdict(knock.verdict), _tone(knock))
            where = words.FROM.format(address=knock.address)
            bits.text(f"{self._when(knock.created_at)} · {where}", "soft small")
            with ui.element("details"):
                with ui.element("summary"):
                    bits.text(words.BODY)
                bits.text(_spell(knock.body.get("notice", knock.body)), "mono is-body")
            if knock.can_replay:
                with bits.box("case-acts"):
                    again = partial(self._replay, knock.id)
                    bits.press(words.REPLAY, again, look="quiet", size="small")

    async def _replay(self, knock_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await inbox.replay(session, knock_id)
            ui.notify(words.REPLAYED)
        await self._draw()

    async def _use(self, filters: Filters) -> None:
        self._filters, self._limit = filters, PAGE
        await self._draw()

    async def _show_more(self) -> None:
        self._limit += PAGE
        await self._draw()

    def _when(self, moment: datetime) -> str:
        return say_moment(moment, clock.now(), self._runtime.settings.timezone)


def _tone(knock: Knock) -> Tone:
    if knock.verdict in {"paid", "pending", "creating", "cancelled", "refunded"}:
        return "good" if knock.verdict == "paid" else "plain"
    return "warn" if knock.verdict is None or knock.can_replay else "danger"


def _spell(body: Any) -> str:
    return body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, indent=2)

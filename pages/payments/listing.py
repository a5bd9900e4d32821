"""/payments: what came in and what waits."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from nicegui import ui

from app.runtime import Runtime
from app.words import payment_story as story_words
from app.words import payments as words
from components import bits
from components.choices import choices
from components.payment_list import figures, payment_rows, summary
from components.styles import wear
from domain import money_reports
from domain.money_reports import PAGE, Group, Line, Period, Wanted
from pages import tax_receipts as tax_pages
from pages.live import redraw_on
from pages.payments.changes import CHANGES, when_of
from pages.taking import Taking
from pages.tax_receipts import TaxSheet

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Filters:
    """What of the list is wanted, as the address says it."""

    group: Group | None = None
    period: Period | None = None
    provider: str | None = None

    @classmethod
    def read(cls, status: str, period: str, provider: str) -> "Filters":
        return cls(_read(Group, status), _read(Period, period), provider[:40] or None)

    def wanted(self, timezone: str) -> Wanted:
        since, until = None, None
        if self.period is not None:
            since, until = money_reports.bounds(self.period, timezone)
        return Wanted(group=self.group, provider=self.provider, since=since, until=until)

    def address(self) -> str:
        named = {"status": self.group, "period": self.period, "provider": self.provider}
        query = urlencode({key: value for key, value in named.items() if value})
        return f"/payments?{query}" if query else "/payments"


class PaymentList:
    """The open list: as many pages as were asked for."""

    def __init__(self, runtime: Runtime, filters: Filters) -> None:
        self._runtime = runtime
        self._filters = filters
        self._limit = PAGE

    async def open(self) -> None:
        wear("office")
        papers = bits.box()
        self._taking = Taking(self._runtime, papers)
        with bits.box("line is-wrap"):
            take = bits.press(story_words.TAKE_TITLE, self._taking.ask_client, icon_name="plus")
            take.mark("take-by-hand")
        self._region = bits.box("stack")
        self._taxes = TaxSheet(self._runtime, self._draw)
        await self._draw()
        redraw_on(self._runtime, *CHANGES, *tax_pages.CHANGES, refresh=self._draw)

    async def _draw(self) -> None:
        timezone = self._runtime.settings.timezone
        wanted = self._filters.wanted(timezone)
        async with self._runtime.db.read() as session:
            income = await money_reports.sum_income(session, timezone)
            everything = await money_reports.sum_by_group(session, Wanted())
            sums = await money_reports.sum_by_group(session, wanted)
            providers = await money_reports.list_providers(session)
            lines = await money_reports.list_lines(session, wanted, limit=self._limit + 1)
            taxes = await tax_pages.read_taxes(session, self._runtime)
        self._region.clear()
        with self._region:
            figures(income, everything[Group.OPEN], self._pick_figure)
            if not any(figure.count for figure in everything.values()):
                _draw_nothing_yet()
                return
            if taxes is not None:
                self._taxes.draw(taxes)
            self._draw_filters(list(providers))
            bits.text(summary(sums), "label").mark("summary")
            self._draw_lines(lines)

    def _draw_filters(self, providers: list[str]) -> None:
        chosen = self._filters
        choices(
            words.GROUP,
            chosen.group,
            lambda group: self._use(replace(chosen, group=group)),
            everything=words.ALL,
        )
        choices(
            words.PERIOD,
            chosen.period,
            lambda period: self._use(replace(chosen, period=period)),
            everything=words.ANY_TIME,
        )
        if len(providers) > 1:
            choices(
                {name: words.provider(name) for name in providers},
                chosen.provider,
                lambda name: self._use(replace(chosen, provider=name)),
                everything=words.ANY_PROVIDER,
            )

    def _draw_lines(self, lines: list[Line]) -> None:
        with bits.sheet():
            if not lines:
                bits.empty(
                    "filter",
                    words.NOTHING_TITLE,
                    words.NOTHING,
                    draw_action=lambda: bits.press(words.RESET, self._reset, look="soft"),
                )
                return
            payment_rows(lines[: self._limit], when_of(self._runtime))
        if len(lines) > self._limit:
            bits.press(words.MORE, self._show_more, look="quiet", size="wide")

    async def _reset(self) -> None:
        await self._use(Filters())

    async def _pick_figure(self, group: Group, period: Period | None) -> None:
        await self._use(Filters(group=group, period=period))

    async def _use(self, filters: Filters) -> None:
        self._filters, self._limit = filters, PAGE
        ui.navigate.history.replace(filters.address())
        await self._draw()

    async def _show_more(self) -> None:
        self._limit += PAGE
        await self._draw()


def _draw_nothing_yet() -> None:
    with bits.sheet():
        bits.empty(
            "money",
            words.EMPTY_TITLE,
            words.EMPTY,
            draw_action=lambda: bits.go(words.EMPTY_ACTION, "/settings/tariffs", look="main"),
        )


def _read(kind: type[Choice], text: str) -> Choice | None:
    """The choice a query names; None for any other text."""
    return kind(text) if text in set(kind) else None

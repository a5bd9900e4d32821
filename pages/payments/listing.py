"""/payments: what came in and what waits."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from nicegui import ui

from app.runtime import Runtime
from app.words import contacts
from app.words import payment_story as story_words
from app.words import payments as words
from components import bits
from components.choices import choices
from components.money_charts import money_charts
from components.payment_filters import payment_filters
from components.payment_list import figures, payment_rows, summary
from components.styles import wear
from domain import money_reports, tariffs
from domain.books import BooksWritten
from domain.money_flow import read_flow
from domain.money_reports import PAGE, Group, Line, Period, Wanted
from pages import tax_receipts as tax_pages
from pages.live import redraw_on
from pages.payments.changes import CHANGES, when_of
from pages.payments.filters import Filters
from pages.payments.sheet import SHEET
from pages.taking import Taking
from pages.tax_receipts import TaxSheet


class PaymentList:
    """The open list: as many pages as were asked for."""

    def __init__(self, runtime: Runtime, filters: Filters) -> None:
        self._runtime = runtime
        self._filters = filters
        self._limit = PAGE

    async def open(self) -> None:
        wear("office")
        self._papers = bits.box()
        self._taking = Taking(self._runtime, self._papers)
        with bits.box("line is-wrap"):
            take = bits.press(story_words.TAKE_TITLE, self._taking.ask_client, icon_name="plus")
            take.mark("take-by-hand")
        self._region = bits.box("stack")
        self._taxes = TaxSheet(self._runtime, self._draw)
        await self._draw()
        redraw_on(self._runtime, *CHANGES, BooksWritten, *tax_pages.CHANGES, refresh=self._draw)

    async def _draw(self) -> None:
        timezone = self._runtime.settings.timezone
        wanted = self._filters.wanted(timezone)
        async with self._runtime.db.read() as session:
            income = await money_reports.sum_income(session, timezone)
            everything = await money_reports.sum_by_group(session, Wanted())
            sums = await money_reports.sum_by_group(session, wanted)
            flow = await read_flow(session, wanted, timezone)
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
            self._draw_filters()
            with bits.box("line is-wrap is-apart"):
                bits.text(summary(sums), "label").mark("summary")
                self._draw_download()
            money_charts(flow)
            self._draw_lines(lines)

    def _draw_filters(self) -> None:
        chosen = self._filters
        has_days = chosen.first is not None or chosen.last is not None
        choices(
            words.GROUP,
            chosen.group,
            lambda group: self._use(replace(chosen, group=group)),
            everything=words.ALL,
        )
        choices(
            words.PERIOD,
            None if has_days else chosen.period,
            lambda period: self._use(replace(chosen, period=period, first=None, last=None)),
            everything=words.days(chosen.first, chosen.last) or words.ANY_TIME,
        )
        with bits.box("line is-wrap"):
            label = words.filters(chosen.others)
            look: bits.Look = "soft" if chosen.others else "quiet"
            ask = bits.press(label, self._ask_filters, look=look, size="small", icon_name="filter")
            ask.mark("filters")
            if chosen != Filters():
                bits.press(words.RESET, self._reset, look="bare", size="small")

    def _draw_download(self) -> None:
        query = self._filters.query()
        target = f"{SHEET}?{query}" if query else SHEET
        link = bits.go(words.DOWNLOAD, target, look="quiet", size="small").mark("download")
        link.props["download"] = ""

    async def _ask_filters(self) -> None:
        async with self._runtime.db.read() as session:
            providers = await money_reports.list_providers(session)
            sources = await money_reports.list_sources(session)
            sold = await tariffs.list_tariffs(session, on_sale=False)
        options = {
            "provider": {name: words.provider(name) for name in providers},
            "tariff": {row.code: row.title for row in sold},
            "source": {code: contacts.source(code) for code in sources},
        }
        chosen = dict(parse_qsl(self._filters.query()))
        self._papers.clear()
        with self._papers, bits.box():
            payment_filters(options, chosen, self._show).open()

    async def _show(self, typed: Mapping[str, str]) -> None:
        """What the paper does not say stays as it is."""
        await self._use(Filters.read({**dict(parse_qsl(self._filters.query())), **typed}))

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

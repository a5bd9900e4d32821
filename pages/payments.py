"""/payments: what came in and what waits; /payments/ID: one payment's story."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from nicegui import ui

from app import inbox
from app.runtime import Runtime
from app.words import payments as words
from components import bits
from components.choices import choices
from components.payment_list import Notice, When, figures, payment_rows, story, summary
from components.styles import wear
from domain import cards, clock, money_reports, payments
from domain.errors import NotFound
from domain.ledger import Fact
from domain.money_reports import PAGE, Group, Line, Period, Wanted
from pages import tax_receipts as tax_pages
from pages.frame import frame
from pages.live import redraw_on
from pages.tax_receipts import TaxSheet
from pages.told import told_in_words

CHANGES: tuple[type[Fact], ...] = (
    payments.PaymentCreated,
    payments.PaymentPaid,
    payments.PaymentCancelled,
    payments.PaymentRefunded,
    payments.PaymentDisputed,
    cards.ClientsMerged,
    cards.ClientErased,
)
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Filters:
    """What of the list is wanted, as the address says it."""

    group: Group | None = None
    period: Period | None = None
    provider: str | None = None

    def wanted(self, timezone: str) -> Wanted:
        since, until = None, None
        if self.period is not None:
            since, until = money_reports.bounds(self.period, timezone)
        return Wanted(group=self.group, provider=self.provider, since=since, until=until)

    def address(self) -> str:
        named = {"status": self.group, "period": self.period, "provider": self.provider}
        query = urlencode({key: value for key, value in named.items() if value})
        return f"/payments?{query}" if query else "/payments"


def build(runtime: Runtime) -> None:
    @ui.page("/payments")
    async def payments_page(status: str = "", period: str = "", provider: str = "") -> None:
        filters = Filters(_read(Group, status), _read(Period, period), provider[:40] or None)
        with frame(runtime, words.TITLE, "payments"), bits.box("stack"):
            await _List(runtime, filters).open()

    @ui.page("/payments/{payment_id}")
    async def payment_page(payment_id: UUID) -> None:
        with frame(runtime, words.TITLE, "payments", back="/payments"), bits.box("stack"):
            await _Payment(runtime, payment_id).open()


class _List:
    """The open list: as many pages as were asked for."""

    def __init__(self, runtime: Runtime, filters: Filters) -> None:
        self._runtime = runtime
        self._filters = filters
        self._limit = PAGE

    async def open(self) -> None:
        wear("office")
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
            payment_rows(lines[: self._limit], _when(self._runtime))
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


class _Payment:
    """One open payment."""

    def __init__(self, runtime: Runtime, payment_id: UUID) -> None:
        self._runtime = runtime
        self._payment_id = payment_id

    async def open(self) -> None:
        wear("office")
        self._region = bits.box("stack")
        await self._draw()
        redraw_on(self._runtime, *CHANGES, inbox.KnockKept, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            try:
                told = await money_reports.read_story(session, self._payment_id)
            except NotFound:
                self._region.clear()
                with self._region, bits.sheet():
                    bits.empty("money", words.GONE_TITLE, words.GONE)
                return
            knocks = await inbox.list_about(
                session, told.payment.provider, told.payment.external_id
            )
        notices = [Notice(knock.created_at, knock.verdict) for knock in knocks]
        self._region.clear()
        with self._region:
            story(told, notices, _when(self._runtime))
            with bits.box("line is-wrap"):
                self._draw_actions(told.payment.provider)
                if told.client is not None:
                    bits.go(words.OPEN_CARD, f"/clients/{told.client.id}")

    def _draw_actions(self, provider: str) -> None:
        if provider in self._runtime.outside.payments:
            bits.press(words.CHECK_NOW, self._check, look="main")
        else:
            bits.text(words.NOT_CONNECTED, "soft small")

    async def _check(self) -> None:
        with told_in_words():
            payment = await payments.check(
                self._runtime.db.begin, self._payment_id, self._runtime.outside.payments
            )
            ui.notify(words.CHECKED.format(status=words.STATUS[payment.status].lower()))
        await self._draw()


def _draw_nothing_yet() -> None:
    with bits.sheet():
        bits.empty(
            "money",
            words.EMPTY_TITLE,
            words.EMPTY,
            draw_action=lambda: bits.go(words.EMPTY_ACTION, "/settings/tariffs", look="main"),
        )


def _when(runtime: Runtime) -> When:
    return When(clock.now(), runtime.settings.timezone)


def _read(kind: type[Choice], text: str) -> Choice | None:
    """The choice a query names; None for any other text."""
    return kind(text) if text in set(kind) else None

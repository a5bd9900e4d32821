"""Payments as they are drawn: figures, rows, and one payment's story."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nicegui import ui

from app.words import payments as words
from app.words.days import say_moment
from app.words.speech import roubles
from components import bits
from components.bits import Tone
from domain.ledger import FactRow
from domain.money_reports import Figure, Group, Line, Period, Story
from domain.payments import Payment, Status

TONES: Mapping[Status, Tone] = {
    Status.PAID: "good",
    Status.PENDING: "warn",
    Status.CREATING: "warn",
    Status.REFUNDED: "danger",
}


@dataclass(frozen=True)
class Notice:
    """A provider's notice as it is shown."""

    kept_at: datetime
    verdict: str | None


@dataclass(frozen=True)
class When:
    """On whose clock moments are said."""

    now: datetime
    timezone: str

    def say(self, moment: datetime) -> str:
        return say_moment(moment, self.now, self.timezone)


def figures(
    income: Mapping[Period, Figure],
    open_: Figure,
    on_pick: Callable[[Group, Period | None], Awaitable[None]],
) -> None:
    """What came in, by period, and what is still awaited; a press shows the payments behind."""
    with bits.box("figures"):
        for period, figure in income.items():
            _figure(words.PERIOD[period], figure, Group.PAID, period, on_pick)
        _figure(words.GROUP[Group.OPEN], open_, Group.OPEN, None, on_pick)


def _figure(
    name: str,
    figure: Figure,
    group: Group,
    period: Period | None,
    on_pick: Callable[[Group, Period | None], Awaitable[None]],
) -> None:
    async def pick() -> None:
        await on_pick(group, period)

    tile = bits.Press("", pick)
    tile.classes("figure is-pressed").mark(f"figure-{period or group}")
    with tile:
        bits.text(roubles(figure.amount), "figure-value")
        bits.text(f"{name} · {words.payments(figure.count)}", "figure-name")


def summary(sums: Mapping[Group, Figure]) -> str:
    """The sums of a list in one line; groups without payments are passed over."""
    count = sum(figure.count for figure in sums.values())
    parts = [
        f"{words.OF_GROUP[group]} {roubles(figure.amount)}"
        for group, figure in sums.items()
        if figure.count
    ]
    return " · ".join([words.payments(count), *parts])


def payment_rows(lines: Sequence[Line], when: When) -> None:
    """A row for each payment: who, what for, when, how much and how it stands."""
    with bits.box("rows"):
        for line in lines:
            _row(line, when)


def _row(line: Line, when: When) -> None:
    payment = line.payment
    with bits.link_box(f"/payments/{payment.id}", "row has-face").mark("payment"):
        bits.face(line.client_name or "?")
        with bits.box("row-main"):
            bits.text(line.client_name or words.NO_NAME, "row-title")
            made = when.say(payment.paid_at or payment.created_at)
            bits.text(f"{payment.description} · {made}", "row-sub")
        with bits.box("row-end"):
            bits.text(roubles(payment.amount), "num strong ink")
            status_mark(payment.status)


def status_mark(status: Status) -> None:
    """How a payment stands, in one coloured word."""
    bits.mark(words.STATUS[status], TONES.get(status, "plain"))


def story(told: Story, notices: Sequence[Notice], when: When) -> None:
    """Everything known of one payment: its data, what happened, what the provider sent."""
    _head(told, when)
    with bits.sheet(words.DETAILS), bits.box("sheet-body facts"):
        for name, value in _details(told.payment, when).items():
            bits.text(words.FIELDS[name], "soft")
            bits.text(value)
    with bits.sheet(words.STORY), bits.box("sheet-body"):
        _steps(told.facts, when)
    with bits.sheet(words.NOTICES), bits.box("sheet-body"):
        if not notices:
            bits.text(words.NO_NOTICES, "soft")
        for notice in notices:
            _step(words.verdict(notice.verdict), when.say(notice.kept_at))


def _head(told: Story, when: When) -> None:
    payment = told.payment
    with bits.sheet(), bits.box("sheet-body pay-head"):
        bits.text(roubles(payment.amount), "pay-sum num")
        with bits.box("line is-wrap"):
            status_mark(payment.status)
            bits.text(when.say(payment.paid_at or payment.created_at), "soft small")
        bits.text(told.purchase.title if told.purchase else payment.description, "strong")
        bits.text(told.client.name if told.client else words.NO_NAME, "soft")


def _details(payment: Payment, when: When) -> dict[str, str]:
    details = {
        "provider": words.provider(payment.provider),
        "external_id": payment.external_id or "",
        "created_at": when.say(payment.created_at),
        "paid_at": when.say(payment.paid_at) if payment.paid_at else "",
        "check_at": when.say(payment.check_at) if payment.check_at else "",
        "checks": words.times(payment.checks) if payment.checks else "",
    }
    return {name: value for name, value in details.items() if value}


def _steps(facts: Sequence[FactRow], when: When) -> None:
    for fact in facts:
        _step(words.tell_fact(fact), when.say(fact.created_at))


def _step(said: str, moment: str) -> None:
    with bits.box("step"):
        ui.element("span").classes("dot")
        bits.text(said, "grow")
        bits.text(moment, "soft small")

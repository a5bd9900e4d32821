"""Payments as they are drawn: figures and rows; one payment is `components.payment_story`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nicegui import ui

from app.words import payments as words
from app.words.days import say_moment
from app.words.speech import roubles
from components import bits
from components.bits import Tone
from domain.money_reports import Figure, Group, Line, Period
from domain.payments import Status

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


def step(said: str, moment: str) -> None:
    """A line of what happened, and when."""
    with bits.box("step"):
        ui.element("span").classes("dot")
        bits.text(said, "grow")
        bits.text(moment, "soft small")

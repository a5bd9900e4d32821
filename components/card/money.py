"""What the client has bought and paid, a row for each payment; a purchase without one, too."""

from collections.abc import Sequence
from datetime import datetime

from app.words import card as words
from app.words import payment_story as story
from app.words import payments as spoken
from app.words.days import say_day
from app.words.speech import roubles
from components import bits
from components.bits import Handler, Tone
from domain.payments import Payment, Status
from domain.presents import Present
from domain.purchases import Purchase

TONE: dict[Status, Tone] = {
    Status.CREATING: "warn",
    Status.PENDING: "warn",
    Status.PAID: "good",
    Status.CANCELLED: "plain",
    Status.REFUNDED: "plain",
}


def draw_money(
    purchases: Sequence[Purchase],
    payments: Sequence[Payment],
    presents: Sequence[Present] = (),
    *,
    now: datetime,
    timezone: str,
    on_take: Handler,
    on_bill: Handler,
) -> None:
    """Newest first; below, what the trainer sells by himself."""
    titles = {purchase.id: purchase.title for purchase in purchases}
    with bits.sheet(words.MONEY):
        if not payments and not presents:
            bits.text(words.NO_MONEY, "sheet-body soft")
        with bits.box("rows"):
            for present in presents:
                _draw_present(present)
            for payment in payments:
                title = titles.get(payment.purchase_id) if payment.purchase_id else None
                _draw(payment, title or payment.description, now, timezone)
        with bits.box("line is-wrap row-foot"):
            bits.press(story.BILL, on_bill, look="quiet", size="small").mark("bill")
            bits.press(story.TAKE_TITLE, on_take, look="quiet", size="small").mark("take-by-hand")


def _draw_present(present: Present) -> None:
    say = words.PRESENT_TO if present.is_given else words.PRESENT_FROM
    with bits.link_box(f"/clients/{present.other.id}", "row"), bits.box("row-main"):
        bits.text(present.purchase.title, "row-title")
        bits.text(say.format(name=present.other.name), "row-sub")


def _draw(payment: Payment, title: str, now: datetime, timezone: str) -> None:
    moment = payment.paid_at or payment.created_at
    with bits.link_box(f"/payments/{payment.id}", "row"):
        with bits.box("row-main"):
            bits.text(title, "row-title")
            bits.text(say_day(moment, now, timezone), "row-sub")
        with bits.box("row-end"):
            bits.text(roubles(payment.amount), "row-title num")
            bits.mark(spoken.STATUS[payment.status], TONE[payment.status])

"""One promo code as it is drawn: what it does, what it has brought, and who has used it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from app.words import promos as words
from app.words.days import say_day
from components import bits
from components.bits import Tone
from components.payment_list import When
from domain.promos import PromoCode, Spent, Used, UseState

TONES: Mapping[UseState, Tone] = {
    UseState.CAPTURED: "good",
    UseState.RESERVED: "warn",
    UseState.RELEASED: "plain",
}


def promo_head(
    promo: PromoCode, spent: Spent, when: When, *, draw_actions: Callable[[], None]
) -> None:
    with bits.sheet(), bits.box("sheet-body pay-head"):
        bits.text(promo.code, "pay-sum")
        with bits.box("line is-wrap"):
            bits.text(words.effect(promo), "strong")
            if not promo.is_active:
                bits.mark(words.OFF, "warn")
            if promo.is_default:
                bits.mark(words.DEFAULT, "good")
        told = words.brought(spent.captured, spent.people, spent.discount, spent.income)
        bits.text(told).mark("brought")
        bits.text(" · ".join(_terms(promo, when)), "soft small")
        with bits.box("line is-wrap pay-acts"):
            draw_actions()


def promo_uses(uses: Sequence[Used], when: When) -> None:
    """A row for each use, newest first; it leads to the payment."""
    with bits.sheet(words.WHO):
        if not uses:
            bits.text(words.WHO_NONE, "sheet-body soft")
        with bits.box("rows"):
            for used in uses:
                _row(used, when)


def _row(used: Used, when: When) -> None:
    name = used.client.name if used.client else words.NO_NAME
    target = f"/payments/{used.payment_id}" if used.payment_id else "/payments"
    with bits.link_box(target, "row has-face").mark("promo-use"):
        bits.face(name)
        with bits.box("row-main"):
            bits.text(name, "row-title")
            bits.text(f"{used.purchase.title} · {when.say(used.use.created_at)}", "row-sub is-free")
            is_paid = used.use.state is UseState.CAPTURED
            said = words.of_use(used.use.discount, used.kept, is_paid=is_paid)
            bits.text(said, "row-sub is-free")
        with bits.box("row-end"):
            bits.mark(words.STATE[used.use.state], TONES[used.use.state])


def _terms(promo: PromoCode, when: When) -> list[str]:
    said = [words.used_places(promo.used, promo.max_uses)]
    if promo.max_per_person is not None and not promo.is_first_purchase:
        said.append(words.per_person(promo.max_per_person))
    if promo.is_first_purchase:
        said.append(words.FIRST_ONLY)
    if promo.min_amount is not None:
        said.append(words.least(promo.min_amount))
    if promo.ends_at is not None:
        last = promo.ends_at - timedelta(seconds=1)
        said.append(words.until(say_day(last, when.now, when.timezone)))
    return said

"""The dialogs by which money goes back: a refund, a chargeback, an entry made by mistake."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from app.words import frame
from app.words import payment_story as words
from app.words.speech import roubles
from components import bits
from domain.money import to_roubles
from domain.payments import MANUAL, Payment

OnReturn = Callable[[str, str], Awaitable[None]]
"""Is told the sum and the reason as they were typed."""
Foresee = Callable[[str], Awaitable[str]]
"""Says what giving so much back would do to the access."""


def refund_paper(
    payment: Payment, left: int, *, foresee: Foresee, on_return: OnReturn
) -> ui.dialog:
    """All or part of what is left, why, and what it does to the access as the sum is typed."""
    is_by_hand = payment.provider == MANUAL
    title = words.REFUND_TITLE.format(title=payment.description)
    with bits.paper(title, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.LEFT.format(left=roubles(left)))
        amount = bits.field(words.AMOUNT, _plain(left)).props('inputmode="decimal" debounce=200')
        amount.mark("refund-amount")
        reason = bits.field(words.REASON, hint=words.REASON_HINT).props("maxlength=200")
        reason.mark("refund-reason")
        foreseen = bits.text("", "hint").mark("foreseen")
        bits.text(words.RULE, "soft small")
        bits.text(words.how_back(payment.provider), "soft small")

        async def look() -> None:
            foreseen.set_text(await foresee(str(amount.value or "")))

        async def give() -> None:
            await on_return(str(amount.value or ""), str(reason.value or ""))

        amount.on_value_change(look)
        dialog.on("show", look)
        with bits.box("paper-foot"):
            label = words.RETURNED if is_by_hand else words.RETURN
            bits.press(label, give, look="danger").mark("refund-do")
    return dialog


def chargeback_paper(left: int, *, foresee: Foresee, on_note: OnReturn) -> ui.dialog:
    """The bank has taken so much back; what it does to the access."""
    with bits.paper(words.CHARGEBACK, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.CHARGEBACK_TEXT, "soft")
        amount = bits.field(words.CHARGEBACK_AMOUNT, _plain(left))
        amount.props('inputmode="decimal" debounce=200').mark("chargeback-amount")
        reason = bits.field(words.CHARGEBACK_REASON).props("maxlength=200")
        reason.mark("chargeback-reason")
        foreseen = bits.text("", "hint")
        bits.text(words.RULE, "soft small")

        async def look() -> None:
            foreseen.set_text(await foresee(str(amount.value or "")))

        async def note() -> None:
            await on_note(str(amount.value or ""), str(reason.value or ""))

        amount.on_value_change(look)
        dialog.on("show", look)
        with bits.box("paper-foot"):
            bits.press(words.CHARGEBACK_DO, note, look="danger").mark("chargeback-do")
    return dialog


def mistake_paper(payment: Payment, left: int, on_undo: bits.Handler) -> ui.dialog:
    """What was written down and never came."""
    title = words.MISTAKE_SURE.format(amount=roubles(left))
    with bits.paper(title, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(payment.description, "strong")
        bits.text(words.MISTAKE_NOTE, "soft")
        with bits.box("paper-foot"):
            bits.press(words.MISTAKE_DO, on_undo, look="danger").mark("mistake-do")
    return dialog


def _plain(kopecks: int) -> str:
    """A sum as one types it."""
    return to_roubles(kopecks).removesuffix(".00").replace(".", ",")

"""What is strange about money, for the trainer: each with what may be done about it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from nicegui import ui

from app.runtime import Runtime
from app.words import doubts as words
from app.words import payments as payment_words
from app.words.speech import roubles
from components import bits
from components.cases import case, section
from domain import payments
from domain.ledger import Fact
from domain.payments import Doubt, DoubtKind, Payment, Status
from pages.frame import viewer_id
from pages.told import told_in_words

CHANGES: tuple[type[Fact], ...] = (payments.DoubtRaised, payments.DoubtSettled)
RETURNABLE = frozenset({DoubtKind.PAID_TWICE, DoubtKind.NOBODY})


def draw_doubts(
    runtime: Runtime,
    doubts: Sequence[tuple[Doubt, Payment | None]],
    redraw: Callable[[], Awaitable[None]],
    say_when: Callable[[datetime], str],
) -> None:
    if not doubts:
        return
    with section("doubts"):
        for doubt, payment in doubts:
            _Case(runtime, doubt, payment, redraw).draw(say_when)


class _Case:
    def __init__(
        self,
        runtime: Runtime,
        doubt: Doubt,
        payment: Payment | None,
        redraw: Callable[[], Awaitable[None]],
    ) -> None:
        self._runtime = runtime
        self._doubt = doubt
        self._payment = payment
        self._redraw = redraw

    def draw(self, say_when: Callable[[datetime], str]) -> None:
        doubt = self._doubt
        sum_ = f" · {roubles(doubt.amount)}" if doubt.amount else ""
        where = payment_words.provider(doubt.provider)
        name = f" {doubt.external_id}" if self._payment is None and doubt.external_id else ""
        case(
            f"{words.DOUBT[doubt.kind]}{sum_}",
            [words.DOUBT_WHY[doubt.kind], f"{where}{name} · {say_when(doubt.created_at)}"],
            draw_actions=self._draw_actions,
        )

    def _draw_actions(self) -> None:
        payment = self._payment
        returnable = self._doubt.kind in RETURNABLE
        if returnable and payment is not None and payment.status is Status.PAID:
            ask = partial(self._ask_to_return, payment)
            bits.press(words.RETURN, ask, size="small").mark("return-doubt")
        bits.press(words.SETTLE, self._settle, look="quiet", size="small")
        if payment is not None:
            bits.go(words.OPEN_PAYMENT, f"/payments/{payment.id}", look="bare", size="small")

    def _ask_to_return(self, payment: Payment) -> None:
        title = words.RETURN_SURE.format(amount=roubles(self._doubt.amount))
        with bits.paper(title, words.KEEP) as dialog:
            bits.text(words.RETURN_NOTE, "soft small")
            with bits.box("line is-wrap"):
                sure = bits.press(words.RETURN, partial(self._return, payment), look="danger")
                sure.mark("return-sure")
                bits.press(words.KEEP, dialog.close, look="quiet")
        dialog.open()

    async def _return(self, payment: Payment) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                left = payment.amount - await payments.sum_refunds(session, payment.id)
                why = words.DOUBT[self._doubt.kind]
                await payments.ask_refund(
                    session, payment.id, amount=left, reason=why, by=viewer_id()
                )
                await payments.settle_doubt(session, self._doubt.id)
            ui.notify(words.RETURNING)
        await self._redraw()

    async def _settle(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await payments.settle_doubt(session, self._doubt.id)
            ui.notify(words.SETTLED)
        await self._redraw()

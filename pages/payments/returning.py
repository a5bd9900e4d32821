"""Money on its way back: what is asked for in the dialogs of one payment's page."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from app.runtime import Runtime
from app.words import payment_story as words
from components import bits
from components.refund_paper import chargeback_paper, mistake_paper, refund_paper
from domain import accesses, hand_sales, payments
from domain.errors import Refused
from domain.payment_stories import WholeStory
from domain.payments import MANUAL
from pages.frame import viewer_id
from pages.taking import read_amount
from pages.told import told_in_words

REASON_LENGTH = 200


class Returning:
    """The dialogs; `region` is where they outlive the page's next drawing."""

    def __init__(
        self, runtime: Runtime, region: ui.element, redraw: Callable[[], Awaitable[None]]
    ) -> None:
        self._runtime = runtime
        self._region = region
        self._redraw = redraw

    def ask_refund(self, whole: WholeStory) -> None:
        payment = whole.payment
        is_by_hand = payment.provider == MANUAL

        async def give(amount: str, reason: str) -> None:
            with told_in_words():
                kopecks, why = read_amount(amount), _read_reason(reason)
                ask = hand_sales.give_back if is_by_hand else payments.ask_refund
                async with self._runtime.db.begin() as session:
                    await ask(session, payment.id, amount=kopecks, reason=why, by=viewer_id())
                dialog.close()
                ui.notify(words.WRITTEN if is_by_hand else words.ASKED)
            await self._redraw()

        def draw() -> ui.dialog:
            return refund_paper(
                payment, whole.left, foresee=self._foreseeing(whole), on_return=give
            )

        dialog = self._draw(draw)

    def ask_chargeback(self, whole: WholeStory) -> None:
        async def note(amount: str, reason: str) -> None:
            with told_in_words():
                kopecks = read_amount(amount)
                async with self._runtime.db.begin() as session:
                    await payments.note_chargeback(
                        session,
                        whole.payment.id,
                        amount=kopecks,
                        reason=reason.strip()[:REASON_LENGTH],
                        by=viewer_id(),
                    )
                dialog.close()
                ui.notify(words.CHARGEBACK_DONE)
            await self._redraw()

        def draw() -> ui.dialog:
            return chargeback_paper(whole.left, foresee=self._foreseeing(whole), on_note=note)

        dialog = self._draw(draw)

    def ask_mistake(self, whole: WholeStory) -> None:
        payment, left = whole.payment, whole.left

        async def undo() -> None:
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    await hand_sales.give_back(
                        session, payment.id, amount=left, reason=words.MISTAKE, by=viewer_id()
                    )
                dialog.close()
                ui.notify(words.WRITTEN)
            await self._redraw()

        dialog = self._draw(lambda: mistake_paper(payment, left, undo))

    def _foreseeing(self, whole: WholeStory) -> Callable[[str], Awaitable[str]]:
        """Says what a sum would do, those on their way back counted with it."""
        purchase = whole.story.purchase

        async def foresee(amount: str) -> str:
            try:
                more = read_amount(amount)
            except Refused:
                return ""
            if purchase is None:
                return words.say_foreseen(None)
            pending = sum(
                asked.amount
                for asked in whole.refunds
                if asked.status is payments.RefundStatus.PENDING
            )
            async with self._runtime.db.read() as session:
                found = await accesses.foresee(session, purchase.id, more + pending)
            return words.say_foreseen(found)

        return foresee

    def _draw(self, draw: Callable[[], ui.dialog]) -> ui.dialog:
        self._region.clear()
        with self._region, bits.box():
            dialog = draw()
        dialog.open()
        return dialog


def _read_reason(text: str) -> str:
    why = text.strip()
    if not why:
        raise Refused({"reason": "missing"})
    if len(why) > REASON_LENGTH:
        raise Refused({"reason": "too_long"})
    return why

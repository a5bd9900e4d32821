"""The card's dialog with an order for the client: what for, by which code; then its link."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui

from app.words import card, frame
from app.words import payment_story as words
from app.words.speech import roubles
from components import bits, qr
from domain.purchases import Purchase
from domain.tariffs import Tariff

FILE = "payment-link"


class BillPaper:
    """First the order is made, then its link is shown in the same dialog."""

    def __init__(self, on_make: Callable[[str, str], Awaitable[None]]) -> None:
        self._on_make = on_make

    def ask(self, tariffs: Sequence[Tariff]) -> ui.dialog:
        with bits.paper(words.BILL_TITLE, frame.CLOSE) as dialog:
            self._body = bits.box("stack")
            with self._body:
                self._draw_form(tariffs)
        return dialog

    def _draw_form(self, tariffs: Sequence[Tariff]) -> None:
        if not tariffs:
            bits.text(words.NO_TARIFFS, "soft")
            return
        bits.text(words.BILL_TEXT, "soft")
        titles = {row.code: f"{row.title} · {roubles(row.price)}" for row in tariffs}
        tariff = ui.select(titles, label=words.TARIFF, value=tariffs[0].code)
        tariff.props("outlined").classes("field").mark("bill-tariff")
        promo = bits.field(words.BILL_PROMO, hint=words.BILL_PROMO_HINT).mark("bill-promo")

        async def make() -> None:
            await self._on_make(str(tariff.value), str(promo.value or "").strip())

        with bits.box("paper-foot"):
            bits.press(words.BILL_MAKE, make).mark("bill-make")

    def show(self, purchase: Purchase, link: str) -> None:
        """The order stands: its link, the square, both to take away."""

        def copy() -> None:
            ui.clipboard.write(link)
            ui.notify(words.BILL_COPIED)

        def take_svg() -> None:
            ui.download.content(qr.as_svg(link), f"{FILE}.svg", "image/svg+xml")

        def take_png() -> None:
            ui.download.content(qr.as_png(link), f"{FILE}.png", "image/png")

        self._body.clear()
        with self._body:
            said = words.BILL_READY.format(title=purchase.title, amount=roubles(purchase.amount))
            bits.text(said, "strong")
            qr.draw_qr(link, words.BILL_QR)
            bits.text(link, "mono invite-link").mark("bill-link")
            bits.press(words.BILL_COPY, copy, size="wide").mark("bill-copy")
            with bits.box("paper-foot"):
                bits.press(card.INVITE_SVG, take_svg, look="quiet", icon_name="download")
                bits.press(card.INVITE_PNG, take_png, look="quiet", icon_name="download")

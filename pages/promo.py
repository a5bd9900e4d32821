"""/promos/ID: one code, what it has brought, and the people behind it."""

from urllib.parse import quote
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import promos as words
from components import bits
from components.promo_uses import promo_head, promo_uses
from components.styles import wear
from domain import cards, payments, promos
from domain.errors import NotFound
from domain.promos import PromoCode, Spent
from pages.live import redraw_on
from pages.payments.changes import when_of

MOST_SHOWN = 200
CHANGES = (
    promos.PromoChanged,
    promos.PromoReleased,
    payments.PaymentCreated,
    payments.PaymentPaid,
    payments.PaymentRefunded,
    payments.MoneyReturned,
    cards.ClientErased,
)


class OnePromo:
    """One open code."""

    def __init__(self, runtime: Runtime, promo_id: UUID) -> None:
        self._runtime = runtime
        self._promo_id = promo_id

    async def open(self) -> None:
        wear("office")
        self._region = bits.box("stack")
        await self._draw()
        redraw_on(self._runtime, *CHANGES, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            try:
                promo = await promos.get_code(session, self._promo_id)
            except NotFound:
                return self._draw_gone()
            spent = await promos.count_uses(session, [promo.id])
            uses = await promos.list_uses(session, promo.id, MOST_SHOWN)
        when = when_of(self._runtime)
        self._region.clear()
        with self._region:
            found = spent.get(promo.id, Spent())
            promo_head(promo, found, when, draw_actions=lambda: self._draw_actions(promo))
            promo_uses(uses, when)
            if len(uses) == MOST_SHOWN:
                bits.text(words.MOST_USES.format(count=MOST_SHOWN), "soft small")

    def _draw_gone(self) -> None:
        self._region.clear()
        with self._region, bits.sheet():
            bits.empty("tag", words.GONE_TITLE, words.GONE)

    def _draw_actions(self, promo: PromoCode) -> None:
        def copy() -> None:
            code = quote(promo.code)
            ui.clipboard.write(f"{self._runtime.settings.public_url}/?promo={code}")
            ui.notify(words.COPIED)

        bits.press(words.LINK, copy, look="quiet").mark("copy-promo")

"""What tariffs cost on the landing: with the code of the visitor's link, or the one offered to all.

Nothing is asked of the database while there is no code. Whom a code is for is judged when he buys.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from fastapi import Request

from app.http.promocodes import Guesses
from app.throttle import TooManyTries
from app.words import promos as words
from domain import promos
from domain.promos import PromoCode, PromoRefused
from domain.promos.spelling import LONGEST
from pages.public.press import Press
from pages.public.views import TariffView


async def price(
    press: Press, guesses: Guesses, request: Request
) -> tuple[tuple[TariffView, ...], str]:
    """The tariffs on sale as they cost this visitor, and a sentence about his link's code."""
    sold = await press.tariffs()
    typed = request.query_params.get("promo", "").strip()[:LONGEST]
    if not typed and not await press.offers_code():
        return sold, ""
    is_read = bool(typed) and not guesses.are_over(request)
    async with press.runtime.db.read() as session:
        named = await promos.find_code(session, typed) if is_read else None
        offered = await promos.find_default(session)
    if is_read and named is None:
        with suppress(TooManyTries):
            guesses.miss(request)
    return tuple(_with(one, named, offered) for one in sold), _say(named, sold) if is_read else ""


def _with(tariff: TariffView, named: PromoCode | None, offered: PromoCode | None) -> TariffView:
    for promo, is_named in ((named, True), (offered, False)):
        with suppress(PromoRefused):
            quoted = promos.quote_with(promo, tariff)
            carried = quoted.promo.code if is_named and quoted.promo else ""
            return replace(tariff, discount=quoted.discount, promo=carried)
    return tariff


def _say(named: PromoCode | None, sold: Sequence[TariffView]) -> str:
    """That the code works for something, else why it works for nothing."""
    refused: PromoRefused | None = None
    for tariff in sold:
        try:
            promos.quote_with(named, tariff)
        except PromoRefused as e:
            refused = refused or e
        else:
            return words.in_prices(named.code) if named is not None else ""
    return words.REASONS[refused.fields["promo_code"]] if refused is not None else ""

"""Whether those who take money for us would take it now, and for whom; none takes any for it."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from loguru import logger as log

from domain.errors import GatewayError, GatewayRefused
from domain.payments import Introduces, PaymentProvider, Shop, WrongKeys

SECONDS = 20
Problem = Literal["wrong_keys", "wrong_ca", "refused", "unreachable", "disabled", "receipts_differ"]


@dataclass(frozen=True)
class Seen:
    """What a provider says of himself; `problem` is what is in the way, None when nothing is."""

    problem: Problem | None
    shop: Shop | None = None


async def look_at(provider: PaymentProvider) -> Seen:
    try:
        async with asyncio.timeout(SECONDS):
            return await _ask(provider)
    except WrongKeys:
        return Seen("wrong_keys")
    except (GatewayError, TimeoutError) as e:
        log.warning("a provider's check failed: {!r}", e)
        if "CERTIFICATE_VERIFY_FAILED" in str(e):
            return Seen("wrong_ca")
        return Seen("refused" if isinstance(e, GatewayRefused) else "unreachable")


async def _ask(provider: PaymentProvider) -> Seen:
    if not isinstance(provider, Introduces):
        await provider.check()
        return Seen(None)
    shop = await provider.introduce()
    if not shop.is_enabled:
        return Seen("disabled", shop)
    return Seen("receipts_differ" if shop.agrees_on_receipts is False else None, shop)

"""Asking providers about what is not paid yet; their notices only make it quicker.

One step asks about each payment that is due once at most, and bothers a provider who does not
answer no further.
"""

from collections.abc import Sequence

from loguru import logger as log
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import GatewayError, GatewayUnavailable
from domain.ledger import Begin
from domain.payments.asking import check, postpone_check
from domain.payments.providers import Providers
from domain.payments.rows import Payment

AT_ONCE = 100


async def list_due_checks(session: AsyncSession, limit: int = AT_ONCE) -> Sequence[Payment]:
    """Payments that it is time to ask about, those that wait longest first."""
    due = select(Payment).where(col(Payment.check_at) <= clock.now())
    return (await session.exec(due.order_by(col(Payment.check_at)).limit(limit))).all()


async def check_due(begin: Begin, providers: Providers) -> None:
    """Ask about every payment that is due; the rest of a silent provider's wait for the next step.

    The one that met with silence is put off, so that a payment whose answer never comes does not
    stand before the others for ever.
    """
    async with begin() as session:
        due = await list_due_checks(session)
    silent: set[str] = set()
    for payment in due:
        if payment.provider in silent:
            continue
        try:
            await check(begin, payment.id, providers)
        except GatewayError as e:
            log.warning("payment {} could not be checked: {!r}", payment.id, e)
            after = e.after if isinstance(e, GatewayUnavailable) else None
            if isinstance(e, GatewayUnavailable):
                silent.add(payment.provider)
            async with begin() as session:
                await postpone_check(session, payment.id, after)

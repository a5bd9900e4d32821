"""Once a day our books are laid beside the provider's; what differs is mended or becomes a line.

A provider who lists what he took is believed about all of it, whatever notices were lost. One who
does not is asked, a payment at a time, about those that may still have changed. Chargebacks are
told of by nobody: they are seen here where the provider no longer stands by the money, and are
otherwise for the trainer to write down.

Moments are compared in UTC, with three days of overlap: neither a clock that is wrong by an hour
nor summer time can open a gap.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import GatewayRefused
from domain.ledger import Begin, Moment, Row
from domain.payments.asking import adopt, doubt_lost, hear
from domain.payments.doubts import DoubtKind, doubt
from domain.payments.providers import (
    Bill,
    ListsPayments,
    NobodyToAsk,
    NotOurs,
    PaymentProvider,
    WrongKeys,
)
from domain.payments.rows import (
    OPEN,
    RANK,
    Payment,
    Status,
    find_by_external_id,
    get_payment,
)

EVERY = timedelta(hours=23)
LOOKS_BACK = timedelta(days=3)
OPEN_FOR = timedelta(days=35)
"""T-Bank tells of a payment for a month, so for a month its money may come."""
CANCELLED_FOR = timedelta(days=7)


class Reconciled(Row, table=True):
    provider: str = Field(unique=True)
    until: datetime = Field(sa_type=Moment)
    """Everything before was looked at."""


async def list_unreconciled(session: AsyncSession, names: Iterable[str]) -> list[str]:
    """Those whose books were not laid beside ours for a day."""
    known = {row.provider: row.until for row in (await session.exec(select(Reconciled))).all()}
    long_ago = clock.now() - EVERY
    return [name for name in names if name not in known or known[name] <= long_ago]


async def reconcile(begin: Begin, name: str, provider: PaymentProvider) -> None:
    """Lay our books beside one provider's, from where it was last done.

    Raises:
        GatewayUnavailable, WrongKeys: nothing is noted; the next time begins where this did.
    """
    began = clock.now()
    async with begin() as session:
        done = (await session.exec(select(Reconciled).where(Reconciled.provider == name))).first()
    since = min(began, done.until if done else began) - LOOKS_BACK
    seen: set[str] = set()
    is_listed = isinstance(provider, ListsPayments)
    if isinstance(provider, ListsPayments):
        for bill in await provider.list_since(since):
            seen.add(bill.external_id)
            async with begin() as session:
                await _compare(session, name, bill)
    async with begin() as session:
        doubtful = await _list_doubtful(session, name, is_listed=is_listed)
    for payment in doubtful:
        if payment.external_id not in seen:
            await _look_again(begin, payment, provider)
    async with begin() as session:
        await _note(session, name, began)


async def _note(session: AsyncSession, name: str, until: datetime) -> None:
    done = (await session.exec(select(Reconciled).where(Reconciled.provider == name))).first()
    if done is None:
        session.add(Reconciled(provider=name, until=until))
    else:
        done.until = until


async def _compare(session: AsyncSession, name: str, bill: Bill) -> None:
    """One entry of the provider's list; a sale of the same shop that we did not make is not ours.

    What carries an id of ours and stands in no row is money without an order: our books are
    older than the provider's, or he has made two of one payment.
    """
    payment = await find_by_external_id(session, name, bill.external_id)
    payment = payment or await adopt(session, name, bill)
    if payment is not None:
        await _hear(session, payment, bill)
    elif bill.payment_id is not None:
        await doubt_lost(session, name, bill)


async def _hear(session: AsyncSession, payment: Payment, told: Bill | NotOurs) -> None:
    """Believe it; say so where nobody would have asked any more."""
    was_given_up = payment.check_at is None and payment.rank < RANK[Status.PAID]
    was_paid = payment.status is Status.PAID
    await hear(session, payment, told)
    if was_given_up and payment.rank >= RANK[Status.PAID]:
        await doubt(session, DoubtKind.FOUND, payment)
    if was_paid and isinstance(told, Bill) and RANK[told.status] < RANK[Status.PAID]:
        await doubt(session, DoubtKind.MISSING, payment)


async def _look_again(begin: Begin, payment: Payment, provider: PaymentProvider) -> None:
    told: Bill | NotOurs | None
    try:
        told = await provider.look_up(payment.external_id or "")
    except NotOurs as e:
        told = e
    except WrongKeys:
        raise
    except NobodyToAsk:
        return
    except GatewayRefused:
        told = None
    async with begin() as session:
        payment = await get_payment(session, payment.id)
        if told is not None:
            await _hear(session, payment, told)
        elif payment.status is Status.PAID:
            await doubt(session, DoubtKind.MISSING, payment)


async def _list_doubtful(session: AsyncSession, name: str, *, is_listed: bool) -> Sequence[Payment]:
    """Payments whose look may have changed; of those a list would tell of, only the paid."""
    now = clock.now()
    wanted: list[ColumnElement[bool]] = [
        and_(col(Payment.status) == Status.PAID, col(Payment.paid_at) >= now - LOOKS_BACK)
    ]
    if not is_listed:
        unasked = and_(col(Payment.status).in_(OPEN), col(Payment.check_at).is_(None))
        wanted += [
            and_(unasked, col(Payment.created_at) >= now - OPEN_FOR),
            and_(
                col(Payment.status) == Status.CANCELLED,
                col(Payment.created_at) >= now - CANCELLED_FOR,
            ),
        ]
    mine = select(Payment).where(
        Payment.provider == name, col(Payment.external_id).is_not(None), or_(*wanted)
    )
    return (await session.exec(mine)).all()

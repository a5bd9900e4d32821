"""The books: every kopeck twice, once where it came from and once where it went.

Nothing is decided here and nothing believed: entries follow what payments and refunds say of
themselves, each movement under a name of its own, so that it can be written once only. A debit is
above zero, a credit below; what one movement writes comes to nothing together. Entries are never
changed: what was wrong is written back.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, UniqueConstraint, case
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, payments
from domain.ledger import Begin, Fact, Moment, Row, record
from domain.messages import Purpose, queue
from domain.payments import (
    OPEN,
    MoneyReturned,
    Payment,
    PaymentCancelled,
    PaymentCreated,
    PaymentPaid,
    PaymentRefunded,
    RefundStatus,
    Status,
)
from domain.payments.gifts import GIFT
from domain.purchases import Purchase

BATCH = 500


class Account(StrEnum):
    RECEIVABLE = "receivable"
    """What was asked for and has not come."""
    MONEY = "money"
    """At the provider who took it: `holder` names him."""
    REVENUE = "revenue"
    """At the catalogue's prices, before every discount."""
    DISCOUNTS = "discounts"
    GIFTS = "gifts"
    """Given for nothing, at the catalogue's price."""
    FEES = "fees"
    """What the providers keep, where they say so."""
    REFUNDS = "refunds"
    CHARGEBACKS = "chargebacks"
    """What the payers' banks took back."""


class Entry(Row, table=True):
    __table_args__ = (
        UniqueConstraint("cause", "line"),
        CheckConstraint("amount <> 0", name="ck_entry_amount"),
    )

    cause: str = Field(max_length=80)
    """The movement it belongs to: what happened to which row, so that it is written once."""
    line: int
    account: Account = Field(index=True)
    holder: str | None = None
    """Whose account; the provider's name under MONEY."""
    payment_id: UUID = Field(foreign_key="payment.id", index=True)
    amount: int
    """In kopecks: a debit above zero, a credit below."""
    happened_at: datetime = Field(sa_type=Moment)


class BooksWritten(Fact):
    """There are new entries of a payment."""

    payment_id: UUID


class Unbalanced(Exception):
    """A movement that would make or lose money: our own mistake, never written."""


@dataclass(frozen=True)
class Difference:
    """A payment of which the books say another thing than its own row."""

    payment_id: UUID
    owed: int
    """How much more the books await than the row does, in kopecks."""
    kept: int
    """How much more the books hold than the row does."""


Line = tuple[Account, int]
Told = PaymentCreated | PaymentPaid | PaymentCancelled | PaymentRefunded | MoneyReturned


async def keep_books(fact: Told, begin: Begin) -> None:
    """Write what is new about a payment; facts may come twice and in any order."""
    async with begin() as session:
        await post(session, fact.payment_id)


async def post(session: AsyncSession, payment_id: UUID) -> None:
    """Bring the entries of one payment to where its row stands; again changes nothing."""
    mine = select(Payment).where(Payment.id == payment_id).with_for_update()
    payment = (await session.exec(mine.execution_options(populate_existing=True))).one()
    written = await _read_causes(session, payment_id)
    bill = await _bill_lines(session, payment)
    moved, returned = _movements(payment, bill, written), 0
    for cause, lines in moved:
        _write(session, payment, cause, lines)
    if payment.status in {Status.PAID, Status.REFUNDED}:
        returned = await _post_refunds(session, payment, written)
    if moved or returned:
        record(session, BooksWritten(payment_id=payment.id))


async def _bill_lines(session: AsyncSession, payment: Payment) -> list[Line]:
    """An invoice: what is owed and what was let off against the whole price."""
    price = payment.amount
    if payment.purchase_id is not None:
        price = (await session.get_one(Purchase, payment.purchase_id)).price
    let_off = Account.GIFTS if payment.provider == GIFT else Account.DISCOUNTS
    less = max(price - payment.amount, 0)
    return [
        (Account.RECEIVABLE, payment.amount),
        (let_off, less),
        (Account.REVENUE, -payment.amount - less),
    ]


def _movements(
    payment: Payment, bill: list[Line], written: dict[str, int]
) -> list[tuple[str, list[Line]]]:
    """What the row says has happened and the books do not have yet, in order."""
    back = [(account, -amount) for account, amount in bill]
    moved: list[tuple[str, list[Line]]] = [(f"billed:{payment.id}", bill)]
    is_paid = payment.status in {Status.PAID, Status.REFUNDED}
    cancelled = f"cancelled:{payment.id}"
    if payment.status is Status.CANCELLED or cancelled in written:
        moved.append((cancelled, back))
    if is_paid and cancelled in written:
        # Money that comes after a cancellation is money: the invoice stands again.
        moved.append((f"restored:{payment.id}", bill))
    if is_paid:
        came = [(Account.MONEY, payment.amount), (Account.RECEIVABLE, -payment.amount)]
        moved.append((f"paid:{payment.id}", came))
    if is_paid and payment.fee:
        moved.append(
            (f"fee:{payment.id}", [(Account.FEES, payment.fee), (Account.MONEY, -payment.fee)])
        )
    return [(cause, lines) for cause, lines in moved if cause not in written]


async def _post_refunds(session: AsyncSession, payment: Payment, written: dict[str, int]) -> int:
    """Every refund that is done; what was given back in the provider's own cabinet is the rest.

    Returns:
        How many kopecks were written back now.
    """
    was_gone = gone = sum(
        amount for cause, amount in written.items() if cause.startswith("returned:")
    )
    for asked in await payments.list_refunds(session, payment.id):
        cause = f"returned:{asked.id}"
        if asked.status is RefundStatus.DONE and cause not in written:
            # Seen as refunded whole before this answer came: nothing is left to write.
            amount = min(asked.amount, payment.amount - gone)
            account = Account.CHARGEBACKS if asked.is_chargeback else Account.REFUNDS
            _write(session, payment, cause, _refund_lines(amount, account))
            gone += amount
    if payment.status is Status.REFUNDED:
        _write(session, payment, f"returned:{payment.id}", _refund_lines(payment.amount - gone))
        gone = payment.amount
    return gone - was_gone


def _refund_lines(amount: int, account: Account = Account.REFUNDS) -> list[Line]:
    return [(account, amount), (Account.MONEY, -amount)]


def _write(session: AsyncSession, payment: Payment, cause: str, lines: list[Line]) -> None:
    if sum(amount for _, amount in lines):
        raise Unbalanced(f"{cause}: {lines}")
    for number, (account, amount) in enumerate(lines):
        if amount:
            session.add(
                Entry(
                    cause=cause,
                    line=number,
                    account=account,
                    holder=payment.provider if account is Account.MONEY else None,
                    payment_id=payment.id,
                    amount=amount,
                    happened_at=_when(payment, cause),
                )
            )


def _when(payment: Payment, cause: str) -> datetime:
    kind = cause.partition(":")[0]
    if kind == "billed":
        return payment.created_at
    return (payment.paid_at or clock.now()) if kind == "paid" else clock.now()


async def _read_causes(session: AsyncSession, payment_id: UUID) -> dict[str, int]:
    """The movements that are written, each with its debits together."""
    mine = select(Entry.cause, Entry.amount).where(Entry.payment_id == payment_id)
    causes: dict[str, int] = defaultdict(int)
    for cause, amount in (await session.exec(mine)).all():
        causes[cause] += max(amount, 0)
    return causes


async def list_entries(session: AsyncSession, payment_id: UUID) -> Sequence[Entry]:
    """All that was written of one payment, in the order it was written."""
    mine = select(Entry).where(Entry.payment_id == payment_id)
    return (await session.exec(mine.order_by(col(Entry.created_at), col(Entry.line)))).all()


async def read_balances(session: AsyncSession) -> dict[Account, int]:
    """What stands on each account, in kopecks."""
    summed = select(Entry.account, func.sum(Entry.amount)).group_by(col(Entry.account))
    found = {account: int(amount) for account, amount in (await session.exec(summed)).all()}
    return {account: found.get(account, 0) for account in Account}


async def list_unbalanced(session: AsyncSession) -> Sequence[str]:
    """Movements that do not come to nothing; there are none unless somebody wrote by hand."""
    lame = select(Entry.cause).group_by(col(Entry.cause)).having(func.sum(Entry.amount) != 0)
    return (await session.exec(lame)).all()


async def reconcile(session: AsyncSession, limit: int = BATCH) -> list[Difference]:
    """Payments whose rows and entries differ, oldest first.

    One statement, so that rows and entries are of one moment. `domain.money_reports` counts the
    same rows: while this finds nothing, its figures are the books'.
    """
    books = (
        select(
            col(Entry.payment_id).label("payment_id"),
            _sum_of(Account.RECEIVABLE).label("owed"),
            _sum_of(Account.MONEY, Account.FEES).label("kept"),
        )
        .group_by(col(Entry.payment_id))
        .subquery()
    )
    owed = func.coalesce(books.c.owed, 0) - _owed_by_row()
    kept = func.coalesce(books.c.kept, 0) - _kept_by_row()
    differing = (
        select(Payment.id, owed, kept)
        .join(books, books.c.payment_id == Payment.id, isouter=True)
        .where((owed != 0) | (kept != 0))
        .order_by(col(Payment.created_at))
        .limit(limit)
    )
    rows = (await session.exec(differing)).all()
    return [Difference(payment_id, int(owed), int(kept)) for payment_id, owed, kept in rows]


def _sum_of(*accounts: Account) -> ColumnElement[int]:
    return func.sum(case((col(Entry.account).in_(accounts), col(Entry.amount)), else_=0))


def _owed_by_row() -> ColumnElement[int]:
    return case((col(Payment.status).in_(OPEN), col(Payment.amount)), else_=0)


def _kept_by_row() -> ColumnElement[int]:
    return case((col(Payment.status) == Status.PAID, payments.kept()), else_=0)


async def check_books(begin: Begin) -> list[Difference]:
    """Write what was never written, payments older than the books too, and tell what still differs.

    Returns:
        What a person must look at.
    """
    async with begin() as session:
        behind = await reconcile(session)
    for difference in behind:
        async with begin() as session:
            await post(session, difference.payment_id)
    async with begin() as session:
        differing = await reconcile(session) if behind else []
        lame = await list_unbalanced(session)
        if lame or (differing and len(behind) < BATCH):
            await queue(
                session,
                kind="books_differ",
                purpose=Purpose.TRANSACTIONAL,
                dedupe_key=f"owner:books_differ:{clock.now():%Y-%m-%d}",
            )
    return differing

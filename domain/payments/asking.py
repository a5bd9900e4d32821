"""Asking for money and learning what became of it."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import GatewayRefused
from domain.ledger import Begin, FactRow, record
from domain.payments.climbing import climb
from domain.payments.doubts import DoubtKind, doubt, doubt_stranger
from domain.payments.providers import (
    Bill,
    KeyReused,
    NobodyToAsk,
    Notice,
    NotOurs,
    Order,
    PaymentProvider,
    Providers,
    WrongKeys,
)
from domain.payments.refunding import note_returned_elsewhere, sum_refunds
from domain.payments.rows import (
    CHECK_EVERY,
    CHECK_LATER,
    FIRST_CHECK,
    GIVE_UP_AFTER,
    LINK_LIVES,
    OPEN,
    RANK,
    CheckAsked,
    Payment,
    PaymentCreated,
    PaymentDisputed,
    Status,
    find_by_external_id,
    get_payment,
)
from domain.payments.slips import find_receipt_address


def ask_for(
    session: AsyncSession,
    *,
    client_id: UUID,
    purchase_id: UUID,
    amount: int,
    description: str,
    provider: str,
    return_url: str,
) -> Payment:
    """Write the intent down; `place` tells the provider once it is committed."""
    payment = Payment(
        client_id=client_id,
        purchase_id=purchase_id,
        amount=amount,
        description=description,
        provider=provider,
        return_url=return_url,
    )
    payment.check_at = payment.created_at + FIRST_CHECK
    session.add(payment)
    record(
        session, PaymentCreated(payment_id=payment.id, client_id=client_id, amount=payment.amount)
    )
    return payment


async def place(begin: Begin, payment_id: UUID, providers: Providers) -> Payment:
    """Tell the provider of a payment he may not know yet; telling twice makes one payment."""
    async with begin() as session:
        payment = await get_payment(session, payment_id)
        receipt_to = await find_receipt_address(session, payment.client_id)
    if payment.external_id is not None or payment.status not in OPEN:
        return payment
    order = Order(
        payment_id=payment.id,
        idempotence_key=payment.idempotence_key,
        amount=payment.amount,
        description=payment.description,
        return_url=payment.return_url,
        asked_at=payment.created_at,
        receipt_to=receipt_to,
    )
    bill = await _reach(providers, payment.provider).create(order)
    async with begin() as session:
        payment = await get_payment(session, payment_id)
        if payment.external_id is None:  # another call may have been answered first
            payment.external_id = bill.external_id
            # Of one that was cancelled meanwhile the name is kept, should money come for it.
            payment.confirmation_url = bill.confirmation_url if payment.status in OPEN else None
        await climb(session, payment, Status.PENDING)
    return payment


async def check(
    begin: Begin, payment_id: UUID, providers: Providers, notice: Notice | None = None
) -> Payment:
    """Ask the provider what became of the payment, and believe that.

    An answer about a trial, another shop or other money grants nothing and is a doubt.
    """
    told: Bill | NotOurs | None
    try:
        payment = await place(begin, payment_id, providers)
        if payment.external_id is None:
            return payment
        told = await _reach(providers, payment.provider).look_up(payment.external_id, notice)
    except NotOurs as e:
        told = e
    except NobodyToAsk:
        told = None
    except (KeyReused, WrongKeys) as e:
        await _doubt_door(begin, payment_id, e)
        raise
    async with begin() as session:
        payment = await get_payment(session, payment_id)
        if told is not None:
            await hear(session, payment, told)
        plan_next_check(payment)
    return payment


async def _doubt_door(begin: Begin, payment_id: UUID, why: KeyReused | WrongKeys) -> None:
    """The trainer hears of a mistake of ours at once, of keys that are not known once a day."""
    async with begin() as session:
        payment = await get_payment(session, payment_id)
        if isinstance(why, KeyReused):
            await doubt(session, DoubtKind.KEY_REUSED, payment)
        else:
            day = clock.now().date().isoformat()
            await doubt_stranger(session, DoubtKind.WRONG_KEYS, payment.provider, day)


async def hear(session: AsyncSession, payment: Payment, told: Bill | NotOurs) -> None:
    """What the provider answered about a payment of ours, believed or doubted."""
    if isinstance(told, NotOurs):
        await doubt(session, told.kind, payment)
    else:
        await _believe(session, payment, told)


def ask_to_check(session: AsyncSession, payment: Payment) -> None:
    """Whoever pays waits: the provider is asked at once; asking again meanwhile changes nothing."""
    now = clock.now()
    if payment.status not in OPEN or (payment.check_at is not None and payment.check_at <= now):
        return
    payment.check_at = now
    record(session, CheckAsked(payment_id=payment.id))


async def check_asked(fact: CheckAsked, begin: Begin, providers: Providers) -> None:
    """Ask the provider what became of a payment whose payer waits."""
    await check(begin, fact.payment_id, providers)


async def check_notice(begin: Begin, provider: str, notice: Notice, providers: Providers) -> str:
    """Act on a provider's notice: it only says which payment to ask about.

    Returns:
        What became of it: "unknown" for a payment that is not ours, else the payment's status.
    """
    async with begin() as session:
        payment = await find_by_external_id(session, provider, notice.external_id)
    if payment is None:
        payment = await _find_unanswered(begin, provider, notice, providers)
    if payment is None:
        return "unknown"
    return (await check(begin, payment.id, providers, notice)).status


async def _find_unanswered(
    begin: Begin, provider: str, notice: Notice, providers: Providers
) -> Payment | None:
    """A payment whose creation was cut before its id came back: the provider carries ours."""
    try:
        bill = await _reach(providers, provider).look_up(notice.external_id, notice)
    except NotOurs as e:
        async with begin() as session:
            await doubt_stranger(session, e.kind, provider, notice.external_id)
        return None
    except GatewayRefused:
        return None
    async with begin() as session:
        payment = await adopt(session, provider, bill)
        if payment is None and (bill.payment_id is not None or notice.signed is not None):
            await doubt_lost(session, provider, bill)
    return payment


async def adopt(session: AsyncSession, provider: str, bill: Bill) -> Payment | None:
    """The payment of ours that this bill was made for and whose id never came back."""
    if bill.payment_id is None:
        return None
    payment = await session.get(Payment, bill.payment_id)
    if payment is None or payment.provider != provider:
        return None
    if payment.external_id is None:
        payment.external_id = bill.external_id
        payment.confirmation_url = bill.confirmation_url
    return payment if payment.external_id == bill.external_id else None


async def doubt_lost(session: AsyncSession, provider: str, bill: Bill) -> None:
    """Money for no payment of ours, or for one that stands under another name: a person must look.

    Somebody has paid, and nothing else will ever tell who.
    """
    if bill.status is Status.PAID:
        name = bill.operation_id or bill.external_id
        await doubt_stranger(session, DoubtKind.LOST, provider, name, bill.amount)


def _reach(providers: Providers, name: str) -> PaymentProvider:
    if name not in providers:
        raise GatewayRefused(f"{name} is not configured any more")
    return providers[name]


async def _believe(session: AsyncSession, payment: Payment, bill: Bill) -> None:
    if bill.status in {Status.PAID, Status.REFUNDED} and not bill.pays(payment.amount):
        await _dispute(session, payment, bill.amount)
        return
    payment.fee = bill.fee if bill.fee is not None else payment.fee
    await climb(session, payment, bill.status)
    if bill.returned:
        await note_returned_elsewhere(session, payment.id, bill.returned)
    if bill.is_partly_returned and not await sum_refunds(session, payment.id):
        await doubt(session, DoubtKind.RETURNED, payment, amount=0)
    if bill.operation_id is not None and bill.status is Status.PAID:
        await _believe_operation(session, payment, bill, bill.operation_id)


async def _dispute(session: AsyncSession, payment: Payment, paid: int) -> None:
    """Another sum came: of a payment that waits it is said so, once; of one given up, a doubt."""
    if payment.check_at is not None and payment.status in OPEN:
        who = {"payment_id": payment.id, "client_id": payment.client_id}
        record(session, PaymentDisputed(**who, expected=payment.amount, paid=paid))
        payment.check_at = None
    elif payment.rank < RANK[Status.PAID] and not await _is_disputed(session, payment, paid):
        await doubt(session, DoubtKind.OTHER_SUM, payment, str(paid), amount=paid)


async def _is_disputed(session: AsyncSession, payment: Payment, paid: int) -> bool:
    """Whether the trainer has been told that this sum came."""
    told = select(FactRow.body).where(
        FactRow.kind == PaymentDisputed.__name__,
        col(FactRow.body)["payment_id"].as_string() == str(payment.id),
    )
    return any(body["paid"] == paid for body in (await session.exec(told)).all())


async def _believe_operation(
    session: AsyncSession, payment: Payment, bill: Bill, operation_id: str
) -> None:
    """The first movement of money pays; whatever comes above the price waits for a person."""
    if payment.operation_id is None:
        payment.operation_id = operation_id
    is_first = payment.operation_id == operation_id
    extra = bill.amount - payment.amount if is_first or bill.sums_up else bill.amount
    if extra > 0:
        await doubt(session, DoubtKind.OVERPAID, payment, operation_id, amount=extra)


def plan_next_check(payment: Payment) -> None:
    """When to ask again: in five minutes while its link lives, then every hour, then no more."""
    if payment.check_at is None:
        return
    payment.checks += 1
    age = clock.now() - payment.created_at
    if payment.status not in OPEN or age > GIVE_UP_AFTER:
        payment.check_at = None
        return
    every = CHECK_EVERY if age < LINK_LIVES else CHECK_LATER
    payment.check_at = payment.created_at + every * (age // every + 1)


async def postpone_check(
    session: AsyncSession, payment_id: UUID, after: timedelta | None = None
) -> None:
    """The provider did not answer: ask at the next planned hour, and not before he allows it."""
    payment = await get_payment(session, payment_id)
    plan_next_check(payment)
    if payment.check_at is not None and after is not None:
        payment.check_at = max(payment.check_at, clock.now() + after)

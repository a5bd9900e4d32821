"""Cabinets: what the bearer of a pass may see of a card, and do to it.

A proven pass opens the card. Any other opens only what was sent with it, and does so in the same
way whether the card was there before or not: from his cabinet nobody learns that the person whose
phone he named is known here. So what it may do is equal too, and `made_card` decides nothing that
can be told from outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import (
    belongings,
    cards,
    clock,
    consents,
    intakes,
    messages,
    passes,
    people,
    purchases,
    reminders,
    tax_receipts,
)
from domain.consents import Consent, ConsentKind, ConsentText, ConsentWithdrawn
from domain.errors import Forbidden, NotFound
from domain.ledger import Begin, Fact, record
from domain.messages import Message, Purpose, State
from domain.passes import Pass
from domain.payments import Payment, Status
from domain.programmes import rows as programmes
from domain.programmes.rows import Programme
from domain.purchases import Purchase
from domain.reminders import Reminder
from domain.subscriptions import Subscription, list_subscriptions

LINK_EVERY_SECONDS = 600
"""One letter with the cabinet's link in so many seconds, however often it is asked for."""
NEED_A_PERSON = frozenset({ConsentKind.PERSONAL_DATA, ConsentKind.HEALTH})
"""Withdrawn consents after which somebody has to delete something."""


class ConsentMissing(Forbidden):
    """There is no such consent to withdraw, or it is not this bearer's."""


class ErasureAsked(Fact):
    """Somebody who cannot prove that the card is his wants it gone: the trainer decides."""

    client_id: UUID


@dataclass(frozen=True)
class Bought:
    purchase: Purchase
    payment: Payment | None
    receipt_url: str | None = None
    """Of the self-employed trainer's receipt; whoever was given it sees none."""


@dataclass(frozen=True)
class ConsentState:
    """One kind, as it stands: the consent given last, and the text it speaks of."""

    kind: ConsentKind
    text: ConsentText
    latest: Consent | None

    @property
    def is_given(self) -> bool:
        return self.latest is not None and self.latest.withdrawn_at is None


@dataclass(frozen=True, kw_only=True)
class Cabinet:
    granted: Pass
    client_id: UUID
    name: str
    programmes: Sequence[Programme]
    bought: Sequence[Bought]
    subscriptions: Sequence[Subscription]
    """What is paid for, as it stands: only for the card's own bearer, as is what is planned."""
    consents: Sequence[ConsentState]
    waiting: Sequence[Message]
    """What is in the post, and `planned` what will be: only for the card's own bearer."""
    planned: Sequence[Reminder]


async def open_cabinet(session: AsyncSession, token: str) -> Cabinet:
    """All that the bearer of this pass may see.

    Raises:
        NotFound: no such pass, or nobody has said yet whose it is.
    """
    granted = await passes.get_pass(session, token)
    client = await _client_of(session, granted)
    is_whole = granted.is_proven
    return Cabinet(
        granted=granted,
        client_id=client.id,
        name=client.name if is_whole else granted.name or "",
        programmes=await _list_programmes(session, granted, client.id),
        bought=await _list_bought(session, granted, client.id),
        subscriptions=await list_subscriptions(session, client.id) if is_whole else (),
        consents=await _list_consents(session, granted, client.id),
        waiting=await _list_waiting(session, client.id) if is_whole else (),
        planned=await _list_planned(session, client.id) if is_whole else (),
    )


async def may_open(session: AsyncSession, granted: Pass, programme: Programme) -> bool:
    """Whether a programme is this bearer's: the whole card is, or it came of his own answers.

    A purchase by somebody who only knows a phone is written from the client's answers, and goes
    to the client's address; its payer sees what he has paid, not what another has answered.
    """
    if granted.is_proven:
        return True
    if programme.pass_id != granted.id:
        return False
    return (await intakes.get_intake(session, programme.intake_id)).pass_id == granted.id


async def may_hand_over(session: AsyncSession, purchase: Purchase, programme: Programme) -> bool:
    """Whether whoever holds a purchase's token may be led to the programme it brought."""
    # A present's programme is its receiver's: the payer holds the token, not the right.
    if purchase.pass_id is None or purchase.payer_id is not None:
        return False
    granted = await session.get(Pass, purchase.pass_id)
    return granted is not None and await may_open(session, granted, programme)


async def give_consent(session: AsyncSession, token: str, kind: ConsentKind) -> None:
    """Agree to the current text of `kind`; agreeing twice changes nothing."""
    cabinet = await open_cabinet(session, token)
    state = next(state for state in cabinet.consents if state.kind is kind)
    text = (await consents.current_texts(session))[kind]
    if state.is_given and state.latest is not None and state.latest.text_id == text.id:
        return
    consents.give(session, cabinet.client_id, text, "cabinet", granted=cabinet.granted)
    if cabinet.granted.is_proven and kind is ConsentKind.MARKETING:
        await messages.switch_on(session, cabinet.client_id, messages.MARKETING)


async def withdraw_consent(session: AsyncSession, token: str, kind: ConsentKind) -> None:
    """Take a consent back: the card's own bearer any, another what he has given himself.

    Raises:
        ConsentMissing: there is none of his.
    """
    granted = await passes.get_pass(session, token)
    client = await _client_of(session, granted)
    mine = None if granted.is_proven else granted
    if not await consents.withdraw(session, client.id, kind, granted=mine):
        raise ConsentMissing(f"no consent to {kind} to withdraw")
    if granted.is_proven and kind is ConsentKind.MARKETING:
        await messages.switch_off(session, client.id, [messages.MARKETING])


async def ask_for_link(session: AsyncSession, token: str) -> None:
    """Have the card's own link sent to its trusted address; nothing tells whether it has one."""
    granted = await passes.get_pass(session, token)
    client = await _client_of(session, granted)
    moment = int(clock.now().timestamp() // LINK_EVERY_SECONDS)
    await messages.queue(
        session,
        kind="cabinet_link",
        purpose=Purpose.TRANSACTIONAL,
        dedupe_key=f"cabinet_link:{client.id}:{moment}",
        client_id=client.id,
        about={"client_id": str(client.id)},
    )


async def export(session: AsyncSession, token: str) -> dict[str, Any]:
    """The card by table for its own bearer; for another, what was sent with this pass."""
    granted = await passes.get_pass(session, token)
    client = await _client_of(session, granted)
    if granted.is_proven:
        return await cards.export(session, client.id)
    return await belongings.export(session, granted)


async def erase(session: AsyncSession, token: str) -> bool:
    """Forget the person, or what was sent with this pass; the link opens nothing afterwards.

    A card that its maker shares with nobody goes whole. Of any other only what this bearer has
    sent, and the trainer hears that more was asked for. Both look the same from outside.

    Returns:
        Whether the bearer is told that the whole card is gone: only a proven one.
    """
    granted = await passes.get_pass(session, token)
    client = await _client_of(session, granted)
    if granted.is_proven or await belongings.are_all(session, granted, client.id):
        await cards.erase(session, client.id)
        return granted.is_proven
    await belongings.erase(session, granted)
    record(session, ErasureAsked(client_id=client.id))
    return False


async def tell_of_erasure_asked(fact: ErasureAsked, begin: Begin) -> None:
    """The trainer hears that a card should be erased."""
    day = clock.now().date().isoformat()
    async with begin() as session:
        await messages.queue(
            session,
            kind="erasure_asked",
            purpose=Purpose.SERVICE,
            dedupe_key=f"owner:erasure_asked:{fact.client_id}:{day}",
            about={"client_id": str(fact.client_id)},
        )


async def tell_of_withdrawal(fact: ConsentWithdrawn, begin: Begin) -> None:
    """The trainer hears of a consent after which he must delete something."""
    if fact.kind not in NEED_A_PERSON:
        return
    day = clock.now().date().isoformat()
    async with begin() as session:
        await messages.queue(
            session,
            kind="consent_withdrawn",
            purpose=Purpose.SERVICE,
            dedupe_key=f"owner:consent_withdrawn:{fact.client_id}:{fact.kind}:{day}",
            about={"client_id": str(fact.client_id)},
        )


async def _client_of(session: AsyncSession, granted: Pass) -> people.Client:
    if granted.client_id is None:
        raise NotFound("card of pass", "***")
    return await people.get_client(session, granted.client_id)


async def _list_programmes(
    session: AsyncSession, granted: Pass, client_id: UUID
) -> list[Programme]:
    found = await programmes.list_programmes(session, client_id)
    shown = [p for p in found if p.status is not programmes.Status.DRAFT]
    return [p for p in shown if await may_open(session, granted, p)]


async def _list_bought(session: AsyncSession, granted: Pass, client_id: UUID) -> list[Bought]:
    found = [
        *await purchases.list_purchases(session, client_id),
        *await purchases.list_given(session, client_id),
    ]
    mine = [p for p in found if granted.is_proven or p.pass_id == granted.id]
    by_id = {purchase.id: purchase for purchase in mine}
    newest = sorted(by_id.values(), key=lambda purchase: purchase.created_at, reverse=True)
    bought = [await _describe(session, purchase, client_id) for purchase in newest]
    return [one for one in bought if _may_be_told(one, client_id)]


async def _describe(session: AsyncSession, purchase: Purchase, client_id: UUID) -> Bought:
    payment = await purchases.find_payment(session, purchase.id)
    receipt = await tax_receipts.find_receipt(session, payment.id) if payment else None
    url = receipt.url if receipt is not None else None
    return Bought(purchase, payment, url if purchase.buyer_id == client_id else None)


def _may_be_told(bought: Bought, client_id: UUID) -> bool:
    """A present is its receiver's to know of once it is paid."""
    is_to_him = bought.purchase.payer_id is not None and bought.purchase.payer_id != client_id
    return not is_to_him or (bought.payment is not None and bought.payment.status is Status.PAID)


async def _list_consents(
    session: AsyncSession, granted: Pass, client_id: UUID
) -> list[ConsentState]:
    given = await consents.list_consents(session, client_id)
    mine = [c for c in given if granted.is_proven or c.pass_id == granted.id]
    latest = {consent.kind: consent for consent in mine}
    current = await consents.current_texts(session)
    return [
        ConsentState(
            kind, await _text_of(session, latest.get(kind), current[kind]), latest.get(kind)
        )
        for kind in ConsentKind
    ]


async def _text_of(
    session: AsyncSession, consent: Consent | None, current: ConsentText
) -> ConsentText:
    """The text that was agreed to, or the one that would be."""
    if consent is None:
        return current
    return await session.get_one(ConsentText, consent.text_id)


async def _list_waiting(session: AsyncSession, client_id: UUID) -> Sequence[Message]:
    return await messages.list_deliveries(session, client_id=client_id, state=State.QUEUED)


async def _list_planned(session: AsyncSession, client_id: UUID) -> Sequence[Reminder]:
    due = select(Reminder).where(
        Reminder.client_id == client_id, Reminder.state == reminders.State.DUE
    )
    return (await session.exec(due.order_by(col(Reminder.due_at)))).all()

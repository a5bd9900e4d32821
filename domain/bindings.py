"""Whose Telegram account it is: the only place where an account and a card are joined.

An account proves itself, an invite speaks for its pass. Whoever has a story of his own is never
joined to another card because he pressed a link: a stranger could have sent it. The trainer is
shown the pair instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import cards, contact_book, contacts, dialogues, funnel, invites, messages, passes
from domain import leads as leads_room
from domain.contacts import ContactKind
from domain.errors import Refused
from domain.funnel import Role
from domain.leads import Lead
from domain.ledger import Fact, record
from domain.people import (
    Client,
    ContactTaken,
    DuplicateSuspected,
    add_client,
    clean_name,
    find_by_contacts,
    get_client,
    list_contacts,
)

SOURCE = "bot"


class How(StrEnum):
    """How somebody came to the bot."""

    NEW = "new"
    RETURNING = "returning"
    INVITED = "invited"


class BotOpened(Fact):
    """A client has come to the bot for the first time, or with an invite."""

    client_id: UUID
    how: How


@dataclass(frozen=True)
class Account:
    """Somebody in the messenger, as the messenger says."""

    id: int
    first_name: str
    username: str | None = None


@dataclass(frozen=True)
class Arrival:
    client: Client
    how: How
    name: str
    """How to greet him: what he himself has said, never another card's name."""
    lead: Lead | None = None
    """What he asked for before he came."""
    purchase_id: UUID | None = None
    """What he ordered before he came."""


async def find_client(session: AsyncSession, account: int) -> Client | None:
    """Whose account it is."""
    pair = (ContactKind.TELEGRAM_ID, str(account))
    owner = (await find_by_contacts(session, [pair])).get(pair)
    return await get_client(session, owner) if owner is not None else None


async def find_clients(session: AsyncSession, accounts: Sequence[int]) -> dict[int, Client]:
    """Whose these accounts are; who has no card is missing."""
    pairs = {(ContactKind.TELEGRAM_ID, str(account)): account for account in accounts}
    owners = await find_by_contacts(session, pairs)
    mine = select(Client).where(col(Client.id).in_(owners.values()))
    at_hand = (await session.exec(mine)).all()
    clients = {client.id: await get_client(session, client.id) for client in at_hand}
    return {pairs[pair]: clients[owner] for pair, owner in owners.items()}


async def arrive(session: AsyncSession, account: Account, token: str | None = None) -> Arrival:
    """Somebody opens the bot, perhaps with an invite; he has a card afterwards.

    A used, expired or unknown token is as none.
    """
    known = await find_client(session, account.id)
    invite = await invites.open_invite(session, token, account.id) if token else None
    if invite is None:
        return await _come(session, account, known)
    granted = await passes.find_pass(session, invite.pass_id)
    invited = await get_client(session, invite.client_id)
    if known is not None and known.id != invited.id:
        is_bare = not await cards.has_story(session, known.id)
        may_join = granted is not None and granted.is_owners and is_bare
        client = await _join(session, invited, known, may_join=may_join)
    elif known is not None:
        client = known
    elif granted is not None and granted.is_owners:
        client = await _bind(session, invited, account)
    else:
        client = await _join(session, invited, await _add(session, account), may_join=False)
    await _open(session, client, account, How.INVITED)
    lead = await leads_room.find_lead(session, invite.lead_id) if invite.lead_id else None
    name = (granted.name if granted is not None else None) or account.first_name
    return Arrival(client, How.INVITED, name, lead, invite.purchase_id)


async def part(session: AsyncSession, account: Account) -> Client:
    """The person says that the card is not his: he gets one of his own."""
    known = await find_client(session, account.id)
    if known is not None:
        pair = (ContactKind.TELEGRAM_ID, str(account.id))
        for contact in await list_contacts(session, known.id):
            if (contact.kind, contact.value) == pair or contact.value == _name_of(account):
                await contact_book.detach(session, contact.id)
    client = await _add(session, account)
    await _open(session, client, account, How.NEW)
    return client


async def keep_phone(session: AsyncSession, client_id: UUID, phone: str) -> bool:
    """His own phone, which the messenger vouches for; False when it is none.

    One that another card has stays there, and the trainer sees the pair.
    """
    try:
        value = contacts.normalise(ContactKind.PHONE, f"+{phone.lstrip('+')}")
        await contact_book.attach(session, client_id, {ContactKind.PHONE: value})
    except Refused:
        return False
    except ContactTaken as e:
        record(session, DuplicateSuspected(client_id=client_id, other_id=e.owner_id))
    return True


async def _come(session: AsyncSession, account: Account, known: Client | None) -> Arrival:
    if known is not None:
        await messages.unblock(session, known.id)
        return Arrival(known, How.RETURNING, known.name)
    client = await _add(session, account)
    await _open(session, client, account, How.NEW)
    return Arrival(client, How.NEW, account.first_name)


async def _join(session: AsyncSession, invited: Client, known: Client, *, may_join: bool) -> Client:
    if may_join:
        await cards.merge(session, invited.id, known.id)
        return invited
    record(session, DuplicateSuspected(client_id=known.id, other_id=invited.id))
    return known


async def _add(session: AsyncSession, account: Account) -> Client:
    """A card for somebody of whom nothing is known but his account."""
    try:
        name = clean_name(account.first_name[:120])
    except Refused:
        name = account.username or str(account.id)
    mine = await _free_contacts(session, account)
    client = add_client(session, name, mine, source=SOURCE)
    stage = await funnel.find_stage_by_role(session, Role.FIRST_CONTACT)
    if stage is not None:
        funnel.place_new_client(session, client, stage, "came")
    await session.flush()
    if (other := await _who_named(session, account, client)) is not None:
        record(session, DuplicateSuspected(client_id=client.id, other_id=other))
    return client


async def _bind(session: AsyncSession, client: Client, account: Account) -> Client:
    await contact_book.attach(session, client.id, await _free_contacts(session, account, client))
    return client


async def _free_contacts(
    session: AsyncSession, account: Account, client: Client | None = None
) -> dict[ContactKind, str]:
    """The account's contacts that are nobody else's."""
    mine = {ContactKind.TELEGRAM_ID: str(account.id)}
    if name := _name_of(account):
        mine[ContactKind.TELEGRAM] = name
    owners = await find_by_contacts(session, mine.items())
    own = client.id if client is not None else None
    return {kind: value for kind, value in mine.items() if owners.get((kind, value)) in {None, own}}


async def _who_named(session: AsyncSession, account: Account, client: Client) -> UUID | None:
    """Another card that somebody gave this account's name to."""
    pair = (ContactKind.TELEGRAM, _name_of(account) or "")
    owner = (await find_by_contacts(session, [pair])).get(pair)
    return owner if owner != client.id else None


def _name_of(account: Account) -> str | None:
    if account.username is None:
        return None
    try:
        return contacts.normalise(ContactKind.TELEGRAM, account.username)
    except Refused:
        return None


async def _open(session: AsyncSession, client: Client, account: Account, how: How) -> None:
    await messages.unblock(session, client.id)
    await dialogues.belong(session, account.id, client.id)
    record(session, BotOpened(client_id=client.id, how=how))

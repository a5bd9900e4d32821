"""The gate: may this be said to this person now, and over which channel?

Asked at the moment of sending, because between queueing and sending a consent is withdrawn, an
address dies, a night falls. It changes nothing; `sending` does what it says.
"""

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.consents import ConsentKind, has_consent
from domain.contacts import ContactKind
from domain.daytime import Daytime
from domain.errors import NotFound
from domain.messages.preferences import Wishes, list_blocked, read_wishes, topics_of
from domain.messages.rows import Addresses, Message, Purpose, Reason, State
from domain.people import Client, get_client, list_contacts

ADDRESS_KIND = {"email": ContactKind.EMAIL, "telegram": ContactKind.TELEGRAM_ID}
"""What a channel takes for an address."""

OWED = frozenset({Purpose.TRANSACTIONAL, Purpose.TRAINER})
"""What is never silently dropped for want of an address."""

MAX_AGE = {
    Purpose.TRANSACTIONAL: timedelta(days=30),
    Purpose.TRAINER: timedelta(days=7),
    Purpose.SERVICE: timedelta(days=3),
    Purpose.MARKETING: timedelta(days=2),
}
"""How long after its moment a message is still worth sending."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What the trainer has set for everybody."""

    zone: str = "Europe/Moscow"
    day_starts: int = 9
    day_ends: int = 21
    marketing_a_day: int = 1
    no_marketing_over: frozenset[str] = frozenset()
    """Channels that must not sell."""


async def _plain_policy(_: AsyncSession) -> Policy:
    return Policy()


async def _nobody(_: AsyncSession) -> Addresses:
    return MappingProxyType({})


async def _no_objection(_: AsyncSession, __: Message) -> str | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the gate must ask rooms it does not know."""

    read_policy: Callable[[AsyncSession], Awaitable[Policy]] = _plain_policy
    owner_addresses: Callable[[AsyncSession], Awaitable[Addresses]] = _nobody
    find_objection: Callable[[AsyncSession, Message], Awaitable[str | None]] = _no_objection
    """Why a message to a client that is not transactional must not go, such as
    `Reason.DOCTOR_FIRST`; None when it may."""


@dataclass(frozen=True)
class Go:
    channel: str
    address: str


@dataclass(frozen=True)
class Wait:
    until: datetime | None
    """None: until a channel or an address appears."""
    reason: str


@dataclass(frozen=True)
class Drop:
    reason: str


@dataclass(frozen=True)
class Fail:
    reason: str


Verdict: TypeAlias = Go | Wait | Drop | Fail


async def decide(
    session: AsyncSession, message: Message, channels: Sequence[str], rules: Rules
) -> Verdict:
    """What to do with a message whose time has come; `channels` are the open ones, best first."""
    if clock.now() - message.wanted_at > MAX_AGE[message.purpose]:
        return Drop(Reason.TOO_OLD)
    policy = await rules.read_policy(session)
    if message.client_id is None:
        return await _decide_for_owner(session, message, channels, rules, policy)
    try:
        client = await get_client(session, message.client_id)
    except NotFound:
        return Drop(Reason.ERASED)
    wishes = await read_wishes(session, client.id)
    if objection := await _find_objection(session, message, client, wishes, rules):
        return Drop(objection)
    where = await _choose_address(session, message, client, _order(channels, wishes, policy))
    if not isinstance(where, Go):
        return where
    return await _choose_moment(session, message, client, wishes, policy) or where


async def _decide_for_owner(
    session: AsyncSession,
    message: Message,
    channels: Sequence[str],
    rules: Rules,
    policy: Policy,
) -> Verdict:
    addresses = await rules.owner_addresses(session)
    tried = [name for name in addresses if name in channels]
    open_ = [name for name in tried if name not in message.refused]
    if not open_:
        return Fail(Reason.REFUSED) if tried else Wait(None, Reason.NO_CHANNEL)
    until = Daytime(ZoneInfo(policy.zone), policy.day_starts, policy.day_ends).earliest(clock.now())
    if message.purpose is not Purpose.TRANSACTIONAL and until > clock.now():
        return Wait(until, Reason.NIGHT)
    return Go(open_[0], addresses[open_[0]])


async def _find_objection(
    session: AsyncSession, message: Message, client: Client, wishes: Wishes, rules: Rules
) -> str | None:
    if message.purpose is Purpose.TRANSACTIONAL:
        return None
    if wishes.topics_off & topics_of(message.kind, message.purpose):
        return Reason.UNSUBSCRIBED
    if message.purpose is Purpose.MARKETING and not await has_consent(
        session, client.id, ConsentKind.MARKETING
    ):
        return Reason.NO_CONSENT
    return await rules.find_objection(session, message)


def _order(channels: Sequence[str], wishes: Wishes, policy: Policy) -> dict[str, bool]:
    """Every open channel in the person's own order, and whether it may sell."""
    preferred = [name for name in wishes.channels if name in channels]
    others = [name for name in channels if name not in preferred]
    return {name: name not in policy.no_marketing_over for name in (*preferred, *others)}


async def _choose_address(
    session: AsyncSession, message: Message, client: Client, channels: dict[str, bool]
) -> Verdict:
    known = [
        (name, address)
        for name, address in await _list_addresses(session, client)
        if message.over in {None, name}
    ]
    blocked = await list_blocked(session, [(name, hash_address(a)) for name, a in known])
    alive = [(n, a) for n, a in known if (n, hash_address(a)) not in blocked]
    untried = [(n, a) for n, a in alive if n not in message.refused]
    for name, may_sell in channels.items():
        if message.purpose is Purpose.MARKETING and not may_sell:
            continue
        if address := next((a for n, a in untried if n == name), None):
            return Go(name, address)
    if untried:
        return Wait(None, Reason.NO_CHANNEL)
    if message.refused or blocked:
        reason = Reason.REFUSED if message.refused else Reason.BLOCKED
        return Fail(reason) if message.refused or message.purpose in OWED else Drop(reason)
    return Wait(None, Reason.NO_ADDRESS) if message.purpose in OWED else Drop(Reason.NO_ADDRESS)


async def find_channels(session: AsyncSession, client_id: UUID) -> Sequence[str]:
    """Every channel that may reach the client, his own favourite first, open now or not."""
    client = await get_client(session, client_id)
    known = await _list_addresses(session, client)
    blocked = await list_blocked(session, [(name, hash_address(a)) for name, a in known])
    alive = {name for name, address in known if (name, hash_address(address)) not in blocked}
    wishes = await read_wishes(session, client.id)
    return [name for name in _order(sorted(alive), wishes, Policy()) if name in alive]


async def _list_addresses(session: AsyncSession, client: Client) -> list[tuple[str, str]]:
    """The proven ways to reach the client by channel, oldest first, open or not."""
    contacts = [c for c in await list_contacts(session, client.id) if c.is_trusted]
    return [
        (name, c.value) for name, kind in ADDRESS_KIND.items() for c in contacts if c.kind is kind
    ]


async def _choose_moment(
    session: AsyncSession, message: Message, client: Client, wishes: Wishes, policy: Policy
) -> Wait | None:
    """Wait when it must; None when the message may go this moment."""
    if message.purpose is Purpose.TRANSACTIONAL:
        return None
    now = clock.now()
    daytime = daytime_of(client, wishes, policy)
    if (until := daytime.earliest(now)) > now:
        return Wait(until, Reason.NIGHT)
    if message.purpose is Purpose.MARKETING:
        since = daytime.midnight(now)
        if await _count_marketing(session, message, client, since) >= policy.marketing_a_day:
            return Wait(daytime.tomorrow(now), Reason.ONE_A_DAY)
    return None


def daytime_of(client: Client, wishes: Wishes, policy: Policy) -> Daytime:
    """The client's own waking hours; the house's where he has said nothing."""
    starts = policy.day_starts if wishes.day_starts is None else wishes.day_starts
    ends = policy.day_ends if wishes.day_ends is None else wishes.day_ends
    return Daytime(ZoneInfo(client.timezone or policy.zone), starts, ends)


async def _count_marketing(
    session: AsyncSession, message: Message, client: Client, since: datetime
) -> int:
    # The lock makes two messages to one person ask one after the other: on PostgreSQL both would
    # otherwise count none. SQLite lets one writer in at a time and ignores it.
    await session.exec(select(Client.id).where(Client.id == client.id).with_for_update())
    said = select(func.count()).select_from(Message)
    said = said.where(
        Message.client_id == client.id,
        Message.id != message.id,
        Message.purpose == Purpose.MARKETING,
        col(Message.state).in_([State.SENDING, State.SENT, State.UNKNOWN]),
        col(Message.tried_at) >= since,
    )
    return (await session.exec(said)).one()


def hash_address(address: str) -> str:
    """What is kept of an address that takes nothing: enough to know it again."""
    return hashlib.sha256(address.encode()).hexdigest()


def address_kinds(channels: Iterable[str]) -> list[ContactKind]:
    """What contacts the channels can use."""
    return [ADDRESS_KIND[name] for name in channels if name in ADDRESS_KIND]

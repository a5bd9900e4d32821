"""Carrying what is due: claim, ask the gate, put into words, deliver, note what came of it.

Every step is its own short transaction and none is open while a channel talks. What is owed is
carried at least once. What sells is carried at most once: a crash leaves it `unknown`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from loguru import logger as log
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import GatewayRefused, GatewayUnavailable, NotFound
from domain.ledger import Begin
from domain.messages import outcomes, parking
from domain.messages.gate import Drop, Fail, Go, Rules, Verdict, Wait, decide
from domain.messages.rests import Rests
from domain.messages.rows import (
    AddressRefused,
    Channel,
    ChannelDown,
    DeliveryInDoubt,
    Letter,
    Message,
    MessageQueued,
    Purpose,
    Reason,
    State,
)

Render: TypeAlias = Callable[[AsyncSession, Message], Awaitable[Letter]]
"""Finds the words; NotFound when what the message speaks of is no more."""

Enclose: TypeAlias = Callable[[Message, Letter], Awaitable[Letter]]
"""Puts files into a letter, with no transaction open; NotFound when there is nothing to put."""

IN_FLIGHT = 4
DEADLINE = timedelta(seconds=90)
"""How long a channel may take over one letter."""
LEASE = timedelta(minutes=3)
"""Longer than any delivery: whoever's lease has ended is dead."""
CANDIDATES = 8
URGENCY = (Purpose.TRANSACTIONAL, Purpose.TRAINER, Purpose.SERVICE, Purpose.MARKETING)


class Post:
    """Carries messages; several at once, never one of them twice at a time."""

    def __init__(
        self,
        begin: Begin,
        read: Begin,
        channels: Mapping[str, Channel],
        render: Render,
        rules: Rules | None = None,
        *,
        enclose: Enclose | None = None,
    ) -> None:
        self._begin = begin
        self._read = read
        self._channels = channels
        self._render = render
        self._rules = rules or Rules()
        self._enclose = enclose
        self._rests = Rests()
        self._in_flight = asyncio.Semaphore(IN_FLIGHT)

    async def open(self) -> None:
        """Take over what a dead process left half done; only for whoever carries alone."""
        async with self._begin() as session:
            await outcomes.give_up_leases(session, until=None)

    async def tick(self) -> int:
        """Everything the hour asks for: wake what was parked, then send what is due."""
        await parking.wake(self._begin, self._read, list(self._channels), self._rules)
        return await self.send_due()

    async def send_due(self) -> int:
        """Carry until nothing is due; returns how many deliveries were tried."""
        if await outcomes.has_expired_lease(self._read):
            async with self._begin() as session:
                await outcomes.give_up_leases(session, until=clock.now())
        waiting = len(await self._list_due())
        workers = [self._work() for _ in range(min(waiting, IN_FLIGHT))]
        return sum(await asyncio.gather(*workers))

    async def _work(self) -> int:
        tried = 0
        while True:
            async with self._in_flight:
                claimed = await self._claim()
                if claimed is None:
                    return tried
                await self._carry(*claimed)
                tried += 1

    async def _list_due(self) -> list[tuple[UUID, datetime]]:
        """The most urgent messages whose time has come, and the moment each was due."""
        due = select(Message.id, Message.due_at).order_by(col(Message.due_at)).limit(CANDIDATES)
        async with self._read() as session:
            for purpose in URGENCY:
                mine = due.where(Message.purpose == purpose, col(Message.due_at) <= clock.now())
                if rows := (await session.exec(mine)).all():
                    return [(message_id, due_at) for message_id, due_at in rows if due_at]
        return []

    async def _claim(self) -> tuple[Message, Go] | None:
        """The next message that may go now, leased; None when nothing is due."""
        while due := await self._list_due():
            for message_id, due_at in due:
                async with self._begin() as session:
                    claimed = await self._ask(session, message_id, due_at)
                if claimed is not None:
                    return claimed
        return None

    async def _ask(
        self, session: AsyncSession, message_id: UUID, due_at: datetime
    ) -> tuple[Message, Go] | None:
        """Lease one message and ask the gate; None when another has it or it may not go."""
        lease = update(Message).where(
            col(Message.id) == message_id,
            col(Message.state) == State.QUEUED,
            col(Message.due_at) == due_at,
        )
        now = clock.now()
        lease = lease.values(
            state=State.SENDING,
            due_at=None,
            tried_at=now,
            leased_until=now + LEASE,
            attempts=Message.attempts + 1,
        )
        if not (await session.exec(lease)).rowcount:
            return None
        message = await session.get_one(Message, message_id)
        verdict = await decide(session, message, list(self._channels), self._rules)
        if isinstance(verdict, Go) and (until := self._rests.until(verdict.channel)):
            verdict = Wait(until, Reason.UNAVAILABLE)
        if isinstance(verdict, Go):
            message.channel = verdict.channel
            return message, verdict
        _obey(session, message, verdict)
        return None

    async def _carry(self, message: Message, go: Go) -> None:
        try:
            letter = await self._write(message)
        except NotFound:
            outcome = outcomes.skipped(Reason.GONE)
        except SQLAlchemyError as e:
            outcome = outcomes.unavailable(repr(e)[:500])
        except Exception as e:  # noqa: BLE001 - whatever it is, it becomes the message's error
            log.exception("message {} of kind {} has no words", message.id, message.kind)
            outcome = outcomes.failed(Reason.UNREADABLE, repr(e))
        else:
            outcome = await self._deliver(go, letter)
        async with self._begin() as session:
            await outcomes.settle(session, message, outcome)

    async def _write(self, message: Message) -> Letter:
        async with self._begin() as session:
            letter = await self._render(session, message)
        return letter if self._enclose is None else await self._enclose(message, letter)

    async def _deliver(self, go: Go, letter: Letter) -> outcomes.Outcome:
        try:
            async with asyncio.timeout(DEADLINE.total_seconds()):
                external_id = await self._channels[go.channel].deliver(go.address, letter)
        except AddressRefused as e:
            return outcomes.address_refused(go, _plain(e, go))
        except GatewayRefused as e:
            return outcomes.refused(go, _plain(e, go))
        except (DeliveryInDoubt, TimeoutError) as e:
            return outcomes.in_doubt(_plain(e, go))
        except GatewayUnavailable as e:
            if isinstance(e, ChannelDown):
                self._rests.begin(go.channel, e.pause)
            return outcomes.unavailable(_plain(e, go))
        except Exception as e:  # noqa: BLE001 - a broken channel must not stop the others
            log.exception("channel {} broke", go.channel)
            return outcomes.in_doubt(_plain(e, go))
        self._rests.end(go.channel)
        return outcomes.sent(external_id)


def _plain(error: Exception, go: Go) -> str:
    """The error without the address: servers like to repeat it."""
    return repr(error).replace(go.address, "***")[:500]


def _obey(session: AsyncSession, message: Message, verdict: Verdict) -> None:
    match verdict:
        case Wait(until, reason):
            outcomes.put_back(message, reason, until)
        case Drop(reason):
            outcomes.drop(session, message, reason)
        case Fail(reason):
            outcomes.fail(session, message, reason)


async def send_queued(fact: MessageQueued, begin: Begin, *, post: Post) -> None:
    """Carry what was queued for this moment; whatever else is due goes with it."""
    await post.send_due()

"""The outbox: tells every fact to every reaction, at least once.

A fact is written in the same transaction as the change it speaks of (`domain.ledger.record`).
After the commit it is spread into one errand per reaction, so that a reaction that fails is
tried again alone. A crash between two steps repeats the step: reactions ask first whether
their work is already done.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from loguru import logger as log
from sqlalchemy import Index, UniqueConstraint, text, update
from sqlmodel import Field, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.precedence import work_behind
from domain import clock
from domain.errors import DomainError, GatewayRefused, GatewayUnavailable, NotFound
from domain.ledger import Begin, Fact, FactRow, Moment, Row, jot

F = TypeVar("F", bound=Fact)
Reaction = Callable[[Any, Begin], Awaitable[None]]

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
MAX_ATTEMPTS = 12
LEASE = timedelta(minutes=2)
BATCH = 200
LEASED = 20
"""How many errands a lane takes in hand at once: their commits are shared."""
SETTLE_EVERY = 0.2
"""Seconds after which what is done is noted, though the lane has more in hand."""
SPREAD = "spread"


class Errand(Row, table=True):
    """One fact on its way to one reaction."""

    __table_args__ = (
        UniqueConstraint("fact_id", "reaction"),
        Index(
            "ix_errand_due",
            "reaction",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    fact_id: UUID = Field(foreign_key="fact.id")
    reaction: str
    attempts: int = 0
    due_at: datetime | None = Field(sa_type=Moment)
    """When to try next; while it is being tried, when its lease ends. None once it is over."""
    is_leased: bool = False
    died_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    """Set when it is over badly: it waits for a person in the dashboard."""
    error: str | None = None


class Reactions:
    """What follows what."""

    def __init__(self) -> None:
        self._by_fact: dict[type[Fact], dict[str, Reaction]] = {}

    def on(self, kind: type[F], name: str, reaction: Callable[[F, Begin], Awaitable[None]]) -> None:
        """After every `kind`, call `reaction`; `name` is kept in the database, so it stays."""
        self._by_fact.setdefault(kind, {})[name] = reaction

    def names(self, kind: type[Fact]) -> list[str]:
        return list(self._by_fact.get(kind, {}))

    def get(self, kind: type[Fact], name: str) -> Reaction:
        return self._by_fact[kind][name]

    def lanes(self) -> list[str]:
        return sorted({name for names in self._by_fact.values() for name in names})


class Outbox:
    """Carries facts to reactions, a lane for each, so that a slow one keeps no other waiting."""

    def __init__(self, begin: Begin, read: Begin, reactions: Reactions) -> None:
        self._begin = begin
        self._read = read
        self._reactions = reactions
        self._nudges = {lane: asyncio.Event() for lane in (SPREAD, *reactions.lanes())}
        self._hands = {lane: asyncio.Lock() for lane in self._nudges}

    def nudge(self) -> None:
        """There are fresh facts; their errands wake the lanes that have work."""
        self._nudges[SPREAD].set()

    def nudge_all(self) -> None:
        """A pause may have ended in any lane."""
        for nudged in self._nudges.values():
            nudged.set()

    async def run(self) -> None:
        """Work until cancelled, in every lane at once; wakes on a nudge."""
        await self._release_leases()
        self.nudge_all()
        async with asyncio.TaskGroup() as lanes:
            for lane, nudged in self._nudges.items():
                lanes.create_task(self._keep(lane, nudged), name=f"outbox: {lane}")

    async def drain(self) -> None:
        """Work until nothing is due, lane by lane; for tests, commands and shutting down."""
        while any([await self._spread(), *[await self._step(n) for n in await self._list_due()]]):
            pass

    async def _list_due(self) -> list[str]:
        """The lanes that have work, in their order: one question instead of one for each."""
        due = select(Errand.reaction).where(col(Errand.due_at) <= clock.now()).distinct()
        async with self._read() as session:
            found = set((await session.exec(due)).all())
        return [lane for lane in self._nudges if lane in found]

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        """No lane begins an errand meanwhile; what is in hand is finished first."""
        async with AsyncExitStack() as held:
            for hands in self._hands.values():
                await held.enter_async_context(hands)
            yield

    async def _release_leases(self) -> None:
        # Whoever runs the outbox runs it alone, so a lease found at the start is a dead owner's.
        async with self._begin() as session:
            leased = update(Errand).where(col(Errand.is_leased).is_(True))
            await session.exec(leased.values(is_leased=False, due_at=clock.now()))

    async def _keep(self, lane: str, nudged: asyncio.Event) -> None:
        work_behind()
        while True:
            await nudged.wait()
            nudged.clear()
            try:
                while await self._take_turn(lane):
                    pass
            except Exception:  # noqa: BLE001 - a lane never dies: it stumbles, says so, goes on
                log.exception("outbox lane {} stumbled", lane)
                await asyncio.sleep(1)
                nudged.set()

    async def _take_turn(self, lane: str) -> bool:
        async with self._hands[lane]:
            return await self._step(lane)

    async def _step(self, lane: str) -> bool:
        return await (self._spread() if lane == SPREAD else self._run_errands(lane))

    async def _spread(self) -> bool:
        fresh = select(FactRow.id, FactRow.kind).where(col(FactRow.told_at).is_(None))
        fresh = fresh.order_by(col(FactRow.created_at)).limit(BATCH)
        async with self._read() as session:
            if (await session.exec(fresh.limit(1))).first() is None:
                return False
        lanes: set[str] = set()
        async with self._begin() as session:
            now = clock.now()
            # Two may look at once: each takes what the other does not hold.
            facts = (await session.exec(fresh.with_for_update(skip_locked=True))).all()
            for fact_id, kind in facts:
                for name in self._reactions.names(Fact.kinds[kind]):
                    jot(session, Errand, fact_id=fact_id, reaction=name, due_at=now)
                    lanes.add(name)
            told = update(FactRow).where(col(FactRow.id).in_([fact_id for fact_id, _ in facts]))
            await session.exec(told.values(told_at=now))
        for lane in lanes:
            self._nudges[lane].set()
        return bool(facts)

    async def _run_errands(self, lane: str) -> bool:
        leased = await self._lease(lane)
        done: list[tuple[UUID, Exception | None]] = []
        began = time.monotonic()
        for errand, row in leased:
            done.append((errand.id, await self._run_errand(lane, row.fact())))
            # A quick reaction is settled with its neighbours, a slow one at once.
            if time.monotonic() - began > SETTLE_EVERY:
                await self._settle(done)
                done, began = [], time.monotonic()
        await self._settle(done)
        return bool(leased)

    async def _run_errand(self, lane: str, fact: Fact) -> Exception | None:
        try:
            await self._reactions.get(type(fact), lane)(fact, self._begin)
        except Exception as e:  # noqa: BLE001 - whatever it is, it becomes the errand's error
            log.opt(exception=not _is_expected(e)).warning("{} failed on {}: {!r}", lane, fact, e)
            return e
        return None

    async def _lease(self, lane: str) -> list[tuple[Errand, FactRow]]:
        """The next errands of the lane, ours for LEASE: nobody else runs them meanwhile."""
        due = select(Errand, FactRow).join(FactRow)
        due = due.where(Errand.reaction == lane, col(Errand.due_at) <= clock.now())
        due = due.order_by(col(Errand.due_at)).limit(LEASED)
        async with self._read() as session:
            found = list((await session.exec(due)).all())
        if not found:
            return []
        async with self._begin() as session:
            claim = update(Errand).where(
                or_(
                    *((col(Errand.id) == e.id) & (col(Errand.due_at) == e.due_at) for e, _ in found)
                )
            )
            claim = claim.values(
                due_at=clock.now() + LEASE, is_leased=True, attempts=Errand.attempts + 1
            ).returning(col(Errand.id))
            claimed = set((await session.exec(claim)).scalars())
        return [(e, row) for e, row in found if e.id in claimed] or await self._lease(lane)

    async def _settle(self, done: Sequence[tuple[UUID, Exception | None]]) -> None:
        if not done:
            return
        async with self._begin() as session:
            ids = [errand_id for errand_id, _ in done]
            rows = (await session.exec(select(Errand).where(col(Errand.id).in_(ids)))).all()
            errors = dict(done)
            for errand in rows:
                error = errors[errand.id]
                errand.is_leased = False
                errand.error = repr(error)[:500] if error else None
                errand.due_at = _next_try(errand.attempts, error)
                if error is not None and errand.due_at is None:
                    errand.died_at = clock.now()


def _is_expected(error: Exception) -> bool:
    return isinstance(error, GatewayUnavailable | GatewayRefused | DomainError)


def _next_try(attempts: int, error: Exception | None) -> datetime | None:
    if error is None or isinstance(error, GatewayRefused) or attempts >= MAX_ATTEMPTS:
        return None
    pause = min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)
    told = error.after if isinstance(error, GatewayUnavailable) else None
    return clock.now() + max(pause, told or pause)


async def count_dead(session: AsyncSession) -> int:
    """How many errands wait for a person."""
    dead = select(func.count()).select_from(Errand).where(col(Errand.died_at).is_not(None))
    return (await session.exec(dead)).one()


async def list_dead(session: AsyncSession, limit: int = 100) -> list[tuple[Errand, FactRow]]:
    """Errands that wait for a person, newest first, with the fact each carries."""
    dead = select(Errand, FactRow).join(FactRow).where(col(Errand.died_at).is_not(None))
    rows = (await session.exec(dead.order_by(col(Errand.died_at).desc()).limit(limit))).all()
    return [(errand, fact) for errand, fact in rows]


async def revive(session: AsyncSession, errand_id: UUID) -> None:
    """Try a dead errand again, from the first pause."""
    errand = await session.get(Errand, errand_id)
    if errand is None:
        raise NotFound("errand", errand_id)
    errand.died_at, errand.error, errand.attempts = None, None, 0
    errand.due_at = clock.now()

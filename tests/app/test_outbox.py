"""Every fact reaches every reaction, at least once, and a failing one stays alone."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.db import Database
from app.outbox import MAX_ATTEMPTS, Errand, Outbox, Reactions, count_dead, list_dead, revive
from domain import clock
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.ledger import Begin, Fact, record

HOUR = timedelta(hours=1)


class BellRang(Fact):
    bell_id: UUID


def hearing(heard: list[UUID], fail: Callable[[], Exception | None] = lambda: None) -> object:
    """A reaction that remembers what it was told, or fails."""

    async def hear(fact: BellRang, begin: Begin) -> None:
        if error := fail():
            raise error
        heard.append(fact.bell_id)

    return hear


def outbox_of(db: Database, **reactions: object) -> Outbox:
    after = Reactions()
    for name, reaction in reactions.items():
        after.on(BellRang, name, reaction)  # type: ignore[arg-type]  # made by `hearing`
    return Outbox(db.begin, db.read, after)


async def ring(db: Database) -> UUID:
    bell = uuid4()
    async with db.begin() as session:
        record(session, BellRang(bell_id=bell))
    return bell


async def test_a_fact_reaches_every_reaction_once(db: Database) -> None:
    first: list[UUID] = []
    second: list[UUID] = []
    outbox = outbox_of(db, first=hearing(first), second=hearing(second))
    bell = await ring(db)
    for _ in range(2):
        await outbox.drain()
    assert (first, second) == ([bell], [bell])


async def test_a_fact_of_a_transaction_that_failed_is_never_told(db: Database) -> None:
    heard: list[UUID] = []
    outbox = outbox_of(db, hear=hearing(heard))

    async def ring_and_stumble() -> None:
        async with db.begin() as session:
            record(session, BellRang(bell_id=uuid4()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await ring_and_stumble()
    await outbox.drain()
    assert heard == []


async def test_a_failing_reaction_is_tried_again_alone_and_later(db: Database) -> None:
    steady: list[UUID] = []
    shaky: list[UUID] = []
    errors: list[Exception | None] = [GatewayUnavailable("busy"), None]
    outbox = outbox_of(db, steady=hearing(steady), shaky=hearing(shaky, lambda: errors.pop(0)))
    bell = await ring(db)
    await outbox.drain()
    assert (steady, shaky) == ([bell], [])
    with clock.at(clock.now() + HOUR):
        await outbox.drain()
    assert (steady, shaky) == ([bell], [bell])


async def test_nothing_is_tried_before_the_hour_that_was_told(db: Database) -> None:
    """YK-15: whoever is asked too often says for how long to leave him alone."""
    heard: list[UUID] = []
    busy: list[Exception | None] = [GatewayUnavailable("busy", after=HOUR), None]
    outbox = outbox_of(db, hear=hearing(heard, lambda: busy.pop(0)))
    bell = await ring(db)
    await outbox.drain()
    with clock.at(clock.now() + HOUR * 0.9):
        await outbox.drain()
    assert heard == []
    with clock.at(clock.now() + HOUR * 1.1):
        await outbox.drain()
    assert heard == [bell]


async def test_what_is_refused_for_good_waits_for_a_person_at_once(db: Database) -> None:
    outbox = outbox_of(db, hear=hearing([], lambda: GatewayRefused("no")))
    await ring(db)
    await outbox.drain()
    async with db.read() as session:
        assert await count_dead(session) == 1
        ((errand, fact),) = await list_dead(session)
    assert (errand.attempts, fact.kind) == (1, "BellRang")


async def test_what_fails_too_often_waits_for_a_person(db: Database) -> None:
    outbox = outbox_of(db, hear=hearing([], lambda: GatewayUnavailable("down")))
    await ring(db)
    for hours in range(MAX_ATTEMPTS):
        with clock.at(clock.now() + HOUR * hours * 2):
            await outbox.drain()
    async with db.read() as session:
        assert await count_dead(session) == 1


async def test_a_person_can_have_it_tried_again(db: Database) -> None:
    heard: list[UUID] = []
    errors: list[Exception | None] = [GatewayRefused("no"), None]
    outbox = outbox_of(db, hear=hearing(heard, lambda: errors.pop(0)))
    bell = await ring(db)
    await outbox.drain()
    async with db.begin() as session:
        ((errand, _),) = await list_dead(session)
        await revive(session, errand.id)
    await outbox.drain()
    assert heard == [bell]


async def test_a_lease_left_by_a_crash_is_taken_up_by_the_next_start(db: Database) -> None:
    heard: list[UUID] = []
    bell = await ring(db)
    await outbox_of(db, hear=hearing(heard)).drain()
    async with db.begin() as session:
        errand = (await session.exec(select(Errand))).one()
        errand.due_at, errand.is_leased = clock.now() + HOUR, True
    heard.clear()
    has_heard = asyncio.Event()

    async def hear(fact: BellRang, begin: Begin) -> None:
        heard.append(fact.bell_id)
        has_heard.set()

    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(outbox_of(db, hear=hear).run())
        await has_heard.wait()
        running.cancel()
    assert heard == [bell]


async def test_two_who_want_one_errand_do_it_once(db: Database) -> None:
    heard: list[UUID] = []
    outboxes = [outbox_of(db, hear=hearing(heard)) for _ in range(2)]
    bell = await ring(db)
    await asyncio.gather(*(outbox.drain() for outbox in outboxes))
    assert heard == [bell]

"""Handles kept updates: each chat in order, the chats side by side.

An update is heard in one transaction: its effects, the dialogue's new state and the replies are
committed together, with those of other chats that come at the same moment. Only then is anything
said, with no transaction open. What fails for a while is tried again and holds up its own chat
alone; what fails for good gets an apology and is buried.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from loguru import logger as log
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from app import updates
from app.batch import Batch
from app.db import Database
from app.replies import Reply, from_plain, to_plain
from app.updates import BotUpdate
from domain import clock
from domain.errors import GatewayError, GatewayUnavailable
from domain.messages import AddressRefused

SIDE_BY_SIDE = 500
"""How many chats are served at once: most of them merely wait until their next may be said."""
HEARD_TOGETHER = 16
"""Updates in one transaction at most: others want to write too."""
AT_A_TIME = 5
"""Updates of one chat that are taken in hand; then others have their turn."""
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=5)
GIVE_UP_SAYING = timedelta(hours=6)
"""An answer that old helps nobody."""
LOOK_EVERY = 5.0
"""Seconds after which the lanes look by themselves: for what was asked to be tried again."""
MANY = 1000
Said = list[dict[str, object]]


class Mouth(Protocol):
    """Understands updates."""

    async def meet(self, session: AsyncSession, rows: Sequence[BotUpdate]) -> None:
        """These updates are heard next, in this transaction: read at once what all need."""
        ...

    async def hear(self, session: AsyncSession, row: BotUpdate) -> list[Reply]:
        """Act on an update within the transaction; what is to be said afterwards."""
        ...

    async def apologise(
        self, session: AsyncSession, row: BotUpdate, error: Exception
    ) -> list[Reply]:
        """An update could not be understood: what the person is told, and the trainer too."""
        ...

    async def speak(self, reply: Reply) -> None:
        """Say one reply; raises what the messenger raises."""
        ...

    async def note_refusal(self, session: AsyncSession, reply: Reply, error: str) -> None:
        """The person of this reply has shut the bot out."""
        ...


class Lanes:
    """All chats' lanes."""

    def __init__(self, db: Database, mouth: Mouth) -> None:
        self._db = db
        self._mouth = mouth
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._known: set[str] = set()
        """Chats that stand in the queue or are being served."""
        self._again: set[str] = set()
        """Chats of which something came while they were being served."""
        self._look = asyncio.Event()
        self._free = asyncio.Semaphore(SIDE_BY_SIDE)
        self._heard: Batch[BotUpdate, Said] = Batch(db, self._hear_all, HEARD_TOGETHER)
        self._over: Batch[UUID, None] = Batch(db, _close)

    def wake(self, lanes: Iterable[str]) -> None:
        """There are fresh updates of these chats."""
        for lane in lanes:
            if lane in self._known:
                self._again.add(lane)
            else:
                self._known.add(lane)
                self._ready.put_nowait(lane)

    async def run(self) -> None:
        """Work until cancelled; wakes when told, and when a pause has ended."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._deal(tasks), name="chats")
            while True:
                wait = await self._find_waiting()
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._look.wait()
                self._look.clear()

    async def drain(self) -> None:
        """Work until nothing is due; for tests and commands."""
        while due := [lane for lane in await self._list_lanes() if not _wait(lane)]:
            for name, rows in (await self._list_next([lane.name for lane in due])).items():
                await self._walk(name, rows)

    async def _find_waiting(self) -> float:
        """Wake the chats whose time has come; seconds until the next look."""
        try:
            waiting = await self._list_lanes()
        except (DBAPIError, OSError):
            log.exception("the lanes cannot look into the database")
            return 1.0
        self.wake(lane.name for lane in waiting if not _wait(lane) and lane.name not in self._known)
        return min([LOOK_EVERY, *(wait for lane in waiting if (wait := _wait(lane)))])

    async def _list_lanes(self) -> list[updates.Lane]:
        async with self._db.read() as session:
            return await updates.list_lanes(session, limit=MANY)

    async def _deal(self, tasks: asyncio.TaskGroup) -> None:
        """Give every chat that is ready a task of its own, as many as may be at once."""
        while True:
            lanes = [await self._ready.get()]
            while not self._ready.empty():
                lanes.append(self._ready.get_nowait())
            self._again.difference_update(lanes)
            try:
                found = await self._list_next(lanes)
            except (DBAPIError, OSError):
                # Whoever is not known any more is found by the next look.
                log.exception("the lanes cannot look into the database")
                found = {}
            for lane in lanes:
                await self._free.acquire()
                tasks.create_task(self._serve(lane, found.get(lane, [])), name="a chat")

    async def _list_next(self, lanes: Sequence[str]) -> dict[str, list[BotUpdate]]:
        async with self._db.read() as session:
            return await updates.list_next(session, lanes, AT_A_TIME)

    async def _serve(self, lane: str, rows: Sequence[BotUpdate]) -> None:
        try:
            if await self._walk(lane, rows) and len(rows) == AT_A_TIME:
                self._again.add(lane)
        except Exception:  # noqa: BLE001 - a lane never dies: it stumbles, says so, goes on
            log.exception("the lane of a chat stumbled")
            await asyncio.sleep(1)
            self._again.add(lane)
        finally:
            self._free.release()
        self._known.discard(lane)
        if lane in self._again:
            self.wake([lane])

    async def _walk(self, lane: str, rows: Sequence[BotUpdate]) -> bool:
        """Handle updates of one chat in their order; False when the next must wait."""
        for row in rows:
            if row.due_at is not None and row.due_at > clock.now():
                return False
            if not await self._take(row):
                return False
        return True

    async def _take(self, row: BotUpdate) -> bool:
        """Handle one update and say its replies; False when it must wait."""
        try:
            said = row.replies if row.handled_at else await self._hear(row)
            await self._speak([from_plain(reply) for reply in said])
        except (GatewayUnavailable, DBAPIError, OSError) as e:
            await self._put_off(row, e)
            return False
        except GatewayError as e:
            log.error("an answer to update {} cannot be said: {!r}", row.number, e)
            async with self._db.begin() as session:
                if fresh := await session.get(BotUpdate, row.id):
                    updates.bury(fresh, repr(e))
            return True
        await self._over.add(row.id)
        return True

    async def _hear(self, row: BotUpdate) -> Said:
        try:
            return await self._heard.add(row)
        except (DBAPIError, OSError):
            raise
        except Exception as e:  # noqa: BLE001 - whatever it is, nobody is left in silence
            log.exception("update {} was not understood", row.number)
            async with self._db.begin() as session:
                _note(row, await self._mouth.apologise(session, row, e))
                row.died_at, row.error = clock.now(), repr(e)[:500]
                await updates.note_heard(session, [row])
                return row.replies

    async def _hear_all(self, session: AsyncSession, rows: Sequence[BotUpdate]) -> list[Said]:
        await self._mouth.meet(session, rows)
        for row in rows:
            _note(row, await self._mouth.hear(session, row))
        await updates.note_heard(session, rows)
        return [row.replies for row in rows]

    async def _speak(self, replies: Sequence[Reply]) -> None:
        for reply in replies:
            try:
                await self._mouth.speak(reply)
            except AddressRefused as e:
                async with self._db.begin() as session:
                    await self._mouth.note_refusal(session, reply, str(e))
                return

    async def _put_off(self, row: BotUpdate, error: Exception) -> None:
        log.warning("update {} waits: {!r}", row.number, error)
        if clock.now() - row.created_at > GIVE_UP_SAYING and row.handled_at:
            await self._over.add(row.id)
            return
        pause = min(FIRST_PAUSE * (1 << min(row.attempts, 10)), LONGEST_PAUSE)
        async with self._db.begin() as session:
            await updates.put_off(session, row.id, repr(error), clock.now() + pause)
        self._look.set()


def _note(row: BotUpdate, replies: Sequence[Reply]) -> None:
    row.replies, row.handled_at = [to_plain(reply) for reply in replies], clock.now()


def _wait(lane: updates.Lane) -> float:
    """Seconds until the lane's first update may be tried; 0 for now."""
    if lane.due_at is None:
        return 0.0
    return max(0.0, (lane.due_at - clock.now()).total_seconds())


async def _close(session: AsyncSession, ids: Sequence[UUID]) -> list[None]:
    await updates.close(session, ids)
    return [None] * len(ids)

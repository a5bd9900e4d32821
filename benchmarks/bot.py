"""The bot beside 10,000 clients: how soon it answers, alone and in a flood, and what it weighs."""

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import SQLModel, select

from app.db import Database
from app.seals import Seals
from app.standins.telegram import TOKEN
from benchmarks.figures import Figure, percentile
from benchmarks.filling import fill
from benchmarks.messenger import Messenger, serving_messenger
from domain.contacts import ContactKind
from domain.people import Client, Contact
from tests.serving import Server

CLIENTS, KNOWN = 10_000, 3_000
FIRST = 7_000_000_000
KEY = "benchmark " * 4
CALM, CALM_SECONDS, CALM_MS = 20, 15, 300
FLOOD, FLOOD_SECONDS, FLOODERS = 500, 10, 50
HONEST, HONEST_SECONDS = 5, 2.0
MANY, SHARE = 1_000, 0.5
MEGABYTES = 100
IDLE_SECONDS = 10
TEXTS = ("/today", "/help", "/progress", "/contacts")


def measure() -> Iterator[Figure]:
    """All figures, on one database."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        fill(data, CLIENTS)
        asyncio.run(_bind(data))
        yield from asyncio.run(_measure(data))


async def _measure(data: Path) -> list[Figure]:
    without = await _weigh(data)
    async with serving_messenger() as messenger:
        server = _server(data, messenger, rate=25)
        await asyncio.to_thread(server.start)
        await _settle(messenger)
        added = server.rss_mb - without
        calm = await _answer_calmly(messenger)
        await asyncio.to_thread(server.stop)
    async with serving_messenger() as messenger:
        server = _server(data, messenger, rate=1000)
        await asyncio.to_thread(server.start)
        await _settle(messenger)
        ours = await _answer_many(messenger)
        await asyncio.to_thread(server.stop)
    bare = await _echo_many(data)
    async with serving_messenger() as messenger:
        server = _server(data, messenger, rate=25)
        await asyncio.to_thread(server.start)
        await _settle(messenger)
        honest, lost = await _flood(messenger, data)
        await asyncio.to_thread(server.stop)
    p95, late = percentile(calm, 0.95) * 1000, percentile(honest, 0.95)
    return [
        Figure(f"a tap or text at {CALM}/s, p95", "≤ 300 ms", f"{p95:.0f} ms", p95 / CALM_MS),
        Figure(f"an honest one at {FLOOD}/s, p95", "≤ 2 s", f"{late:.2f} s", late / HONEST_SECONDS),
        Figure("… updates lost", "0", str(lost), float(lost), at_most=0.0),
        Figure(f"to an echo's {bare:.0f}/s", "≥ 0.5", f"{ours:.0f}/s", ours / bare, None, SHARE),
        Figure("the bot adds", "≤ 100 MB", f"{added:.0f} MB", added / MEGABYTES),
    ]


async def _bind(data: Path) -> None:
    """The first clients have accounts."""
    db = Database(f"sqlite:///{data}/podhod.db")
    async with db.begin() as session:
        ids = (await session.exec(select(Client.id).limit(KNOWN))).all()
        kind = ContactKind.TELEGRAM_ID
        rows = [Contact(client_id=i, kind=kind, value=str(FIRST + n)) for n, i in enumerate(ids)]
        table = SQLModel.metadata.tables["contact"]
        await (await session.connection()).execute(insert(table), [r.model_dump() for r in rows])
    await db.close()


def _server(data: Path, messenger: Messenger, rate: int) -> Server:
    told = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": messenger.url, "SECRET_KEY": KEY}
    return Server(data, **told, TELEGRAM_RATE=str(rate))


async def _weigh(data: Path) -> float:
    server = Server(data, SECRET_KEY=KEY)
    await asyncio.to_thread(server.start)
    await asyncio.sleep(IDLE_SECONDS)
    held = server.rss_mb
    await asyncio.to_thread(server.stop)
    return held


async def _settle(messenger: Messenger) -> None:
    """The bot has come in whole, and is at rest."""
    for text in TEXTS:
        messenger.say(FIRST, text)
    await messenger.wait_for_answers([FIRST], len(TEXTS))
    messenger.answered.clear()
    await asyncio.sleep(IDLE_SECONDS)


async def _answer_calmly(messenger: Messenger) -> list[float]:
    """Seconds from each update to its answer."""
    seals, asked = Seals(KEY), dict[int, float]()
    for n in range(CALM * CALM_SECONDS):
        account = FIRST + n
        asked[account] = time.perf_counter()
        if n % 2:
            messenger.press(account, seals.seal(account, "progress" if n % 4 == 1 else "contacts"))
        else:
            messenger.say(account, TEXTS[n // 2 % 4] if n % 10 else "А можно с больной спиной?")
        await asyncio.sleep(1 / CALM)
    await messenger.wait_for_answers(asked)
    return [messenger.answered[account][0] - began for account, began in asked.items()]


async def _answer_many(messenger: Messenger) -> float:
    """Answers a second to people who have all written at once."""
    accounts = range(FIRST + 500, FIRST + 500 + MANY)
    began = time.perf_counter()
    for account in accounts:
        messenger.say(account, "/contacts")
    await messenger.wait_for_answers(accounts)
    return MANY / (time.perf_counter() - began)


async def _echo_many(data: Path) -> float:
    async with serving_messenger() as messenger:
        echo = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.bare_bot", messenger.url, str(data / "echo.db")
        )
        messenger.say(FIRST, "hello")
        await messenger.wait_for_answers([FIRST])
        rate = await _answer_many(messenger)
        echo.kill()
        await echo.wait()
    return rate


async def _flood(messenger: Messenger, data: Path) -> tuple[list[float], int]:
    """Seconds that honest people waited meanwhile, and how many updates were not kept."""
    before, asked = _count(data), dict[int, float]()
    until = time.perf_counter() + FLOOD_SECONDS
    tick, posted = time.perf_counter(), 0
    while time.perf_counter() < until:
        for n in range(FLOOD // 20):
            messenger.say(FIRST + 2000 + n % FLOODERS, "/help")
        posted += FLOOD // 20
        if posted % (FLOOD // HONEST) == 0:
            account = FIRST + 1600 + len(asked)
            asked[account] = time.perf_counter()
            messenger.say(account, "/today")
        tick += 1 / 20
        await asyncio.sleep(max(0.0, tick - time.perf_counter()))
    await messenger.wait_for_answers(asked)
    await messenger.wait_until_confirmed()
    waited = [messenger.answered[account][0] - began for account, began in asked.items()]
    return waited, posted + len(asked) - (_count(data) - before)


def _count(data: Path) -> int:
    with closing(sqlite3.connect(f"file:{data}/podhod.db?mode=ro", uri=True)) as here:
        return int(here.execute("SELECT count(*) FROM botupdate").fetchone()[0])

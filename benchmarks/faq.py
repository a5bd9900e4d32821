"""Answers by meaning: how often they are right on questions nothing was tuned on, and how quick.

The quick part asks 50 questions a second of 10,000 entries, each at its own moment, whether the one
before is answered or not; the first of it reckons what all the entries mean, some minutes of work.
"""

import asyncio
import resource
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app import tables
from app.db import Database
from app.faq_index import FaqIndex
from app.gateways.sentence_encoder import SentenceEncoder
from app.live import Live
from benchmarks.figures import Figure, percentile
from domain import faq
from domain.faq import Judged, Quality
from domain.furnishing import furnish

HERE = Path(__file__).parent
ENTRIES, RATE, SECONDS = 10_000, 50, 20
MOST_MS, MOST_MB = 50.0, 200.0


def measure() -> Iterator[Figure]:
    """Quality on the default answers, memory, and the time of an answer among 10,000."""
    with tempfile.TemporaryDirectory() as folder:
        quality, grown = asyncio.run(_ask_all(f"sqlite:///{folder}/quality.db"))
        p99, median = asyncio.run(_hurry(f"sqlite:///{folder}/many.db"))
    right, told = quality.precision, f"{quality.precision:.3f}"
    yield Figure("FAQ: right where it answers", "≥ 0.90", told, 0.90 / right)
    told = f"{quality.coverage:.3f}"
    yield Figure("FAQ: answered of what has an answer", "≥ 0.75", told, 0.75 / quality.coverage)
    told = f"{quality.false:.3f}"
    yield Figure("FAQ: answered of what has none", "≤ 0.05", told, quality.false / 0.05)
    yield Figure("FAQ: memory the model adds", "≤ 200 MB", f"{grown:.0f} MB", grown / MOST_MB)
    print(f"  median {median:.1f} ms")
    told = f"{p99:.1f} ms"
    yield Figure("FAQ: an answer of 10,000 at 50/s, p99", "≤ 50 ms", told, p99 / MOST_MS)


async def _ask_all(url: str) -> tuple[Quality, float]:
    db, index = await _open(url)
    before = _resident()
    await index.learn()
    judged = await _judge(index, tomllib.loads((HERE / "faq_set.toml").read_text()))
    grown = _resident() - before
    async with db.read() as session:
        thresholds = await faq.read_thresholds(session)
    for sure in (thresholds.perhaps, 0.3, 0.35, 0.45, 0.5):
        near = faq.measure(judged, sure)
        print(f"  from {sure:.2f}: {near.precision:.3f} {near.coverage:.3f} {near.false:.3f}")
    await db.close()
    return faq.measure(judged, thresholds.sure), grown


async def _judge(index: FaqIndex, labelled: dict[str, Any]) -> list[Judged]:
    asked = [(text, q) for q, texts in labelled["asked"].items() for text in texts]
    asked += [(text, None) for text in labelled["off_topic"]]
    return [await index.judge(text, question) for text, question in asked]


async def _hurry(url: str) -> tuple[float, float]:
    """p99 and median of answers, in milliseconds."""
    db, index = await _open(url)
    async with db.begin() as session:
        seeds = [row.question for row in await faq.list_entries(session)]
        many = [
            {"question": f"{seeds[n % len(seeds)]} {n}", "answer": f"{n}."}
            for n in range(ENTRIES - len(seeds))
        ]
        await faq.import_entries(session, many)
    began = time.perf_counter()
    await index.learn()
    print(f"  {ENTRIES} entries reckoned in {time.perf_counter() - began:.0f} s")
    labelled = tomllib.loads((HERE / "faq_set.toml").read_text())
    asked = [text for texts in labelled["asked"].values() for text in texts]
    start = asyncio.get_running_loop().time() + 0.1
    times = await asyncio.gather(
        *(_ask(index, asked[n % len(asked)], start + n / RATE) for n in range(RATE * SECONDS))
    )
    await db.close()
    return percentile(times, 0.99), percentile(times, 0.5)


async def _ask(index: FaqIndex, text: str, moment: float) -> float:
    loop = asyncio.get_running_loop()
    await asyncio.sleep(moment - loop.time())
    await index.find(text)
    return (loop.time() - moment) * 1000


async def _open(url: str) -> tuple[Database, FaqIndex]:
    db = Database(url)
    async with db.engine.begin() as connection:
        await connection.run_sync(tables.metadata.create_all)
    async with db.begin() as session:
        await furnish(session)
    return db, FaqIndex(db.read, db.begin, Live(), SentenceEncoder())


def _resident() -> float:
    """Megabytes at the most so far: what loading needs for a moment counts too."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

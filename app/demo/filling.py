"""Filling the database: the play is given beside it, and moves in when it is over.

Whatever goes wrong on the way, the database is as empty as before.
"""

import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import event, func, select, update
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession

from app import backup, documents, opening
from app import migrate as schema
from app.db import Database
from app.demo import visitors
from app.demo.cast import DAYS, Way, gather
from app.demo.plot import Actor
from app.demo.stage import Mail, Stage
from app.gateways.yookassa import YooKassa
from app.outside import Outside
from app.runtime import build_runtime
from app.settings import Settings
from app.standins.yookassa import YooKassaStandIn
from app.stops import Stop
from app.tables import metadata
from app.words import commands, demo
from domain import clock, messages
from domain.furnishing import furnish
from domain.ledger import FactRow
from domain.payments import PLAY
from domain.people import Client

TICKS = (10, 19)
"""Hours of the day at which the clockwork ticks on the stage."""


class HasClients(Stop):
    """Somebody is in the database already."""

    def __init__(self) -> None:
        super().__init__(commands.NOT_EMPTY)


async def fill(settings: Settings) -> tuple[int, float]:
    """Put the play into the empty database; returns how many people, and seconds.

    Raises:
        HasClients: it is not empty.
    """
    started = time.monotonic()
    await opening.bring_up_to_date(settings)
    await _furnish(settings)
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix=".demo-") as name:
        copy = Path(name) / "play.db"
        await backup.snapshot(settings.database_url, copy)
        url = f"sqlite:///{copy}"
        bank = YooKassaStandIn(f"{settings.public_url}/demo/bank", Path(name) / "bank.json")
        async with _staged(settings, url, bank) as stage:
            await _play(stage, clock.now().replace(second=0, microsecond=0))
        people = await _move_in(url, settings.database_url)
        if opening.build_bank(settings) is not None:
            (Path(name) / "bank.json").replace(settings.data_dir / "demo-bank.json")
    return people, time.monotonic() - started


async def _furnish(settings: Settings) -> None:
    db = Database(settings.database_url)
    try:
        async with db.begin() as session:
            if (await session.exec(select_rows(Client.id).limit(1))).first() is not None:
                raise HasClients
            await furnish(session)
            await documents.publish_consents(session, settings, Outside())
            await session.flush()
            await _call_told(session)
    finally:
        await db.close()


@asynccontextmanager
async def _staged(settings: Settings, url: str, bank: YooKassaStandIn) -> AsyncIterator[Stage]:
    changed = {"database_url": url, "mail_from": demo.SENDER, "telegram_owner_chat_id": None}
    transport, mail = httpx.ASGITransport(bank.app), Mail()
    async with httpx.AsyncClient(transport=transport, base_url="http://demo-bank/v3/") as http:
        outside = Outside(payments={PLAY: YooKassa(http)}, channels={mail.name: mail})
        runtime = build_runtime(settings.model_copy(update=changed), outside)

        @event.listens_for(runtime.db.engine.sync_engine, "connect")
        def hurry(connection: Any, _: object) -> None:
            # A play that is cut short is thrown away: there is nothing to be kept from a crash.
            connection.execute("PRAGMA synchronous=OFF")

        try:
            yield Stage(runtime, bank, mail)
        finally:
            await runtime.db.close()


async def _play(stage: Stage, now: datetime) -> None:
    zone = ZoneInfo(stage.runtime.settings.timezone)
    first = now.astimezone(zone).replace(hour=0, minute=0) - timedelta(days=DAYS)
    for person in gather():
        comes = first + timedelta(days=person.day, hours=person.hour)
        stage.at(min(comes, now - timedelta(hours=3)), Actor(stage, person).enter)
        if person.way is Way.REVIEWED and person.email:
            stage.mail.wrong = {person.email}
    for day in range(DAYS + 1):
        for hour in TICKS:
            stage.at(first + timedelta(days=day, hours=hour), stage.tick)
    await stage.play(now - timedelta(days=1))
    async with stage.runtime.db.begin() as session:
        await messages.mark_notices_read(session)
        await visitors.come(session, first.date(), DAYS + 1)
    await stage.play(now)
    async with stage.runtime.db.begin() as session:
        await _call_told(session)


async def _call_told(session: AsyncSession) -> None:
    """Whatever followed has followed: the house that opens with it tells none of it again."""
    told = update(FactRow).where(col(FactRow.told_at).is_(None))
    await session.exec(told.values(told_at=FactRow.created_at))


async def _move_in(play: str, home: str) -> int:
    """Every row of the play that is not at home yet, in one transaction."""
    source, target = schema.build_engine(play), schema.build_engine(home)
    try:
        async with source.connect() as there, target.begin() as here:
            for table in metadata.sorted_tables:
                known: set[UUID] = set((await here.execute(select(table.c.id))).scalars())
                rows = (await there.execute(table.select())).mappings().all()
                fresh = [dict(row) for row in rows if row["id"] not in known]
                if fresh:
                    await here.execute(table.insert(), fresh)
            people = select(func.count()).select_from(metadata.tables["client"])
            return int((await here.execute(people)).scalar_one())
    finally:
        await source.dispose()
        await target.dispose()

"""Restoring: a checked archive put in the place of what is there; for a house that stands still.

What is overwritten with `force` is kept as an archive of its own first.
"""

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from loguru import logger as log
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from app import backup
from app import migrate as schema
from app.backup import DATABASE, KEYS, UPLOADS, Manifest
from app.settings import Settings
from app.stops import Stop
from domain import clock

PEOPLE = ("client", "user_account")
"""Tables that say whether somebody has begun to use a database."""


class WouldOverwrite(Stop):
    """There is data already, and nobody said that it may go."""

    def __init__(self) -> None:
        super().__init__("there is data here already; --force replaces it (a copy is kept)")


async def restore(settings: Settings, archive: Path, *, force: bool) -> Manifest:
    """Put what is in `archive` in the place of what is here; the caller holds the lock.

    Raises:
        BadArchive: it is not whole.
        SchemaNewer: it was made by a newer version.
        WouldOverwrite: there is data, and no `force`.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix=".restore-") as name:
        folder = Path(name)
        manifest = backup.unpack(archive, folder)
        await schema.migrate(f"sqlite:///{folder / DATABASE}")
        await _make_room(settings, force=force)
        await _put_database(settings, folder / DATABASE)
        _put_files(settings.data_dir, folder)
    return manifest


async def _make_room(settings: Settings, *, force: bool) -> None:
    """Keep what is here, or refuse to replace it; a database that cannot be read counts as data."""
    moment = clock.now().strftime("%Y%m%d-%H%M%S")
    kept = settings.data_dir / "backups" / f"before-restore-{moment}.tar.gz"
    try:
        is_used = await schema.on_connection(settings.database_url, _has_people)
    except DatabaseError:
        is_used = True
    if not is_used:
        return
    if not force:
        raise WouldOverwrite
    try:
        await backup.write(settings, kept)
    except (DatabaseError, sqlite3.DatabaseError):
        kept = kept.with_name(f"damaged-{moment}.db")
        shutil.copy(make_url(settings.database_url).database or "", kept)
    log.info("kept a copy of what was here: {}", kept)


def _has_people(connection: Connection) -> bool:
    there = set(inspect(connection).get_table_names())
    return any(
        connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first()  # noqa: S608
        for table in PEOPLE
        if table in there
    )


async def _put_database(settings: Settings, copy: Path) -> None:
    address = make_url(settings.database_url)
    if address.get_backend_name() == "sqlite":
        _put_sqlite(copy, Path(address.database or ""))
    else:
        await _put_postgresql(copy, settings.database_url)


def _put_sqlite(copy: Path, place: Path) -> None:
    # What still lies in a write-ahead log belongs to the old file: it must not meet the new one.
    with closing(sqlite3.connect(copy)) as closing_log:
        closing_log.execute("PRAGMA journal_mode=DELETE")
    if place.exists():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(place)) as old:
            old.execute("PRAGMA journal_mode=DELETE")
    for left in (f"{place}-wal", f"{place}-shm"):
        Path(left).unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.move(copy, place)


async def _put_postgresql(copy: Path, url: str) -> None:
    """All rows in one transaction: another reader sees the old house or the new one."""
    from app.tables import metadata

    await schema.migrate(url)
    source, target = schema.build_engine(f"sqlite:///{copy}"), schema.build_engine(url)
    try:
        async with source.connect() as there, target.begin() as here:
            names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
            await here.execute(text(f"TRUNCATE {names}"))
            await backup.copy_rows(there, here, metadata)
    finally:
        await source.dispose()
        await target.dispose()


def _put_files(data_dir: Path, folder: Path) -> None:
    for name in KEYS:
        if (folder / name).exists():
            (folder / name).replace(data_dir / name)
    if (data_dir / UPLOADS).exists():
        (data_dir / UPLOADS).rename(folder / "uploads.old")
    if (folder / UPLOADS).exists():
        (folder / UPLOADS).rename(data_dir / UPLOADS)

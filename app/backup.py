"""Backups: one archive of the database, the uploads and the keys, and the way back.

The database in an archive is always a SQLite file, whatever engine it came from: one format that
can be looked into with ordinary tools, checked by SQLite itself, and restored into either engine.
SQLite makes the copy at one moment (`VACUUM INTO`), PostgreSQL reads it in one repeatable
transaction; the server goes on meanwhile.
"""

import asyncio
import hashlib
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from app import migrate as schema
from app.settings import Settings
from app.stops import Stop
from domain import clock

DATABASE = "podhod.db"
MANIFEST = "manifest.json"
KEYS = ("secret.key", "dkim.key", "demo-bank.json")
UPLOADS = "uploads"
FORMAT = 1
CHUNK = 500


class Manifest(BaseModel):
    """What an archive holds, by which it is checked."""

    model_config = ConfigDict(frozen=True)

    format: int
    made_at: str
    revision: str
    rows: dict[str, int]
    """How many rows each table has."""
    files: dict[str, str]
    """The SHA-256 of every other file."""


class BadArchive(Stop):
    """This is no backup of ours, or it is damaged."""


async def write(settings: Settings, target: Path) -> Manifest:
    """Put everything into `target`; it appears whole or not at all, readable by its owner alone."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as name:
        folder = Path(name)
        await snapshot(settings.database_url, folder / DATABASE)
        return await asyncio.to_thread(_pack, settings, folder, target)


async def snapshot(url: str, copy: Path) -> None:
    """The whole database as a SQLite file, as of one moment."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        await asyncio.to_thread(_vacuum, Path(address.database or ""), copy)
    else:
        await _copy_out(url, copy)


def _vacuum(database: Path, copy: Path) -> None:
    copy.touch(0o600)
    with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as reading:
        # Checkpoints are the writer's alone.
        reading.execute("PRAGMA wal_autocheckpoint=0")
        reading.execute("VACUUM INTO ?", (str(copy),))


async def _copy_out(url: str, copy: Path) -> None:
    """Rows as they lie there, by the tables as they are there: the schema may be an older one."""
    source, target = schema.build_engine(url), schema.build_engine(f"sqlite:///{copy}")
    try:
        async with source.connect() as there, target.begin() as here:
            await there.execution_options(isolation_level="REPEATABLE READ")
            revision = await there.run_sync(schema.check)
            if revision is not None:
                await here.run_sync(lambda connection: schema.upgrade(connection, revision))
            tables = MetaData()
            await there.run_sync(tables.reflect)
            await copy_rows(there, here, tables)
    finally:
        await source.dispose()
        await target.dispose()


async def copy_rows(there: AsyncConnection, here: AsyncConnection, tables: MetaData) -> None:
    """Every row of `tables` from one database into another, whatever the engines."""
    for table in tables.sorted_tables:
        if table.name == "alembic_version":
            continue
        rows = (await there.stream(table.select())).mappings()
        async for chunk in rows.partitions(CHUNK):
            await here.execute(table.insert(), [dict(row) for row in chunk])


def _pack(settings: Settings, folder: Path, target: Path) -> Manifest:
    database = folder / DATABASE
    files = dict(_files(settings.data_dir)) | {DATABASE: database}
    manifest = Manifest(
        format=FORMAT,
        made_at=clock.now().isoformat(timespec="seconds"),
        revision=_revision(database),
        rows=_count(database),
        files={name: _sha256(path) for name, path in files.items()},
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    fresh = folder / "archive"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            for name, path in {MANIFEST: folder / MANIFEST, **files}.items():
                archive.add(path, arcname=name, recursive=False)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)
    return manifest


def _files(data_dir: Path) -> Iterator[tuple[str, Path]]:
    """Everything beside the database that cannot be made again."""
    for name in KEYS:
        if (data_dir / name).is_file():
            yield name, data_dir / name
    for path in sorted((data_dir / UPLOADS).rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield str(path.relative_to(data_dir)), path


def unpack(archive: Path, folder: Path) -> Manifest:
    """Lay an archive out in `folder`, checked by its manifest, row by row counted.

    Raises:
        BadArchive: it is not whole.
    """
    try:
        with tarfile.open(archive, "r:gz") as opened:
            for member in opened:
                _lay_out(opened, member, folder)
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (tarfile.TarError, EOFError, OSError, ValidationError) as e:
        raise BadArchive(f"{archive}: not a backup, or damaged: {e}") from e
    if manifest.format != FORMAT:
        raise BadArchive(f"{archive}: format {manifest.format}, this version reads {FORMAT}")
    _check(manifest, folder)
    return manifest


def _lay_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    name = Path(member.name)
    is_ours = member.name in {MANIFEST, DATABASE, *KEYS} or name.parts[0] == UPLOADS
    if not member.isfile() or not is_ours or ".." in name.parts or name.is_absolute():
        raise BadArchive(f"a file that no backup has: {member.name}")
    source = archive.extractfile(member)
    if source is None:
        raise BadArchive(f"unreadable: {member.name}")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source, os.fdopen(descriptor, "wb") as file:
        while chunk := source.read(1 << 20):
            file.write(chunk)


def _check(manifest: Manifest, folder: Path) -> None:
    wrong = [n for n, sha in manifest.files.items() if not _is(folder / n, sha)]
    if wrong or DATABASE not in manifest.files:
        raise BadArchive(f"damaged: {', '.join(wrong) or DATABASE}")
    database = folder / DATABASE
    try:
        with closing(sqlite3.connect(database)) as reading:
            said = reading.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok" or _count(database) != manifest.rows:
            raise BadArchive(f"the database in it is damaged: {said}")
    except sqlite3.DatabaseError as e:
        raise BadArchive(f"the database in it is damaged: {e}") from e


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and _sha256(path) == sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _revision(database: Path) -> str:
    with closing(sqlite3.connect(database)) as reading:
        return str(reading.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _count(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as reading:
        names = reading.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = [name for (name,) in names.fetchall() if not name.startswith("sqlite_")]
        return {
            table: reading.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for table in tables
        }

"""Backups: everything in, everything back, and nothing of a damaged one."""

import io
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from app import backup, migrate
from app.backup import BadArchive
from app.db import Database
from app.migrate import SchemaNewer
from app.opening import bring_up_to_date
from app.restore import WouldOverwrite, restore
from app.settings import Settings, read_settings
from domain.furnishing import furnish
from domain.people import Client
from tests import made
from tests.databases import empty_database


def house(folder: Path, address: str) -> Settings:
    folder.mkdir(exist_ok=True)
    return read_settings(env_file=None, data_dir=folder, database_url=address)


@pytest.fixture
def lived_in(tmp_path: Path) -> Iterator[Settings]:
    """A house with an empty database."""
    (tmp_path / "lived").mkdir()
    with empty_database(tmp_path / "lived", "lived") as address:
        yield house(tmp_path / "lived", address)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Settings]:
    """Another one, on the same engine."""
    (tmp_path / "fresh").mkdir()
    with empty_database(tmp_path / "fresh", "fresh") as address:
        yield house(tmp_path / "fresh", address)


async def move_in(settings: Settings, name: str = "Анна") -> None:
    """Somebody begins to use the house."""
    await bring_up_to_date(settings)
    db = Database(settings.database_url)
    async with db.begin() as session:
        await furnish(session)
        client = await made.client(session, name)
        await made.payment(session, client)
    await db.close()


async def names(settings: Settings) -> list[str]:
    db = Database(settings.database_url)
    async with db.read() as session:
        found = [client.name for client in (await session.exec(select(Client))).all()]
    await db.close()
    return found


async def test_what_was_saved_comes_back(
    lived_in: Settings, fresh: Settings, tmp_path: Path
) -> None:
    await move_in(lived_in)
    (lived_in.data_dir / "uploads" / "photos").mkdir(parents=True)
    (lived_in.data_dir / "uploads" / "photos" / "hall.jpg").write_bytes(b"picture")
    written = await backup.write(lived_in, tmp_path / "all.tar.gz")
    back = await restore(fresh, tmp_path / "all.tar.gz", force=False)
    assert await names(fresh) == ["Анна"]
    assert (fresh.data_dir / "uploads/photos/hall.jpg").read_bytes() == b"picture"
    assert back.rows == written.rows
    assert _key(fresh) == _key(lived_in)


async def test_a_backup_moves_from_one_engine_to_the_other(
    lived_in: Settings, tmp_path: Path
) -> None:
    await move_in(lived_in)
    await backup.write(lived_in, tmp_path / "all.tar.gz")
    elsewhere = house(tmp_path / "elsewhere", f"sqlite:///{tmp_path}/elsewhere/podhod.db")
    await restore(elsewhere, tmp_path / "all.tar.gz", force=False)
    assert await names(elsewhere) == ["Анна"]
    await backup.write(elsewhere, tmp_path / "again.tar.gz")
    await restore(lived_in, tmp_path / "again.tar.gz", force=True)
    assert await names(lived_in) == ["Анна"]


async def test_data_is_replaced_only_by_force_and_kept_aside(
    lived_in: Settings, fresh: Settings, tmp_path: Path
) -> None:
    await move_in(lived_in, "Анна")
    await move_in(fresh, "Борис")
    await backup.write(lived_in, tmp_path / "all.tar.gz")
    with pytest.raises(WouldOverwrite):
        await restore(fresh, tmp_path / "all.tar.gz", force=False)
    assert await names(fresh) == ["Борис"]
    await restore(fresh, tmp_path / "all.tar.gz", force=True)
    assert await names(fresh) == ["Анна"]
    kept = next((fresh.data_dir / "backups").glob("before-restore-*.tar.gz"))
    await restore(fresh, kept, force=True)
    assert await names(fresh) == ["Борис"]


async def test_a_database_that_cannot_be_read_can_still_be_replaced(tmp_path: Path) -> None:
    settings = house(tmp_path / "here", f"sqlite:///{tmp_path}/here/podhod.db")
    await move_in(settings)
    await backup.write(settings, tmp_path / "all.tar.gz")
    (settings.data_dir / "podhod.db").write_bytes(b"no database any more" * 500)
    with pytest.raises(WouldOverwrite):
        await restore(settings, tmp_path / "all.tar.gz", force=False)
    await restore(settings, tmp_path / "all.tar.gz", force=True)
    assert await names(settings) == ["Анна"]


async def test_a_damaged_archive_changes_nothing(
    lived_in: Settings, fresh: Settings, tmp_path: Path
) -> None:
    await move_in(lived_in)
    await backup.write(lived_in, tmp_path / "all.tar.gz")
    whole = (tmp_path / "all.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    _replace(tmp_path / "all.tar.gz", tmp_path / "other.tar.gz", "secret.key", b"another key")
    for name in ("cut", "other"):
        with pytest.raises(BadArchive):
            await restore(fresh, tmp_path / f"{name}.tar.gz", force=True)
    assert _key(fresh) != "another key"
    assert await migrate.find_current(fresh.database_url) is None


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "uploads/../../outside", "main.py"])
async def test_an_archive_writes_nothing_outside_its_place(
    fresh: Settings, tmp_path: Path, name: str
) -> None:
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as evil:
        member = tarfile.TarInfo(name)
        member.size = 4
        evil.addfile(member, io.BytesIO(b"evil"))
    with pytest.raises(BadArchive, match="no backup has"):
        await restore(fresh, tmp_path / "evil.tar.gz", force=True)
    assert not _outside(tmp_path)


async def test_a_backup_of_a_newer_version_is_refused(
    lived_in: Settings, fresh: Settings, tmp_path: Path
) -> None:
    await move_in(lived_in)
    folder = tmp_path / "newer"
    folder.mkdir()
    await backup.snapshot(lived_in.database_url, folder / backup.DATABASE)
    with closing(sqlite3.connect(folder / backup.DATABASE)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    newer = house(tmp_path / "newer-house", f"sqlite:///{folder}/{backup.DATABASE}")
    await backup.write(newer, tmp_path / "newer.tar.gz")
    with pytest.raises(SchemaNewer, match="9999"):
        await restore(fresh, tmp_path / "newer.tar.gz", force=True)


async def test_a_copy_is_kept_before_real_data_is_migrated(
    lived_in: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await move_in(lived_in)
    known = migrate.head()
    monkeypatch.setattr(migrate, "head", lambda: "0999")
    await bring_up_to_date(lived_in)
    monkeypatch.undo()
    kept = next((lived_in.data_dir / "backups").glob("before-0999-*.tar.gz"))
    manifest = backup.unpack(kept, lived_in.data_dir / "backups")
    assert (manifest.revision, manifest.rows["client"]) == (known, 1)


def _outside(folder: Path) -> list[Path]:
    return [*folder.rglob("outside"), *Path("/etc").glob("outside")]


def _key(settings: Settings) -> str:
    return (settings.data_dir / "secret.key").read_text()


def _replace(archive: Path, target: Path, name: str, content: bytes) -> None:
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            raw = old.extractfile(member)
            assert raw is not None
            data = content if member.name == name else raw.read()
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))

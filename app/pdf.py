"""Papers as PDF: set by Typst, and kept on disk with a bound on their size.

What stands on a paper is decided in `app.papers`; how it looks, in `programme.typ`; `app.printing`
brings them together. Everything here blocks and is called in threads, but for the two reactions.
"""

import asyncio
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import typst

from app.papers import Paper
from app.settings import Settings
from domain.cards import ClientErased, ClientsMerged
from domain.ledger import Begin

TEMPLATE = Path(__file__).parent / "words" / "templates" / "programme.typ"
MOST_BYTES = 64 * 1024 * 1024
KEPT_FOR = timedelta(days=30)
"""A paper nobody has opened for so long is printed anew when somebody does."""


def set_in_type(
    paper: Paper, logo: bytes = b"", photos: Mapping[str, bytes] | None = None
) -> bytes:
    """The paper as a PDF file.

    Args:
        logo: a PNG, empty for none.
        photos: JPEGs by their names on the paper; one that is missing leaves its place to others.
    """
    # Data travels as a file beside the template: nothing in it can be read as markup. Tags for
    # screen readers make 12 weeks 416 kB instead of 115; the page at /p/TOKEN is the readable twin.
    # The press takes texts for files, so pictures go in as numbers.
    pictures = {
        "logo": list(logo),
        "photos": {name: list(photo) for name, photo in (photos or {}).items()},
    }
    told = json.dumps(paper.model_dump(mode="json") | pictures, ensure_ascii=False)
    files = {"main.typ": template(), "paper.json": told.encode()}
    # Its types know of names and bytes only; it reads a dict of virtual files just as well.
    press: Any = typst.Compiler
    printed: bytes = press(files, ignore_system_fonts=True).compile(format="pdf", pdf_tags=False)
    return printed


async def forget_erased(fact: ClientErased, begin: Begin, *, folder: Path) -> None:
    """Papers of an erased person go with him."""
    await asyncio.to_thread(_remove, folder, fact.client_id)


async def forget_merged(fact: ClientsMerged, begin: Begin, *, folder: Path) -> None:
    """Papers of a card that is another's now are printed anew under that one."""
    await asyncio.to_thread(_remove, folder, fact.gone_id)


def folder_of(settings: Settings) -> Path:
    """Where papers are kept: a folder for each client."""
    return settings.data_dir / "cache" / "pdf"


def _remove(folder: Path, client_id: UUID) -> None:
    shutil.rmtree(folder / client_id.hex, ignore_errors=True)


@cache
def template() -> bytes:
    """How every paper looks."""
    return TEMPLATE.read_bytes()


def find(path: Path) -> bytes | None:
    """The file, if it is printed; that it was wanted is noted."""
    try:
        kept = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        return None
    return kept


def keep(path: Path, printed: bytes) -> None:
    """Whole or not at all: a crash leaves a file that nobody asks for."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".tmp")
    draft.write_bytes(printed)
    draft.replace(path)


def sweep(folder: Path, most_bytes: int = MOST_BYTES) -> None:
    """Throw away what is old, and the longest unopened when there is too much."""
    found = sorted(_look_through(folder), reverse=True)
    oldest, room = time.time() - KEPT_FOR.total_seconds(), most_bytes
    for opened_at, size, path in found:
        room -= size
        if opened_at < oldest or room < 0:
            path.unlink(missing_ok=True)


def _look_through(folder: Path) -> Iterator[tuple[float, int, Path]]:
    for path in folder.glob("*/*"):
        with suppress(FileNotFoundError):  # Its client is being erased this very moment.
            seen = path.stat()
            yield seen.st_mtime, seen.st_size, path

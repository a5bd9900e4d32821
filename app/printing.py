"""Printing programmes: a row becomes words, a paper, and a file, each version once.

How a paper is set and where files are kept is `app.pdf`; what stands on it, `app.papers`.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from app import papers, pdf
from app.db import Database
from app.imprint import read_logo
from app.paper_photos import read_photos
from app.papers import Paper
from app.settings import Settings
from app.words import programmes as words
from app.words import sheets
from domain import people, site
from domain.exercises import read_catalogue
from domain.passes import Pass
from domain.programmes.rows import Kind, Programme


@dataclass(frozen=True)
class Sheet:
    """A paper to be printed, and where it is kept."""

    paper: Paper
    path: Path
    data_dir: Path


class Printer:
    """Prints programmes, one at a time, each version once."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._timezone = settings.timezone
        self._data_dir = settings.data_dir
        self._folder = pdf.folder_of(settings)
        # One press: two would take both cores from the loop, and the second of two equal wishes
        # finds the first one's paper.
        self._press = asyncio.Semaphore(1)

    async def print(self, programme: Programme, *, is_for_trainer: bool = False) -> bytes:
        """The programme as a PDF file; the trainer's has the appendix of reasons."""
        sheet = await self._prepare(programme, is_for_trainer=is_for_trainer)
        if (kept := await asyncio.to_thread(pdf.find, sheet.path)) is not None:
            return kept
        async with self._press:
            # Typst lets go of the GIL: while it sets 12 weeks in a thread (75 ms; 0.9 s the first
            # time, when it reads its fonts), the loop waits 7 ms at worst. No process is needed.
            return await asyncio.to_thread(self._print, sheet)

    async def name(self, programme: Programme) -> str:
        """How the file is called where its reader keeps it."""
        async with self._db.read() as session:
            name = await name_on(session, programme)
        return sheets.file_name(name, programme.weeks, is_free=programme.kind is Kind.DEMO)

    async def _prepare(self, programme: Programme, *, is_for_trainer: bool) -> Sheet:
        async with self._db.read() as session:
            sections = await site.read_site(session)
            name = await name_on(session, programme)
            catalogue = await read_catalogue(session)
        spelled = words.spell(programme.read(), catalogue)
        paper = papers.write(
            programme,
            spelled,
            name=name,
            sections=sections,
            timezone=self._timezone,
            catalogue=catalogue,
            is_for_trainer=is_for_trainer,
        )
        told = hashlib.sha256(pdf.template() + paper.model_dump_json().encode()).hexdigest()[:16]
        file = f"{programme.id.hex}-{programme.version}-{told}.pdf"
        return Sheet(paper, self._folder / programme.client_id.hex / file, self._data_dir)

    def _print(self, sheet: Sheet) -> bytes:
        if (kept := pdf.find(sheet.path)) is not None:
            return kept
        logo = read_logo(sheet.data_dir, sheet.paper.imprint.logo)
        photos = read_photos(sheet.data_dir, sheet.paper.photos)
        printed = pdf.set_in_type(sheet.paper, logo, photos)
        pdf.keep(sheet.path, printed)
        pdf.sweep(self._folder)
        return printed


async def name_on(session: AsyncSession, programme: Programme) -> str:
    """What name a programme bears: the one its bearer gave himself, else the client's.

    Whoever only knows a client's phone must not read how he is called.
    """
    if programme.pass_id is not None:
        granted = await session.get(Pass, programme.pass_id)
        if granted is not None and not granted.is_proven:
            return granted.name or ""
    return (await people.get_client(session, programme.client_id)).name

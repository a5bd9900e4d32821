"""/programmes/ID: a programme as the trainer reads it, and the button that sends it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import archive, editor
from app.words import card as words
from app.words import programmes as spoken
from components import bits, links
from components.card.programmes import TONE, WAITS
from components.programme import draw_programme
from components.programme_archive import Source, draw_archive
from domain import clock, people
from domain.errors import NotFound
from domain.exercises import read_catalogue
from domain.people import Client
from domain.programmes import delivery, receipts
from domain.programmes import rows as programmes
from domain.programmes.receipts import ProgrammeReceipt
from domain.programmes.rows import Programme
from pages.doing import show_done
from pages.frame import frame, viewer_id
from pages.live import redraw_on
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/programmes/{programme_id}")
    async def programme_page(programme_id: UUID) -> None:
        try:
            programme, client = await _read(runtime, programme_id)
            async with runtime.db.read() as session:
                catalogue = await read_catalogue(session)
        except NotFound:
            with frame(runtime, words.DRY, "clients", back="/clients"), bits.sheet():
                bits.empty("sheet", words.DRY, words.DRY_TEXT)
            return
        back = f"/clients/{client.id}"
        with frame(runtime, client.name, "clients", back=back), bits.box("stack is-narrow"):
            head = bits.box()
            await show_done(runtime, programme.id)
            draw_programme(spoken.spell(programme.read(), catalogue))
            given = bits.box("sheet is-padded", tag="section")
            foot = bits.box("sticky-foot")
        screen = _Screen(runtime, programme, _Regions(head, given, foot))
        await screen.redraw()
        redraw_on(
            runtime,
            programmes.ProgrammeApproved,
            programmes.ProgrammeSent,
            programmes.SendingAsked,
            refresh=screen.redraw,
        )


async def _read(runtime: Runtime, programme_id: UUID) -> tuple[Programme, Client]:
    async with runtime.db.read() as session:
        programme = await programmes.get_programme(session, programme_id)
        return programme, await people.get_client(session, programme.client_id)


def _title(programme: Programme) -> str:
    title = words.PROGRAMME[programme.kind]
    is_demo = programme.kind is programmes.Kind.DEMO
    return title if is_demo else f"{title}, {words.weeks(programme.weeks)}"


class _Regions(NamedTuple):
    head: ui.element
    given: ui.element
    foot: ui.element


class _Screen:
    """The parts that change: how it stands, what was given of it, and its buttons."""

    def __init__(self, runtime: Runtime, programme: Programme, regions: _Regions) -> None:
        self._runtime = runtime
        self._programme_id = programme.id
        self._seen_version = programme.version
        self._head, self._given, self._foot = regions

    async def redraw(self) -> None:
        programme, _ = await _read(self._runtime, self._programme_id)
        async with self._runtime.db.read() as session:
            given = await receipts.list_receipts(session, self._programme_id)
        self._draw_head(programme)
        self._draw_given(programme, given)
        self._foot.clear()
        with self._foot:
            self._draw_foot(programme)

    def _draw_given(self, programme: Programme, given: Sequence[ProgrammeReceipt]) -> None:
        self._given.clear()
        with self._given:
            bits.text(archive.TITLE, "label")
            url = f"{self._url(programme)}.pdf" if programme.may_be_seen else ""
            sources = {programme.id: Source(url=url)}
            zone = self._runtime.settings.timezone
            draw_archive(given, sources, now=clock.now(), timezone=zone)

    def _draw_head(self, programme: Programme) -> None:
        self._head.clear()
        with self._head, bits.box("line is-apart is-wrap"):
            with bits.box("grow"):
                bits.text(_title(programme), "sheet-title")
                bits.text(words.VERSION.format(number=programme.version), "soft small")
            bits.mark(words.STATUS[programme.status], TONE[programme.status])
            edit = bits.go(editor.EDIT, f"/programmes/{programme.id}/edit", size="small")
            edit.mark("edit-programme")

    def _draw_foot(self, programme: Programme) -> None:
        if programme.status in WAITS:
            bits.press(words.APPROVE, self._approve, size="wide").mark("approve")
            return
        if programme.has_unreleased:
            self._draw_unreleased(programme)
        with bits.box("line is-wrap"):
            url = self._url(programme)
            papers = f"{url}.pdf?for=trainer"
            for label, target in ((words.OPEN_AS_CLIENT, url), (words.PAPER, papers)):
                bits.go(label, links.safe_url(target)).props["target"] = "_blank"
            seen = programme.sendings
            again = bits.press(archive.SEND_AGAIN, lambda: self._send_again(seen), look="quiet")
            again.mark("send-again")

    def _draw_unreleased(self, programme: Programme) -> None:
        said = archive.UNRELEASED.format(shown=programme.shown_version, current=programme.version)
        bits.text(said, "hint is-plain")
        bits.press(archive.SEND_NEW, self._send_new, size="wide").mark("send-new")

    def _url(self, programme: Programme) -> str:
        return f"{self._runtime.settings.public_url}/p/{programme.token}"

    async def _approve(self) -> None:
        await self._let_go(words.APPROVED)

    async def _send_new(self) -> None:
        await self._let_go(archive.SENT_NEW)

    async def _let_go(self, said: str) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await delivery.approve(
                    session, self._programme_id, str(viewer_id()), version=self._seen_version
                )
            ui.notify(said)

    async def _send_again(self, seen: int) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                is_asked = await delivery.ask_again(
                    session, self._programme_id, seen=seen, by=str(viewer_id())
                )
            ui.notify(archive.SENT_AGAIN if is_asked else archive.ALREADY_ASKED)

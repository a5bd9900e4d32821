"""/programmes/ID: a programme as the trainer reads it, and the button that sends it."""

from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import card as words
from app.words import programmes as spoken
from components import bits, links
from components.card.programmes import TONE, WAITS
from components.programme import draw_programme
from domain import people
from domain.errors import NotFound
from domain.people import Client
from domain.programmes import delivery
from domain.programmes import rows as programmes
from domain.programmes.rows import Programme
from pages.frame import frame, viewer_id
from pages.live import redraw_on
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/programmes/{programme_id}")
    async def programme_page(programme_id: UUID) -> None:
        try:
            programme, client = await _read(runtime, programme_id)
        except NotFound:
            with frame(runtime, words.DRY, "clients", back="/clients"), bits.sheet():
                bits.empty("sheet", words.DRY, words.DRY_TEXT)
            return
        back = f"/clients/{client.id}"
        with frame(runtime, client.name, "clients", back=back), bits.box("stack is-narrow"):
            head = bits.box()
            draw_programme(spoken.spell(programme.read()))
            foot = bits.box("sticky-foot")
        screen = _Screen(runtime, programme_id, head, foot)
        screen.draw(programme)
        redraw_on(
            runtime,
            programmes.ProgrammeApproved,
            programmes.ProgrammeSent,
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


class _Screen:
    """The parts that change: how it stands, and its button."""

    def __init__(
        self, runtime: Runtime, programme_id: UUID, head: ui.element, foot: ui.element
    ) -> None:
        self._runtime = runtime
        self._programme_id = programme_id
        self._head = head
        self._foot = foot

    async def redraw(self) -> None:
        self.draw((await _read(self._runtime, self._programme_id))[0])

    def draw(self, programme: Programme) -> None:
        self._head.clear()
        with self._head, bits.box("line is-apart is-wrap"):
            with bits.box("grow"):
                bits.text(_title(programme), "sheet-title")
                bits.text(words.VERSION.format(number=programme.version), "soft small")
            bits.mark(words.STATUS[programme.status], TONE[programme.status])
        self._foot.clear()
        with self._foot:
            self._draw_foot(programme)

    def _draw_foot(self, programme: Programme) -> None:
        if programme.status in WAITS:
            bits.press(words.APPROVE, self._approve, size="wide").mark("approve")
        elif programme.may_be_seen:
            url = f"{self._runtime.settings.public_url}/p/{programme.token}"
            with bits.box("line"):
                for label, target in ((words.OPEN_AS_CLIENT, url), (words.PAPER, f"{url}.pdf")):
                    link = bits.go(label, links.safe_url(target))
                    link.props["target"] = "_blank"

    async def _approve(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await delivery.approve(session, self._programme_id, str(viewer_id()))
            ui.notify(words.APPROVED)

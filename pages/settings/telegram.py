"""/settings/telegram: the owner's own chat: bound by a link that works once, or parted again."""

from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import frame as frame_words
from app.words import my_telegram as words
from app.words import settings
from components import bits, qr
from domain import bots, invites, owners
from domain.owners import OwnerChat, OwnerChatBound, OwnerChatParted
from domain.users import Role
from pages.frame import viewer
from pages.live import redraw_on
from pages.settings.desk import desk
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/settings/telegram")
    async def telegram_page() -> None:
        with desk(runtime, settings.PLACES["telegram"][1], "telegram"):
            known = viewer()
            if known is None or known.user_id is None or known.role is not Role.OWNER:
                bits.text(settings.ONLY_OWNER, "soft")
                return
            await _Screen(runtime, known.user_id).open()


class _Screen:
    def __init__(self, runtime: Runtime, user_id: UUID) -> None:
        self._runtime = runtime
        self._user_id = user_id

    async def open(self) -> None:
        self._region = bits.box("stack")
        self._papers = bits.box()
        self._drawn: UUID | None = None
        await self._draw()
        redraw_on(self._runtime, OwnerChatBound, OwnerChatParted, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            bound = await owners.find_chat(session)
        self._region.clear()
        with self._region:
            self._draw_standing(bound)
        if (bound.id if bound else None) != self._drawn:
            self._papers.clear()
        self._drawn = bound.id if bound else None

    def _draw_standing(self, bound: OwnerChat | None) -> None:
        from_server = self._runtime.settings.telegram_owner_chat_id is not None
        is_on = bound is not None or from_server
        title = settings.PLACES["telegram"][1]
        panel = bits.sheet(title, actions=lambda: _state(is_on))
        with panel, bits.box("sheet-body stack is-tight"):
            if self._runtime.settings.telegram_bot_token is None:
                bits.text(words.NO_BOT)
                bits.go(words.TO_BOT, "/settings/integrations", size="small")
                return
            bits.text(_say(bound, from_server=from_server))
            if is_on:
                bits.text(words.WHAT, "soft small")
            self._draw_buttons(bound)

    def _draw_buttons(self, bound: OwnerChat | None) -> None:
        with bits.box("line is-wrap"):
            if bound is None:
                bits.press(words.BIND, self._bind, size="small").mark("bind")
            else:
                bits.press(words.REBIND, self._bind, look="quiet", size="small").mark("bind")
                bits.press(words.PART, self._part, look="danger-quiet", size="small").mark("part")

    async def _bind(self) -> None:
        with told_in_words():
            link = await self._make()
            if link is None:
                return ui.notify(words.LATER)
            self._papers.clear()
            with self._papers:
                _link_paper(link).open()

    async def _make(self) -> str | None:
        secret = self._runtime.settings.telegram_bot_token
        number = bots.number_of(secret.get_secret_value()) if secret else 0
        async with self._runtime.db.begin() as session:
            username = await bots.find_username(session, number)
            if username is None:
                return None
            return invites.link(username, owners.issue(session, self._user_id))

    async def _part(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await owners.part(session)
            ui.notify(words.PARTED)
        await self._draw()


def _say(bound: OwnerChat | None, *, from_server: bool) -> str:
    if bound is not None:
        return words.BOUND_TO.format(name=bound.name)
    return words.FROM_SERVER if from_server else words.NONE


def _state(is_on: bool) -> None:
    with bits.box("state is-good pad-end" if is_on else "state pad-end"):
        bits.box("dot")
        bits.text(words.BOUND if is_on else words.NOT_BOUND)


def _link_paper(link: str) -> ui.dialog:
    """The link, which is shown once."""

    def copy() -> None:
        ui.clipboard.write(link)
        ui.notify(words.COPIED)

    with bits.paper(words.LINK_TITLE, frame_words.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.LINK_TEXT)
        qr.draw_qr(link, words.QR)
        bits.text(link, "mono invite-link").mark("owner-link")
        bits.go(words.OPEN, link, look="main", size="wide")
        bits.press(words.COPY, copy, look="quiet", size="wide")
    return dialog

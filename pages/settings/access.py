"""/settings/access: users, this user's sessions and password, and the keys of scripts."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from fastapi import Request
from nicegui import ui

from app.access import Access, access_of
from app.runtime import Runtime
from app.words import settings as words
from components import bits
from components.access_list import key_row, session_row, user_row
from components.payment_list import When
from domain import clock, users
from domain.ledger import Fact
from domain.users import ApiToken, Role, User, Viewer, WebSession, WrongPassword
from pages.frame import viewer
from pages.live import redraw_on
from pages.settings.desk import desk
from pages.told import told_in_words

CHANGES: tuple[type[Fact], ...] = (
    users.UserAdded,
    users.UserDismissed,
    users.SessionOpened,
    users.SessionClosed,
    users.ApiTokenCreated,
    users.ApiTokenRevoked,
)


def build(runtime: Runtime) -> None:
    @ui.page("/settings/access")
    async def access_page(request: Request) -> None:
        with desk(runtime, words.PLACES["access"][1], "access"):
            known = viewer()
            if known is None:
                bits.text(words.ONLY_OWNER, "soft")
                return
            await draw_access(runtime, access_of(request), known)


async def draw_access(runtime: Runtime, access: Access, me: Viewer) -> None:
    """What `me` may see and change of it."""
    await _Screen(runtime, access, me).open()


class _Screen:
    def __init__(self, runtime: Runtime, access: Access, me: Viewer) -> None:
        self._runtime = runtime
        self._access = access
        self._me = me

    async def open(self) -> None:
        self._region = bits.box("stack")
        self._papers = bits.box()
        await self._draw()
        redraw_on(self._runtime, *CHANGES, refresh=self._draw)

    async def _draw(self) -> None:
        me = self._me
        async with self._runtime.db.read() as session:
            everybody = await users.list_users(session) if me.is_owner else []
            keys = await users.list_api_tokens(session) if me.is_owner else []
            mine = await users.list_sessions(session, me.user_id) if me.user_id else []
        when = When(clock.now(), self._runtime.settings.timezone)
        self._region.clear()
        with self._region:
            self._draw_users(everybody)
            self._draw_sessions(mine, when)
            self._draw_keys(keys, when)

    def _draw_users(self, everybody: Sequence[User]) -> None:
        if not self._me.is_owner:
            return
        with bits.sheet(words.USERS):
            bits.text(words.USER_NOTE, "why")
            for user in everybody:
                is_me = user.id == self._me.user_id
                dismiss = None if is_me else partial(self._dismiss, user.id)
                user_row(user, is_me=is_me, on_dismiss=dismiss)
            with bits.box("case"):
                bits.press(words.USER_ADD, self._ask_for_user, look="quiet", size="small")

    def _draw_sessions(self, mine: Sequence[WebSession], when: When) -> None:
        with bits.sheet(words.SESSIONS):
            for web in mine:
                is_here = web.id == self._me.session_id
                session_row(web, when, is_here=is_here, on_close=partial(self._close, web.id))
            with bits.box("case"), bits.box("line is-wrap"):
                change = self._ask_for_password
                bits.press(words.PASSWORD["change"], change, look="quiet", size="small")
                if len(mine) > 1:
                    others = self._close_others
                    bits.press(words.SESSIONS_CLOSE_OTHERS, others, look="quiet", size="small")

    def _draw_keys(self, keys: Sequence[ApiToken], when: When) -> None:
        if not self._me.is_owner:
            return
        with bits.sheet(words.KEYS):
            bits.text(words.KEY_NOTE if keys else words.KEY_EMPTY, "why")
            for token in keys:
                key_row(token, when, on_revoke=partial(self._revoke, token.id))
            with bits.box("case"):
                bits.press(words.KEY_ADD, self._ask_for_key, look="quiet", size="small")

    def _ask_for_user(self) -> None:
        self._papers.clear()
        with self._papers, bits.paper(words.USER_ADD, words.CLOSE) as dialog:
            login = bits.field(words.USER_LOGIN).mark("login")
            password = bits.field(words.PASSWORD["first"]).mark("password")

            async def add() -> None:
                with told_in_words():
                    await self._add_user(str(login.value or ""), str(password.value or ""))
                    dialog.close()

            with bits.box("paper-foot"):
                bits.press(words.ADD, add).mark("add-user")
        dialog.open()

    async def _add_user(self, login: str, password: str) -> None:
        users.check_owner(self._me)
        users.check_password_strength(password, users.clean_login(login))
        hashed = await self._access.passwords.hash(password)
        async with self._runtime.db.begin() as session:
            await users.add_user(session, login, hashed, Role.ASSISTANT)
        ui.notify(words.USER_ADDED)

    async def _dismiss(self, user_id: UUID) -> None:
        with told_in_words():
            users.check_owner(self._me)
            async with self._runtime.db.begin() as session:
                await users.dismiss_user(session, user_id)
            ui.notify(words.USER_DISMISSED)

    def _ask_for_password(self) -> None:
        self._papers.clear()
        with self._papers, bits.paper(words.PASSWORD["change"], words.CLOSE) as dialog:
            old = bits.field(words.PASSWORD["old"]).props("type=password").mark("old")
            new = bits.field(words.PASSWORD["new"]).props("type=password").mark("new")

            async def change() -> None:
                with told_in_words():
                    await self._change_password(str(old.value or ""), str(new.value or ""))
                    dialog.close()

            with bits.box("paper-foot"):
                bits.press(words.SAVE, change)
        dialog.open()

    async def _change_password(self, old: str, new: str) -> None:
        me = self._me
        if me.user_id is None:
            return
        async with self._runtime.db.read() as session:
            kept = (await users.get_user(session, me.user_id)).password_hash
        if not await self._access.passwords.matches(old, kept, is_familiar=True):
            raise WrongPassword("the password typed is not the present one")
        users.check_password_strength(new, me.login)
        hashed = await self._access.passwords.hash(new)
        async with self._runtime.db.begin() as session:
            await users.change_password(session, me.user_id, hashed, keep=me.session_id)
        ui.notify(words.PASSWORD["changed"])

    async def _close(self, session_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await users.close_session(session, session_id)
            ui.notify(words.SESSION_CLOSED)

    async def _close_others(self) -> None:
        if self._me.user_id is None:
            return
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await users.close_all_sessions(session, self._me.user_id, keep=self._me.session_id)
            ui.notify(words.SESSION_CLOSED)

    def _ask_for_key(self) -> None:
        self._papers.clear()
        with self._papers, bits.paper(words.KEY_ADD, words.CLOSE) as dialog:
            name = bits.field(words.KEY_NAME).mark("name")

            async def make() -> None:
                with told_in_words():
                    users.check_owner(self._me)
                    async with self._runtime.db.begin() as session:
                        _, secret = await users.create_api_token(
                            session, str(name.value or ""), self._me.user_id
                        )
                    dialog.close()
                    self._show_key(secret)

            with bits.box("paper-foot"):
                bits.press(words.KEY_ADD, make).mark("make-key")
        dialog.open()

    def _show_key(self, secret: str) -> None:
        """The only time it is seen."""
        self._papers.clear()
        with self._papers, bits.paper(words.KEYS, words.CLOSE) as dialog:
            bits.text(words.KEY_MADE)
            bits.text(secret, "mono").mark("secret")

            def copy() -> None:
                ui.clipboard.write(secret)
                ui.notify(words.KEY_COPIED)

            with bits.box("paper-foot"):
                bits.press(words.KEY_COPY, copy)
        dialog.open()

    async def _revoke(self, token_id: UUID) -> None:
        with told_in_words():
            users.check_owner(self._me)
            async with self._runtime.db.begin() as session:
                await users.revoke_api_token(session, token_id)
            ui.notify(words.KEY_REVOKED)

"""Who is at the door: logging in and out, and whose each request is.

Passwords are checked in `app.passwords` and counted in `app.throttle`; who the users are is kept
in `domain.users`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from loguru import logger as log
from starlette.requests import Request
from starlette.types import Scope

from app.addresses import client_address, network_of
from app.cookies import Cookies
from app.db import Database
from app.origins import is_from_other_site, is_from_own_page, origin_of
from app.passwords import Passwords, needs_rehash
from app.scopes import find_header
from app.settings import Settings
from app.throttle import Throttle
from domain import clock, users
from domain.errors import Forbidden, Refused
from domain.users import TOUCH, NotSignedIn, Role, User, Viewer, WrongPassword

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Entry:
    """Somebody came in; `token` goes into his browser's cookie."""

    login: str
    token: str


class Access:
    """Opens and closes the doors of one server."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._trusted = settings.trusted_proxies
        self._throttle = Throttle()
        self.public_origin = origin_of(settings.public_url)
        self.passwords = Passwords()
        self.cookies = Cookies(settings)

    async def log_in(self, scope: Scope, login: str, password: str) -> Entry:
        """Open a session for whoever knows the password.

        Raises:
            WrongPassword: and not a word of what was wrong.
            TooManyTries: this network or browser has to wait.
            HashingBusy: everybody has to wait.
        """
        login = _folded(login)
        address = client_address(scope, self._trusted)
        async with self._db.read() as session:
            user = await users.find_user(session, login)
            known = await users.list_addresses(session, login)
        device = self.cookies.device(scope, login)
        network = network_of(address)
        is_familiar = device is not None or network in map(network_of, known)
        place = device or network
        self._throttle.take(login, place, is_familiar=is_familiar)
        kept = user.password_hash if user and user.is_active else None
        right = await self.passwords.matches(password, kept, is_familiar=is_familiar)
        if user is None or not right:
            log.warning("a wrong password from {}", network)
            raise WrongPassword("wrong login or password")
        self._throttle.forgive(login, place)
        await self._renew(user, password)
        return await self.open(scope, user)

    async def open(self, scope: Scope, user: User) -> Entry:
        """Open a session for a user, and close the one this browser had."""
        address = client_address(scope, self._trusted)
        agent = find_header(scope, b"user-agent") or ""
        await self.log_out(scope)
        async with self._db.begin() as session:
            _, token = await users.open_session(session, user.id, address=address, agent=agent)
        return Entry(user.login, token)

    async def log_out(self, scope: Scope) -> None:
        """Close this browser's session, if it has one."""
        viewer = await self._find_by_cookie(scope)
        if viewer is not None and viewer.session_id is not None:
            async with self._db.begin() as session:
                await users.close_session(session, viewer.session_id)

    async def find_viewer(self, scope: Scope) -> Viewer | None:
        """Whose request this is: by the session's cookie, for pages and sockets."""
        if "viewer" not in scope:
            scope["viewer"] = await self._find_by_cookie(scope)
        viewer: Viewer | None = scope["viewer"]
        return viewer

    async def check_api(self, scope: Scope) -> Viewer:
        """Whose call this is: by a script's token, or by the session of a page of ours.

        Raises:
            NotSignedIn: nobody's.
            Forbidden: another site makes the browser call.
        """
        said = find_header(scope, b"authorization")
        if said is not None:
            scheme, _, secret = said.partition(" ")
            if scheme.lower() != "bearer":
                raise NotSignedIn("only bearer tokens are known")
            return await self._find_by_token(secret.strip())
        viewer = await self.find_viewer(scope)
        if viewer is None:
            raise NotSignedIn("neither token nor session")
        if scope["method"] not in SAFE_METHODS and not self.is_own_page(scope):
            raise Forbidden("another site called")
        return viewer

    def is_own_page(self, scope: Scope) -> bool:
        """Whether a page of ours asks, and not another site in the same browser."""
        return is_from_own_page(scope, self.public_origin)

    def is_other_site(self, scope: Scope) -> bool:
        """Whether another site makes the browser ask, for doors that need no session."""
        return is_from_other_site(scope, self.public_origin)

    async def touch(self, session_id: UUID) -> None:
        """Note that a session is in use, for what no request tells of."""
        async with self._db.begin() as session:
            await users.touch_session(session, session_id)

    async def list_open(self, session_ids: Sequence[UUID]) -> set[UUID]:
        """Which of the sessions are still open."""
        if not session_ids:
            return set()
        async with self._db.read() as session:
            return await users.list_open(session, session_ids)

    async def _find_by_cookie(self, scope: Scope) -> Viewer | None:
        token = self.cookies.session_token(scope)
        if token is None:
            return None
        try:
            async with self._db.read() as session:
                web, user = await users.check_session(session, token)
        except NotSignedIn:
            return None
        if web.last_seen_at < clock.now() - TOUCH:
            await self.touch(web.id)
        return Viewer(user.id, user.login, user.role, session_id=web.id)

    async def _find_by_token(self, secret: str) -> Viewer:
        async with self._db.read() as session:
            token, user = await users.check_api_token(session, secret)
        if token.last_used_at is None or token.last_used_at < clock.now() - TOUCH:
            async with self._db.begin() as session:
                await users.touch_api_token(session, token.id)
        if user is None:
            return Viewer(None, token.name, Role.OWNER, token_id=token.id)
        return Viewer(user.id, user.login, user.role, token_id=token.id)

    async def _renew(self, user: User, password: str) -> None:
        """Hash anew what was hashed with older parameters."""
        if not needs_rehash(user.password_hash):
            return
        renewed = await self.passwords.hash(password)
        async with self._db.begin() as session:
            (await users.get_user(session, user.id)).password_hash = renewed


def _folded(login: str) -> str:
    """The login as it is compared and counted, whatever was typed."""
    try:
        return users.clean_login(login)
    except Refused:
        return "?"


async def current_user(request: Request) -> Viewer | None:
    """Whose request this is, for pages; None for a stranger's."""
    return await access_of(request).find_viewer(request.scope)


async def require_api(request: Request) -> Viewer:
    """A dependency of every route for the trainer's scripts."""
    return await access_of(request).check_api(request.scope)


def access_of(request: Request) -> Access:
    """The server's access, wherever the request is handled."""
    access: Access = request.scope["access"]
    return access

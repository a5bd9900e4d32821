"""The first run: an owner out of the settings, or a code by which he makes himself known.

Whoever starts the server shows the code where only he looks.
"""

import secrets

from loguru import logger as log
from starlette.types import Scope

from app.access import Access, Entry
from app.addresses import client_address, network_of
from app.db import Database
from app.settings import BadSettings, Settings
from app.throttle import Throttle
from domain import users
from domain.errors import Refused
from domain.users import AlreadySetUp, Role

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another."""


class FirstRun:
    """Lets the first owner in, once."""

    def __init__(self, db: Database, settings: Settings, access: Access) -> None:
        self._db = db
        self._settings = settings
        self._access = access
        self._throttle = Throttle()
        self._is_over = False
        self.code = ""
        """By which the owner proves that he started the server; empty when there is one."""

    async def prepare(self) -> None:
        """Add the owner that the settings name, or make a code; after the migrations."""
        if self._settings.owner_login and self._settings.owner_password:
            await self._add_named(
                self._settings.owner_login, self._settings.owner_password.get_secret_value()
            )
        if await self.is_over() or self.code:
            return
        self.code = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2))
        log.info("nobody may log in yet: the first run waits for its code")

    async def is_over(self) -> bool:
        """Whether somebody has been let in already; it is never undone."""
        if not self._is_over:
            async with self._db.read() as session:
                self._is_over = await users.has_users(session)
        return self._is_over

    async def set_up(self, scope: Scope, code: str, login: str, password: str) -> Entry:
        """Make whoever holds the code the owner, and let him in.

        Raises:
            AlreadySetUp: somebody was here first.
            Refused: the code, the login or the password will not do.
            TooManyTries: too many wrong codes.
        """
        if await self.is_over() or not self.code:
            raise AlreadySetUp("there is an owner")
        place = network_of(client_address(scope, self._settings.trusted_proxies))
        self._throttle.take("setup", place, is_familiar=False)
        if not secrets.compare_digest(_folded(code), _folded(self.code)):
            raise Refused({"code": "wrong_code"})
        self._throttle.forgive("setup", place)
        login = users.clean_login(login)
        users.check_password_strength(password, login)
        hashed = await self._access.passwords.hash(password)
        async with self._db.begin() as session:
            if await users.has_users(session):
                raise AlreadySetUp("there is an owner")
            owner = await users.add_user(session, login, hashed, Role.OWNER)
        self.code = ""
        return await self._access.open(scope, owner)

    async def _add_named(self, login: str, password: str) -> None:
        try:
            login = users.clean_login(login)
        except Refused as e:
            raise BadSettings("OWNER_LOGIN", "must be a word of at most 100 letters") from e
        async with self._db.read() as session:
            if await users.find_user(session, login) is not None:
                return
        hashed = await self._access.passwords.hash(password)
        async with self._db.begin() as session:
            if await users.find_user(session, login) is None:
                await users.add_user(session, login, hashed, Role.OWNER)
                log.info("the owner of OWNER_LOGIN has been added")


def _folded(code: str) -> bytes:
    return "".join(c for c in code.upper() if c.isalnum()).encode()

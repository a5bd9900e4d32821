"""The two cookies of the dashboard: the session, and the browser that has logged in before.

Public pages set neither.
"""

import hashlib
import hmac
from datetime import timedelta

from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import Scope

from app.scopes import find_header
from app.settings import Settings
from domain.tokens import new_token
from domain.users import LIFETIME

REMEMBERED = timedelta(days=365)


class Cookies:
    """Reads and writes them as this installation names them."""

    def __init__(self, settings: Settings) -> None:
        self._is_secure = settings.is_production
        # A __Host- cookie cannot be set by a neighbouring subdomain, nor over plain HTTP.
        self.session_name = "__Host-podhod_session" if self._is_secure else "podhod_session"
        self._device_name = "__Secure-podhod_device" if self._is_secure else "podhod_device"
        self._key = settings.secret_key.get_secret_value().encode()

    def session_token(self, scope: Scope) -> str | None:
        return self._read(scope, self.session_name)

    def device(self, scope: Scope, login: str) -> str | None:
        """The browser's own name, if it has logged in as `login` before."""
        name, _, signature = (self._read(scope, self._device_name) or "").partition(".")
        if name and hmac.compare_digest(signature, self._sign(login, name)):
            return name
        return None

    def set_session(self, response: Response, token: str) -> None:
        response.set_cookie(
            self.session_name,
            token,
            max_age=int(LIFETIME.total_seconds()),
            path="/",
            secure=self._is_secure,
            httponly=True,
            samesite="lax",
        )

    def remember_device(self, response: Response, login: str) -> None:
        """Let this browser's tries be counted apart from strangers'."""
        name = new_token()
        response.set_cookie(
            self._device_name,
            f"{name}.{self._sign(login, name)}",
            max_age=int(REMEMBERED.total_seconds()),
            path="/crm",
            secure=self._is_secure,
            httponly=True,
            samesite="lax",
        )

    def clear_session(self, response: Response) -> None:
        response.delete_cookie(
            self.session_name, path="/", secure=self._is_secure, httponly=True, samesite="lax"
        )

    def _sign(self, login: str, name: str) -> str:
        return hmac.new(self._key, f"device\0{login}\0{name}".encode(), hashlib.sha256).hexdigest()

    def _read(self, scope: Scope, name: str) -> str | None:
        header = find_header(scope, b"cookie")
        return cookie_parser(header).get(name) if header else None

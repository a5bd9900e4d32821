"""Sber's door: a key is changed for a token that lives half an hour; certificates are checked."""

import time
from uuid import uuid4

import httpx

from domain.errors import GatewayRefused, GatewayUnavailable

EARLIER = 60
"""Seconds before its end that a token is not used any more."""


class SberTokens:
    """The token of one key, asked for again when it grows old."""

    def __init__(self, http: httpx.AsyncClient, door: str, scope: str) -> None:
        self._http, self._door, self._scope = http, door, scope
        self._token, self._until = "", 0.0

    async def get(self, key: str) -> str:
        """A token that is good now.

        Raises:
            GatewayRefused: the key is not known there.
            GatewayUnavailable: the door does not open, or what is behind it is not Sber.
        """
        if time.time() < self._until - EARLIER:
            return self._token
        try:
            answer = await self._http.post(
                self._door,
                data={"scope": self._scope},
                headers={"Authorization": f"Basic {key}", "RqUID": str(uuid4())},
            )
            body = answer.json() if answer.is_success else {}
            self._token, self._until = str(body["access_token"]), body["expires_at"] / 1000
        except httpx.HTTPError as e:
            raise GatewayUnavailable(f"model: Sber's door: {type(e).__name__}") from e
        except (ValueError, KeyError, TypeError) as e:
            refused = 400 <= answer.status_code < 500
            kind = GatewayRefused if refused else GatewayUnavailable
            raise kind(f"model: Sber's door: {answer.status_code}") from e
        return self._token

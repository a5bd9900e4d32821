"""What every router is given when it is built, and what every handler may ask for by name.

A handler names what it needs: `message` or `query`, `answers`, `session`, `visitor`, `state`.
"""

from dataclasses import dataclass

from app.settings import Settings
from app.throttle import Throttle
from domain import bindings
from domain.agent.ports import Retriever
from domain.bindings import Account
from domain.ledger import Transaction
from domain.people import Client


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The house, as far as a router may know it."""

    settings: Settings
    guesses: Throttle
    """Wrong invites, by account."""
    retriever: Retriever
    """Finds the answers to what is asked in words."""
    provider: str | None = None
    """Who takes the money of new payments; None: nothing is sold."""

    @property
    def public_url(self) -> str:
        return self.settings.public_url


class Visitor:
    """Who writes; he has a card as soon as somebody asks for it."""

    def __init__(self, account: Account, client: Client | None) -> None:
        self.account = account
        self._client = client

    @property
    def is_known(self) -> bool:
        return self._client is not None

    async def client(self, session: Transaction) -> Client:
        """His card; a fresh one for somebody who has never pressed Start."""
        if self._client is None:
            self._client = (await bindings.arrive(session, self.account)).client
        return self._client

    def forget(self) -> None:
        """His card is no more: whoever asks next gets a fresh one."""
        self._client = None

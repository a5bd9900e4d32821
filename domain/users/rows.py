"""The rows of the people who work here, their facts and errors; no queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from domain import clock
from domain.errors import Conflict, DomainError, Forbidden
from domain.ledger import Fact, Moment, Row

LOGIN_LENGTH = 100
IDLE = timedelta(hours=12)
"""How long an open session waits for its owner."""
LIFETIME = timedelta(days=14)
"""How long a session lasts at most."""
TOUCH = timedelta(minutes=1)
"""How finely the last use of a session or token is written down."""


class Role(StrEnum):
    OWNER = "owner"
    ASSISTANT = "assistant"


class User(Row, table=True):
    __tablename__ = "user_account"

    login: str = Field(max_length=LOGIN_LENGTH, unique=True)
    password_hash: str
    role: Role = Role.OWNER
    is_active: bool = True


class WebSession(Row, table=True):
    """One browser that has logged in."""

    user_id: UUID = Field(foreign_key="user_account.id", index=True)
    token_hash: str = Field(unique=True)
    last_seen_at: datetime = Field(default_factory=clock.now, sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    address: str = ""
    agent: str = ""

    @property
    def is_open(self) -> bool:
        now = clock.now()
        return self.closed_at is None and now < min(self.expires_at, self.last_seen_at + IDLE)


class ApiToken(Row, table=True):
    """What a script bears instead of a password."""

    name: str = Field(max_length=LOGIN_LENGTH)
    token_hash: str = Field(unique=True)
    user_id: UUID | None = Field(default=None, foreign_key="user_account.id", index=True)
    """Whose rights it has; None: the owner's."""
    last_used_at: datetime | None = Field(default=None, sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class UserAdded(Fact):
    user_id: UUID
    role: Role


class UserDismissed(Fact):
    user_id: UUID


class PasswordChanged(Fact):
    user_id: UUID


class SessionOpened(Fact):
    session_id: UUID
    user_id: UUID


class SessionClosed(Fact):
    session_id: UUID
    user_id: UUID


class ApiTokenCreated(Fact):
    token_id: UUID


class ApiTokenRevoked(Fact):
    token_id: UUID


class NotSignedIn(DomainError):
    """Nobody we know: no session or token, or one that is over."""


class WrongPassword(DomainError):
    """The login, or the password, or both are wrong; nobody is told which."""


class LoginTaken(Conflict):
    def __init__(self, login: str) -> None:
        super().__init__("this login is taken")
        self.login = login


class AlreadySetUp(Conflict):
    """There is an owner: whoever comes later is added by him."""


class LastOwner(Conflict):
    """Without him nobody could open the door again."""


@dataclass(frozen=True)
class Viewer:
    """Who looks: what a page or a rule needs to know of him."""

    user_id: UUID | None
    """None for a script that has the owner's rights and no user of its own."""
    login: str
    role: Role
    session_id: UUID | None = None
    token_id: UUID | None = None

    @property
    def is_owner(self) -> bool:
        return self.role is Role.OWNER


def check_owner(viewer: Viewer) -> None:
    """Raises Forbidden for anybody but an owner."""
    if not viewer.is_owner:
        raise Forbidden("only for the owner")

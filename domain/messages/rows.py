"""The rows, facts and ports of the post: what is said to whom, why, and what became of it.

No rule is here: who may be written to now is `gate`, carrying is `sending`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from domain import clock
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.ledger import Fact, Moment, Row


class Purpose(StrEnum):
    """Why something is said: it decides what may stop or delay it."""

    TRANSACTIONAL = "transactional"
    """Owed or asked for (a programme, a receipt, an answer): goes at once, day and night. To the
    owner it means urgent."""
    SERVICE = "service"
    """Helps with what is under way; waits for daytime and may be switched off by topic."""
    MARKETING = "marketing"
    """Sells: needs a consent, waits for daytime, one a day, never twice."""
    TRAINER = "trainer"
    """The trainer's own words; waits for the person's daytime."""


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """A crash left it in doubt; only a person decides whether to say it again."""
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why a message waits, was dropped or failed."""

    NO_CHANNEL = "no_channel"
    NO_ADDRESS = "no_address"
    NIGHT = "night"
    ONE_A_DAY = "one_a_day"
    UNAVAILABLE = "unavailable"
    NO_CONSENT = "no_consent"
    UNSUBSCRIBED = "unsubscribed"
    BLOCKED = "blocked"
    ERASED = "erased"
    TOO_OLD = "too_old"
    GONE = "gone"
    """What it speaks of is no more."""
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    """It could not be put into words: a mistake of ours."""
    IN_DOUBT = "in_doubt"
    CANCELLED = "cancelled"
    DOCTOR_FIRST = "doctor_first"
    PAIN = "pain"
    """Something hurt him in training of late."""
    MINOR = "minor"
    BOUGHT = "bought"


class Message(Row, table=True):
    """One thing said once to one person, over whichever channel reaches him."""

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "ix_message_due",
            "purpose",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index("ix_message_client", "client_id", "created_at"),
        Index("ix_message_newest", "created_at", "id"),
        Index("ix_message_state", "state", "created_at"),
    )

    client_id: UUID | None = Field(default=None, foreign_key="client.id")
    """None: to the owner."""
    kind: str
    purpose: Purpose
    dedupe_key: str = Field(unique=True)
    about: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Ids and numbers of what it speaks of; the words are found when it is sent."""
    text: str | None = None
    """Only the trainer's own words."""
    state: State = State.QUEUED
    reason: str | None = None
    """A `Reason`, or a word of the app's own `Objections`."""
    channel: str | None = None
    over: str | None = None
    """The only channel it may take; None: whichever reaches him."""
    refused: list[str] = Field(default_factory=list, sa_type=JSON)
    """Channels that would not take it, in the order they were tried."""
    attempts: int = 0
    wanted_at: datetime = Field(default_factory=clock.now, sa_type=Moment)
    """When it was meant to go; it grows too old from here."""
    due_at: datetime | None = Field(default_factory=clock.now, sa_type=Moment)
    """When to try next; None while parked (no channel, no address), carried or over."""
    tried_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the latest attempt began."""
    leased_until: datetime | None = Field(default=None, sa_type=Moment, index=True)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    external_id: str | None = None
    error: str | None = None
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the owner saw it in the dashboard."""


class Preference(Row, table=True):
    """How one person wants to be written to. His time zone is `Client.timezone`.

    Two cards that become one leave two rows: the newest speaks, but what was ever switched off
    stays off.
    """

    client_id: UUID = Field(foreign_key="client.id", index=True)
    channels: list[str] = Field(default_factory=list, sa_type=JSON)
    """In the order he prefers; the others follow."""
    topics_off: list[str] = Field(default_factory=list, sa_type=JSON)
    day_starts: int | None = None
    """The local hour from which he may be disturbed, 0-23; None is the house's own."""
    day_ends: int | None = None
    """The local hour from which he may not, 0-24."""


class Block(Row, table=True):
    """An address that takes nothing any more: it does not exist, or its owner shut us out."""

    __table_args__ = (UniqueConstraint("channel", "address_hash"),)

    client_id: UUID | None = Field(default=None, foreign_key="client.id", index=True)
    channel: str
    address_hash: str
    error: str


class UnsubscribeKey(Row, table=True):
    """What the link at the foot of a letter carries; whoever holds it may only switch off."""

    client_id: UUID = Field(foreign_key="client.id", index=True)
    token: str = Field(unique=True)


class MessageQueued(Fact):
    """Something is to be said at once; what has its hour later, or sells, makes no such fact."""

    message_id: UUID
    client_id: UUID | None


class MessageSent(Fact):
    message_id: UUID
    client_id: UUID | None
    kind: str
    channel: str


class MessageFailed(Fact):
    message_id: UUID
    client_id: UUID | None
    kind: str


class MessageSkipped(Fact):
    message_id: UUID
    client_id: UUID | None
    kind: str
    reason: str


class MessageInDoubt(Fact):
    """It may have gone: the trainer decides whether to say it again."""

    message_id: UUID
    client_id: UUID | None


class Unsubscribed(Fact):
    client_id: UUID
    topic: str


class AddressBlocked(Fact):
    client_id: UUID | None
    channel: str


@dataclass(frozen=True)
class Attachment:
    """A file that goes along."""

    name: str
    """As the reader sees it, in any alphabet."""
    kind: str
    """Its media type, such as "application/pdf"."""
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message in words, ready for any channel."""

    subject: str
    text: str
    """Plain text with every link in it; enough by itself."""
    chat: str = ""
    """The same as a messenger says it, its links being buttons; empty where it says `text`."""
    html: str | None = None
    button: tuple[str, str] | None = None
    """What to do next: the words on it and where it leads."""
    button_press: str | None = None
    """What a bot hears of that button, where it can do the same without a page."""
    pages: tuple[tuple[str, str], ...] = ()
    """Further pages, as buttons of a messenger: the words and where each leads."""
    presses: tuple[tuple[str, str], ...] = ()
    """Further buttons, only where a bot says it: the words and what it hears of a press."""
    copies: tuple[tuple[str, str], ...] = ()
    """The same for what is taken to the clipboard."""
    unsubscribe_url: str | None = None
    """Set for what a person may switch off; a POST there does it in one click."""
    message_id: str
    """The same over every attempt, so that a copy can be recognised: 32 hex digits."""
    is_automatic: bool = True
    """False for what a person wrote by hand."""
    attachments: tuple[Attachment, ...] = ()
    """What a channel cannot carry it leaves out: `text` has a link to each."""


class Channel(Protocol):
    """A way to reach people."""

    name: str

    async def deliver(self, address: str, letter: Letter) -> str:
        """Hand `letter` over for `address` and return the channel's own id of it.

        Raises:
            GatewayUnavailable: it certainly did not go, and may later.
            ChannelDown: nor would any other letter now.
            DeliveryInDoubt: it may have gone.
            GatewayRefused: this letter will never be taken.
            AddressRefused: nothing will ever be taken for this address.
        """
        ...


class ChannelDown(GatewayUnavailable):
    """Nothing goes over this channel now, whoever is written to.

    `pause` is how long it asked to be left alone, if it did.
    """

    def __init__(self, message: str, pause: timedelta | None = None) -> None:
        super().__init__(message)
        self.pause = pause


class DeliveryInDoubt(GatewayUnavailable):
    """The letter was handed over, but the answer was lost."""


class AddressRefused(GatewayRefused):
    """There is nobody at this address, or he shut us out."""


Addresses = Mapping[str, str]
"""Where someone is reached: address by channel name, the best first."""

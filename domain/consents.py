"""Consents: who allowed what, to which words, when and through which door.

Three separate ones, each its own document: Russian law wants no consent mixed with another or
with an offer (152-FZ art. 9 and 10; 38-FZ art. 18).
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Fact, Moment, Row, jot, record
from domain.passes import Pass


class ConsentKind(StrEnum):
    PERSONAL_DATA = "personal_data"
    HEALTH = "health"
    MARKETING = "marketing"


class ConsentText(Row, table=True):
    """A version of what a person agrees to; once shown it never changes."""

    __table_args__ = (UniqueConstraint("kind", "version"),)

    kind: ConsentKind
    version: int
    body: str
    sha256: str


class Consent(Row, table=True):
    """One person's agreement to one version of one text."""

    client_id: UUID = Field(foreign_key="client.id", index=True)
    kind: ConsentKind
    text_id: UUID = Field(foreign_key="consenttext.id")
    channel: str
    """The door it was given through: site, start, buy, bot, hand."""
    pass_id: UUID | None = Field(default=None, foreign_key="pass.id", index=True)
    """What its giver held; None where he was known: the bot, the trainer's hand."""
    is_trusted: bool = True
    """False for one given by somebody who only knew a contact of this client: it allows nothing
    in the client's name."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)


class ConsentGiven(Fact):
    client_id: UUID
    kind: ConsentKind
    text_id: UUID


class ConsentWithdrawn(Fact):
    client_id: UUID
    kind: ConsentKind


async def publish_text(session: AsyncSession, kind: ConsentKind, body: str) -> ConsentText:
    """The current version of a text; other words make a next version, the same words none."""
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    current = (await current_texts(session)).get(kind)
    if current is not None and current.sha256 == sha256:
        return current
    version = current.version + 1 if current else 1
    text = ConsentText(kind=kind, version=version, body=body, sha256=sha256)
    session.add(text)
    return text


async def current_texts(session: AsyncSession) -> dict[ConsentKind, ConsentText]:
    """The newest version of each kind."""
    rows = (await session.exec(select(ConsentText).order_by(col(ConsentText.version)))).all()
    return {text.kind: text for text in rows}


async def list_versions(session: AsyncSession) -> dict[UUID, int]:
    """The version of every text, by its id."""
    numbered = select(ConsentText.id, ConsentText.version)
    return dict((await session.exec(numbered)).all())


def give(
    session: AsyncSession,
    client_id: UUID,
    text: ConsentText,
    channel: str,
    *,
    granted: Pass | None = None,
) -> None:
    """Note that the client agreed to `text`, or whoever holds the pass `granted` in his name."""
    jot(
        session,
        Consent,
        client_id=client_id,
        kind=text.kind,
        text_id=text.id,
        channel=channel,
        pass_id=granted.id if granted else None,
        is_trusted=granted is None or granted.is_owners,
    )
    record(session, ConsentGiven(client_id=client_id, kind=text.kind, text_id=text.id))


async def withdraw(
    session: AsyncSession, client_id: UUID, kind: ConsentKind, *, granted: Pass | None = None
) -> bool:
    """Take a consent back, with `granted` only what was given with it; False if there was none."""
    standing = [
        c
        for c in await list_consents(session, client_id)
        if _stands(c, kind) and (granted is None or c.pass_id == granted.id)
    ]
    for consent in standing:
        consent.withdrawn_at = clock.now()
    if standing:
        record(session, ConsentWithdrawn(client_id=client_id, kind=kind))
    return bool(standing)


async def has_consent(session: AsyncSession, client_id: UUID, kind: ConsentKind) -> bool:
    """Whether a consent of this kind stands now."""
    mine = await list_consents(session, client_id)
    return any(_stands(c, kind) and c.is_trusted for c in mine)


async def is_withdrawn(
    session: AsyncSession, client_id: UUID, kind: ConsentKind, *, pass_id: UUID | None = None
) -> bool:
    """Whether a consent was given once and none stands; one of `pass_id` counts as trusted."""
    given = [c for c in await list_consents(session, client_id) if c.kind is kind]
    standing = [c for c in given if _stands(c, kind) and (c.is_trusted or c.pass_id == pass_id)]
    return not standing and any(c.withdrawn_at is not None for c in given)


async def list_consents(session: AsyncSession, client_id: UUID) -> Sequence[Consent]:
    """All consents of a client, withdrawn ones too, oldest first."""
    mine = select(Consent).where(Consent.client_id == client_id)
    return (await session.exec(mine.order_by(col(Consent.created_at)))).all()


def _stands(consent: Consent, kind: ConsentKind) -> bool:
    return consent.kind is kind and consent.withdrawn_at is None

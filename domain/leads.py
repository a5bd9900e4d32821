"""Leads: someone left a way to reach him.

The same person again becomes no second client: his lead is attached to the card that has his
phone or e-mail. But whoever sent it gets a fresh pass that opens only what he has just sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import consents, funnel, invites, passes, people
from domain.consents import ConsentKind, ConsentText
from domain.contacts import ContactKind
from domain.errors import Refused
from domain.funnel import Role, Stage
from domain.ledger import Fact, Row, jot, record
from domain.passes import Pass

MESSAGE_LENGTH = 4000


class Lead(Row, table=True):
    client_id: UUID = Field(foreign_key="client.id", index=True)
    pass_id: UUID = Field(foreign_key="pass.id")
    service: str | None = None
    """The code of the tariff he asked about."""
    message: str | None = None
    channel: str = "site"
    utm: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    first_touch: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """The first visit his browser remembers: on, page, referrer, utm; None where it told none."""
    last_touch: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """The visit he wrote in."""


class LeadReceived(Fact):
    lead_id: UUID
    client_id: UUID
    is_new_client: bool


@dataclass(frozen=True, kw_only=True)
class Knocker:
    """Who says he is at the door: nothing of it is proven."""

    name: str
    contacts: Mapping[ContactKind, str]
    """Normalised (`people.read_contacts`), at least one."""
    consents: Sequence[ConsentKind]
    channel: str = "site"
    source: str = "site"


@dataclass(frozen=True, kw_only=True)
class LeadForm:
    knocker: Knocker
    service: str | None = None
    message: str | None = None
    utm: Mapping[str, str] = field(default_factory=dict)
    first_touch: dict[str, Any] | None = None
    last_touch: dict[str, Any] | None = None


@dataclass(frozen=True)
class LeadReceipt:
    """What the sender gets: no word on whether he was known."""

    lead_id: UUID
    token: str
    invite: str | None = None
    """A token that opens the bot, where there is one."""


@dataclass(frozen=True)
class Admitted:
    client_id: UUID
    granted: Pass
    is_new: bool


def check_reachable(contacts: Mapping[ContactKind, str]) -> None:
    """Refused when there is no way to answer."""
    if not contacts:
        raise Refused({"contact": "missing"})


async def receive_leads(
    session: AsyncSession, forms: Sequence[LeadForm], *, has_bot: bool = False
) -> list[LeadReceipt]:
    """Take in the leads that came at the same moment, in one transaction, in their order.

    Args:
        has_bot: whether each sender gets an invite to the bot.
    """
    doorman = await Doorman.called(session, [form.knocker for form in forms])
    admitted = [doorman.admit(form.knocker) for form in forms]
    pairs = zip(admitted, forms, strict=True)
    return [_take_in(session, who, form, has_bot=has_bot) for who, form in pairs]


def _take_in(
    session: AsyncSession, admitted: Admitted, form: LeadForm, *, has_bot: bool
) -> LeadReceipt:
    lead_id = jot(
        session,
        Lead,
        client_id=admitted.client_id,
        pass_id=admitted.granted.id,
        service=form.service,
        message=form.message,
        channel=form.knocker.channel,
        utm=dict(form.utm),
        first_touch=form.first_touch,
        last_touch=form.last_touch,
    )
    record(
        session,
        LeadReceived(lead_id=lead_id, client_id=admitted.client_id, is_new_client=admitted.is_new),
    )
    client_id, pass_id = admitted.client_id, admitted.granted.id
    invite = invites.issue(session, client_id, pass_id, lead_id) if has_bot else None
    return LeadReceipt(lead_id, admitted.granted.token, invite)


class Doorman:
    """Knows whose the named contacts are, and lets each knocker in as a client, new or known."""

    def __init__(
        self,
        session: AsyncSession,
        known: dict[tuple[ContactKind, str], UUID],
        texts: Mapping[ConsentKind, ConsentText],
        first_stage: Stage | None,
    ) -> None:
        self._session = session
        self._known = known
        self._texts = texts
        self._first_stage = first_stage

    @classmethod
    async def called(cls, session: AsyncSession, knockers: Sequence[Knocker]) -> "Doorman":
        """A doorman who has looked up the contacts of `knockers`."""
        named = {pair for knocker in knockers for pair in knocker.contacts.items()}
        known = await people.find_by_contacts(session, named)
        texts = await consents.current_texts(session)
        stage = await funnel.find_stage_by_role(session, Role.FIRST_CONTACT)
        return cls(session, known, texts, stage)

    def admit(self, knocker: Knocker, granted: Pass | None = None) -> Admitted:
        """Let `knocker` in; a pass he already holds says which card he speaks of."""
        owners = [self._known[p] for p in knocker.contacts.items() if p in self._known]
        if granted is not None and granted.client_id is not None:
            owners.insert(0, granted.client_id)
        is_new = not owners
        client_id = self._add_client(knocker) if is_new else owners[0]
        granted = passes.grant(
            self._session, client_id, knocker.name, granted=granted, made_card=is_new
        )
        self._attach_contacts(client_id, knocker, is_new=is_new, is_trusted=granted.is_owners)
        for other_id in dict.fromkeys(owners):
            if other_id != client_id:
                suspected = people.DuplicateSuspected(client_id=client_id, other_id=other_id)
                record(self._session, suspected)
        for kind in knocker.consents:
            text = self._texts[kind]
            consents.give(self._session, client_id, text, knocker.channel, granted=granted)
        return Admitted(client_id, granted, is_new=is_new)

    def _add_client(self, knocker: Knocker) -> UUID:
        stage = self._first_stage
        client_id = people.jot_client(
            self._session,
            knocker.name,
            knocker.contacts,
            source=knocker.source,
            stage_id=stage.id if stage else None,
        )
        if stage is not None:
            funnel.say_placed(self._session, client_id, stage, "came")
        return client_id

    def _attach_contacts(
        self, client_id: UUID, knocker: Knocker, *, is_new: bool, is_trusted: bool
    ) -> None:
        for pair in knocker.contacts.items():
            if pair not in self._known:
                self._known[pair] = client_id
                if not is_new:
                    people.add_contact(self._session, client_id, *pair, is_trusted=is_trusted)


async def find_lead(session: AsyncSession, lead_id: UUID) -> Lead | None:
    """The lead, unless its sender was erased."""
    return await session.get(Lead, lead_id)


async def list_leads(session: AsyncSession, client_id: UUID) -> Sequence[Lead]:
    """A client's leads, newest first."""
    mine = select(Lead).where(Lead.client_id == client_id)
    return (await session.exec(mine.order_by(col(Lead.created_at).desc()))).all()

"""Contacts and consents on the card."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from app.words import card as words
from app.words import consents as consent_words
from app.words import contacts as spoken
from app.words.days import say_day
from components import bits
from domain.consents import Consent, ConsentKind
from domain.people import Contact

Act = Callable[[UUID], Awaitable[None]]


def draw_contacts(
    contacts: Sequence[Contact], *, on_add: bits.Handler, on_remove: Act, on_trust: Act
) -> None:
    """Every way to reach him; the ones that strangers named are marked."""
    add = lambda: bits.tool("plus", words.ADD_CONTACT, on_add).mark("add-contact")  # noqa: E731
    with bits.sheet(words.CONTACTS, actions=add), bits.box("rows"):
        for contact in contacts:
            _draw_contact(contact, on_remove, on_trust)


def _draw_contact(contact: Contact, on_remove: Act, on_trust: Act) -> None:
    contact_id = contact.id
    with bits.box("row is-low"):
        with bits.box("row-main"):
            bits.text(spoken.say(contact), "row-title num")
            bits.text(spoken.KIND[contact.kind], "row-sub")
            if not contact.is_trusted:
                bits.mark(spoken.UNTRUSTED, "warn")
                bits.text(spoken.UNTRUSTED_WHY, "row-sub is-free")
                bits.press(words.TRUST, lambda: on_trust(contact_id), look="soft", size="small")
        remove = bits.tool("close", words.REMOVE_CONTACT, lambda: on_remove(contact_id))
        remove.classes("is-faint")


def draw_consents(
    consents: Sequence[Consent],
    versions: Mapping[UUID, int],
    *,
    now: datetime,
    timezone: str,
) -> None:
    """The latest of each kind: when, through which door, to which version of the words."""
    latest = {consent.kind: consent for consent in consents if consent.is_trusted}
    doubtful = {consent.kind: consent for consent in consents if not consent.is_trusted}
    with bits.sheet(words.CONSENTS), bits.box("sheet-body stack is-tight"):
        for kind in ConsentKind:
            consent = latest.get(kind) or doubtful.get(kind)
            is_given = consent is not None and consent.is_trusted and not consent.withdrawn_at
            with bits.box("line pad"):
                bits.box("lamp is-good" if is_given else "lamp").classes("is-near")
                with bits.box("grow"):
                    bits.text(consent_words.TITLE[kind], "row-title is-plain")
                    bits.text(_say(consent, versions, now, timezone), "row-sub is-free")


def _say(
    consent: Consent | None, versions: Mapping[UUID, int], now: datetime, timezone: str
) -> str:
    if consent is None:
        return consent_words.NOT_GIVEN
    if not consent.is_trusted:
        return consent_words.UNTRUSTED
    version = versions.get(consent.text_id, 1)
    if consent.withdrawn_at is not None:
        when = say_day(consent.withdrawn_at, now, timezone)
        return consent_words.WITHDRAWN.format(when=when, version=version)
    where = consent_words.CHANNEL.get(consent.channel, consent.channel)
    when = say_day(consent.created_at, now, timezone)
    return consent_words.GIVEN.format(when=when, where=where, version=version)

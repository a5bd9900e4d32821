"""A client's contacts one by one, as the trainer keeps them: added, removed, found to be true.

Adding one leaves the others alone, unlike `people.change_client`, which sets a kind as a whole.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import people
from domain.contacts import ContactKind
from domain.errors import NotFound
from domain.ledger import record
from domain.people import ClientChanged, Contact, ContactTaken


async def attach(
    session: AsyncSession, client_id: UUID, contacts: Mapping[ContactKind, str]
) -> None:
    """Add contacts; one that he has already is believed from now on.

    Raises:
        ContactTaken: it is another client's.
    """
    client = await people.get_client(session, client_id)
    owners = await people.find_by_contacts(session, contacts.items())
    mine = {(c.kind, c.value): c for c in await people.list_contacts(session, client.id)}
    for pair in contacts.items():
        owner = owners.get(pair)
        if owner is not None and owner != client.id:
            raise ContactTaken(client.id, owner)
        if owner == client.id:
            mine[pair].is_trusted = True
        else:
            people.add_contact(session, client.id, *pair, is_trusted=True)
    record(session, ClientChanged(client_id=client.id))


async def detach(session: AsyncSession, contact_id: UUID) -> Contact:
    """Take a contact away; the row that is no more is given back, to undo it by."""
    contact = await _get_contact(session, contact_id)
    client = await people.get_client(session, contact.client_id)
    await session.delete(contact)
    await session.flush()
    await people.index_words(session, client)
    record(session, ClientChanged(client_id=client.id))
    return contact


async def trust(session: AsyncSession, contact_id: UUID) -> None:
    """The trainer knows that this contact is his client's: it may be written to."""
    contact = await _get_contact(session, contact_id)
    contact.is_trusted = True
    record(session, ClientChanged(client_id=contact.client_id))


async def _get_contact(session: AsyncSession, contact_id: UUID) -> Contact:
    contact = await session.get(Contact, contact_id)
    if contact is None:
        raise NotFound("contact", contact_id)
    return contact

"""Adding a client by hand: a name and one way to reach him; who is known already is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import funnel, people
from domain.contacts import ContactKind
from domain.errors import Refused
from domain.funnel import Role
from domain.people import Client

BY_HAND = "hand"


@dataclass(frozen=True)
class Added:
    client: Client
    is_new: bool
    """False when somebody with this contact was there already: nothing is changed then."""


def guess_contact(text: str) -> dict[ContactKind, str]:
    """A phone, an address or a Telegram name, by how it looks; normalised.

    Raises:
        Refused: it looks like none of them.
    """
    typed = text.strip()
    if not typed:
        raise Refused({"contact": "missing"})
    if re.search(r"\S@\S", typed):
        kind = ContactKind.EMAIL
    elif re.fullmatch(r"[\d\s()+.\-]+", typed):
        kind = ContactKind.PHONE
    else:
        kind = ContactKind.TELEGRAM
    return people.read_contacts({kind: typed})


async def add_by_hand(
    session: AsyncSession, name: str, contacts: Mapping[ContactKind, str]
) -> Added:
    """A new client at the first stage, or the one who has such a contact."""
    known = await people.find_by_contacts(session, contacts.items())
    if known:
        owner = next(iter(known.values()))
        return Added(await people.get_client(session, owner), is_new=False)
    client = people.add_client(session, people.clean_name(name), contacts, source=BY_HAND)
    stage = await funnel.find_stage_by_role(session, Role.FIRST_CONTACT)
    if stage is not None:
        funnel.place_new_client(session, client, stage, "by_hand")
    await session.flush()
    return Added(client, is_new=True)

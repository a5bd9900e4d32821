"""Menus: which list of commands a client's chat shows by itself, and which it was last given.

What stands in each list is `app.words.bot`; giving it is `app.menus`.
"""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import subscriptions
from domain.contacts import ContactKind
from domain.ledger import Row
from domain.people import get_client, list_contacts
from domain.programmes import rows as programmes
from domain.programmes.rows import Kind


class Menu(StrEnum):
    """By how far somebody has come; who is new sees what every chat shows at first."""

    STRANGER = "stranger"
    FREE_WEEK = "free_week"
    PAYING = "paying"


class OfferedMenu(Row, table=True):
    """What a chat shows now; a chat without one shows what all do."""

    client_id: UUID = Field(foreign_key="client.id", index=True)
    chat_id: int = Field(sa_type=BigInteger, unique=True)
    menu: Menu


async def find_menu(session: AsyncSession, client_id: UUID) -> Menu:
    """The list that suits this client now."""
    seen = [p for p in await programmes.list_programmes(session, client_id) if p.may_be_seen]
    is_given = any(programme.kind is Kind.FULL for programme in seen)
    if is_given or await subscriptions.list_subscriptions(session, client_id):
        return Menu.PAYING
    return Menu.FREE_WEEK if seen else Menu.STRANGER


async def list_outdated(session: AsyncSession, client_id: UUID, menu: Menu) -> Sequence[int]:
    """The client's chats that show another list than this."""
    client = await get_client(session, client_id)
    chats = [
        int(contact.value)
        for contact in await list_contacts(session, client.id)
        if contact.kind is ContactKind.TELEGRAM_ID and contact.is_trusted
    ]
    mine = select(OfferedMenu).where(col(OfferedMenu.chat_id).in_(chats))
    shown = {row.chat_id: row.menu for row in (await session.exec(mine)).all()}
    return [chat for chat in chats if shown.get(chat, Menu.STRANGER) is not menu]


async def remember(session: AsyncSession, client_id: UUID, chat_id: int, menu: Menu) -> None:
    """The chat shows this list from now on."""
    mine = select(OfferedMenu).where(col(OfferedMenu.chat_id) == chat_id)
    client = await get_client(session, client_id)
    row = (await session.exec(mine)).first()
    if row is None:
        row = OfferedMenu(client_id=client.id, chat_id=chat_id, menu=menu)
    row.client_id, row.menu = client.id, menu
    session.add(row)

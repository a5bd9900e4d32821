"""The post of this house: its channels, its words, its rules, and whom it calls the owner."""

from collections.abc import Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from app.enclosing import build_enclose
from app.letters import build_render
from app.outside import Outside
from app.printing import Printer
from app.settings import Settings
from domain import messages, objections, owners, site
from domain.messages import Addresses, Policy, Post, Rules


def build_post(db: Database, settings: Settings, outside: Outside, printer: Printer) -> Post:
    """Wired, and idle until asked to send."""
    render = build_render(settings.public_url)
    enclose = build_enclose(db, printer)
    rules = build_rules(settings)
    return Post(db.begin, db.read, outside.channels, render, rules, enclose=enclose)


def build_rules(settings: Settings) -> Rules:
    """What the gate asks of the settings and of other rooms."""

    async def read_policy(_: AsyncSession) -> Policy:
        return Policy(zone=settings.timezone)

    async def owner_addresses(session: AsyncSession) -> Addresses:
        return await find_owner(session, settings)

    return messages.Rules(
        read_policy=read_policy,
        owner_addresses=owner_addresses,
        find_objection=objections.find_objection,
    )


async def find_owner(session: AsyncSession, settings: Settings) -> Mapping[str, str]:
    """Where the owner is told: his own chat first, then the address he has given on the site.

    The chat he has bound goes before the one that was set from without.
    """
    sections = await site.read_site(session)
    address = sections["contacts"]["email"] or sections["requisites"]["email"]
    bound = await owners.find_chat(session)
    chat = bound.chat_id if bound is not None else settings.telegram_owner_chat_id
    found = {
        "telegram": str(chat) if chat is not None else "",
        "email": address or _bare(settings.mail_from or ""),
    }
    return {name: value for name, value in found.items() if value}


def _bare(address: str) -> str:
    return address.partition("<")[2].rstrip(">").strip() if "<" in address else address.strip()

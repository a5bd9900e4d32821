"""The trainer's site: what the landing says, in sections that he edits.

A section is kept whole under its key; one he has not touched is as `content/site.toml` has it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound
from domain.ledger import Fact, Row, record

CONTENT = Path(__file__).parent / "content"

Sections = dict[str, Any]


class SiteSection(Row, table=True):
    key: str = Field(unique=True)
    value: dict[str, Any] = Field(sa_type=JSON)


class SiteChanged(Fact):
    key: str


@cache
def default_sections() -> Mapping[str, Any]:
    """The site before the trainer has changed a word."""
    return tomllib.loads((CONTENT / "site.toml").read_text(encoding="utf-8"))


async def read_site(session: AsyncSession) -> Sections:
    """Every section by its key, the trainer's own words over the default ones."""
    changed = {row.key: row.value for row in (await session.exec(select(SiteSection))).all()}
    return {key: {**value, **changed.get(key, {})} for key, value in default_sections().items()}


async def change_section(session: AsyncSession, key: str, value: Mapping[str, Any]) -> None:
    """Keep the trainer's words for a section; fields he does not give stay."""
    if key not in default_sections():
        raise NotFound("site section", key)
    row = (await session.exec(select(SiteSection).where(SiteSection.key == key))).first()
    row = row or SiteSection(key=key, value={})
    row.value = {**row.value, **value}
    session.add(row)
    record(session, SiteChanged(key=key))


def read_document(name: str) -> str:
    """A document as it ships: privacy, offer, or consent_KIND, in Markdown."""
    return (CONTENT / "documents" / f"{name}.md").read_text(encoding="utf-8")

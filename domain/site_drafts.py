"""The site before it is shown: sections as they are being edited, publishing them, taking it back.

What visitors see is `domain.site`. A draft is kept by section; one that says what already stands on
the site is no draft. Publishing shows all of them at once and keeps what stood there before, so
that it can be put back, edition by edition.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import site
from domain.errors import Conflict, NotFound
from domain.ledger import Fact, Row, record
from domain.site import Sections, SiteSection
from domain.site_lint import NotLawful, review

AT_ONCE = frozenset({"papers"})
"""Sections that no page of the site shows: what is saved there holds from then on."""


class SiteDraft(Row, table=True):
    key: str = Field(unique=True)
    value: dict[str, Any] = Field(sa_type=JSON)


class SiteEdition(Row, table=True):
    """A publication; `before` has the words that stood there, None for those that ship."""

    number: int = Field(unique=True)
    before: dict[str, Any] = Field(sa_type=JSON)


class SiteDrafted(Fact):
    """A draft was kept or dropped."""

    key: str


class NothingDrafted(Conflict):
    """There is nothing to publish."""


class NothingPublished(Conflict):
    """There is no earlier edition to go back to."""


async def read_draft(session: AsyncSession) -> Sections:
    """Every section as the trainer has left it, published or not."""
    drafts = {row.key: row.value for row in await _list_drafts(session)}
    published = await site.read_site(session)
    return {key: {**value, **drafts.get(key, {})} for key, value in published.items()}


async def list_drafted(session: AsyncSession) -> list[str]:
    """The sections that say something else than the site does."""
    return [row.key for row in await _list_drafts(session)]


async def find_edition(session: AsyncSession) -> SiteEdition | None:
    """The last publication that was not taken back."""
    last = select(SiteEdition).order_by(col(SiteEdition.number).desc()).limit(1)
    return (await session.exec(last)).first()


async def keep_draft(session: AsyncSession, key: str, value: Mapping[str, Any]) -> None:
    """Keep a section as it is being edited; fields that are not given stay.

    Raises:
        NotFound: there is no such section.
    """
    published = (await site.read_site(session)).get(key)
    if published is None:
        raise NotFound("site section", key)
    if key in AT_ONCE:
        await site.change_section(session, key, value)
        return
    row = await _find_draft(session, key)
    kept = {**(row.value if row else {}), **value}
    if {**published, **kept} == published:
        if row is not None:
            await session.delete(row)
    else:
        row = row or SiteDraft(key=key, value={})
        row.value = kept
        session.add(row)
    record(session, SiteDrafted(key=key))


async def drop_drafts(session: AsyncSession) -> None:
    """Forget what was not published."""
    for row in await _list_drafts(session):
        await session.delete(row)
        record(session, SiteDrafted(key=row.key))


async def publish(session: AsyncSession) -> list[str]:
    """Show every draft to visitors, and return the sections that have changed.

    Raises:
        NothingDrafted: no section says anything new.
        NotLawful: the law asks for something first (`site_lint`).
    """
    drafts = await _list_drafts(session)
    if not drafts:
        raise NothingDrafted("no draft of the site")
    held = [found for found in await review(session, await read_draft(session)) if found.holds]
    if held:
        raise NotLawful(held)
    own = {row.key: row.value for row in await _list_own(session)}
    last = await find_edition(session)
    before = {row.key: own.get(row.key) for row in drafts}
    session.add(SiteEdition(number=last.number + 1 if last else 1, before=before))
    for row in drafts:
        await site.change_section(session, row.key, row.value)
        await session.delete(row)
    return list(before)


async def undo(session: AsyncSession) -> list[str]:
    """Put back what stood there before the last publication; what was published is a draft again.

    Returns:
        The sections that have changed. A draft begun since then stays as it is.

    Raises:
        NothingPublished: nothing was ever published, or all of it is taken back.
    """
    edition = await find_edition(session)
    if edition is None:
        raise NothingPublished("no edition of the site")
    own = {row.key: row for row in await _list_own(session)}
    drafted = set(await list_drafted(session))
    for key, value in edition.before.items():
        row = own.get(key)
        if row is not None and key not in drafted:
            session.add(SiteDraft(key=key, value=row.value))
        await _put_back(session, key, row, value)
    await session.delete(edition)
    return list(edition.before)


async def _put_back(
    session: AsyncSession, key: str, row: SiteSection | None, value: dict[str, Any] | None
) -> None:
    if row is not None and value is not None:
        row.value = value
        session.add(row)
    elif row is not None:
        await session.delete(row)
    record(session, site.SiteChanged(key=key))


async def _find_draft(session: AsyncSession, key: str) -> SiteDraft | None:
    return (await session.exec(select(SiteDraft).where(SiteDraft.key == key))).first()


async def _list_drafts(session: AsyncSession) -> Sequence[SiteDraft]:
    return (await session.exec(select(SiteDraft).order_by(col(SiteDraft.created_at)))).all()


async def _list_own(session: AsyncSession) -> Sequence[SiteSection]:
    return (await session.exec(select(SiteSection))).all()

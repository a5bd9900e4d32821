"""Carrying the answers out and in: what is exported and imported again is the same."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Refused
from domain.faq.editing import change_entry, clean, next_position, put_entry
from domain.faq.rows import FaqEntry, list_entries
from domain.faq.stems import key_of

AT_ONCE = 20_000


class PortableEntry(BaseModel):
    """An entry as it travels."""

    model_config = ConfigDict(extra="forbid")

    question: str
    answer: str
    category: str = ""
    synonyms: list[str] = []
    priority: int = 0
    active: bool = True


class Imported(NamedTuple):
    added: int
    changed: int
    same: int


async def export_entries(session: AsyncSession) -> list[PortableEntry]:
    """Every entry in order, switched off ones too."""
    return [to_portable(entry) for entry in await list_entries(session)]


def to_portable(entry: FaqEntry) -> PortableEntry:
    return PortableEntry(
        question=entry.question,
        answer=entry.answer,
        category=entry.category,
        synonyms=list(entry.synonyms),
        priority=entry.priority,
        active=entry.is_active,
    )


async def import_entries(session: AsyncSession, given: Sequence[Any]) -> Imported:
    """Add what is new, change what is there under the same question; all of it or nothing.

    Raises:
        Refused: an entry cannot be taken; its key is `items.NUMBER.field`, counted from 1.
    """
    if len(given) > AT_ONCE:
        raise Refused({"items": "too_many"})
    read = [_read(number, one) for number, one in enumerate(given, 1)]
    known = {row.key: row for row in (await session.exec(select(FaqEntry))).all()}
    counts = {"added": 0, "changed": 0, "same": 0}
    position = await next_position(session)
    for at, fields in enumerate(read):
        mine = known.get(key_of(fields["question"]))
        if mine is None:
            added = put_entry(session, {**fields, "position": position + at})
            known[added.key] = added
            counts["added"] += 1
        elif all(getattr(mine, name) == value for name, value in fields.items()):
            counts["same"] += 1
        else:
            await change_entry(session, mine.id, **fields)
            counts["changed"] += 1
    return Imported(**counts)


def _read(number: int, given: Any) -> dict[str, Any]:
    try:
        entry = PortableEntry.model_validate(given)
    except ValidationError as e:
        wrong = {str(one["loc"][0]) if one["loc"] else "": "malformed" for one in e.errors()}
        raise _refuse(number, wrong) from e
    fields = entry.model_dump()
    fields["is_active"] = fields.pop("active")
    try:
        return clean(fields)
    except Refused as e:
        raise _refuse(number, e.fields) from e


def _refuse(number: int, wrong: dict[str, str]) -> Refused:
    return Refused({f"items.{number}.{key}".rstrip("."): code for key, code in wrong.items()})

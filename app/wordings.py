"""What is said under a key now: the trainer's words, or ours where his cannot be said.

One query for all the texts of one message. Whatever of his cannot be said is not said, and he is
told so once.
"""

from collections.abc import Mapping
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from app.words import editable
from app.words.letters import Own, is_complete
from domain import messages, texts
from domain.messages import Purpose
from domain.texts import TextVersion


class Wordings:
    """The trainer's own words, as far as they can be said."""

    def __init__(self, own: Mapping[str, TextVersion]) -> None:
        self._own = own

    def template(self, key: str, values: Mapping[str, str] | None = None) -> str:
        """A paragraph of the bot as HTML; ours where what he names has no value this time."""
        own = self._own.get(key)
        if own is None or not is_complete(own.body, values or {}):
            return editable.TEXTS[key].ours
        return escape(own.body, quote=False)

    def letter(self, kind: str) -> Own | None:
        """A letter of this kind in his words; None where he has none."""
        own = self._own.get(editable.letter_key(kind))
        return Own(own.subject, own.body) if own is not None else None


async def read(session: AsyncSession, *keys: str) -> Wordings:
    """What is said under these keys; the trainer is told of what cannot be."""
    found = await texts.read_wordings(session, keys)
    faulty = [row for key, row in found.items() if editable.find_faults(key, row)]
    for row in faulty:
        await messages.queue(
            session,
            kind="text_unsayable",
            purpose=Purpose.SERVICE,
            dedupe_key=f"owner:text_unsayable:{row.id}",
            about={"text_id": str(row.id)},
        )
    return Wordings({key: row for key, row in found.items() if row not in faulty})

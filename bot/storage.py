"""The dialogue's state for aiogram, in the transaction of the update that is being heard."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StorageKey

from domain import dialogues
from domain.dialogues import Dialogue
from domain.ledger import Transaction

Known = dict[tuple[int, int], Dialogue]

_current: ContextVar[Transaction] = ContextVar("session")
_known: ContextVar[Known | None] = ContextVar("known")


@contextmanager
def within(session: Transaction, known: Known | None = None) -> Iterator[None]:
    """Dialogues are read and kept in this transaction for a `with` block.

    Args:
        known: all there are of the chats that are heard, if they were read beforehand.
    """
    tokens = _current.set(session), _known.set(known)
    try:
        yield
    finally:
        _current.reset(tokens[0])
        _known.reset(tokens[1])


class DialogueStorage(BaseStorage):
    """Rows of `domain.dialogues`."""

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        name = state.state if isinstance(state, State) else state
        _known.set(None)
        await dialogues.keep_state(_current.get(), key.chat_id, key.user_id, name)

    async def get_state(self, key: StorageKey) -> str | None:
        row = await _find(key)
        return row.state if row is not None else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        _known.set(None)
        await dialogues.keep_data(_current.get(), key.chat_id, key.user_id, data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = await _find(key)
        return dict(row.data) if row is not None else {}

    async def close(self) -> None:
        """The database is not ours to close."""


async def _find(key: StorageKey) -> Dialogue | None:
    known = _known.get()
    if known is not None:
        return known.get((key.chat_id, key.user_id))
    return await dialogues.find_dialogue(_current.get(), key.chat_id, key.user_id)

"""The dialogue's state for aiogram, in the transaction of the update that is being heard."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StorageKey

from domain import dialogues
from domain.ledger import Transaction

_current: ContextVar[Transaction] = ContextVar("session")


@contextmanager
def within(session: Transaction) -> Iterator[None]:
    """Dialogues are read and kept in this transaction for a `with` block."""
    token = _current.set(session)
    try:
        yield
    finally:
        _current.reset(token)


class DialogueStorage(BaseStorage):
    """Rows of `domain.dialogues`."""

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        name = state.state if isinstance(state, State) else state
        await dialogues.keep_state(_current.get(), key.chat_id, key.user_id, name)

    async def get_state(self, key: StorageKey) -> str | None:
        row = await dialogues.find_dialogue(_current.get(), key.chat_id, key.user_id)
        return row.state if row is not None else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await dialogues.keep_data(_current.get(), key.chat_id, key.user_id, data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = await dialogues.find_dialogue(_current.get(), key.chat_id, key.user_id)
        return dict(row.data) if row is not None else {}

    async def close(self) -> None:
        """The database is not ours to close."""

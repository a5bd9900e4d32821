"""The one place that knows what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)  # noqa: TID251 - the one clock of the house


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stop the clock at `moment` for a `with` block, in this task and its children."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)

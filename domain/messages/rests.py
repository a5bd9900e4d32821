"""Channels that rest: down as a whole, or told to slow down, so nobody knocks for a while.

Kept in memory: a new process knocks once and learns it again.
"""

from datetime import datetime, timedelta

from domain import clock

FIRST_REST = timedelta(seconds=10)
LONGEST_REST = timedelta(minutes=5)


class Rests:
    """Until when each channel is left alone."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}
        self._falls: dict[str, int] = {}

    def until(self, channel: str) -> datetime | None:
        """When to knock again; None when it may be used now."""
        until = self._until.get(channel)
        return until if until is not None and until > clock.now() else None

    def begin(self, channel: str, asked_for: timedelta | None = None) -> None:
        """Leave the channel alone: as long as it asked for, or longer with each fall in a row."""
        if self.until(channel) is not None:
            return  # Of several letters that were in flight when it fell, the first one counts.
        falls = self._falls.get(channel, 0)
        self._falls[channel] = falls + 1
        pause = asked_for or min(FIRST_REST * (1 << min(falls, 10)), LONGEST_REST)
        self._until[channel] = clock.now() + pause

    def end(self, channel: str) -> None:
        """The channel works."""
        self._falls.pop(channel, None)

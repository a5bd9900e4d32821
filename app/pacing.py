"""How fast a messenger may be spoken to: over all, in one chat, and not at all for a while.

People who have just asked go before what can wait: the last part of the allowance is theirs. Among
them whoever was told least lately goes first, so that a flood holds up nobody but itself.
"""

import asyncio
import math
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

IN_CHAT = 1.0
"""A second in one chat, as Telegram asks."""
BURST_IN_CHAT = 8.0
"""Short bursts pass."""
KEPT_FOR_PEOPLE = 0.4
"""The part of the allowance that what can wait never touches."""
A_SECOND = 1.0
CHATS = 10_000


@dataclass
class _Bucket:
    left: float
    since: float


@dataclass(eq=False)
class _Turn:
    """Somebody waits to speak in a chat."""

    chat_id: int
    can_wait: bool


class Pacer:
    """Lets calls pass one by one."""

    def __init__(
        self,
        rate: float,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rate = rate
        self._burst = max(1.0, rate)
        self._monotonic, self._sleep = monotonic, sleep
        self._all = _Bucket(self._burst, monotonic())
        self._chats: OrderedDict[int, _Bucket] = OrderedDict()
        self._turns: list[_Turn] = []
        self._lately: deque[float] = deque()
        """When something was said within the last second."""
        self._rests_until = 0.0

    def rest(self, seconds: float) -> None:
        """Nobody speaks for so long: the messenger has asked for it."""
        self._rests_until = max(self._rests_until, self._monotonic() + seconds)

    async def take(self, chat_id: int, *, can_wait: bool = False) -> None:
        """Wait until one more message may go to this chat, and count it."""
        turn = _Turn(chat_id, can_wait)
        self._turns.append(turn)
        try:
            while (wait := self._wait(turn)) > 0:
                # A rest may be asked for meanwhile, so everybody looks again.
                await self._sleep(wait)
            self._all.left -= 1
            self._lately.append(self._monotonic())
            self._chats[chat_id].left -= 1
        finally:
            self._turns.remove(turn)

    def _wait(self, turn: _Turn) -> float:
        now = self._monotonic()
        mine = self._of(turn.chat_id, now)
        _refill(self._all, now, self._rate, self._burst)
        needed = 1.0 + self._count_ahead(turn, mine, now)
        if turn.can_wait and self._burst > 2:
            needed += self._burst * KEPT_FOR_PEOPLE
        return max(
            self._rests_until - now,
            (needed - self._all.left) / self._rate,
            self._wait_for_the_second(needed, now),
            (1 - mine.left) / IN_CHAT,
        )

    def _wait_for_the_second(self, needed: float, now: float) -> float:
        """Until `needed` more make no second busier than the rate: a full bucket alone would let
        twice as many into its first."""
        while self._lately and self._lately[0] + A_SECOND <= now:
            self._lately.popleft()
        too_many = math.ceil(len(self._lately) + needed - self._burst)
        if too_many <= 0 or not self._lately:
            return 0.0
        return self._lately[min(too_many, len(self._lately)) - 1] + A_SECOND - now

    def _count_ahead(self, turn: _Turn, mine: _Bucket, now: float) -> int:
        """How many go first: those who may speak now and have spoken less; then who came first."""
        ahead, has_come = 0, False
        for other in self._turns:
            has_come = has_come or other is turn
            left = self._of(other.chat_id, now).left
            is_first = left > mine.left or (left == mine.left and not has_come)
            ahead += is_first and left >= 1 and other.can_wait <= turn.can_wait
        return ahead

    def _of(self, chat_id: int, now: float) -> _Bucket:
        mine = self._chats.setdefault(chat_id, _Bucket(BURST_IN_CHAT, now))
        self._chats.move_to_end(chat_id)
        if len(self._chats) > CHATS:
            self._chats.popitem(last=False)
        _refill(mine, now, IN_CHAT, BURST_IN_CHAT)
        return mine


def _refill(bucket: _Bucket, now: float, rate: float, burst: float) -> None:
    bucket.left = min(burst, bucket.left + (now - bucket.since) * rate)
    bucket.since = now

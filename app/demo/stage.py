"""The stage: the house with a clock of its own, on which ninety days pass in seconds.

Everything is done by the same functions as in life, and every fact is told to the same reactions
at once; the bank and the mail are stand-ins.
"""

import heapq
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import count

from app import jobs
from app.reactions import build_reactions
from app.runtime import Runtime
from app.standins.yookassa import YooKassaStandIn
from domain import clock
from domain.ledger import Fact
from domain.messages import AddressRefused, Letter

Act = Callable[[], Awaitable[None]]


class Mail:
    """Takes every letter, and sends none; one address is known to be wrong."""

    name = "email"

    def __init__(self) -> None:
        self.wrong: set[str] = set()
        self._numbers = count(1)

    async def deliver(self, address: str, letter: Letter) -> str:
        if address in self.wrong:
            raise AddressRefused(f"550 5.1.1 no such user: {address}")
        return f"<{next(self._numbers)}@example.ru>"


class Stage:
    """Acts, each at its moment, and what follows each."""

    def __init__(self, runtime: Runtime, bank: YooKassaStandIn, mail: Mail) -> None:
        self.runtime = runtime
        self.bank = bank
        self.mail = mail
        self._reactions = build_reactions(runtime.settings, runtime.outside, runtime.post)
        self._untold: deque[Fact] = deque()
        self._acts: list[tuple[datetime, int, Act]] = []
        self._order = count()
        runtime.db.on_facts = self._untold.extend

    def at(self, moment: datetime, act: Act) -> None:
        """Let `act` happen at `moment`; one that lies after the end is left out."""
        heapq.heappush(self._acts, (moment, next(self._order), act))

    def later(self, act: Act, **pause: float) -> None:
        """Let `act` happen some time after now."""
        self.at(clock.now() + timedelta(**pause), act)

    async def play(self, until: datetime) -> None:
        """Every act in its order, with all that follows."""
        while self._acts and self._acts[0][0] <= until:
            moment, _, act = heapq.heappop(self._acts)
            with clock.at(moment):
                await act()
                await self.tell()

    async def tell(self) -> None:
        """Tell every fact to its reactions, as the outbox would."""
        while self._untold:
            fact = self._untold.popleft()
            for name in self._reactions.names(type(fact)):
                await self._reactions.get(type(fact), name)(fact, self.runtime.db.begin)

    async def tick(self) -> None:
        """What the clockwork does several times a day."""
        for tick in (jobs.process_reminders, jobs.send_messages, jobs.close_programmes):
            await tick(self.runtime)
            await self.tell()

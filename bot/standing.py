"""Where a person stands with his questionnaire: what is answered, what is allowed, what is next.

The answers are the draft that the web page fills in, too; which of them a message on the screen
asks for is the dialogue's to know.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain import consents, intakes, passes
from domain.consents import ConsentKind
from domain.ledger import Transaction
from domain.passes import Pass
from domain.people import Client
from domain.questionnaire import Question, asked, next_asked

FIRST_OF_HEALTH = "screening"
"""From here on nothing is asked before the consent to use what is said of health."""


class Stop(StrEnum):
    """What is no question."""

    DATA = "data"
    HEALTH = "health"
    SUMMARY = "summary"
    SENT = "sent"


@dataclass(frozen=True, kw_only=True)
class Standing:
    client: Client
    granted: Pass
    given: Mapping[str, Any]
    allowed: frozenset[ConsentKind]
    is_sent: bool

    @property
    def done(self) -> int:
        return sum(question.key in self.given for question in asked(self.given))

    @property
    def total(self) -> int:
        return len(asked(self.given))

    @property
    def is_begun(self) -> bool:
        """Whether there is something to go on with."""
        return bool(self.given) and not self.is_sent

    def may_ask(self, key: str) -> bool:
        """Whether this question, or its answer, needs no further consent."""
        keys = [question.key for question in asked(self.given)]
        is_health = key not in keys or keys.index(key) >= keys.index(FIRST_OF_HEALTH)
        return ConsentKind.HEALTH in self.allowed or not is_health

    def step(self, key: str | None = None) -> Question | Stop:
        """The question named, if it may be asked now; else what comes next."""
        if self.is_sent:
            return Stop.SENT
        if ConsentKind.PERSONAL_DATA not in self.allowed:
            return Stop.DATA
        question = find_asked(self.given, key) or next_asked(self.given)
        if not self.may_ask(question.key if question else FIRST_OF_HEALTH):
            return Stop.HEALTH
        return question or Stop.SUMMARY


def find_asked(given: Mapping[str, Any], key: str | None) -> Question | None:
    return next((question for question in asked(given) if question.key == key), None)


async def find_standing(session: Transaction, client: Client) -> Standing:
    granted = await passes.proven_pass(session, client.id)
    await session.flush()
    given = await intakes.read_draft(session, granted)
    latest = await intakes.find_by_pass(session, granted.id)
    is_sent = latest is not None and not latest.is_outdated and latest.says(given)
    rows = await consents.list_consents(session, client.id)
    allowed = frozenset(row.kind for row in rows if row.withdrawn_at is None and row.is_trusted)
    return Standing(client=client, granted=granted, given=given, allowed=allowed, is_sent=is_sent)

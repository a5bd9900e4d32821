"""Recommendations: two or three things that would do a client good now, each with its reason.

At least one costs nothing. Nothing is sold to whom health, age or his own word forbids it, nor
while the trainer still looks at what he was sent. What is said of each is for `app.words`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, consents, intakes, journals, messages, objections, tariffs
from domain.cabinets import ConsentMissing
from domain.consents import ConsentKind
from domain.errors import Conflict
from domain.journals import Journal, Shelf
from domain.messages import Purpose, Reason
from domain.people import Client
from domain.programmes import rows as programmes
from domain.programmes.rows import Kind, Programme, Status
from domain.progress import rows as progress
from domain.screening import Verdict
from domain.tariffs import Tariff

MOST = 3
KEPT_WELL = 0.7
"""Of the planned days trained: below it help is offered, not more of the same [P]."""


class Why(StrEnum):
    """What is suggested and why; each has its sentence."""

    DOCTOR = "doctor"
    PAIN = "pain"
    INTAKE = "intake"
    WAIT = "wait"
    BEGIN = "begin"
    MISSED = "missed"
    NEXT = "next"
    WAIST = "waist"
    PROGRESS = "progress"
    ASK = "ask"
    FIRST_MONTH = "first_month"
    """Priced, as are all below."""
    GO_ON = "go_on"
    MEETING = "meeting"


@dataclass(frozen=True)
class Suggestion:
    why: Why
    tariff: Tariff | None = None
    """What it costs; None for what is free."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is known of a client."""

    objection: Reason | None = None
    is_stopped: bool = False
    """He wants to be offered nothing."""
    is_waiting: bool = False
    """The trainer looks at his answers or programme first."""
    programme: Kind | None = None
    """The newest that he may see."""
    is_over: bool = False
    trained: int = 0
    adherence: float | None = None
    has_waist: bool = False

    @property
    def may_be_sold_to(self) -> bool:
        return self.objection is None and not self.is_stopped and not self.is_waiting

    @property
    def is_missing(self) -> bool:
        return self.adherence is not None and self.adherence < KEPT_WELL


class NotSuggested(Conflict):
    """What was to be sent is not suggested any more."""


async def recommend(session: AsyncSession, client: Client) -> list[Suggestion]:
    """What would do this client good now: the most pressing first."""
    return judge(await read_case(session, client), await tariffs.list_tariffs(session))


def judge(case: Case, catalogue: Sequence[Tariff]) -> list[Suggestion]:
    """Two or three suggestions, at least one of them free; care before everything.

    Args:
        catalogue: what is on sale, in the trainer's order.
    """
    free = [Suggestion(why) for why in _list_free(case)]
    sold = _pick(case, catalogue) if case.may_be_sold_to else None
    return [*free[: MOST - 1], sold] if sold is not None else free[:MOST]


async def send(session: AsyncSession, client: Client, one: Suggestion, text: str) -> bool:
    """Say it to the client in the trainer's name; False when it was said today already.

    Raises:
        NotSuggested: it does him no good any more.
        ConsentMissing: it is priced, and he has not agreed to be offered things.
    """
    if one.why not in {other.why for other in await recommend(session, client)}:
        raise NotSuggested(f"{one.why} is no suggestion any more")
    marketing = ConsentKind.MARKETING
    is_priced = one.tariff is not None
    if is_priced and not await consents.has_consent(session, client.id, marketing):
        raise ConsentMissing("no consent to marketing")
    return await messages.queue(
        session,
        kind="trainer_message",
        purpose=Purpose.MARKETING if is_priced else Purpose.TRAINER,
        dedupe_key=f"suggested:{client.id}:{one.why}:{clock.now().date()}",
        client_id=client.id,
        text=text,
    )


async def read_case(session: AsyncSession, client: Client) -> Case:
    made = await programmes.list_programmes(session, client.id)
    seen = [await programmes.as_shown(session, row) for row in made if row.may_be_seen]
    mine = await intakes.list_intakes(session, client.id)
    journal = await journals.read_journal(session, Shelf(client.id, seen, None, is_whole=True))
    is_looked_at = any(row.status is Status.NEEDS_REVIEW for row in made)
    is_yellow = bool(mine) and mine[0].verdict is Verdict.YELLOW and not seen
    wishes = await messages.read_wishes(session, client.id)
    return Case(
        objection=await objections.find_sale_objection(session, client.id),
        is_stopped=messages.MARKETING in wishes.topics_off,
        is_waiting=is_looked_at or is_yellow,
        programme=seen[0].kind if seen else None,
        is_over=bool(seen) and _is_over(journal, seen[0]),
        trained=journal.account.trained,
        adherence=journal.account.adherence,
        has_waist=any(row.kind is progress.Kind.WAIST for row in journal.measured),
    )


def _is_over(journal: Journal, programme: Programme) -> bool:
    return journal.week > programme.weeks


def _list_free(case: Case) -> Iterator[Why]:
    if case.objection in {Reason.DOCTOR_FIRST, Reason.PAIN}:
        yield Why.DOCTOR if case.objection is Reason.DOCTOR_FIRST else Why.PAIN
        yield Why.ASK
        return
    if case.programme is not None and not case.is_over:
        yield _of_training(case)
    elif case.is_waiting:
        yield Why.WAIT
    elif case.programme is None:
        yield Why.INTAKE
    yield Why.PROGRESS if case.has_waist else Why.WAIST
    yield Why.ASK


def _of_training(case: Case) -> Why:
    if not case.trained:
        return Why.BEGIN
    return Why.MISSED if case.is_missing else Why.NEXT


def _pick(case: Case, catalogue: Sequence[Tariff]) -> Suggestion | None:
    """What is worth its money to him: a meeting to who stumbles, the next programme to who goes."""
    meetings = [row for row in catalogue if not row.weeks and row.price]
    courses = [row for row in catalogue if row.brings_programme and row.price]
    if case.programme is None or (case.is_missing and not case.is_over):
        return _cheapest(Why.MEETING, meetings)
    if case.programme is Kind.DEMO:
        return _cheapest(Why.FIRST_MONTH, courses)
    return _cheapest(Why.GO_ON, courses) if case.is_over else None


def _cheapest(why: Why, rows: Sequence[Tariff]) -> Suggestion | None:
    return Suggestion(why, min(rows, key=lambda row: row.price)) if rows else None

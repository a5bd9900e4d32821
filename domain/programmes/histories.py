"""Histories: what a client's log has to say to the programme that is written next.

Weights he has lifted, what he left out, what hurt. An empty history changes nothing, so that the
free week stays the first week of the full programme (I35). Where it comes from is not known here:
whoever writes programmes is handed a `Recall`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.exercises import Catalogue
from domain.programmes.plan import Item, Plan, phrase
from domain.questionnaire import Answers


@dataclass(frozen=True, kw_only=True)
class History:
    loads: Mapping[str, int] = field(default_factory=dict)
    """Grams to start with, by exercise: the last that went well."""
    left_out: frozenset[str] = frozenset()
    """Exercises he skipped and never did."""
    hurting: frozenset[str] = frozenset()
    """Exercises that hurt, 4 of 10 and more."""
    spared: frozenset[str] = frozenset()
    """What an exercise must not do to a body any more: tags of the catalogue."""
    needs_review: bool = False
    """It hurt so much that a day was stopped: the trainer looks first."""

    @property
    def has_weights(self) -> bool:
        """Whether working weights are on record."""
        return bool(self.loads)

    def __bool__(self) -> bool:
        return bool(self.loads or self.left_out or self.hurting)


Recall = Callable[[AsyncSession, UUID], Awaitable[History]]
"""Reads a client's history."""

NOTHING = History()


def heed(answers: Answers, history: History, catalogue: Catalogue) -> Answers:
    """The answers with what he left out, and all that does what hurt, among the disliked."""
    hurting = {e.slug for e in catalogue if not e.tags.isdisjoint(history.spared)}
    unwanted = history.left_out | history.hurting | hurting
    if not unwanted:
        return answers
    kept = set(answers.disliked)
    more = tuple(e.slug for e in catalogue if e.slug in unwanted and e.slug not in kept)
    return answers.model_copy(update={"disliked": (*answers.disliked, *more)})


def go_on_from(plan: Plan, history: History) -> Plan:
    """The plan with the weights that are known, and a note that the log was heeded."""
    if not history:
        return plan
    weeks = [
        week.model_copy(
            update={
                "days": tuple(
                    day.model_copy(
                        update={"exercises": tuple(_loaded(i, history) for i in day.exercises)}
                    )
                    for day in week.days
                )
            }
        )
        for week in plan.weeks
    ]
    notes = (*plan.notes, phrase("continued"))
    return plan.model_copy(update={"weeks": tuple(weeks), "notes": notes})


def _loaded(item: Item, history: History) -> Item:
    load = history.loads.get(item.slug)
    if load is None:
        return item
    reasons = {**item.reasons, "load_g": phrase("logged_load")}
    return item.model_copy(update={"load_g": load, "reasons": reasons})

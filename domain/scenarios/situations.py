"""What is known of whoever writes, at the moment he does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from domain.scenarios.rows import Deed


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known of whoever writes; None is not known, and fulfils no condition."""

    talk_id: UUID | None = None
    client_id: UUID | None = None
    deeds: frozenset[Deed] = frozenset()
    stage: str | None = None
    """Its role."""
    hours_in_stage: float | None = None
    goal: str | None = None
    level: str | None = None
    limits: frozenset[str] | None = None
    """Codes of the questionnaire's conditions and what was read in his words; empty: none."""
    has_free_week: bool | None = None
    has_bought: bool | None = None
    may_be_sold_to: bool = True
    """False while a doctor, a pain, his age or his own word forbids it: nothing is found then."""
    values: Mapping[str, str] = field(default_factory=dict)
    """More variables for the words: {name}, {link} and what else the talk knows."""

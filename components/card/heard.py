"""What the trainer has heard of a doctor or of parents, or the button to write it down."""

from collections.abc import Awaitable, Callable
from typing import Literal

from app.words import card as words
from components import bits
from domain.intakes import Intake
from domain.screening import NEVER_CLEARED, Verdict

Asked = Literal["doctor", "parents"]
"""Whose word it is."""
OnHeard = Callable[[Intake, Asked], Awaitable[None]]


def draw_heard(intake: Intake, on_heard: OnHeard) -> None:
    """Under the latest answers: whose word is there, whose is wanted, and whether they are old."""
    if intake.is_outdated:
        bits.text(words.OUTDATED, "hint is-warn")
    if intake.cleared_on:
        day = intake.cleared_on.strftime(words.DAY)
        bits.text(words.CLEARED.format(day=day, note=intake.cleared_note), "soft small")
    if intake.parents_on:
        day = intake.parents_on.strftime(words.DAY)
        bits.text(words.PARENTS.format(day=day, note=intake.parents_note), "soft small")
    asked = _find_wanted(intake)
    if asked is not None:
        wanted = asked
        press = bits.press(
            words.HEARD_OF[wanted].button,
            lambda: on_heard(intake, wanted),
            look="quiet",
            size="small",
        )
        press.mark(f"heard-{wanted}")


def _find_wanted(intake: Intake) -> Asked | None:
    """Whose word would let the programme go on."""
    if intake.verdict is Verdict.RED:
        return "doctor" if NEVER_CLEARED.isdisjoint(intake.reasons) else None
    return "parents" if intake.needs_parents else None

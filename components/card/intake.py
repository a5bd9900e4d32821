"""The questionnaire on the card: the verdict, its reasons, and every answer in words."""

from collections.abc import Sequence
from datetime import datetime

from nicegui import ui

from app.words import card as words
from app.words import questionnaire, screening
from app.words.days import say_day
from components import bits
from components.bits import Tone
from components.card.heard import OnHeard, draw_heard
from domain.exercises import Catalogue
from domain.intakes import Intake
from domain.questionnaire import QUESTIONS
from domain.screening import Verdict

TONE: dict[Verdict, Tone] = {
    Verdict.GREEN: "good",
    Verdict.YELLOW: "warn",
    Verdict.CONSENT: "warn",
    Verdict.POSTPONE: "danger",
    Verdict.RED: "danger",
}


def draw_intakes(
    intakes: Sequence[Intake],
    catalogue: Catalogue,
    *,
    now: datetime,
    timezone: str,
    on_copy_link: bits.Handler,
    on_heard: OnHeard,
) -> None:
    """The answers, the latest first; earlier ones folded away."""
    with bits.sheet(words.INTAKE), bits.box("sheet-body stack"):
        if not intakes:
            bits.text(words.NO_INTAKE, "soft")
            bits.press(words.COPY_LINK, on_copy_link, look="quiet", size="small")
        for intake in intakes:
            _draw(intake, say_day(intake.created_at, now, timezone), catalogue)
            if intake is intakes[0]:
                draw_heard(intake, on_heard)


def _draw(intake: Intake, day: str, catalogue: Catalogue) -> None:
    with bits.box("stack is-tight"):
        with bits.box("line is-wrap"):
            bits.mark(words.VERDICT[intake.verdict], TONE[intake.verdict])
            bits.text(day, "soft small")
        if intake.reasons:
            bits.text(screening.say_reasons(intake.reasons))
        if not intake.is_current:
            bits.text(words.NOT_CURRENT, "hint is-warn")
        with ui.element("details").classes("fold"):
            with ui.element("summary"):
                bits.text(words.ANSWERS)
            with bits.box("pairs"):
                for question in QUESTIONS:
                    _draw_answer(question.key, intake, catalogue)


def _draw_answer(key: str, intake: Intake, catalogue: Catalogue) -> None:
    value = intake.answers.get(key)
    if value in (None, "", []):
        return
    bits.text(questionnaire.question(key).text, "label")
    bits.text(questionnaire.say_answer(key, value, catalogue), "prose")

"""A new programme for the client: by the rules, with the trainer's wishes, or out of a template."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar
from uuid import UUID

from nicegui import ui

from app.words import card as words
from app.words import editor, frame, questionnaire
from components import bits
from components.bits import Handler
from domain.programmes.templates import ProgrammeTemplate
from domain.programmes.writing import Wishes
from domain.questionnaire import Location

WEEKS = (1, 2, 4, 6, 8, 12, 16, 24)
USUAL = 4
DAYS = range(1, 8)
Key = TypeVar("Key")


def draw_new(*, on_generate: Handler, on_template: Handler | None) -> None:
    """The two ways to begin one."""
    with bits.box("line is-wrap"):
        bits.press(editor.GENERATE, on_generate, look="quiet", size="small").mark("generate")
        if on_template is not None:
            template = bits.press(editor.FROM_TEMPLATE, on_template, look="quiet", size="small")
            template.mark("from-template")


def generate_paper(on_generate: Callable[[Wishes], Awaitable[None]]) -> ui.dialog:
    """How many weeks, where, how often; what is not chosen is as he has answered."""
    with bits.paper(editor.GENERATE, frame.CLOSE) as dialog, bits.box("stack"):
        weeks = _Chips(editor.WEEKS, {n: str(n) for n in WEEKS}, USUAL, "weeks")
        places = {place: questionnaire.say_answer("location", place.value) for place in Location}
        place = _Chips(editor.PLACE, {None: editor.AS_ANSWERED, **places}, None, "place")
        counts = {n: str(n) for n in DAYS}
        days = _Chips(editor.DAYS, {None: editor.AS_ANSWERED, **counts}, None, "days")

        async def generate() -> None:
            dialog.close()
            wishes = Wishes(
                weeks=weeks.chosen or USUAL,
                location=place.chosen.value if place.chosen else None,
                days_per_week=days.chosen,
            )
            await on_generate(wishes)

        with bits.box("paper-foot"):
            bits.press(editor.GENERATE_DO, generate).mark("generate-do")
    return dialog


class _Chips(Generic[Key]):
    """One of several, as chips; the one that is chosen is kept here."""

    def __init__(self, label: str, options: Mapping[Key, str], chosen: Key, marker: str) -> None:
        self.chosen = chosen
        self._chips: dict[Key, bits.Press] = {}
        with bits.box("stack is-tight"):
            bits.text(label, "label")
            with bits.box("chips is-wrap"):
                for key, said in options.items():
                    self._chips[key] = self._draw(key, said, f"{marker}-{key or 'answered'}")

    def _draw(self, key: Key, said: str, marker: str) -> bits.Press:
        chip = bits.Press(said, lambda: self._choose(key))
        chip.classes("chip is-on" if key == self.chosen else "chip").mark(marker)
        return chip

    def _choose(self, key: Key) -> None:
        self._chips[self.chosen].classes(remove="is-on")
        self.chosen = key
        self._chips[key].classes(add="is-on")


def template_paper(
    templates: Sequence[ProgrammeTemplate], on_apply: Callable[[UUID], Awaitable[None]]
) -> ui.dialog:
    """Which template."""
    with bits.paper(editor.FROM_TEMPLATE, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(editor.APPLY_TEXT, "soft")
        with bits.box("rows"):
            for template in templates:
                _draw_template(dialog, template, on_apply)
    return dialog


def _draw_template(
    dialog: ui.dialog, template: ProgrammeTemplate, on_apply: Callable[[UUID], Awaitable[None]]
) -> None:
    async def apply() -> None:
        dialog.close()
        await on_apply(template.id)

    row = bits.Press("", apply)
    row.classes("row is-low").mark("apply-template")
    with row:
        with bits.box("row-main"):
            bits.text(template.name, "row-title")
            bits.text(describe(template), "row-sub")
        bits.icon("next", "is-small soft")


def describe(template: ProgrammeTemplate) -> str:
    """Weeks, days a week, goal and place."""
    goal = questionnaire.say_answer("goal", template.goal).lower()
    place = questionnaire.say_answer("location", template.location).lower()
    return ", ".join((words.weeks(template.weeks), words.days(template.days_per_week), goal, place))

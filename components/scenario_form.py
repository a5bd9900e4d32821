"""A sales scenario's form, and its row in the list."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from nicegui import ui

from app.words import faq as words
from app.words.questionnaire import OPTIONS
from components import bits
from components.bits import Handler
from domain.scenarios import OWN_VARIABLES, Action, ExitRule, SalesScenario, Trigger
from domain.tariffs import Tariff

OnSave = Callable[[Mapping[str, Any]], Awaitable[None]]
CHOICES: Mapping[Trigger, Mapping[str, str]] = {
    Trigger.ACTION: words.DEEDS,
    Trigger.STAGE: words.STAGES,
    Trigger.GOAL: OPTIONS["goal"],
    Trigger.LEVEL: words.LEVELS,
}
HOURS = 24
"""What a new scenario waits."""
FLAGS: Mapping[str, bool | None] = {"any": None, "yes": True, "no": False}


def scenario_row(scenario: SalesScenario, *, on_edit: Handler, on_switch: Handler) -> None:
    """When it is said and what, how often it was."""
    with bits.box("stage-row is-roomy").mark("scenario"):
        with bits.box("row-main"):
            bits.text(scenario.name, "row-title")
            bits.text(scenario.template, "row-sub is-two")
            with bits.box("row-subs"):
                bits.text(tell_trigger(scenario))
                bits.text(words.said(scenario.used_count))
            if not scenario.is_active:
                bits.mark(words.OFF, "warn")
        label = words.STOP if scenario.is_active else words.START
        with bits.box("line"):
            bits.tool("eye", label, on_switch).mark("switch")
            bits.tool("pencil", words.CHANGE, on_edit).mark("edit")


def tell_trigger(scenario: SalesScenario) -> str:
    value = scenario.trigger_value
    named = CHOICES.get(scenario.trigger, {}).get(value, value)
    title = words.TRIGGERS[scenario.trigger]
    return f"{title}: {named}" if named else title


def scenario_form(
    scenario: SalesScenario | None,
    tariffs: Sequence[Tariff],
    *,
    on_save: OnSave,
    on_remove: Handler | None,
) -> None:
    """Everything of a scenario, new or known."""
    known = scenario or SalesScenario(
        name="", trigger=Trigger.ACTION, trigger_value="doubts", template=""
    )
    name = bits.field(words.NAME, known.name).mark("name")
    template = bits.field(words.TEMPLATE, known.template, lines=5).mark("template")
    names = ", ".join(f"{{{one}}}" for one in OWN_VARIABLES)
    bits.text(words.VARIABLES.format(names=names), "soft small")
    read_trigger = _draw_trigger(known)
    free_week = _select(words.WHO, words.FREE_WEEK, _flag(known.conditions.get("has_free_week")))
    action = _select(words.ACTION, words.ACTIONS, known.action)
    sold = {"": words.NO_TARIFF, **{row.code: row.title for row in tariffs}}
    code = known.tariff_code or ""
    tariff = _select(words.TARIFF, {code: code, **sold}, code)
    rule = _select(words.EXIT, words.EXITS, known.exit_rule)
    times = _number(words.MOST_TIMES, known.most_times)
    priority = _number(words.PRIORITY, known.priority)

    async def save() -> None:
        conditions = {key: v for key, v in known.conditions.items() if key != "has_free_week"}
        if (flag := FLAGS[str(free_week.value)]) is not None:
            conditions["has_free_week"] = flag
        await on_save(
            {
                **read_trigger(),
                "name": name.value or "",
                "template": template.value or "",
                "conditions": conditions,
                "action": Action(action.value),
                "tariff_code": tariff.value or None,
                "exit_rule": ExitRule(rule.value),
                "most_times": int(times.value or 0),
                "priority": int(priority.value or 0),
                "active": known.is_active,
            }
        )

    with bits.box("paper-foot"):
        if on_remove is not None:
            bits.press(words.REMOVE, on_remove, look="danger-quiet").mark("remove")
        bits.press(words.SAVE, save).mark("save")


def _draw_trigger(known: SalesScenario) -> Callable[[], dict[str, Any]]:
    """The trigger and, where it has them, its choices; gives back what reads them."""
    trigger = _select(words.TRIGGER, words.TRIGGERS, known.trigger)
    choices = dict(CHOICES.get(known.trigger, {}))
    value = _select(words.VALUE, choices, known.trigger_value if choices else None)
    is_time = known.trigger is Trigger.TIME
    hours = _number(words.TRIGGERS[Trigger.TIME], int(known.trigger_value) if is_time else HOURS)

    def follow() -> None:
        options = dict(CHOICES.get(Trigger(trigger.value), {}))
        if value.value not in options:
            value.set_options(options, value=next(iter(options), None))
        else:
            value.set_options(options)
        value.set_visibility(bool(options))
        hours.set_visibility(trigger.value == Trigger.TIME)

    def read() -> dict[str, Any]:
        chosen = Trigger(trigger.value)
        told = str(int(hours.value or 0)) if chosen is Trigger.TIME else value.value or ""
        return {"trigger": chosen, "trigger_value": told}

    trigger.on_value_change(follow)
    follow()
    return read


def _select(label: str, options: Mapping[Any, str], value: object) -> ui.select:
    made = ui.select(dict(options), label=label, value=value).classes("field")
    return made.props("outlined")


def _number(label: str, value: int) -> ui.number:
    return ui.number(label, value=value, precision=0).classes("field").props("outlined")


def _flag(value: object) -> str:
    return next(key for key, flag in FLAGS.items() if flag is value)

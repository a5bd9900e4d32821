"""A programme as the trainer reads it: weeks folded, days and doses, reasons at hand."""

from typing import Any

from nicegui import ui

from app.words import card as words
from app.words import questionnaire, sheets
from app.words.speech import NBSP
from components import bits

Json = dict[str, Any]
"""What `app.words.programmes.spell` gives."""


def draw_programme(spelled: Json) -> None:
    """Notes first, then every week; the first one is open."""
    with bits.box("sheet is-padded stack is-tight", tag="section"):
        goal = questionnaire.say_answer("goal", spelled["goal"])
        bits.text(f"{words.GOAL}: {goal.lower()}")
        bits.text(f"{words.LEVEL}: {spelled['level_text']}", "soft")
        for note in spelled["notes"]:
            bits.text(note["text"], "hint is-plain")
    for week in spelled["weeks"]:
        _draw_week(week, is_open=week["number"] == 1)
    with bits.box("sheet is-padded stack is-tight", tag="section"):
        bits.text(words.STOP, "label")
        for sign in spelled["stop_signs"]:
            bits.text(sign)
        bits.text(spelled["progression"], "soft small")


def _draw_week(week: Json, *, is_open: bool) -> None:
    with ui.element("details").classes("sheet week") as details:
        if is_open:
            details.props["open"] = True
        with ui.element("summary").classes("row is-low"):
            title = words.WEEK.format(number=week["number"])
            bits.text(title, "row-main sheet-title")
            training = [day for day in week["days"] if day["exercises"]]
            said = words.EASY_WEEK if week["deload"] else words.days(len(training))
            bits.text(said, "soft small")
            bits.icon("down", "is-small soft turn")
        if week["why"]:
            bits.text(week["why"], "soft small week-why")
        for day in week["days"]:
            if day["exercises"]:
                _draw_day(day)


def _draw_day(day: Json) -> None:
    with bits.box("day"):
        with ui.element("details").classes("day-head"):
            with ui.element("summary").classes("line is-apart"):
                bits.text(f"{day['weekday_text'].capitalize()}: {day['title']}", "strong")
                bits.text(words.minutes(day["minutes"]), "soft small num")
            bits.text(day["why_minutes"], "soft small")
        if day["warmup"]:
            bits.text(f"{words.WARMUP}: {'; '.join(day['warmup'])}", "soft small")
        for item in day["exercises"]:
            _draw_item(item)
        if day["cooldown"]:
            bits.text(f"{words.COOLDOWN}: {'; '.join(day['cooldown'])}", "soft small")


def _draw_item(item: Json) -> None:
    with ui.element("details").classes("item").mark("exercise") as details:
        with ui.element("summary").classes("line"):
            bits.text(item["name"], "grow")
            dose = words.dose(item["sets"], item["reps"], item["unit"], per_side=item["per_side"])
            bits.text(dose, "num strong")
        bits.text(fine_print(item), "soft small")
        why = bits.box("pairs")
    # Drawn when somebody looks: a plan of 24 weeks has five thousand reasons.
    details.on("toggle", lambda: _explain(why, item))


def _explain(box: ui.element, item: Json) -> None:
    """Each number's reason, once."""
    if not box.default_slot.children:
        with box:
            for reason in item["why"]:
                bits.text(reason["label"], "label")
                bits.text(reason["text"], "small")


def fine_print(item: Json) -> str:
    """Rest, reserve, what it is done in turn with, and the muscles."""
    parts = [words.REST.format(seconds=item["rest_s"], nbsp=NBSP)]
    if item.get("rir") is not None:
        parts.append(words.RESERVE.format(number=item["rir"]))
    if item["circuit"]:
        parts.append(sheets.BY_CIRCUIT)
    if item.get("pair") is not None:
        parts.append(sheets.IN_PAIR.format(number=item["pair"]))
    parts.append(", ".join(item["primary_text"]))
    return " · ".join(parts)

"""An answer's form, and its row in the list."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from nicegui import ui

from app.words import faq as words
from components import bits
from components.bits import Handler
from domain.faq import VARIABLES, FaqEntry, Worth

OnSave = Callable[[Mapping[str, object]], Awaitable[None]]


@dataclass(frozen=True)
class Deeds:
    """What may be done with one answer."""

    edit: Handler
    lift: Handler
    lower: Handler
    switch: Handler


def entry_row(entry: FaqEntry, worth: Worth, *, said_as: str, deeds: Deeds) -> None:
    """The question, how often it was answered, and what may be done; `said_as` is on its mark."""
    with bits.box("stage-row is-roomy").mark("entry"):
        with bits.box("row-main"):
            bits.text(entry.question, "row-title")
            bits.text(entry.answer, "row-sub is-two")
            with bits.box("row-subs"):
                if entry.category:
                    bits.text(entry.category)
                bits.text(words.used(entry.used_count, worth))
            if not entry.is_active:
                bits.mark(words.OFF, "warn")
            elif said_as:
                bits.mark(said_as)
        with bits.box("line"):
            bits.tool("up", words.UP, deeds.lift)
            bits.tool("down", words.DOWN, deeds.lower)
            label = words.STOP if entry.is_active else words.START
            bits.tool("eye", label, deeds.switch).mark("switch")
            bits.tool("pencil", words.CHANGE, deeds.edit).mark("edit")


def entry_form(
    entry: FaqEntry | None,
    question: str,
    like: str,
    *,
    on_save: OnSave,
    on_remove: Handler | None,
) -> None:
    """Everything of an answer; a new one begins with `question` and wordings `like` it."""
    fields = {
        "question": bits.field(words.QUESTION, entry.question if entry else question),
        "answer": bits.field(words.ANSWER, entry.answer if entry else "", lines=4),
    }
    names = ", ".join(f"{{{name}}}" for name in VARIABLES)
    bits.text(words.VARIABLES.format(names=names), "soft small")
    synonyms = bits.field(words.SYNONYMS, "\n".join(entry.synonyms) if entry else like, lines=4)
    fields["category"] = bits.field(words.CATEGORY, entry.category if entry else "")
    priority = ui.number(words.PRIORITY, value=entry.priority if entry else 0, precision=0)
    priority.props("outlined").props["hint"] = words.PRIORITY_HINT
    for key, field in fields.items():
        field.mark(key)

    async def save() -> None:
        given: dict[str, object] = {key: field.value or "" for key, field in fields.items()}
        given["synonyms"] = str(synonyms.value or "").splitlines()
        given["priority"] = int(priority.value or 0)
        await on_save(given)

    with bits.box("paper-foot"):
        if on_remove is not None:
            bits.press(words.REMOVE, on_remove, look="danger-quiet").mark("remove")
        bits.press(words.SAVE, save).mark("save")


def tabs(active: str) -> None:
    """Where one may go from here: the answers, what has none, the bench, the scenarios."""
    with bits.box("chips"):
        for key, (target, label) in words.TABS.items():
            link = bits.link_box(target, "chip is-on" if key == active else "chip")
            with link:
                bits.text(label)

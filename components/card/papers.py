"""The card's dialogs: name and tags, a new contact, merging, erasing."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from nicegui import ui

from app.words import card as words
from app.words import contacts as spoken
from app.words import frame
from components import bits
from domain.clients_list import Line
from domain.people import Client


def edit_paper(client: Client, on_save: Callable[[str, list[str]], Awaitable[None]]) -> ui.dialog:
    """Name and tags."""
    with bits.paper(words.EDIT_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
        name = bits.field(words.NAME, client.name).props("maxlength=120").mark("edit-name")
        tags = bits.field(words.TAGS, ", ".join(client.tags), hint=words.TAGS_HINT)
        tags.mark("edit-tags")

        async def save() -> None:
            given = [tag.strip() for tag in (tags.value or "").split(",") if tag.strip()]
            dialog.close()
            await on_save(name.value or "", given)

        with bits.box("paper-foot"):
            bits.press(words.SAVE, save)
    return dialog


def heard_paper(
    said: words.HeardWords, today: date, on_save: Callable[[date, str], Awaitable[None]]
) -> ui.dialog:
    """What a doctor or a parent has said, and when."""
    with bits.paper(said.title, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(said.text, "soft")
        day = bits.field(words.HEARD_ON, today.isoformat()).props(f"type=date max={today}")
        day.mark("heard-on")
        note = bits.field(said.note, hint=said.hint, lines=2).props("maxlength=500 autofocus")
        note.mark("heard-note")

        async def save() -> None:
            dialog.close()
            await on_save(_read_day(day.value, today), note.value or "")

        with bits.box("paper-foot"):
            bits.press(words.SAVE, save).mark("heard-save")
    return dialog


def _read_day(value: object, today: date) -> date:
    """What the field holds; the browser leaves it empty when it was cleared."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return today


def contact_paper(on_save: Callable[[str], Awaitable[None]]) -> ui.dialog:
    """One more contact."""
    with bits.paper(words.ADD_CONTACT, frame.CLOSE) as dialog, bits.box("stack"):
        field = bits.field(words.CONTACT).props("autofocus maxlength=254").mark("new-contact-value")

        async def save() -> None:
            dialog.close()
            await on_save(field.value or "")

        with bits.box("paper-foot"):
            bits.press(words.SAVE, save).mark("save-contact")
    return dialog


def merge_paper(
    kept: Client,
    find: Callable[[str], Awaitable[Sequence[Line]]],
    on_merge: Callable[[Client], Awaitable[None]],
) -> ui.dialog:
    """Find the other card, see what will happen, do it."""
    with bits.paper(words.MERGE_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.MERGE_TEXT, "soft")
        field = bits.field(words.MERGE_FIND).props("autofocus debounce=200 type=search")
        field.mark("merge-find")
        found = bits.box("stack is-tight")

        async def look() -> None:
            lines = await find(field.value or "")
            found.clear()
            with found:
                if not lines and field.value:
                    bits.text(words.NOBODY, "soft")
                for line in lines:
                    _draw_found(line, choose)

        async def choose(gone: Client) -> None:
            async def merge() -> None:
                dialog.close()
                await on_merge(gone)

            found.clear()
            with found:
                said = words.MERGE_PREVIEW.format(gone=gone.name, kept=kept.name)
                bits.text(said, "hint is-warn")
                with bits.box("paper-foot"):
                    bits.press(words.MERGE_DO, merge).mark("merge-do")

        field.on_value_change(look)
    return dialog


def _draw_found(line: Line, choose: Callable[[Client], Awaitable[None]]) -> None:
    row = bits.Press("", lambda: choose(line.client))
    row.classes("row has-face").mark("merge-candidate")
    contact = spoken.best(line.contacts)
    with row:
        bits.face(line.client.name)
        with bits.box("row-main"):
            bits.text(line.client.name, "row-title")
            bits.text(spoken.say(contact) if contact else "", "row-sub num")


def erase_paper(going: Sequence[str], on_erase: bits.Handler) -> ui.dialog:
    """What will be gone, and a word to type so that no thumb does it by chance."""
    with bits.paper(words.ERASE_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.ERASE_TEXT)
        if going:
            with bits.box("line is-wrap"):
                for line in going:
                    bits.mark(line, "danger")
        bits.text(words.ERASE_KEPT, "soft small")
        field = bits.field(words.ERASE_TYPE).props("autocomplete=off autocapitalize=none")
        field.mark("erase-word")

        async def erase() -> None:
            if (field.value or "").strip().casefold() != words.ERASE_WORD:
                return
            dialog.close()
            done = on_erase()
            if done is not None:
                await done

        with bits.box("paper-foot"):
            button = bits.press(words.ERASE_DO, erase, look="danger").mark("erase-do")
        button.props["disabled"] = True

        def unlock() -> None:
            typed = (field.value or "").strip().casefold()
            if typed == words.ERASE_WORD:
                button.props.pop("disabled", None)
            else:
                button.props["disabled"] = True
            button.update()

        field.on_value_change(unlock)
    return dialog

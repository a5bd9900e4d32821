"""Adding a client in one breath: a name and a contact."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from app.words import clients as words
from app.words import frame
from components import bits
from domain.people import Client

Add = Callable[[str, str], Awaitable[Client | None]]
"""Adds; gives back the client who has this contact already, if there is one."""


def quick_add(on_add: Add) -> ui.dialog:
    """The dialog; whoever wants it opens it."""
    with bits.paper(words.ADD_TITLE, frame.CLOSE) as dialog:
        with bits.box("stack"):
            name = bits.field(words.NAME).props("autofocus maxlength=120 autocomplete=off")
            contact = bits.field(words.CONTACT).props("maxlength=254 autocomplete=off")
            known = bits.box("known")
        name.mark("new-name")
        contact.mark("new-contact")

        async def save() -> None:
            known.clear()
            there = await on_add(name.value or "", contact.value or "")
            if there is not None:
                with known:
                    _draw_known(there)

        with bits.box("paper-foot"):
            bits.press(words.SAVE, save).mark("save-new")
        contact.on("keydown.enter", save, args=[])
    return dialog


def _draw_known(client: Client) -> None:
    with bits.box("hint is-warn line is-apart is-wrap"):
        bits.text(words.KNOWN.format(name=client.name), "grow")
        bits.go(words.OPEN_CARD, f"/clients/{client.id}", size="small")

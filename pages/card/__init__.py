"""/clients/ID: one client, whole: how to reach him, what he has, what happened, what comes."""

from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import card as words
from app.words import timeline as spoken
from components import bits
from domain.errors import NotFound
from pages.card.screen import Screen
from pages.frame import frame
from pages.live import redraw_on


def build(runtime: Runtime) -> None:
    @ui.page("/clients/{client_id}")
    async def card_page(client_id: UUID) -> None:
        screen = Screen(runtime, client_id)
        try:
            name = await screen.read_name()
        except NotFound:
            return _draw_nobody(runtime)
        with frame(runtime, name, "clients", back="/clients"):
            await screen.open()
        redraw_on(runtime, *spoken.SENTENCES, refresh=screen.redraw)


def _draw_nobody(runtime: Runtime) -> None:
    with frame(runtime, words.DRY, "clients", back="/clients"), bits.sheet():
        bits.empty(
            "people",
            words.DRY,
            words.DRY_TEXT,
            draw_action=lambda: bits.go(words.ALL_CLIENTS, "/clients"),
        )

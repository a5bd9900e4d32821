"""/settings: the list of what can be set; each has a page of its own in this folder."""

from nicegui import ui

from app.runtime import Runtime
from app.words import settings as words
from components import bits
from pages.frame import frame
from pages.settings import (
    access,
    consents,
    integrations,
    journal,
    model,
    reviews,
    site,
    site_desk,
    stages,
    system,
    tariffs,
    telegram,
    texts,
    visits,
)
from pages.settings.desk import draw_places


def build(runtime: Runtime) -> None:
    @ui.page("/settings")
    async def settings_page() -> None:
        with frame(runtime, words.TITLE, "settings"), bits.box("stack"), bits.sheet():
            draw_places()

    his = (site_desk, site, reviews, visits, tariffs, stages, texts, consents)
    for place in (*his, telegram, access, model, integrations, journal, system):
        place.build(runtime)

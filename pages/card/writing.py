"""A new programme at the trainer's wish: it is written, and he is taken to its editor."""

from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import editor as words
from components.card.new_programme import generate_paper, template_paper
from domain.programmes import templates, writing
from domain.programmes.rows import Programme
from domain.programmes.writing import Wishes
from domain.progress.recalling import recall
from pages.card.deeds import Deeds
from pages.frame import viewer_id
from pages.told import told_in_words


class Writing:
    """The buttons of one open card that begin a programme."""

    def __init__(self, runtime: Runtime, deeds: Deeds) -> None:
        self._runtime = runtime
        self._deeds = deeds

    def generate(self) -> None:
        """Ask for wishes, write it by the rules."""

        async def write(wishes: Wishes) -> None:
            with told_in_words():
                begin = self._runtime.db.begin
                _show(await writing.draft(begin, self._deeds.client_id, wishes, recall=recall))

        self._deeds.open(lambda: generate_paper(write))

    async def choose(self) -> None:
        """Choose a template, fit it to the client."""
        async with self._runtime.db.read() as session:
            kept = await templates.list_templates(session)
        if not kept:
            ui.notify(f"{words.NO_TEMPLATES}. {words.NO_TEMPLATES_TEXT}")
            return

        async def apply(template_id: UUID) -> None:
            with told_in_words():
                made = await templates.apply_template(
                    self._runtime.db.begin,
                    template_id,
                    self._deeds.client_id,
                    str(viewer_id()),
                )
                _show(made)

        self._deeds.open(lambda: template_paper(kept, apply))


def _show(programme: Programme) -> None:
    ui.navigate.to(f"/programmes/{programme.id}/edit")

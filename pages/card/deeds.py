"""What can be done on a card: each opens a transaction, does one thing, and says so."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import accesses as access_words
from app.words import card as words
from app.words import funnel as funnel_words
from components import bits
from components.card import papers
from components.card.heard import Asked
from components.undo import offer_undo
from domain import (
    accesses,
    adding,
    cards,
    clients_list,
    clock,
    contact_book,
    funnel,
    intakes,
    notes,
    passes,
    people,
    today,
)
from domain.clients_list import Line, Wanted
from domain.intakes import Intake
from domain.people import Client
from domain.programmes import delivery
from domain.whole_card import View
from pages.frame import viewer_id
from pages.told import told_in_words

CANDIDATES = 6
_NOTE = {"doctor": intakes.note_clearance, "parents": intakes.note_parents}


class Deeds:
    """The buttons of one open card."""

    view: View
    region: ui.element
    """Where dialogs and undo lines are drawn: it is never drawn anew with the card."""

    def __init__(self, runtime: Runtime, client_id: UUID) -> None:
        self._runtime = runtime
        self.client_id = client_id

    async def move(self, stage_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await funnel.move_client(session, self.client_id, stage_id, by=_me())
                stage = await funnel.get_stage(session, stage_id)
            said = funnel_words.MOVED.format(name=self.view.client.name, stage=stage.title)
            earlier = self.view.client.stage_id
            if earlier is not None and earlier != stage_id:
                offer_undo(self.region, said, lambda: self._move_back(earlier))

    async def _move_back(self, stage_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await funnel.move_client(session, self.client_id, stage_id, by=_me())

    async def note_contact(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                today.note_contact(session, self.client_id, _me())

    async def remove_note(self, note_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                gone = await notes.remove_note(session, note_id)

            async def undo() -> None:
                with told_in_words():
                    async with self._runtime.db.begin() as session:
                        notes.write_note(session, self.client_id, gone.text, gone.author_id)

            offer_undo(self.region, words.NOTE_REMOVED, undo)

    async def approve(self, programme_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await delivery.approve(session, programme_id, _me())
            ui.notify(words.APPROVED)

    async def pause(self, access_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await accesses.pause(session, access_id)
            ui.notify(access_words.PAUSED)

    async def resume(self, access_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await accesses.resume(session, access_id)
            ui.notify(access_words.RESUMED)

    async def hear(self, intake: Intake, asked: Asked) -> None:
        async def save(on: date, note: str) -> None:
            with told_in_words():
                word = intakes.Word(on=on, note=note)
                async with self._runtime.db.begin() as session:
                    await _NOTE[asked](session, intake.id, word, _me())
                ui.notify(words.HEARD)

        today_ = clock.now().date()
        self.open(lambda: papers.heard_paper(words.HEARD_OF[asked], today_, save))

    async def edit(self) -> None:
        async def save(name: str, tags: list[str]) -> None:
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    await people.change_client(session, self.client_id, name=name, tags=tags)

        self.open(lambda: papers.edit_paper(self.view.client, save))

    async def add_contact(self) -> None:
        async def save(text: str) -> None:
            with told_in_words():
                contacts = adding.guess_contact(text)
                async with self._runtime.db.begin() as session:
                    await contact_book.attach(session, self.client_id, contacts)

        self.open(lambda: papers.contact_paper(save))

    async def remove_contact(self, contact_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                gone = await contact_book.detach(session, contact_id)

            async def undo() -> None:
                with told_in_words():
                    async with self._runtime.db.begin() as session:
                        again = {gone.kind: gone.value}
                        await contact_book.attach(session, self.client_id, again)

            offer_undo(self.region, words.CONTACT_REMOVED, undo)

    async def trust_contact(self, contact_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await contact_book.trust(session, contact_id)

    async def copy_intake_link(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                granted = await passes.proven_pass(session, self.client_id)
                link = f"{self._runtime.settings.public_url}/start/{granted.token}"
            ui.clipboard.write(link)
            ui.notify(words.LINK_COPIED)

    async def export(self) -> None:
        with told_in_words():
            async with self._runtime.db.read() as session:
                told = await cards.export(session, self.client_id)
            body = json.dumps(told, ensure_ascii=False, indent=2).encode()
            ui.download.content(body, f"client-{self.client_id}.json", "application/json")

    async def merge(self) -> None:
        self.open(lambda: papers.merge_paper(self.view.client, self._find, self._merge))

    async def _find(self, text: str) -> Sequence[Line]:
        if not text.strip():
            return ()
        async with self._runtime.db.read() as session:
            found = await clients_list.find(session, Wanted(text=text), limit=CANDIDATES)
        return [line for line in found.lines if line.client.id != self.client_id]

    async def _merge(self, gone: Client) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                made = await cards.merge(session, self.client_id, gone.id)

            async def undo() -> None:
                with told_in_words():
                    async with self._runtime.db.begin() as session:
                        await cards.undo_merge(session, made.id)

            offer_undo(self.region, words.MERGED, undo)

    async def erase(self) -> None:
        view = self.view
        going = words.erased(
            {
                "contacts": len(view.contacts),
                "intakes": len(view.intakes),
                "programmes": len(view.programmes),
                "messages": len(view.messages),
            }
        )
        self.open(lambda: papers.erase_paper(going, self._erase))

    async def _erase(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await cards.erase(session, self.client_id)
            ui.notify(words.ERASED)
            ui.navigate.to("/clients")

    def open(self, draw: Callable[[], ui.dialog]) -> ui.dialog:
        """Draw a dialog where it outlives the card's next drawing, and open it."""
        self.region.clear()
        with self.region, bits.box():
            dialog = draw()
        dialog.open()
        return dialog


def _me() -> str:
    return str(viewer_id())

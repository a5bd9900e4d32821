"""The card as one trainer sees it: drawn from one look, drawn anew when something happened."""

from datetime import datetime
from functools import partial
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from nicegui import ui

from app.runtime import Runtime
from app.words import card as words
from app.words import timeline as spoken
from components import bits
from components.card.access import draw_access
from components.card.advice import draw_advice
from components.card.facts import draw_events
from components.card.head import draw_head
from components.card.intake import draw_intakes
from components.card.money import draw_money
from components.card.new_programme import draw_new
from components.card.people import draw_consents, draw_contacts
from components.card.programmes import draw_programmes
from components.card.progress import draw_progress
from components.card.upcoming import draw_upcoming
from components.styles import wear
from domain import clock, notes, people, timeline, whole_card
from domain.errors import NotFound
from domain.progress.days import ZONE
from domain.recommendations import recommend
from domain.whole_card import View
from pages.billing import Billing
from pages.card.advising import Advising
from pages.card.deeds import Deeds
from pages.card.inviting import Inviting
from pages.card.talking import Talking
from pages.card.writing import Writing
from pages.frame import viewer_id
from pages.taking import Taking
from pages.told import told_in_words

MOST_REDRAWN = 100


class Clock(TypedDict):
    """By what moments are said."""

    now: datetime
    timezone: str


class Screen:
    """One open card."""

    def __init__(self, runtime: Runtime, client_id: UUID) -> None:
        self._runtime = runtime
        self._client_id = client_id
        self._group: str | None = None
        self._shown = timeline.PAGE
        self._deeds = Deeds(runtime, client_id)
        self._writing = Writing(runtime, self._deeds)
        self._inviting = Inviting(runtime, self._deeds)
        self._billing = Billing(runtime, self._deeds.open)
        self._advising = Advising(runtime, self._deeds)
        self._talking = Talking(runtime, self._deeds)

    async def read_name(self) -> str:
        """The client's name; NotFound for an erased one."""
        async with self._runtime.db.read() as session:
            client = await people.get_client(session, self._client_id)
        self._client_id = self._deeds.client_id = client.id
        return client.name

    async def open(self) -> None:
        """Draw everything for the first time; the field of the note is never drawn anew."""
        wear("talk")
        with bits.box("card-grid"):
            with bits.box("stack card-main"):
                self._head = bits.box()
                self._talking.draw_questions()
                self._draw_composer()
                self._urgent = bits.box("stack")
                self._talking.draw_talk()
                self._history = bits.box()
            self._side = bits.box("stack card-side")
        self._deeds.region = bits.box()
        self._taking = Taking(self._runtime, self._deeds.region)
        await self.redraw()

    async def redraw(self) -> None:
        """Read the card and draw it."""
        kinds = spoken.kinds(self._group)
        try:
            async with self._runtime.db.read() as session:
                view = await whole_card.read(session, self._client_id, kinds, self._shown)
                self._advising.found = await recommend(session, view.client)
        except NotFound:
            ui.navigate.to("/clients")
            return
        self._deeds.view = view
        for region, draw in (
            (self._head, self._draw_head),
            (self._urgent, self._draw_middle),
            (self._side, self._draw_side),
            (self._history, self._draw_history),
        ):
            region.clear()
            with region:
                draw(view)
        await self._talking.redraw()

    def _draw_head(self, view: View) -> None:
        draw_head(
            view.client,
            view.contacts,
            view.stages,
            **self._clock(),
            on_move=self._deeds.move,
            on_edit=self._deeds.edit,
        )

    def _draw_composer(self) -> None:
        with bits.box("sheet is-padded stack is-tight", tag="section"):
            field = bits.field(words.NOTE, lines=3)
            field.props("maxlength=4000").mark("note")

            async def write() -> None:
                with told_in_words():
                    async with self._runtime.db.begin() as session:
                        notes.write_note(session, self._client_id, field.value or "", viewer_id())
                    field.set_value("")

            with bits.box("line"):
                bits.press(words.WRITE_NOTE, write, size="small").mark("write-note")
                bits.press(words.CONTACTED, self._deeds.note_contact, look="quiet", size="small")

    def _draw_middle(self, view: View) -> None:
        draw_programmes(
            view.programmes,
            view.receipts,
            self._runtime.settings.public_url,
            **self._clock(),
            on_approve=self._deeds.approve,
        )
        if view.programmes or view.journal:
            draw_progress(view.account, view.journal)
        if view.intakes:
            draw_new(on_generate=self._writing.generate, on_template=self._writing.choose)

    def _draw_access(self, view: View) -> None:
        zone = ZoneInfo(view.client.timezone or ZONE)
        draw_access(
            view.accesses,
            {purchase.id: purchase.title for purchase in view.purchases},
            clock.now().astimezone(zone).date(),
            on_pause=self._deeds.pause,
            on_resume=self._deeds.resume,
        )

    def _draw_side(self, view: View) -> None:
        moment = self._clock()
        draw_advice(self._advising.found, self._advising.send)
        self._draw_access(view)
        draw_money(
            view.purchases,
            view.payments,
            view.presents,
            **moment,
            on_take=partial(self._taking.ask, self._client_id),
            on_bill=partial(self._billing.ask, self._client_id),
        )
        draw_intakes(
            view.intakes,
            view.catalogue,
            **moment,
            on_copy_link=self._deeds.copy_intake_link,
            on_heard=self._deeds.hear,
        )
        draw_upcoming(view.messages, view.reminders, **moment)
        draw_contacts(
            view.contacts,
            on_add=self._deeds.add_contact,
            on_remove=self._deeds.remove_contact,
            on_trust=self._deeds.trust_contact,
        )
        draw_consents(view.consents, view.versions, **moment)
        self._draw_deeds()

    def _draw_deeds(self) -> None:
        invite = ("telegram", words.INVITE, self._inviting.invite, "")
        deeds = (
            *((invite,) if self._inviting.is_there else ()),
            ("merge", words.MERGE, self._deeds.merge, ""),
            ("download", words.EXPORT, self._deeds.export, ""),
            ("trash", words.ERASE, self._deeds.erase, "danger-text"),
        )
        with bits.sheet(), bits.box("rows"):
            for icon_name, label, do, tone in deeds:
                row = bits.Press("", do)
                row.classes(f"row is-low {tone}").mark(f"deed-{icon_name}")
                with row:
                    bits.icon(icon_name)
                    bits.text(label, "row-main row-title")

    def _draw_history(self, view: View) -> None:
        with bits.sheet(words.HISTORY):
            with bits.box("chips is-padded"):
                self._draw_group(None, spoken.ALL)
                for group, (label, _) in spoken.GROUPS.items():
                    self._draw_group(group, label)
            with bits.box("events"):
                if not view.history.events:
                    bits.text(spoken.EMPTY, "soft pad")
                draw_events(view.history, **self._clock(), on_remove_note=self._deeds.remove_note)
            if view.history.next is not None and self._shown < MOST_REDRAWN:
                with bits.box("row-foot"):
                    bits.press(spoken.MORE, self._show_earlier, look="quiet", size="wide")

    def _draw_group(self, group: str | None, label: str) -> None:
        async def pick() -> None:
            self._group, self._shown = group, timeline.PAGE
            await self.redraw()

        chip = bits.Press(label, pick)
        chip.classes("chip is-on" if group == self._group else "chip")
        chip.mark(f"history-{group or 'all'}")

    async def _show_earlier(self) -> None:
        self._shown += timeline.PAGE
        await self.redraw()

    def _clock(self) -> Clock:
        return {"now": clock.now(), "timezone": self._runtime.settings.timezone}

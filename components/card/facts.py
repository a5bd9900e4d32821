"""The history on the card: a line for each thing that happened, notes in full."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from app.words import card as words
from app.words import timeline as spoken
from app.words import touches
from app.words.days import say_moment
from components import bits
from components.bits import Tone
from domain import leads, notes, payments
from domain.intakes import IntakeSubmitted
from domain.ledger import Fact
from domain.programmes.rows import ProgrammeWithheld
from domain.timeline import Event, Known, Stretch

RemoveNote = Callable[[UUID], Awaitable[None]]
GROUP_ICON = {
    "notes": "note",
    "money": "money",
    "programmes": "sheet",
    "training": "barbell",
    "messages": "mail",
    "moves": "move",
}
ICON_OF: dict[type[Fact], str] = {
    kind: GROUP_ICON[group] for group, (_, kinds) in spoken.GROUPS.items() for kind in kinds
}
TONE: dict[type[Fact], Tone] = {
    payments.PaymentPaid: "good",
    payments.PaymentDisputed: "danger",
    ProgrammeWithheld: "danger",
    leads.LeadReceived: "good",
}
WARNS = frozenset({"red", "postpone"})


def draw_events(
    stretch: Stretch, *, now: datetime, timezone: str, on_remove_note: RemoveNote
) -> None:
    """The lines of one page of the history."""
    for event in stretch.events:
        with bits.box("event"):
            icon = bits.box(f"event-dot is-{_tone(event.fact)}")
            with icon:
                bits.icon(ICON_OF.get(type(event.fact), "clock"), "is-small")
            with bits.box("row-main"):
                _draw_what(event, stretch.known)
                bits.text(_when(event, stretch.known, now, timezone), "row-sub")
            _draw_remove(event.fact, stretch.known, on_remove_note)


def _draw_what(event: Event, known: Known) -> None:
    fact = event.fact
    if isinstance(fact, notes.NoteWritten):
        note = known.notes.get(fact.note_id)
        bits.text(note.text if note else spoken.NOTE_GONE, "prose" if note else "soft")
        return
    bits.text(spoken.say(fact, known), "event-what")
    if isinstance(fact, leads.LeadReceived):
        lead = known.leads.get(fact.lead_id)
        if lead is not None and lead.message:
            bits.text(lead.message, "quote prose")
        if lead is not None:
            for line in touches.say(lead.first_touch, lead.last_touch):
                bits.text(line, "row-sub is-free")


def _when(event: Event, known: Known, now: datetime, timezone: str) -> str:
    said = say_moment(event.at, now, timezone)
    by = str(getattr(event.fact, "by", ""))
    login = next((user.login for user in known.users.values() if str(user.id) == by), None)
    return f"{said} · {login}" if login else said


def _draw_remove(fact: Fact, known: Known, on_remove: RemoveNote) -> None:
    if not isinstance(fact, notes.NoteWritten) or fact.note_id not in known.notes:
        return
    note_id = fact.note_id
    remove = bits.tool("close", words.REMOVE_NOTE, lambda: on_remove(note_id))
    remove.classes("is-faint").mark("remove-note")


def _tone(fact: Fact) -> Tone:
    if isinstance(fact, IntakeSubmitted) and fact.verdict in WARNS:
        return "danger"
    return TONE.get(type(fact), "plain")

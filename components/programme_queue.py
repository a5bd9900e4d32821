"""Programmes in a list: whose, why it waits, and what has changed since the client was given it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from app.words import card, editor
from app.words.days import say_day
from app.words.screening import say_reasons
from components import bits
from components.card.programmes import TONE
from domain.programmes.queue import Queued
from domain.screening import Verdict

TONES: dict[Verdict, bits.Tone] = {Verdict.GREEN: "good", Verdict.RED: "danger"}


def draw_queued(
    queued: Queued,
    *,
    now: datetime,
    timezone: str,
    on_compare: Callable[[UUID], Awaitable[None]],
) -> None:
    """One row; the whole of it leads to the programme."""
    with bits.box("queued").mark("queued"):
        with bits.link_box(f"/programmes/{queued.programme_id}", "row has-face"):
            bits.face(queued.client_name)
            with bits.box("row-main"):
                bits.text(queued.client_name, "row-title")
                day = say_day(queued.created_at, now, timezone)
                title = card.PROGRAMME[queued.kind]
                bits.text(f"{title}, {card.weeks(queued.weeks)}, {day}", "row-sub")
                _draw_why(queued)
            bits.icon("next", "is-small soft")
        if queued.is_changed:
            with bits.box("queued-foot"):
                compare = bits.press(
                    editor.WHAT_CHANGED,
                    lambda: on_compare(queued.programme_id),
                    look="soft",
                    size="small",
                )
                compare.mark(f"compare-{queued.programme_id}")


def _draw_why(queued: Queued) -> None:
    with bits.box("line is-wrap queued-marks"):
        if queued.is_changed:
            bits.mark(editor.CHANGED, "warn")
        else:
            bits.mark(card.STATUS[queued.status], TONE[queued.status])
        if queued.marks:
            bits.mark(editor.dangers(queued.marks), "danger")
        if queued.purchase_id is not None:
            bits.mark(editor.BOUGHT, "good")
        if queued.has_copy:
            bits.mark(editor.HAS_COPY)
    if queued.verdict is not Verdict.GREEN:
        said = f"{card.VERDICT[queued.verdict]}: {say_reasons(queued.reasons)}"
        bits.text(said, "row-sub is-free")

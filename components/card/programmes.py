"""The client's programmes on the card, a row each; one that waits has its button."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

from app.words import card as words
from app.words.days import say_day
from components import bits
from components.bits import Tone
from components.programme_archive import Source, fold_archive
from domain.programmes.receipts import ProgrammeReceipt
from domain.programmes.rows import Programme, Status

TONE: dict[Status, Tone] = {
    Status.DRAFT: "plain",
    Status.NEEDS_REVIEW: "warn",
    Status.READY: "good",
    Status.SENT: "good",
}
WAITS = frozenset({Status.NEEDS_REVIEW, Status.DRAFT})


def draw_programmes(
    programmes: Sequence[Programme],
    receipts: Sequence[ProgrammeReceipt],
    public_url: str,
    *,
    now: datetime,
    timezone: str,
    on_approve: Callable[[UUID], Awaitable[None]],
) -> None:
    """Newest first, and under them what of them was given."""
    with bits.sheet(words.PROGRAMMES):
        if not programmes:
            bits.text(words.NO_PROGRAMMES, "sheet-body soft")
        with bits.box("rows"):
            for programme in programmes:
                _draw(programme, say_day(programme.created_at, now, timezone))
                if programme.status in WAITS:
                    with bits.box("row-foot"):
                        _draw_approve(programme.id, on_approve)
        sources = {p.id: _source(p, public_url) for p in programmes}
        fold_archive(receipts, sources, now=now, timezone=timezone)


def _source(programme: Programme, public_url: str) -> Source:
    url = f"{public_url}/p/{programme.token}.pdf" if programme.may_be_seen else ""
    return Source(words.PROGRAMME[programme.kind], url)


def _draw(programme: Programme, day: str) -> None:
    with bits.link_box(f"/programmes/{programme.id}", "row"):
        with bits.box("row-main"):
            bits.text(words.PROGRAMME[programme.kind], "row-title")
            bits.text(f"{words.weeks(programme.weeks)}, {day}", "row-sub")
        bits.mark(words.STATUS[programme.status], TONE[programme.status])
        bits.icon("next", "is-small soft")


def _draw_approve(programme_id: UUID, on_approve: Callable[[UUID], Awaitable[None]]) -> None:
    button = bits.press(words.APPROVE, lambda: on_approve(programme_id), size="wide")
    button.mark("approve")

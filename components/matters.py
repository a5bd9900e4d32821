"""What waits for the trainer: a row each, with its reason, its person, and one thing to press."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

from app.words import today as words
from app.words.moments import ago
from components import bits
from components.bits import Tone
from domain.today import Matter, Why

LOOK: dict[Why, tuple[str, Tone]] = {
    Why.RED: ("heart", "danger"),
    Why.ERASURE: ("trash", "warn"),
    Why.WITHHELD: ("heart", "danger"),
    Why.DISPUTE: ("money", "danger"),
    Why.REVIEW: ("sheet", "warn"),
    Why.NO_INTAKE: ("note", "warn"),
    Why.NOT_WRITTEN: ("sheet", "danger"),
    Why.LEAD: ("people", "good"),
}
TOUCHABLE = frozenset({Why.RED, Why.LEAD})

Approve = Callable[[UUID], Awaitable[None]]
Contacted = Callable[[UUID], Awaitable[None]]


def draw_matters(
    matters: Sequence[Matter],
    *,
    now: datetime,
    timezone: str,
    on_approve: Approve,
    on_contacted: Contacted,
) -> None:
    """Rows, to be drawn into `rows`; the person's card is behind each."""
    for matter in matters:
        with bits.box("row is-matter").mark(f"matter-{matter.why}"):
            _draw(matter, now, timezone)
            _draw_action(matter, on_approve, on_contacted)


def target_of(matter: Matter) -> str:
    """Where a matter leads."""
    if matter.why is Why.DISPUTE and matter.payment_id is not None:
        return f"/payments/{matter.payment_id}"
    if matter.programme_id is not None:
        return f"/programmes/{matter.programme_id}"
    return f"/clients/{matter.client_id}"


def _draw(matter: Matter, now: datetime, timezone: str) -> None:
    with bits.link_box(target_of(matter), "row-link"):
        bits.icon_face(*LOOK[matter.why])
        with bits.box("row-main"):
            bits.text(matter.name or words.ANYWAY, "row-title")
            with bits.box("row-subs"):
                bits.text(words.REASON[matter.why])
                bits.text(ago(matter.since, now, timezone))


def _draw_action(matter: Matter, on_approve: Approve, on_contacted: Contacted) -> None:
    programme_id, client_id = matter.programme_id, matter.client_id
    if matter.why is Why.REVIEW and programme_id is not None:
        bits.press(words.APPROVE, lambda: on_approve(programme_id), look="soft", size="small")
    elif matter.why in TOUCHABLE:
        bits.press(words.CONTACTED, lambda: on_contacted(client_id), look="soft", size="small")
    else:
        bits.icon("next", "is-small soft")


def draw_trouble(icon_name: str, label: str, target: str) -> None:
    """A line about what went wrong by itself."""
    with bits.link_box(target, "row"):
        bits.icon_face(icon_name, "danger")
        with bits.box("row-main"):
            bits.text(label, "row-title")
        bits.icon("next", "is-small soft")

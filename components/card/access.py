"""What the client has paid for by the week: until when, and a button to pause it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from app.words import accesses as words
from components import bits
from domain.accesses import Access

Act = Callable[[UUID], Awaitable[None]]


def draw_access(
    accesses: Sequence[Access],
    titles: dict[UUID, str],
    today: date,
    *,
    on_pause: Act,
    on_resume: Act,
) -> None:
    """Newest first; nothing where nothing was bought by the week."""
    if not accesses:
        return
    with bits.sheet(words.TITLE) as panel:
        panel.mark("access")
        with bits.box("rows"):
            for access in accesses:
                with bits.box("row"):
                    with bits.box("row-main"):
                        bits.text(titles.get(access.purchase_id, ""), "row-title")
                        bits.text(words.say_state(access, today), "row-sub")
                        if taken := words.say_taken(access):
                            bits.text(taken, "row-sub")
                    _draw_action(access, today, on_pause, on_resume)


def _draw_action(access: Access, today: date, on_pause: Act, on_resume: Act) -> None:
    last = access.last_day(today)
    if access.is_paused:
        bits.press(words.RESUME, partial(on_resume, access.id), size="small")
    elif last is not None and today <= last:
        bits.press(words.PAUSE, partial(on_pause, access.id), look="quiet", size="small")

"""/notices: what the house told its owner, newest first; opening the page marks it read."""

from collections.abc import Mapping
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import frame as words
from app.words import messages as kinds
from app.words.moments import ago
from components import bits
from components.bits import Tone
from domain import clock, messages
from domain.messages import Message, MessageQueued
from domain.money_reports import find_names
from pages.frame import frame
from pages.live import redraw_on

ICONS: dict[str, tuple[str, Tone]] = {
    "new_lead": ("people", "good"),
    "payment_paid": ("money", "good"),
    "payment_disputed": ("money", "danger"),
    "refund_refused": ("money", "danger"),
    "refund_stuck": ("money", "warn"),
    "red_flag": ("heart", "danger"),
    "programme_withheld": ("heart", "danger"),
    "review_needed": ("sheet", "warn"),
    "free_week_given": ("sheet", "good"),
    "programme_delivered": ("sheet", "good"),
    "delivery_failed": ("mail", "danger"),
    "erasure_asked": ("trash", "warn"),
}


def build(runtime: Runtime) -> None:
    @ui.page("/notices")
    async def notices_page() -> None:
        with frame(runtime, words.NOTICES, "more", back="/"):
            region = bits.box("stack")

        async def redraw() -> None:
            async with runtime.db.begin() as session:
                told = list(await messages.list_owner_notices(session))
                names = await find_names(session, [_client_of(notice) for notice in told])
                await messages.mark_notices_read(session)
            region.clear()
            with region:
                _draw(told, names, runtime.settings.timezone)

        await redraw()
        redraw_on(runtime, MessageQueued, refresh=redraw)


def _draw(told: list[Message], names: Mapping[UUID | None, str], timezone: str) -> None:
    if not told:
        with bits.sheet():
            bits.empty("bell", words.NO_NOTICES_TITLE, words.NO_NOTICES)
        return
    with bits.sheet(), bits.box("rows"):
        for notice in told:
            _row(notice, names.get(_client_of(notice), ""), timezone)


def _row(notice: Message, name: str, timezone: str) -> None:
    icon_name, tone = ICONS.get(notice.kind, ("bell", "plain"))
    with bits.link_box(_target(notice), "row"):
        bits.icon_face(icon_name, tone)
        with bits.box("row-main"):
            bits.text(kinds.TITLE.get(notice.kind, notice.kind), "row-title")
            with bits.box("row-subs"):
                if name:
                    bits.text(name)
                bits.text(ago(notice.created_at, clock.now(), timezone))
        if notice.read_at is None:
            bits.box("dot is-new")


def _target(notice: Message) -> str:
    """Where it leads: to the client it speaks of, if any."""
    client_id = _client_of(notice)
    return f"/clients/{client_id}" if client_id else "/attention"


def _client_of(notice: Message) -> UUID | None:
    told = notice.about.get("client_id")
    return UUID(told) if told else None

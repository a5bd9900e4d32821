"""The head of the card: who he is, how to reach him in one tap, where he stands."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

from nicegui import ui

from app.words import card as words
from app.words import contacts as spoken
from app.words import funnel as funnel_words
from app.words.days import say_day
from components import bits, links
from components.client_rows import Shelf
from domain.contacts import ContactKind
from domain.funnel import Stage
from domain.people import Client, Contact

Move = Callable[[UUID], Awaitable[None]]


def draw_head(
    client: Client,
    contacts: Sequence[Contact],
    stages: Sequence[Stage],
    *,
    now: datetime,
    timezone: str,
    on_move: Move,
    on_edit: bits.Handler,
) -> None:
    """Face, source, tags; the ways to reach him; the stage with its menu."""
    stage = next((s for s in stages if s.id == client.stage_id), None)
    with bits.box("sheet is-padded card-head", tag="section"):
        with bits.box("line"):
            bits.face(client.name, stage.colour if stage else None).classes("is-big")
            with bits.box("grow"):
                since = say_day(client.created_at, now, timezone)
                bits.text(spoken.source(client.source), "strong")
                bits.text(words.SINCE.format(when=since), "row-sub")
            bits.tool("pencil", words.EDIT, on_edit).mark("edit")
        if client.tags:
            with bits.box("line is-wrap"):
                for tag in client.tags:
                    bits.mark(tag)
        _draw_ways(contacts)
        _draw_stage(stage, stages, on_move)


def _draw_ways(contacts: Sequence[Contact]) -> None:
    trusted = {c.kind: c for c in reversed(contacts) if c.is_trusted}
    phone, mail = trusted.get(ContactKind.PHONE), trusted.get(ContactKind.EMAIL)
    telegram = trusted.get(ContactKind.TELEGRAM) or phone
    ways = []
    if phone is not None:
        ways.append(("phone", words.CALL, links.call_url(phone)))
    if telegram is not None:
        ways.append(("telegram", words.TELEGRAM, links.telegram_url(telegram)))
    if phone is not None:
        ways.append(("whatsapp", words.WHATSAPP, links.whatsapp_url(phone)))
    if mail is not None:
        ways.append(("mail", words.MAIL, links.mail_url(mail)))
    if not ways:
        bits.text(words.NO_CONTACT, "soft small")
        return
    with bits.box("ways"):
        for icon_name, label, url in ways:
            _draw_way(icon_name, label, url)


def _draw_way(icon_name: str, label: str, url: str) -> None:
    way = bits.link_box(url, "way").mark(f"way-{icon_name}")
    if url.startswith("https"):
        way.props["target"] = "_blank"
        way.props["rel"] = "noopener noreferrer"
    with way:
        bits.icon(icon_name)
        bits.text(label)


def _draw_stage(stage: Stage | None, stages: Sequence[Stage], on_move: Move) -> None:
    shelf = Shelf.of(stages)
    with bits.box("line is-apart stage-line"):
        with bits.box("stage is-big grow"):
            if stage is not None and stage.id in shelf.places:
                bits.plates(shelf.places[stage.id], shelf.count, stage.colour)
            elif stage is not None:
                bits.box("dot").style(f"--c:{bits.safe_colour(stage.colour)}")
            bits.text(stage.title if stage else funnel_words.NO_STAGE, "stage-name strong")
        with bits.press(funnel_words.MOVE, lambda: None, look="quiet", size="small") as button:
            button.mark("move")
            _draw_menu(stage, stages, on_move)


def _draw_menu(stage: Stage | None, stages: Sequence[Stage], on_move: Move) -> None:
    with ui.menu().props("auto-close"):
        for one in stages:
            item = ui.menu_item("", on_click=_moving(on_move, one.id)).mark(f"move-{one.role}")
            if stage is not None and one.id == stage.id:
                item.props("active")
            with item, bits.box("line"):
                bits.box("dot").style(f"--c:{bits.safe_colour(one.colour)}")
                bits.text(one.title)


def _moving(on_move: Move, stage_id: UUID) -> Callable[[], Awaitable[None]]:
    async def move() -> None:
        await on_move(stage_id)

    return move

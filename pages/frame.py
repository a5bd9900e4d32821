"""The frame of every page of the dashboard: a bar of sections, a head with tools, the strip.

On a phone the sections are a bar under the thumb; on a desk, a rail at the side.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import frame as words
from components import bits, theme
from domain import messages
from domain.messages import MessageQueued
from domain.users import Viewer
from pages.live import redraw_on

DEMO = "demo"
SECTIONS = {
    "today": ("/", "today", words.TODAY),
    "clients": ("/clients", "people", words.CLIENTS),
    "funnel": ("/funnel", "funnel", words.FUNNEL),
    "payments": ("/payments", "money", words.PAYMENTS),
}
REST = {
    "programmes": ("/programmes", "sheet", words.PROGRAMMES),
    "exercises": ("/exercises", "barbell", words.EXERCISES),
    "analytics": ("/analytics", "chart", words.ANALYTICS),
    "promos": ("/promos", "tag", words.PROMOS),
    "faq": ("/faq", "chat", words.FAQ),
    "scenarios": ("/scenarios", "swap", words.SCENARIOS),
    "attention": ("/attention", "warning", words.ATTENTION),
    "messages": ("/messages", "mail", words.MESSAGES),
    "settings": ("/settings", "gear", words.SETTINGS),
}
MOST_COUNTED = 99


@contextmanager
def frame(
    runtime: Runtime,
    title: str,
    active: str,
    *,
    back: str | None = None,
    tools: Callable[[], Any] | None = None,
) -> Iterator[ui.element]:
    """A page with its title; what is drawn in the block is its content.

    Args:
        active: a key of SECTIONS or REST, or "more".
        back: where the arrow before the title leads; None draws no arrow.
        tools: draws this page's own buttons into the head.
    """
    ui.page_title(f"{title} · {words.PRODUCT}")
    with bits.box("shell"):
        if DEMO in runtime.outside.payments:
            bits.text(words.DEMO_MODE, "strip")
        _rail(active)
        with bits.box("top", tag="header"):
            if back is not None:
                bits.tool_link("back", words.BACK, back)
            bits.text(title, "page-title")
            if tools is not None:
                tools()
            if active != "clients" or back is not None:
                _seek()
            _bell(runtime)
        with bits.box("main", tag="main") as content:
            yield content
        _tabs(active)


def viewer() -> Viewer | None:
    """Who looks at this page; None only where nothing guards it, as in tests."""
    request = ui.context.client.request
    found: Viewer | None = request.scope.get("viewer") if request else None
    return found


def viewer_id() -> UUID | None:
    """His id, for what he writes or moves."""
    known = viewer()
    return known.user_id if known else None


def dress() -> None:
    """Give every page the theme; once, before the first is opened."""
    ui.add_head_html(theme.head(), shared=True)


def switch_theme() -> None:
    """The button that turns the light on or off, wholly in the browser."""
    button = bits.box("rail-item", tag="button")
    button.on("click", js_handler="() => window.switchTheme()")
    with button:
        bits.icon("moon")
        bits.text(words.SWITCH_THEME)


def log_out() -> None:
    """The way out, by a plain form: it closes the session on the server."""
    form = bits.box(tag="form").props('method="post" action="/crm/logout"')
    with form, bits.box("rail-item", tag="button"):
        bits.icon("exit")
        bits.text(words.LOG_OUT)


def _rail(active: str) -> None:
    with bits.box("rail", tag="nav"):
        with bits.link_box("/", "brand"):
            bits.box("brand-mark")
            bits.text(words.PRODUCT)
        for key, place in {**SECTIONS, **REST}.items():
            _place(place, "rail-item", is_here=key == active)
        bits.box("rail-gap")
        switch_theme()
        log_out()
        if known := viewer():
            bits.text(f"{known.login}, {words.ROLE[known.role]}", "rail-who")


def _tabs(active: str) -> None:
    with bits.box("tabs", tag="nav"):
        for key, place in SECTIONS.items():
            _place(place, "tab", is_here=key == active)
        is_rest = active not in SECTIONS
        _place(("/more", "more", words.MORE), "tab", is_here=is_rest)


def _place(place: tuple[str, str, str], classes: str, *, is_here: bool) -> None:
    target, icon_name, label = place
    link = bits.link_box(target, f"{classes} is-here" if is_here else classes)
    if is_here:
        link.props["aria-current"] = "page"
    with link:
        bits.icon(icon_name)
        bits.text(label)


def _seek() -> None:
    link = bits.tool_link("search", words.FIND, "/clients?find=1")
    link.classes("seek")
    with link:
        bits.text(words.FIND, "hint")


def _bell(runtime: Runtime) -> None:
    link = bits.tool_link("bell", words.BELL, "/notices")
    with link:
        count = bits.text("", "count")
    count.set_visibility(False)

    async def ring() -> None:
        async with runtime.db.read() as session:
            unread = await messages.count_unread_notices(session)
        count.set_text(str(unread) if unread <= MOST_COUNTED else f"{MOST_COUNTED}+")
        count.set_visibility(unread > 0)
        link.props["aria-label"] = words.unread(unread)

    # A timer would have NiceGUI answer before the page's own content is read.
    ui.context.client.on_connect(ring)
    redraw_on(runtime, MessageQueued, refresh=ring)

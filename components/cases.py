"""Troubles: each with what happened, why, and what to press."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from nicegui import ui

from app.words import attention as words
from components import bits
from domain.contacts import ContactKind
from domain.duplicates import Suspect, Suspicion


@contextmanager
def section(name: str, *, actions: Callable[[], Any] | None = None) -> Iterator[None]:
    """A kind of trouble, with what may be done about all of its kind."""
    with bits.sheet(words.SECTION[name], actions=actions) as panel:
        panel.mark(f"section-{name}")
        bits.text(words.WHY[name], "why")
        yield


def case(
    title: str,
    lines: list[str],
    *,
    draw_actions: Callable[[], Any],
    technical: str | None = None,
) -> None:
    """One trouble; its technical text lies folded."""
    with bits.box("case"):
        bits.text(title, "case-title")
        for line in lines:
            bits.text(line, "soft small")
        if technical:
            _fold(technical)
        with bits.box("case-acts"):
            draw_actions()


def pair(suspicion: Suspicion, *, draw_actions: Callable[[], Any]) -> None:
    """Two cards side by side, the older first."""
    with bits.box("case"):
        with bits.box("versus"):
            _suspect(suspicion.kept)
            _suspect(suspicion.other)
        with bits.box("case-acts"):
            draw_actions()


def _suspect(suspect: Suspect) -> None:
    with bits.link_box(f"/clients/{suspect.client.id}", ""):
        bits.text(suspect.client.name, "case-title")
        for contact in suspect.contacts:
            if contact.kind is not ContactKind.TELEGRAM_ID:
                sign = "@" if contact.kind is ContactKind.TELEGRAM else ""
                bits.text(f"{sign}{contact.value}", "soft small")


def _fold(technical: str) -> None:
    with ui.element("details"):
        with ui.element("summary"):
            bits.text(words.TECHNICAL)
        bits.text(technical, "mono")

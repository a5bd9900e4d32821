"""The site as a list: what waits to be published, the landing's blocks in order, the sections."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

from nicegui import events, ui

from app.words import site_desk as words
from app.words import site_forms as form_words
from app.words import site_lint as lint_words
from components import bits
from components.bits import Handler
from domain import site_blocks
from domain.site_blocks import Block
from domain.site_lint import Finding

Lift = Callable[[Block], Awaitable[None]]
Switch = Callable[[Block, bool], Awaitable[None]]
LOOK = (
    "general",
    "edges",
    "contacts",
    "colours",
    "fonts",
    "images",
    "requisites",
    "seo",
    "papers",
)
"""Sections that are no block of the landing, in order."""


def draw_state(
    changed: Sequence[str],
    published: str | None,
    *,
    on_publish: Handler,
    on_drop: Handler,
    on_undo: Handler,
) -> None:
    """Which sections wait, and what can be done about it; `published` says when it last was."""
    with bits.sheet(), bits.box("form"):
        bits.text(words.DRAFTED_TITLE if changed else words.ALL_PUBLISHED, "case-title")
        said = words.changed_in(list(changed)) if changed else words.ALL_PUBLISHED_TEXT
        bits.text(said, "soft small")
        with bits.box("line is-wrap"):
            if changed:
                bits.press(words.PUBLISH, on_publish).mark("publish")
                bits.press(words.DROP, on_drop, look="quiet").mark("drop")
            if published:
                bits.press(words.UNDO, on_undo, look="quiet").mark("undo")
        if published:
            bits.text(words.EDITION.format(when=published), "soft small")


def draw_findings(findings: Sequence[Finding]) -> None:
    """What the law asks for first, then what is better mended; each with its place."""
    with bits.sheet(lint_words.TITLE):
        if not findings:
            bits.text(lint_words.FINE, "why")
        for title, is_held in ((lint_words.HELD, True), (lint_words.ADVICE, False)):
            mine = [finding for finding in findings if finding.holds is is_held]
            if not mine:
                continue
            bits.text(title, "why danger-text" if is_held else "why")
            with bits.box("rows"):
                for finding in mine:
                    _draw_finding(finding)
        bits.text(lint_words.NO_LAWYER, "why")


def _draw_finding(finding: Finding) -> None:
    title, deed = lint_words.say(finding)
    with bits.link_box(lint_words.address(finding), "row").mark(f"lack-{finding.lack}"):
        with bits.box("row-main"):
            bits.text(title, "row-title is-plain")
            bits.text(deed, "row-sub is-free")
        bits.icon("next", "is-small soft")


def draw_blocks(section: Mapping[str, Any], *, on_lift: Lift, on_switch: Switch) -> None:
    """Every block of the landing, in order; a hidden one is paler."""
    shown = set(site_blocks.shown(section))
    with bits.sheet(words.BLOCKS):
        bits.text(words.BLOCKS_NOTE, "why")
        title, address = words.FIRST_SCREEN
        with bits.box("stage-row"):
            bits.text(title, "row-main row-title")
            bits.tool_link("pencil", f"{words.EDIT}: {title}", address)
        for place, block in enumerate(site_blocks.arrange(section)):
            lift = partial(on_lift, block) if place else None
            _draw_block(block, lift, partial(on_switch, block), is_on=block in shown)


def _draw_block(
    block: Block, lift: Handler | None, switch: Callable[[bool], Awaitable[None]], *, is_on: bool
) -> None:
    title, address = words.BLOCK[block]

    async def change(event: events.ValueChangeEventArguments[Any]) -> None:
        await switch(bool(event.value))

    with bits.box("stage-row").mark("block"):
        bits.text(title, "row-main row-title" if is_on else "row-main row-title soft")
        if lift is not None:
            bits.tool("up", f"{words.UP}: {title}", lift).mark(f"lift-{block}")
        shown = ui.switch(value=is_on, on_change=change).mark(f"show-{block}")
        shown.props["aria-label"] = words.SHOW.format(title=title)
        bits.tool_link("pencil", f"{words.EDIT}: {title}", address)


def draw_sections(sections: Mapping[str, Any], drafted: Sequence[str]) -> None:
    """What is said on every page and how it looks, a row for each."""
    with bits.sheet(words.LOOK), bits.box("rows"):
        for key in LOOK:
            title, inside = form_words.SECTION[key]
            with bits.link_box(f"/settings/site/{key}", "row"):
                with bits.box("row-main"):
                    bits.text(title, "row-title")
                    bits.text(inside, "row-sub")
                if key == "requisites" and not sections[key]["inn"]:
                    bits.mark(form_words.TO_FILL, "warn")
                elif key in drafted:
                    bits.mark(form_words.DRAFTED)
                bits.icon("next", "is-small soft")

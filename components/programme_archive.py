"""The archive of what a client was given: a line for each version and channel."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from nicegui import ui

from app.words import archive as words
from app.words.days import say_moment
from components import bits, links
from domain.programmes.receipts import ProgrammeReceipt


class Source(NamedTuple):
    """A programme in the archive: what it is called, and where its paper is."""

    title: str = ""
    """Empty where there is but one."""
    url: str = ""
    """Empty for what may not be opened."""


NOTHING = Source()


def draw_archive(
    receipts: Sequence[ProgrammeReceipt],
    sources: Mapping[UUID, Source],
    *,
    now: datetime,
    timezone: str,
) -> None:
    """Newest first; `sources` are the programmes, by their ids."""
    if not receipts:
        bits.text(words.EMPTY, "soft")
    for receipt in receipts:
        with bits.box("line is-apart pad").mark("receipt"):
            with bits.box("grow"):
                source = sources.get(receipt.programme_id, NOTHING)
                said = words.say(source.title, receipt.channel, receipt.version)
                bits.text(said, "row-title is-plain")
                had = say_moment(receipt.had_at, now, timezone) if receipt.had_at else ""
                line = bits.text(words.say_when(receipt.channel, had), "row-sub is-free")
                if receipt.pdf_sha256:
                    with line:
                        ui.tooltip(words.SUM.format(sum=receipt.pdf_sha256))
            if source.url:
                address = links.safe_url(f"{source.url}?version={receipt.version}")
                bits.go(words.PAPER, address).props["target"] = "_blank"


def fold_archive(
    receipts: Sequence[ProgrammeReceipt],
    sources: Mapping[UUID, Source],
    *,
    now: datetime,
    timezone: str,
) -> None:
    """The same, folded away; nothing where nothing was given."""
    if not receipts:
        return
    with bits.box("sheet-body"), ui.element("details").classes("fold"):
        with ui.element("summary"):
            bits.text(words.TITLE)
        draw_archive(receipts, sources, now=now, timezone=timezone)

"""The archive of what a client was given: a line for each version and channel."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from nicegui import ui

from app.words import archive as words
from app.words.days import say_moment
from components import bits, links
from domain.programmes.receipts import ProgrammeReceipt


def draw_archive(
    receipts: Sequence[ProgrammeReceipt],
    urls: Mapping[UUID, str],
    *,
    now: datetime,
    timezone: str,
) -> None:
    """Newest first; `urls` are addresses of programmes' papers, for those that may be opened."""
    if not receipts:
        bits.text(words.EMPTY, "soft")
    for receipt in receipts:
        with bits.box("line is-apart pad").mark("receipt"):
            with bits.box("grow"):
                said = words.say(receipt.channel, receipt.version)
                bits.text(said, "row-title is-plain")
                had = receipt.had_at
                when = say_moment(had, now, timezone) if had else words.ON_ITS_WAY
                line = bits.text(when, "row-sub is-free")
                if receipt.pdf_sha256:
                    with line:
                        ui.tooltip(words.SUM.format(sum=receipt.pdf_sha256))
            if url := urls.get(receipt.programme_id):
                address = links.safe_url(f"{url}?version={receipt.version}")
                bits.go(words.PAPER, address).props["target"] = "_blank"


def fold_archive(
    receipts: Sequence[ProgrammeReceipt],
    urls: Mapping[UUID, str],
    *,
    now: datetime,
    timezone: str,
) -> None:
    """The same, folded away; nothing where nothing was given."""
    if not receipts:
        return
    with ui.element("details").classes("fold pad"):
        with ui.element("summary"):
            bits.text(words.TITLE)
        draw_archive(receipts, urls, now=now, timezone=timezone)

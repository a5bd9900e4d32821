"""Style sheets that only some screens need, beside the theme that all of them have."""

from functools import cache
from pathlib import Path

from nicegui import ui


def wear(name: str) -> None:
    """Give this page the rules of `components/NAME.css`."""
    ui.add_head_html(f"<style>{_read(name)}</style>")


@cache
def _read(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")

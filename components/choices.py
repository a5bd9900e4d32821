"""A row of chips of which one is on: filters and tabs."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from components import bits
from components.bits import Press

Key = TypeVar("Key")
OnPick = Callable[[Key | None], Awaitable[None]]


def choices(
    options: Mapping[Key, str],
    chosen: Key | None,
    on_pick: OnPick[Key],
    *,
    everything: str | None = None,
) -> None:
    """One chip for each option, in their order; before them one for `everything`, if it is said."""
    with bits.box("chips") as row:
        row.props["role"] = "group"
        if everything is not None:
            _chip(None, everything, on_pick, is_on=chosen is None)
        for key, label in options.items():
            _chip(key, label, on_pick, is_on=key == chosen)


def _chip(key: Key | None, label: str, on_pick: OnPick[Key], *, is_on: bool) -> None:
    async def pick() -> None:
        await on_pick(key)

    chip = Press(label, pick)
    chip.classes("chip is-on" if is_on else "chip")
    chip.props["aria-pressed"] = "true" if is_on else "false"

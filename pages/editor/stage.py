"""What the buttons of the editor need of the screen they stand on."""

from collections.abc import Callable
from typing import Protocol

from nicegui import ui


class Stage(Protocol):
    @property
    def week(self) -> int:
        """The week that is shown."""

    def redraw(self) -> None:
        """The plan has changed in more than a number."""

    async def changed(self, *, by_typing: bool = False) -> None:
        """An edit was made: keep it, say what follows, look it over."""

    async def begin(self) -> None:
        """Another version is what edits begin from: look it over, read the versions."""

    async def redraw_versions(self) -> None:
        """Read the versions and draw them."""

    def open(self, draw: Callable[[], ui.dialog]) -> None:
        """Draw a dialog in place of the last one, and open it."""

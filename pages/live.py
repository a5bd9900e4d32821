"""Open pages draw themselves anew when something happened elsewhere."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from app.runtime import Runtime
from domain.ledger import Fact


def redraw_on(
    runtime: Runtime, *facts: type[Fact], refresh: Callable[[], Awaitable[None] | None]
) -> None:
    """Call `refresh` after each of `facts` for as long as the page lives.

    What it draws lands in the slot in which this was called.
    """
    client, slot = ui.context.client, ui.context.slot

    async def redraw() -> None:
        if client.is_deleted or slot.parent.is_deleted:
            end()
            return
        with slot:
            done = refresh()
            if isinstance(done, Awaitable):
                await done

    end = runtime.live.on(*facts, then=redraw)
    client.on_delete(end)

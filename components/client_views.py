"""How a user likes his list of clients: his views by name, and his columns."""

from collections.abc import Awaitable, Callable, Collection, Sequence

from nicegui import ui

from app.words import client_list as words
from app.words import frame
from components import bits
from domain.client_columns import Column
from domain.client_views import ClientView

OnView = Callable[[ClientView], Awaitable[None]]


def views_paper(
    views: Sequence[ClientView], *, on_keep: Callable[[str], Awaitable[None]], on_drop: OnView
) -> ui.dialog:
    """Each view a link with its query; below, a name for what is asked for now."""
    with bits.paper(words.VIEWS, frame.CLOSE) as dialog, bits.box("stack"):
        if not views:
            bits.text(words.NO_VIEWS, "soft")
        for view in views:
            with bits.box("view-line"):
                bits.go(view.title, f"/clients?{view.query}").classes("grow").mark("view")
                title = words.DROP_VIEW.format(title=view.title)
                bits.tool("trash", title, _closing(dialog, view, on_drop))
        field = bits.field(words.VIEW_NAME).props("maxlength=40").mark("view-name")

        async def keep() -> None:
            dialog.close()
            await on_keep(field.value or "")

        with bits.box("paper-foot"):
            bits.press(words.KEEP_VIEW, keep).mark("view-keep")
    return dialog


def columns_paper(
    chosen: Collection[Column], on_choose: Callable[[Sequence[Column]], Awaitable[None]]
) -> ui.dialog:
    """Each column by one press; they keep the order they are listed in."""
    picked = set(chosen)
    with bits.paper(words.COLUMNS, frame.CLOSE) as dialog, bits.box("stack"):
        with bits.box("chips is-wrap"):
            for column in Column:
                _column_chip(column, picked)

        async def choose() -> None:
            dialog.close()
            await on_choose([column for column in Column if column in picked])

        with bits.box("paper-foot"):
            bits.press(words.APPLY, choose).mark("columns-done")
    return dialog


def _column_chip(column: Column, picked: set[Column]) -> None:
    def touch() -> None:
        picked.symmetric_difference_update({column})
        is_on = column in picked
        chip.classes(add="is-on") if is_on else chip.classes(remove="is-on")
        chip.props["aria-pressed"] = "true" if is_on else "false"
        chip.update()

    chip = bits.Press(words.COLUMN[column], touch)
    chip.classes("chip is-on" if column in picked else "chip").mark(f"column-{column}")
    chip.props["aria-pressed"] = "true" if column in picked else "false"


def _closing(dialog: ui.dialog, view: ClientView, on_view: OnView) -> bits.Handler:
    async def close() -> None:
        dialog.close()
        await on_view(view)

    return close

"""How the payments are narrowed: the paper with all that no chip says."""

from collections.abc import Awaitable, Callable, Mapping

from nicegui import ui

from app.words import frame
from app.words import payments as words
from components import bits

OnShow = Callable[[Mapping[str, str]], Awaitable[None]]
"""Is told what stands in each field, as in the address; "" where it asks for nothing."""


def payment_filters(
    options: Mapping[str, Mapping[str, str]], chosen: Mapping[str, str], on_show: OnShow
) -> ui.dialog:
    """Lists of `options`, each under its key; then sums and days."""
    with bits.paper(words.FILTERS, frame.CLOSE) as dialog, bits.box("stack"):
        fields: dict[str, ui.select | ui.input | ui.textarea] = {}
        for key, known in options.items():
            if len(known) > 1 or chosen.get(key):
                fields[key] = _list(key, known, chosen.get(key, ""))
        with bits.box("form-pair"):
            for key in ("least", "most"):
                fields[key] = bits.field(words.FILTER[key], chosen.get(key, ""))
                fields[key].props('inputmode="decimal"').mark(f"filter-{key}")
        with bits.box("form-pair"):
            for key in ("from", "to"):
                fields[key] = bits.field(words.FILTER[key], chosen.get(key, ""))
                fields[key].props("type=date stack-label").mark(f"filter-{key}")

        async def show() -> None:
            dialog.close()
            await on_show({key: str(field.value or "") for key, field in fields.items()})

        with bits.box("paper-foot"):
            bits.press(words.SHOW, show).mark("filter-show")
    return dialog


def _list(key: str, known: Mapping[str, str], chosen: str) -> ui.select:
    shown = {"": words.FILTER_ANY, **known}
    if chosen not in shown:
        shown[chosen] = chosen
    made = ui.select(shown, label=words.FILTER[key], value=chosen)
    made.props("outlined").classes("field").mark(f"filter-{key}")
    return made

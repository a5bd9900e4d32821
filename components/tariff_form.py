"""A tariff in a list, and as a form."""

from collections.abc import Awaitable, Callable, Mapping

from nicegui import ui

from app.words import settings as words
from app.words.speech import roubles
from components import bits
from domain.money import to_roubles
from domain.tariff_forms import Draft
from domain.tariffs import Tariff

OnSave = Callable[[Draft], Awaitable[None]]


def tariff_row(tariff: Tariff, *, on_edit: bits.Handler, on_lift: bits.Handler | None) -> None:
    """What is sold, for how much, and whether it is sold now."""
    with bits.box("stage-row").mark("tariff"):
        with bits.box("row-main"):
            bits.text(tariff.title, "row-title")
            bits.text(f"{roubles(tariff.price)} · {words.weeks(tariff.weeks)}", "row-sub")
            if not tariff.is_on_sale:
                bits.mark(words.TARIFF_HIDDEN, "warn")
        if on_lift is not None:
            bits.tool("up", words.UP, on_lift)
        bits.tool("pencil", words.EDIT, on_edit)


class TariffForm:
    """The fields of one tariff, new or known."""

    def __init__(self, tariff: Tariff | None, on_save: OnSave) -> None:
        self._on_save = on_save
        price = to_roubles(tariff.price).removesuffix(".00") if tariff else ""
        self._fields: dict[str, ui.input | ui.textarea] = {}
        self._add("title", tariff.title if tariff else "")
        with bits.box("form-pair"):
            self._add("price", price).props('inputmode="decimal"')
            self._add("weeks", str(tariff.weeks) if tariff else "0").props('inputmode="numeric"')
        self._add("description", tariff.description if tariff else "", lines=2)
        self._add("features", "\n".join(tariff.features) if tariff else "", lines=4)
        label = words.TARIFF["brings_programme"]
        self._brings = ui.switch(label, value=bool(tariff and tariff.brings_programme))
        self._sold = ui.switch(words.TARIFF["is_on_sale"], value=not tariff or tariff.is_on_sale)
        bits.text(words.TARIFF_NOTE, "soft small")
        with bits.box("paper-foot"):
            bits.press(words.SAVE, self._save)

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say under each field why it cannot be taken."""
        for key, made in self._fields.items():
            made.error = wrong.get(key)

    def _add(self, key: str, value: str, *, lines: int = 1) -> ui.input | ui.textarea:
        made = bits.field(words.TARIFF[key], value, lines=lines).mark(key)
        self._fields[key] = made
        return made

    async def _save(self) -> None:
        texts = {key: str(made.value or "") for key, made in self._fields.items()}
        draft = Draft(
            **texts, brings_programme=bool(self._brings.value), is_on_sale=bool(self._sold.value)
        )
        await self._on_save(draft)

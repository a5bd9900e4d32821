"""The dialog in which money is written down that came past every provider."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from nicegui import ui

from app.words import contacts as spoken
from app.words import frame
from app.words import payment_story as words
from app.words.speech import roubles
from components import bits
from components.choices import choices
from domain.clients_list import Line
from domain.money import to_roubles
from domain.payments import Means
from domain.payments.by_hand import NOTE_LENGTH
from domain.people import Client
from domain.purchases import Purchase
from domain.tariffs import Tariff


@dataclass(frozen=True)
class Typed:
    """What stands in the fields, as it was typed."""

    tariff: str
    amount: str
    means: Means
    day: str
    note: str


OnSave = Callable[[Typed], Awaitable[None]]


def client_paper(
    find: Callable[[str], Awaitable[Sequence[Line]]],
    on_pick: Callable[[Client], Awaitable[None]],
) -> ui.dialog:
    """Who has paid."""
    with bits.paper(words.FOR_WHOM, frame.CLOSE) as dialog, bits.box("stack"):
        field = bits.field(words.FIND).props("autofocus debounce=200 type=search")
        field.mark("payer-find")
        found = bits.box("stack is-tight")

        async def look() -> None:
            lines = await find(str(field.value or ""))
            found.clear()
            with found:
                if not lines and field.value:
                    bits.text(words.NOBODY, "soft")
                for line in lines:
                    _draw_found(line, on_pick)

        field.on_value_change(look)
    return dialog


def _draw_found(line: Line, on_pick: Callable[[Client], Awaitable[None]]) -> None:
    row = bits.Press("", lambda: on_pick(line.client))
    row.classes("row has-face").mark("payer")
    contact = spoken.best(line.contacts)
    with row:
        bits.face(line.client.name)
        with bits.box("row-main"):
            bits.text(line.client.name, "row-title")
            bits.text(spoken.say(contact) if contact else "", "row-sub num")


class HandForm:
    """For a client, a tariff and a sum; for an order that waits, only how and when."""

    def __init__(self, today: date, on_save: OnSave) -> None:
        self._today = today
        self._on_save = on_save
        self._means = Means.TRANSFER

    def for_client(self, client: Client, tariffs: Sequence[Tariff]) -> ui.dialog:
        self._prices = {tariff.code: tariff.price for tariff in tariffs}
        with bits.paper(words.TAKE_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
            bits.text(client.name, "strong")
            if not tariffs:
                bits.text(words.NO_TARIFFS, "soft")
                return dialog
            titles = {tariff.code: tariff.title for tariff in tariffs}
            first = tariffs[0]
            self._tariff = ui.select(titles, label=words.TARIFF, value=first.code)
            self._tariff.props("outlined").classes("field").mark("hand-tariff")
            self._tariff.on_value_change(self._fill_price)
            self._amount = bits.field(words.SUM, _plain(first.price), hint=words.SUM_HINT)
            self._amount.props('inputmode="decimal"').mark("hand-amount")
            self._draw_rest(lambda: (str(self._tariff.value), str(self._amount.value or "")))
        return dialog

    def for_order(self, purchase: Purchase) -> ui.dialog:
        with bits.paper(words.TAKE_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
            said = words.ORDER_SUM.format(title=purchase.title, amount=roubles(purchase.amount))
            bits.text(said)
            self._draw_rest(lambda: ("", ""))
        return dialog

    def _fill_price(self) -> None:
        self._amount.set_value(_plain(self._prices[str(self._tariff.value)]))

    def _draw_rest(self, read: Callable[[], tuple[str, str]]) -> None:
        self._chips = bits.box()
        self._draw_means()
        day = bits.field(words.DAY, self._today.isoformat())
        day.props(f"type=date max={self._today}").mark("hand-day")
        note = bits.field(words.NOTE, hint=words.NOTE_HINT).props(f"maxlength={NOTE_LENGTH}")
        note.mark("hand-note")

        async def save() -> None:
            tariff, amount = read()
            typed = Typed(tariff, amount, self._means, str(day.value or ""), str(note.value or ""))
            await self._on_save(typed)

        with bits.box("paper-foot"):
            bits.press(words.SAVE, save).mark("hand-save")

    def _draw_means(self) -> None:
        self._chips.clear()
        with self._chips:
            choices(words.MEANS, self._means, self._pick_means)

    async def _pick_means(self, means: Means | None) -> None:
        self._means = means or self._means
        self._draw_means()


def _plain(kopecks: int) -> str:
    """A sum as one types it."""
    return to_roubles(kopecks).removesuffix(".00").replace(".", ",")

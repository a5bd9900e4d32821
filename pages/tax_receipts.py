"""The receipts that wait for the self-employed trainer, drawn on the page of payments."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from nicegui import ui

from app.runtime import Runtime
from app.words import tax_receipts as words
from components import bits
from components.cases import case
from domain import clock, tax_receipts
from domain.ledger import Fact, Transaction
from domain.money_reports import find_names
from domain.tax_receipts import Meter, TaxReceipt
from pages.told import told_in_words

FIRST = 3
"""How many tasks are shown before the rest is asked for."""
CHANGES: tuple[type[Fact], ...] = (
    tax_receipts.TaxReceiptDue,
    tax_receipts.TaxReceiptIssued,
    tax_receipts.TaxReceiptAnnulled,
)


@dataclass(frozen=True)
class Taxes:
    meter: Meter
    tasks: Sequence[TaxReceipt]
    names: Mapping[UUID | None, str]


async def read_taxes(session: Transaction, runtime: Runtime) -> Taxes | None:
    """What waits for the trainer; None where the shop's cash register makes the receipts."""
    settings = runtime.settings
    if settings.tax_mode != "npd":
        return None
    limit = settings.income_limit * 100
    meter = await tax_receipts.read_meter(session, limit, settings.timezone)
    tasks = await tax_receipts.list_tasks(session)
    names = await find_names(session, [task.client_id for task in tasks])
    return Taxes(meter, tasks, names)


class TaxSheet:
    """The meter and the tasks; each is done by a press."""

    def __init__(self, runtime: Runtime, redraw: Callable[[], Awaitable[None]]) -> None:
        self._runtime = runtime
        self._redraw = redraw
        self._shown = FIRST

    def draw(self, taxes: Taxes) -> None:
        with bits.sheet(words.TITLE) as panel:
            panel.mark("tax-receipts")
            _draw_meter(taxes.meter)
            if not taxes.tasks:
                bits.text(words.NO_TASKS, "sheet-body soft")
            today = clock.now().astimezone(ZoneInfo(self._runtime.settings.timezone)).date()
            for receipt in taxes.tasks[: self._shown]:
                name = taxes.names.get(receipt.client_id, words.NO_NAME)
                self._draw_task(receipt, name, today)
            if len(taxes.tasks) > self._shown:
                more = words.MORE.format(count=len(taxes.tasks))
                bits.press(more, self._show_all, look="bare", size="wide")

    async def _show_all(self) -> None:
        self._shown = tax_receipts.TASKS
        await self._redraw()

    def _draw_task(self, receipt: TaxReceipt, name: str, today: date) -> None:
        def draw_actions() -> None:
            if receipt.state is tax_receipts.ReceiptState.TO_ANNUL:
                bits.press(words.ANNULLED, partial(self._annul, receipt.id), size="small")
                return
            bits.press(words.DONE, partial(self._ask_link, receipt), size="small")
            bits.press(words.COPY, partial(_copy, receipt), look="quiet", size="small")

        case(
            words.say_task(receipt),
            [name, words.say_reason(receipt, today)],
            draw_actions=draw_actions,
        )

    def _ask_link(self, receipt: TaxReceipt) -> None:
        with bits.paper(words.say_task(receipt), words.CLOSE) as dialog:
            link = bits.field(words.LINK, hint=words.LINK_HINT).mark("receipt-link")

            async def save() -> None:
                with told_in_words():
                    async with self._runtime.db.begin() as session:
                        await tax_receipts.mark_issued(session, receipt.id, str(link.value or ""))
                    ui.notify(words.SENT)
                    dialog.close()
                    await self._redraw()

            bits.press(words.SEND, save, size="wide")
        dialog.open()

    async def _annul(self, receipt_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await tax_receipts.mark_annulled(session, receipt_id)
            ui.notify(words.ANNULLED_DONE)
        await self._redraw()


def _draw_meter(meter: Meter) -> None:
    with bits.box("sheet-body"):
        bits.text(words.say_meter(meter), "strong num")
        bits.text(words.name_meter(meter), "soft small")
        if warning := words.warn(meter):
            bits.mark(warning, "danger" if meter.is_over else "warn")


def _copy(receipt: TaxReceipt) -> None:
    ui.clipboard.write(words.copy_text(receipt))
    ui.notify(words.COPIED)

"""Writing money down that came past every provider: from a card, from the list, for an order."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from nicegui import ui

from app.runtime import Runtime
from app.words import payment_story as words
from components import bits
from components.hand_paper import HandForm, Typed, client_paper
from domain import clients_list, clock, hand_sales, money, people, purchases, tariffs
from domain.clients_list import Line, Wanted
from domain.errors import Refused
from domain.ledger import Transaction
from domain.money import NotMoney
from domain.payments import Hand, Payment
from domain.payments.by_hand import NOTE_LENGTH
from domain.people import Client
from pages.frame import viewer_id
from pages.told import told_in_words

CANDIDATES = 6


class Taking:
    """The dialogs of one page; `region` is where they outlive the page's next drawing."""

    def __init__(self, runtime: Runtime, region: ui.element) -> None:
        self._runtime = runtime
        self._region = region

    async def ask_client(self) -> None:
        """First who has paid, then what for."""

        async def pick(client: Client) -> None:
            dialog.close()
            await self.ask(client.id)

        dialog = self._draw(lambda: client_paper(self._find, pick))

    async def ask(self, client_id: UUID) -> None:
        """For a new order of this client."""
        with told_in_words():
            async with self._runtime.db.read() as session:
                client = await people.get_client(session, client_id)
                sold = await tariffs.list_tariffs(session)
            key = str(uuid4())

            async def save(typed: Typed) -> None:
                async def write(session: Transaction) -> Payment:
                    return await hand_sales.sell(
                        session,
                        self._read(typed, key),
                        client_id=client.id,
                        tariff_code=typed.tariff,
                        amount=read_amount(typed.amount),
                        return_url=return_url(self._runtime),
                    )

                await self._save(write, dialog)

            form = HandForm(self._today(), save)
            dialog = self._draw(lambda: form.for_client(client, sold))

    async def ask_for_order(self, purchase_id: UUID) -> None:
        """For an order that waits."""
        with told_in_words():
            async with self._runtime.db.read() as session:
                purchase = await purchases.get_purchase(session, purchase_id)
            key = str(uuid4())

            async def save(typed: Typed) -> None:
                async def write(session: Transaction) -> Payment:
                    return await hand_sales.settle(session, self._read(typed, key), purchase.id)

                await self._save(write, dialog)

            form = HandForm(self._today(), save)
            dialog = self._draw(lambda: form.for_order(purchase))

    async def _save(
        self,
        write: Callable[[Transaction], Awaitable[Payment]],
        dialog: ui.dialog,
    ) -> None:
        with told_in_words():
            payment = await self._runtime.db.run(write)
            dialog.close()
            ui.notify(words.SAVED)
            ui.navigate.to(f"/payments/{payment.id}")

    async def _find(self, text: str) -> Sequence[Line]:
        if not text.strip():
            return ()
        async with self._runtime.db.read() as session:
            found = await clients_list.find(session, Wanted(text=text), limit=CANDIDATES)
        return found.lines

    def _read(self, typed: Typed, key: str) -> Hand:
        try:
            day = date.fromisoformat(typed.day)
        except ValueError as e:
            raise Refused({"paid_on": "malformed"}) from e
        if len(typed.note) > NOTE_LENGTH:
            raise Refused({"note": "too_long"})
        return Hand(
            means=typed.means,
            paid_at=hand_sales.read_day(day, self._runtime.settings.timezone),
            note=typed.note.strip(),
            by=viewer_id(),
            key=key,
        )

    def _today(self) -> date:
        return clock.now().astimezone(ZoneInfo(self._runtime.settings.timezone)).date()

    def _draw(self, draw: Callable[[], ui.dialog]) -> ui.dialog:
        self._region.clear()
        with self._region, bits.box():
            dialog = draw()
        dialog.open()
        return dialog


def read_amount(text: str) -> int:
    """Kopecks as typed; Refused for no sum."""
    try:
        return money.read_typed(text)
    except NotMoney as e:
        raise Refused({"amount": "not_a_number"}) from e


def return_url(runtime: Runtime) -> str:
    """Where a payer comes back to."""
    return f"{runtime.settings.public_url}/pay/return?purchase={{token}}"

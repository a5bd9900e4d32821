"""An order made for a client on his card: a link of his own to pay by, and its square."""

from collections.abc import Callable
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import payment_story as words
from components.bill_paper import BillPaper
from domain import hand_sales, tariffs
from pages.taking import return_url
from pages.told import told_in_words

Open = Callable[[Callable[[], ui.dialog]], ui.dialog]


class Billing:
    """The dialog of one open card."""

    def __init__(self, runtime: Runtime, open_: Open) -> None:
        self._runtime = runtime
        self._open = open_

    async def ask(self, client_id: UUID) -> None:
        with told_in_words():
            provider = next(iter(self._runtime.outside.payments), None)
            if provider is None:
                ui.notify(words.NO_TILL)
                return
            async with self._runtime.db.read() as session:
                sold = await tariffs.list_tariffs(session)

            async def make(tariff: str, promo: str) -> None:
                with told_in_words():
                    async with self._runtime.db.begin() as session:
                        bought = await hand_sales.bill(
                            session,
                            client_id=client_id,
                            tariff_code=tariff,
                            promo_code=promo or None,
                            provider=provider,
                            return_url=return_url(self._runtime),
                        )
                    if not bought.purchase.amount:
                        dialog.close()
                        ui.notify(words.BILL_FREE)
                        return
                    url = self._runtime.settings.public_url
                    paper.show(bought.purchase, f"{url}/pay/go/{bought.purchase.token}")

            paper = BillPaper(make)
            dialog = self._open(lambda: paper.ask(sold))

"""A trainer makes an order for a client on his card: its link leads to the payment."""

from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from domain import purchases
from tests.pages.given import client
from tests.pages.soon import LONG


async def test_a_bill_made_on_the_card_has_a_link_of_its_own_and_a_square(
    trainer: User, runtime: Runtime
) -> None:
    anna = await client(runtime, "Анна")
    await trainer.open(f"/clients/{anna.id}")

    trainer.find(marker="bill").click()
    await trainer.should_see(marker="bill-make", retries=LONG)
    trainer.find(marker="bill-promo").type("НЕТТАКОГО")
    trainer.find(marker="bill-make").click()
    await trainer.should_see("Такого промокода нет", retries=LONG)
    trainer.find(marker="bill-promo").clear()
    trainer.find(marker="bill-make").click()
    await trainer.should_see(marker="bill-copy", retries=LONG)

    (shown,) = trainer.find(kind=ui.label, marker="bill-link").elements
    async with runtime.db.read() as session:
        (bought,) = await purchases.list_purchases(session, anna.id)
    assert shown.text == f"{runtime.settings.public_url}/pay/go/{bought.token}"

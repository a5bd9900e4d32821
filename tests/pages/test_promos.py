"""/promos: codes are made, seen and switched off; a table of them runs no formula."""

import pytest
from nicegui.testing import User

from app.promo_sheet import write_sheet
from app.runtime import Runtime
from domain import hand_sales, payments, promos
from domain.payments.climbing import climb
from domain.promos import PromoCode, PromoKind, Terms
from pages import promos as promo_pages
from tests import made
from tests.pages.soon import LONG


@pytest.mark.usefixtures("user")
async def test_a_code_is_made_seen_and_switched_off(user: User, runtime: Runtime) -> None:
    """Features H01, H07, H12."""
    promo_pages.build(runtime)
    await user.open("/promos")
    await user.should_see("Промокодов пока нет")

    user.find(marker="add").click()
    await user.should_see(marker="code")
    user.find(marker="code").type("лето20")
    user.find(marker="value").type("20")
    user.find(marker="save").click()
    await user.should_see("ещё никто не купил", retries=LONG)
    user.find("Выключить").click()

    await user.should_see("Включить", retries=LONG)
    async with runtime.db.read() as session:
        (made,) = await promos.list_codes(session)
    assert (made.code, made.value, made.is_active) == ("ЛЕТО20", 20, False)


def test_a_table_of_codes_runs_no_formula() -> None:
    """A label that begins as a formula does is text."""
    terms = Terms(kind=PromoKind.PERCENT, value=10, label='=HYPERLINK("http://evil")')
    promo = PromoCode(code="X10", key="X10", **terms.model_dump())
    line = write_sheet([promo], {}).decode("utf-8-sig").splitlines()[1]
    assert "\"'=HYPERLINK" in line
    assert ";'\N{MINUS SIGN}10" in line


@pytest.mark.usefixtures("user")
async def test_the_people_behind_a_code_are_seen_and_their_sums_are_its_own(
    user: User, runtime: Runtime
) -> None:
    promo_pages.build(runtime)
    async with runtime.db.begin() as session:
        terms = Terms(kind=PromoKind.PERCENT, value=10, max_uses=5)
        promo = await promos.add_code(session, "ЛЕТО", terms)
        people = [await made.client(session, name, n) for n, name in enumerate(("Анна", "Олег"))]
    for client in people:
        async with runtime.db.begin() as session:
            await hand_sales.bill(
                session,
                client_id=client.id,
                tariff_code="online-1-month",
                promo_code="ЛЕТО",
                provider="yookassa",
                return_url="",
            )
    async with runtime.db.begin() as session:
        (payment,) = await payments.list_payments(session, client_id=people[0].id)
        payment.provider = payments.MANUAL
        await climb(session, payment, payments.Status.PAID)
    await runtime.outbox.drain()
    async with runtime.db.begin() as session:
        await hand_sales.give_back(session, payment.id, amount=49_910, reason="часть", by=None)

    await user.open(f"/promos/{promo.id}")

    (told,) = user.find(marker="brought").elements
    assert str(getattr(told, "text", "")).replace("\N{NO-BREAK SPACE}", " ") == (
        "1 покупка, 1 человек · скидок 1 499,90 ₽, получено 13 000 ₽"
    )
    for said in ("Анна", "Олег", "оплачено", "ждёт оплаты", "занято 2 из 5"):
        await user.should_see(said)
    await user.should_see("скидка 1\u00a0499,90\u00a0₽, получено 13\u00a0000\u00a0₽")

"""/payments: sums, filters and stories as the trainer reads them."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from nicegui import ui
from nicegui.testing import User
from sqlmodel.ext.asyncio.session import AsyncSession

from app import inbox
from app.runtime import Runtime
from app.standins.yookassa import YooKassaStandIn
from domain import accesses, clock, payments, tax_receipts
from domain.payments import RANK, Payment, Status
from pages import payments as payment_pages
from tests import made
from tests.pages.soon import LONG


@pytest.fixture
def _pages(user: User, runtime: Runtime) -> None:
    payment_pages.build(runtime)


async def paid(session: AsyncSession, name: str, n: int, days_ago: int = 0) -> Payment:
    """A payment of 14 999 roubles that came some days ago."""
    payment = await made.payment(session, await made.client(session, name, n))
    payment.created_at = payment.paid_at = clock.now() - timedelta(days=days_ago)
    payment.status, payment.rank = Status.PAID, RANK[Status.PAID]
    return payment


def summary(user: User) -> str:
    (label,) = user.find(marker="summary").elements
    assert isinstance(label, ui.label)
    return str(label.text).replace("\u00a0", " ")


@pytest.mark.usefixtures("_pages")
async def test_no_payments_yet_is_said_with_a_way_on(user: User) -> None:
    await user.open("/payments")

    await user.should_see("Оплат пока нет")
    await user.should_see("Посмотреть тарифы")


@pytest.mark.usefixtures("_pages")
async def test_a_pressed_figure_shows_the_payments_behind_it(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        await paid(session, "Анна", 1)
        await paid(session, "Олег", 2, days_ago=40)
        await made.payment(session, await made.client(session, "Мария", 3))
    await user.open("/payments")
    assert summary(user) == "3 платежа · получено 29 998 ₽ · ждёт 14 999 ₽"

    user.find(marker="figure-today").click()

    await user.should_not_see("Олег", retries=LONG)
    assert summary(user) == "1 платёж · получено 14 999 ₽"


@pytest.mark.usefixtures("_pages")
async def test_filters_are_read_from_the_address(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        await paid(session, "Анна", 1)
        await made.payment(session, await made.client(session, "Мария", 3))

    await user.open("/payments?status=open&period=nonsense")

    await user.should_see("Мария")
    await user.should_not_see("Анна")


@pytest.mark.usefixtures("_pages")
async def test_filters_of_the_paper_stand_in_the_address_and_rule_the_spreadsheet(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await paid(session, "Анна", 1)
        cheap = await paid(session, "Олег", 2)
        cheap.amount = 99_900
    await user.open("/payments?status=paid&source=site")

    user.find(marker="filters").click()
    await user.should_see(marker="filter-most", retries=LONG)
    user.find(marker="filter-most").type("1 000")
    user.find(marker="filter-show").click()

    await user.should_not_see("Анна", retries=LONG)
    (link,) = user.find(marker="download").elements
    href = str(link.props["href"])
    assert href == "/payments.xlsx?status=paid&source=site&most=1000.00"
    sheet = await user.http_client.get(href)
    assert sheet.headers["content-disposition"].endswith('.xlsx"')
    texts = ZipFile(BytesIO(sheet.content)).read("xl/sharedStrings.xml").decode()
    assert ("Олег" in texts, "Анна" in texts) == (True, False)


@pytest.mark.usefixtures("_pages")
async def test_filters_that_nothing_passes_can_be_taken_away(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        await paid(session, "Анна", 1)
    await user.open("/payments?status=refunded")

    user.find("Сбросить фильтры").click()

    await user.should_see("Анна", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_payment_that_comes_meanwhile_is_drawn(user: User, runtime: Runtime) -> None:
    await user.open("/payments")
    await user.should_see("Оплат пока нет")

    async with runtime.db.begin() as session:
        await made.payment(session, await made.client(session))

    await user.should_see("Анна", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_payment_tells_its_story_with_the_notices(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        body: dict[str, Any] = {"external_id": payment.external_id, "notice": {}}
        await inbox.keep(session, "yookassa", "key", body, "1.1.1.1")

    await user.open(f"/payments/{payment.id}")

    for said in ("14\u00a0999\u00a0₽", "Анна", "Выставлен счёт", "ещё не разобрано", "ЮKassa"):
        await user.should_see(said)


@pytest.mark.usefixtures("_pages")
async def test_checking_asks_the_provider_and_says_what_he_said(
    user: User, runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.external_id = None
    payment = await payments.place(runtime.db.begin, payment.id, runtime.outside.payments)
    yookassa.succeed(str(payment.external_id))
    await user.open(f"/payments/{payment.id}")

    user.find("Проверить сейчас").click()

    await user.should_see("Провайдер ответил: оплачен.", retries=LONG)
    await user.should_see("Деньги пришли", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_provider_that_is_down_is_said_in_words(
    user: User, runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
    yookassa.down = True
    await user.open(f"/payments/{payment.id}")

    user.find("Проверить сейчас").click()

    await user.should_see("Внешний сервис сейчас недоступен", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_provider_that_is_not_connected_cannot_be_asked(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.provider = "tbank"

    await user.open(f"/payments/{payment.id}")

    await user.should_see("сейчас не подключён")
    await user.should_not_see("Проверить сейчас")


@pytest.mark.usefixtures("_pages")
async def test_a_payment_nobody_knows_is_said_kindly(user: User) -> None:
    await user.open("/payments/00000000-0000-0000-0000-000000000000")

    await user.should_see("Такого платежа нет")


@pytest.mark.usefixtures("_pages")
async def test_a_receipt_is_punched_from_the_page_and_goes_to_the_client(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        payment = await paid(session, "Анна", 1)
    told = payments.PaymentRefunded(
        payment_id=payment.id, client_id=payment.client_id, purchase_id=payment.purchase_id
    )
    await tax_receipts.follow_payment(told, runtime.db.begin, "Europe/Moscow")
    await user.open("/payments")

    user.find("Чек пробит").click()
    await user.should_see(marker="receipt-link", retries=LONG)
    user.find(marker="receipt-link").type("https://lknpd.nalog.ru/1")
    user.find("Сохранить и отправить клиенту").click()

    await user.should_see("Все чеки пробиты", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_money_by_hand_is_written_down_from_the_list_for_a_found_client(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await made.client(session, "Анна")
    await user.open("/payments")

    user.find(marker="take-by-hand").click()
    await user.should_see(marker="payer-find", retries=LONG)
    user.find(marker="payer-find").type("Анна")
    await user.should_see(marker="payer", retries=LONG)
    user.find(marker="payer").click()
    await user.should_see(marker="hand-amount", retries=LONG)
    user.find(marker="hand-amount").clear().type("14 000,50")
    user.find("Наличные").click()
    user.find(marker="hand-note").type("в зале")
    user.find(marker="hand-save").click()

    await user.should_see("14\u00a0000,50\u00a0₽", retries=LONG)
    for said in ("Без кассы", "Наличные", "в зале", "Оплачен"):
        await user.should_see(said)


@pytest.mark.usefixtures("_pages")
async def test_a_refund_says_what_it_takes_and_is_asked_for_in_part(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        payment = await paid(session, "Анна", 1)
    fact = payments.PaymentPaid(
        payment_id=payment.id,
        client_id=payment.client_id,
        purchase_id=payment.purchase_id,
        amount=payment.amount,
        paid_at=clock.now(),
    )
    await accesses.open_access(fact, runtime.db.begin)
    await user.open(f"/payments/{payment.id}")

    user.find(marker="refund").click()
    await user.should_see(marker="refund-amount", retries=LONG)
    user.find(marker="refund-amount").clear().type("7500")
    await user.should_see("Доступ станет короче на 2\u00a0недели", retries=LONG)
    user.find(marker="refund-do").click()
    await user.should_see("Заполните это поле", retries=LONG)
    user.find(marker="refund-reason").type("переезд")
    user.find(marker="refund-do").click()

    await user.should_see("Просим провайдера вернуть деньги", retries=LONG)
    await user.should_see("7\u00a0500\u00a0₽ · переезд", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_chargeback_and_a_mistaken_entry_leave_nothing_to_give_back(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        charged, by_hand = await paid(session, "Анна", 1), await paid(session, "Олег", 2)
        by_hand.provider = payments.MANUAL

    for payment, opens, does in (
        (charged, "chargeback", "chargeback-do"),
        (by_hand, "mistake", "mistake-do"),
    ):
        await user.open(f"/payments/{payment.id}")
        user.find(marker=opens).click()
        await user.should_see(marker=does, retries=LONG)
        user.find(marker=does).click()
        await user.should_see("Возвращён", retries=LONG)
        await user.should_not_see(marker="refund")

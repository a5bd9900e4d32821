"""/price and /pay: an order by buttons, its payment, and what is paid."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select

from app.gateways.telegram import Telegram
from app.gateways.yookassa import YooKassa
from app.limits import UNLIMITED
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.server import build_server
from app.settings import Settings
from app.standins.telegram import TelegramStandIn
from app.standins.yookassa import YooKassaStandIn
from app.words import bot_offers as words
from bot.life import BotLife
from domain import bindings, consents, promos
from domain.consents import ConsentKind
from domain.furnishing import furnish
from domain.messages import Reason
from domain.programmes.writing import Awaited
from domain.progress.pains import report_pain
from domain.progress.spots import Spot
from domain.purchases import Purchase
from pages.public import paying
from tests.bot.training import MONDAY, Screen, begin

TODAY = MONDAY.date()


@pytest.fixture
async def runtime(
    settings: Settings, line: Telegram, yookassa: YooKassaStandIn
) -> AsyncIterator[Runtime]:
    """A house that can be paid at."""
    transport = httpx.ASGITransport(yookassa.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bank/v3/") as http:
        outside = Outside(channels={"telegram": line}, payments={"yookassa": YooKassa(http)})
        runtime = build_runtime(settings, outside)
        async with runtime.db.begin() as session:
            await furnish(session)
            for kind in ConsentKind:
                await consents.publish_text(session, kind, "Text.")
        yield runtime
        await runtime.db.close()


@pytest.fixture
def screen(telegram: TelegramStandIn, bot: BotLife, runtime: Runtime) -> Screen:
    return Screen(telegram, runtime, telegram.person("Анна"))


async def bought(runtime: Runtime) -> list[Purchase]:
    async with runtime.db.read() as session:
        return list((await session.exec(select(Purchase))).all())


async def follow(runtime: Runtime, token: str) -> str:
    """Where the button's page leads."""
    site = build_server(runtime, [paying.build(runtime)], limits=UNLIMITED)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(site), base_url="http://us"
    ) as visitor:
        return str((await visitor.get(f"/pay/go/{token}")).headers["location"])


async def test_an_order_is_one_purchase_however_often_it_is_pressed(
    screen: Screen, runtime: Runtime
) -> None:
    assert "• Персональная программа на 4 недели" in await screen.say("/price")
    assert "условия оферты" in await screen.press("1 месяц онлайн")
    await screen.press(words.AGREE)
    await screen.say("/pay")
    assert words.BILL_OPEN in screen.text
    await screen.say("/price")
    await screen.press("1 месяц онлайн")
    await screen.press(words.AGREE)

    (purchase,) = await bought(runtime)
    assert purchase.amount == 1_499_900
    async with runtime.db.read() as session:
        client = await bindings.find_client(session, screen.person.id)
        assert client is not None
        given = await consents.list_consents(session, client.id)
    assert [(c.kind, c.channel) for c in given] == [(ConsentKind.PERSONAL_DATA, "bot")]


async def test_the_payment_is_asked_for_and_shown_as_a_subscription(
    screen: Screen,
    runtime: Runtime,
    yookassa: YooKassaStandIn,
    telegram: TelegramStandIn,
) -> None:
    await screen.say("/price")
    await screen.press("1 месяц онлайн")
    await screen.press(words.AGREE)
    (purchase,) = await bought(runtime)
    assert "//yookassa/" in await follow(runtime, purchase.token)
    assert words.CHECKING in await screen.press(words.CHECK)

    (payment_id,) = yookassa.payments
    yookassa.succeed(payment_id)
    await runtime.outbox.drain()
    await screen.press(words.CHECK)

    first, receipt, *_ = telegram.answers(screen.person)
    assert words.PAID in first
    assert words.AWAITS[Awaited.ANSWERS] in first
    assert "Спасибо, оплата дошла." in receipt
    assert "pay/return" in await follow(runtime, purchase.token)
    await screen.say("/start")
    assert words.MINE in await screen.press(words.MINE)


async def test_a_code_that_works_lowers_the_price_and_one_that_does_not_is_refused_in_words(
    screen: Screen, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        terms = promos.Terms(kind=promos.PromoKind.PERCENT, value=10)
        await promos.add_code(session, "SPRING", terms)
    await screen.say("/price")
    await screen.press("1 месяц онлайн")
    await screen.press(words.HAVE_CODE)

    assert "Такого промокода нет" in await screen.say("WINTER")
    assert "13 499,10 ₽ вместо 14 999 ₽" in await screen.say("spring")
    await screen.press(words.AGREE)

    (purchase,) = await bought(runtime)
    assert (purchase.amount, purchase.promo_code) == (1_349_910, "SPRING")


async def test_the_code_offered_to_all_is_in_every_price_and_in_the_bill(
    screen: Screen, runtime: Runtime
) -> None:
    """Feature H09, as on the site: without it only where there is no place left."""
    async with runtime.db.begin() as session:
        terms = promos.Terms(kind=promos.PromoKind.PERCENT, value=10, max_uses=1)
        promo = await promos.add_code(session, "ALL", terms)
        await session.flush()
        await promos.make_default(session, promo.id)

    assert "13 499,10 ₽ вместо 14 999 ₽" in await screen.say("/price")
    await screen.press("1 месяц онлайн")
    assert "К оплате: 13 499,10 ₽" in await screen.press(words.AGREE)
    assert "13 499,10" not in await screen.say("/price")
    await screen.press("3 месяца онлайн")
    await screen.press(words.AGREE)

    told = [(one.promo_code, one.discount > 0) for one in await bought(runtime)]
    assert told == [("ALL", True), (None, False)]


async def test_nothing_is_sold_to_somebody_who_hurts(screen: Screen, runtime: Runtime) -> None:
    programme = await begin(runtime, screen.person)
    item = programme.read().day(1, 1).exercises[0]
    async with runtime.db.begin() as session:
        await report_pain(session, programme, Spot(1, 1, item.slug), 4, place="knee", on=TODAY)

    said = await screen.say("/price")

    assert words.REFUSED[Reason.PAIN] in said
    with pytest.raises(LookupError):
        await screen.press("1 месяц онлайн")

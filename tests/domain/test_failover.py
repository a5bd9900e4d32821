"""An order whose provider does not take it goes to the next one: never two that can be paid."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from app.gateways.tbank import TBank
from app.gateways.yookassa import YooKassa
from app.runtime import Runtime
from app.standins.tbank import PASSWORD, TERMINAL_KEY, TBankStandIn
from domain import clock, payments, purchases
from domain.errors import GatewayUnavailable
from domain.payments import (
    DoubtKind,
    KeyReused,
    Payment,
    PaymentProvider,
    Status,
    WrongKeys,
)
from domain.payments.failover import move
from domain.purchases import Purchase
from tests import made


def _unreachable(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("nobody listens")


def _stranger(_: httpx.Request) -> httpx.Response:
    return httpx.Response(401, json={"type": "error", "code": "invalid_credentials"})


def _seen_otherwise(_: httpx.Request) -> httpx.Response:
    told = {"type": "error", "code": "invalid_request", "parameter": "Idempotence-Key"}
    return httpx.Response(400, json=told)


def _busy(_: httpx.Request) -> httpx.Response:
    return httpx.Response(429, json={"type": "error", "retry_after": 50 * 60 * 1000})


def _silent(_: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("no answer in 35 s")


Answer = Callable[[httpx.Request], httpx.Response]


class Shop:
    """A purchase at two providers; the first always answers so."""

    def __init__(self, runtime: Runtime, answer: Answer) -> None:
        self.runtime = runtime
        first = httpx.MockTransport(answer)
        self.bank = TBankStandIn()
        second = httpx.ASGITransport(self.bank.app)
        yookassa = YooKassa(httpx.AsyncClient(transport=first, base_url="http://yookassa/v3/"))
        http = httpx.AsyncClient(transport=second, base_url="http://tbank/v2/")
        tbank = TBank(http, TERMINAL_KEY, PASSWORD, None)
        self.providers: dict[str, PaymentProvider] = {"yookassa": yookassa, "tbank": tbank}

    async def begin(self) -> UUID:
        async with self.runtime.db.begin() as session:
            payment = await made.payment(session, await made.client(session))
            payment.external_id = None
            return payment.id

    async def find_standing(self) -> tuple[str, str | None]:
        async with self.runtime.db.read() as session:
            bought = (await session.exec(select(Purchase))).one()
            standing = await purchases.find_payment(session, bought.id)
        assert standing is not None
        return standing.provider, standing.confirmation_url

    async def place(self, payment_id: UUID) -> Payment:
        begin = self.runtime.db.begin
        return await payments.place_somewhere(begin, payment_id, self.providers)

    async def rows(self) -> Sequence[Payment]:
        async with self.runtime.db.read() as session:
            return await payments.list_payments(session)

    async def list(self) -> dict[str, Status]:
        return {payment.provider: payment.status for payment in await self.rows()}


@pytest.mark.parametrize("answer", [_unreachable, _stranger])
async def test_an_order_goes_to_the_next_who_takes_it(runtime: Runtime, answer: Answer) -> None:
    """YK-14: one is cancelled, one can be paid; followed again it is the same one."""
    shop = Shop(runtime, answer)
    payment_id = await shop.begin()
    placed = [await shop.place(payment_id), await shop.place(payment_id)]

    assert await shop.list() == {"yookassa": Status.CANCELLED, "tbank": Status.PENDING}
    assert placed[0].confirmation_url is not None
    assert await shop.find_standing() == ("tbank", placed[0].confirmation_url)
    assert len(shop.bank.payments) == 1


async def test_an_order_whose_outcome_is_unknown_stays_where_it_is(runtime: Runtime) -> None:
    """YK-11: nothing else is offered to pay by, for the first may be there."""
    shop = Shop(runtime, _silent)
    with pytest.raises(GatewayUnavailable):
        await shop.place(await shop.begin())
    assert await shop.list() == {"yookassa": Status.CREATING}
    assert shop.bank.payments == {}


async def test_an_order_nobody_takes_is_still_one(runtime: Runtime) -> None:
    shop = Shop(runtime, _unreachable)
    shop.bank.down = True
    with pytest.raises(GatewayUnavailable):
        await shop.place(await shop.begin())
    assert await shop.list() == {"yookassa": Status.CANCELLED, "tbank": Status.CREATING}

    shop.bank.down = False
    (payment_id,) = [p.id for p in await shop.rows() if p.provider == "tbank"]
    assert (await shop.place(payment_id)).status is Status.PENDING


async def test_one_that_was_answered_meanwhile_is_not_moved(runtime: Runtime) -> None:
    """Two windows at once: the link that somebody has stands."""
    shop = Shop(runtime, _unreachable)
    payment_id = await shop.begin()
    async with runtime.db.begin() as session:
        stale = await payments.get_payment(session, payment_id)
    async with runtime.db.begin() as session:
        fresh = await payments.get_payment(session, payment_id)
        fresh.external_id, fresh.confirmation_url = "22e12f66", "https://yookassa/22e12f66"
    async with runtime.db.begin() as session:
        assert await move(session, stale, "tbank") is None
    assert await shop.find_standing() == ("yookassa", "https://yookassa/22e12f66")


@pytest.mark.parametrize(
    ("answer", "error", "kind"),
    [
        (_stranger, WrongKeys, DoubtKind.WRONG_KEYS),
        (_seen_otherwise, KeyReused, DoubtKind.KEY_REUSED),
    ],
)
async def test_what_no_repeating_mends_is_told_the_trainer_once(
    runtime: Runtime, answer: Answer, error: type[Exception], kind: DoubtKind
) -> None:
    """YK-13, YK-14: the order waits, neither refused nor paid."""
    shop = Shop(runtime, answer)
    only = {"yookassa": shop.providers["yookassa"]}
    payment_id = await shop.begin()
    for _ in range(2):
        with pytest.raises(error):
            await payments.check(runtime.db.begin, payment_id, only)
    async with runtime.db.read() as session:
        kinds = [doubt.kind for doubt, _ in await payments.list_doubts(session)]
    assert (kinds, await shop.list()) == ([kind], {"yookassa": Status.CREATING})


async def test_a_key_of_ours_that_stands_for_another_body_is_not_moved(runtime: Runtime) -> None:
    """YK-13: what the first body asked for may be there to be paid."""
    shop = Shop(runtime, _seen_otherwise)
    with pytest.raises(KeyReused):
        await shop.place(await shop.begin())
    assert await shop.list() == {"yookassa": Status.CREATING}


async def test_whoever_is_asked_too_often_is_left_alone_for_as_long_as_he_says(
    runtime: Runtime,
) -> None:
    """YK-15: the next look is the clockwork's, or later where the provider wants it later."""
    shop = Shop(runtime, _busy)
    await shop.begin()
    with clock.at(clock.now() + timedelta(minutes=6)):
        await payments.check_due(runtime.db.begin, shop.providers)
        (payment,) = await shop.rows()
        assert payment.check_at is not None
        assert payment.check_at >= clock.now() + timedelta(minutes=49)

"""Money by day and by source says what the books and the list of payments say."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.runtime import Runtime
from domain import books, clock, money_reports, payments
from domain.books import Account
from domain.money_flow import Moved, read_flow
from domain.money_reports import Group, Wanted
from domain.payments import Payment, Status
from domain.payments.climbing import climb
from tests import made

NOON = datetime.fromisoformat("2026-11-25T12:00:00+03:00")
PRICE = 1_499_900
MOSCOW = "Europe/Moscow"


async def came(session: AsyncSession, n: int, source: str, fee: int | None = None) -> Payment:
    """A payment of a client from there, paid now."""
    client = await made.client(session, f"Клиент {n}", n, source=source)
    payment = await made.payment(session, client)
    payment.fee = fee
    await climb(session, payment, Status.PAID)
    return payment


@pytest.fixture
async def history(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days before: one with a fee, one charged back in part today; today one, half refunded."""
    monkeypatch.setattr(clock, "now", lambda: NOON - timedelta(days=2))
    async with runtime.db.begin() as session:
        await came(session, 1, "yandex", fee=50_000)
        charged = await came(session, 2, "yandex")
    await runtime.outbox.drain()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    async with runtime.db.begin() as session:
        refunded = await came(session, 3, "friend")
        refunded.provider = payments.MANUAL
    async with runtime.db.begin() as session:
        about = {"reason": "банк", "by": None}
        await payments.note_chargeback(session, charged.id, amount=100_000, **about)  # type: ignore[arg-type]  # named above
        await payments.note_chargeback(session, refunded.id, amount=200_000, **about)  # type: ignore[arg-type]  # named above
    await runtime.outbox.drain()


@pytest.mark.usefixtures("history")
async def test_days_sources_books_and_the_list_come_to_the_same_sums(runtime: Runtime) -> None:
    async with runtime.db.read() as session:
        flow = await read_flow(session, Wanted(), MOSCOW)
        held = (await books.read_balances(session))[Account.MONEY]
        paid = (await money_reports.sum_by_group(session, Wanted()))[Group.PAID]

    assert flow.total == Moved(came=3 * PRICE, went=300_000, fees=50_000)
    assert flow.total.left == held
    assert flow.total.came - flow.total.went == paid.amount
    assert flow.by_day == {
        date(2026, 11, 23): Moved(came=2 * PRICE, fees=50_000),
        date(2026, 11, 24): Moved(),
        date(2026, 11, 25): Moved(came=PRICE, went=300_000),
    }
    assert flow.by_source == {
        "yandex": Moved(came=2 * PRICE, went=100_000, fees=50_000),
        "friend": Moved(came=PRICE, went=200_000),
    }


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("wanted", "moved"),
    [
        (Wanted(source="friend"), Moved(PRICE, 200_000)),
        (Wanted(provider=payments.MANUAL), Moved(PRICE, 200_000)),
        (Wanted(tariff="online-1-month", most=PRICE), Moved(3 * PRICE, 300_000, 50_000)),
        (Wanted(tariff="online-3-months"), Moved()),
        (Wanted(least=PRICE + 1), Moved()),
        # The chargeback of an earlier payment went today.
        (Wanted(since=NOON - timedelta(hours=1)), Moved(PRICE, 300_000)),
    ],
)
async def test_what_moved_is_narrowed_as_the_list_is(
    runtime: Runtime, wanted: Wanted, moved: Moved
) -> None:
    async with runtime.db.read() as session:
        flow = await read_flow(session, wanted, MOSCOW)
        lines = await money_reports.list_lines(session, wanted)

    assert flow.total == moved
    assert len(lines) == moved.came // PRICE

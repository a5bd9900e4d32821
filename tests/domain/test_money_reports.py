"""Money in numbers: sums agree with lists, and each payment can tell its story."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import cards, clock, money_reports, payments
from domain.ledger import record
from domain.money_reports import Group, Period, Wanted
from domain.payments import RANK, Payment, Status
from tests import made

MOSCOW = "Europe/Moscow"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def _at_noon() -> AsyncIterator[None]:
    with clock.at(NOW):
        yield


async def paid(session: AsyncSession, n: int, paid_at: datetime) -> Payment:
    """A payment of 14 999 roubles that came at a moment."""
    payment = await made.payment(session, await made.client(session, f"Клиент {n}", n))
    payment.created_at = payment.paid_at = paid_at
    payment.status, payment.rank = Status.PAID, RANK[Status.PAID]
    return payment


@pytest.mark.parametrize(
    ("period", "first", "after"),
    [
        (Period.TODAY, (11, 24), (11, 25)),
        (Period.WEEK, (11, 18), (11, 25)),
        (Period.MONTH, (11, 1), (12, 1)),
        (Period.LAST_MONTH, (10, 1), (11, 1)),
    ],
)
def test_days_begin_at_the_business_midnight(
    period: Period, first: tuple[int, int], after: tuple[int, int]
) -> None:
    since, until = money_reports.bounds(period, MOSCOW)

    assert since == datetime(2026, *first, tzinfo=UTC) - timedelta(hours=3)
    assert until == datetime(2026, *after, tzinfo=UTC) - timedelta(hours=3)


async def test_income_is_what_came_and_was_not_given_back(db: Database) -> None:
    async with db.begin() as session:
        await paid(session, 1, NOW)
        await paid(session, 2, NOW - timedelta(days=3))
        await paid(session, 3, NOW - timedelta(days=20))
        await paid(session, 4, NOW - timedelta(days=40))
        (await paid(session, 5, NOW)).status = Status.REFUNDED

    async with db.read() as session:
        income = await money_reports.sum_income(session, MOSCOW)

    assert {period: figure.count for period, figure in income.items()} == {
        Period.TODAY: 1,
        Period.WEEK: 2,
        Period.MONTH: 3,
    }
    assert income[Period.WEEK].amount == 2_999_800


async def test_the_sum_of_a_period_is_the_sum_of_its_list(db: Database) -> None:
    async with db.begin() as session:
        for n, hours in enumerate((0, 1, 14, 16, 30, 200), 1):
            await paid(session, n, NOW - timedelta(hours=hours))
    since, until = money_reports.bounds(Period.TODAY, MOSCOW)
    wanted = Wanted(group=Group.PAID, since=since, until=until)

    async with db.read() as session:
        lines = await money_reports.list_lines(session, wanted)
        income = await money_reports.sum_income(session, MOSCOW)

    assert sum(line.payment.amount for line in lines) == income[Period.TODAY].amount == 4_499_700


async def test_pages_follow_each_other_without_gaps_or_repeats(db: Database) -> None:
    async with db.begin() as session:
        for n in range(1, 8):
            await paid(session, n, NOW - timedelta(minutes=n // 2))

    async with db.read() as session:
        everything = await money_reports.list_lines(session, Wanted())
        first = await money_reports.list_lines(session, Wanted(), limit=3)
        last = first[-1].payment
        rest = await money_reports.list_lines(session, Wanted(), before=(last.created_at, last.id))

    assert [x.payment.id for x in first + rest] == [x.payment.id for x in everything]


async def test_a_list_is_narrowed_by_group_and_provider(db: Database) -> None:
    async with db.begin() as session:
        await paid(session, 1, NOW)
        (await paid(session, 2, NOW)).provider = "tbank"
        await made.payment(session, await made.client(session, "Олег", 3))

    async with db.read() as session:
        open_ = await money_reports.list_lines(session, Wanted(group=Group.OPEN))
        tbank = await money_reports.list_lines(session, Wanted(provider="tbank"))
        providers = await money_reports.list_providers(session)

    assert [line.client_name for line in open_] == ["Олег"]
    assert [line.client_name for line in tbank] == ["Клиент 2"]
    assert providers == ["tbank", "yookassa"]


async def test_an_erased_payer_leaves_a_line_without_a_name(db: Database) -> None:
    async with db.begin() as session:
        payment = await paid(session, 1, NOW)
        assert payment.client_id is not None
        await session.flush()
        await cards.erase(session, payment.client_id)

    async with db.read() as session:
        line = (await money_reports.list_lines(session, Wanted()))[0]
        story = await money_reports.read_story(session, line.payment.id)

    assert line.client_name is None
    assert (story.client, len(story.facts)) == (None, 1)


async def test_a_payment_tells_only_its_own_story(db: Database) -> None:
    async with db.begin() as session:
        anna = await made.client(session)
        payment = await made.payment(session, anna)
        await made.payment(session, anna, "online-3-month")

    async with db.read() as session:
        story = await money_reports.read_story(session, payment.id)

    assert [fact.kind for fact in story.facts] == ["PaymentCreated"]
    assert story.client is not None
    assert story.client.name == "Анна"
    assert story.purchase is not None
    assert story.purchase.title == "1 месяц онлайн"


async def test_a_dispute_waits_until_the_payment_is_settled(db: Database) -> None:
    async with db.begin() as session:
        anna = await made.client(session)
        payment = await made.payment(session, anna)
        told = payments.PaymentDisputed(
            payment_id=payment.id, client_id=anna.id, expected=1_499_900, paid=100
        )
        record(session, told)

    async with db.begin() as session:
        disputes = await money_reports.list_disputes(session)
        assert [(d.client_name, d.expected, d.paid) for d in disputes] == [("Анна", 1_499_900, 100)]

        settled = await payments.get_payment(session, payment.id)
        settled.status = Status.PAID
        await session.flush()
        assert await money_reports.list_disputes(session) == []


def test_every_state_of_a_payment_belongs_to_a_group() -> None:
    assert set(money_reports.GROUP_OF) == set(Status)

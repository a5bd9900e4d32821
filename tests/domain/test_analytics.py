"""Figures agree with the books and with the people behind them, and say nothing of a few."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.runtime import Runtime
from domain import books, clock, handing_over, payments, questions, talks
from domain.analytics import answers, cohorts, groups, sums, ways
from domain.analytics.groups import FUNNEL, Group
from domain.analytics.intervals import Share, wilson
from domain.analytics.spans import Period, month_of, span_of
from domain.analytics.targets import Verdict, judge_share
from domain.books import Account
from domain.handing_over import Reason
from domain.money_flow import Moved, read_flow
from domain.money_reports import Wanted
from domain.payments import Payment, Status
from domain.payments.climbing import climb
from domain.people import Client
from domain.talks import Source
from tests import made

NOON = datetime.fromisoformat("2026-11-25T12:00:00+03:00")
PRICE, LONG_PRICE = 1_499_900, 3_499_900
MOSCOW = "Europe/Moscow"


async def pay(session: AsyncSession, client: Client, tariff: str = "online-1-month") -> Payment:
    payment = await made.payment(session, client, tariff)
    await climb(session, payment, Status.PAID)
    return payment


@pytest.fixture
async def history(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anna pays in September, October and November; Boris once, late in the last evening of
    October, and gets a part of it back in November; Vera only came."""
    moments = {
        "autumn": NOON - timedelta(days=70),
        "october": NOON - timedelta(days=40),
        "midnight": datetime.fromisoformat("2026-10-31T23:30:00+03:00"),
        "now": NOON,
    }
    paid: dict[str, Payment] = {}
    for name, moment in moments.items():
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        with clock.at(moment):
            async with runtime.db.begin() as session:
                if name == "autumn":
                    anna = await made.client(session, "Анна", 1, source="yandex")
                    await pay(session, anna)
                elif name == "midnight":
                    boris = await made.client(session, "Борис", 2, source="friend")
                    paid["boris"] = await pay(session, boris, "online-3-month")
                else:
                    await pay(session, anna)
                if name == "now":
                    await made.client(session, "Вера", 3, source="friend")
        await runtime.outbox.drain()
    async with runtime.db.begin() as session:
        about = {"reason": "банк", "by": None}
        await payments.note_chargeback(session, paid["boris"].id, amount=100_000, **about)  # type: ignore[arg-type]  # named above
    await runtime.outbox.drain()


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_bounds_of_a_share_are_newcombes(
    part: int, whole: int, low: float, high: float
) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.00006)


def test_a_target_is_judged_only_where_it_is_sure() -> None:
    assert judge_share(Share(3, 10)) is Verdict.THIN
    assert judge_share(Share(24, 240)) is Verdict.MISSED
    assert judge_share(Share(12, 80)) is Verdict.UNSURE
    assert judge_share(Share(60, 240)) is Verdict.MET
    assert Share(3, 19).value is None
    assert Share(3, 20).value == 0.15


@pytest.mark.usefixtures("history")
async def test_the_sums_are_those_of_the_books(runtime: Runtime) -> None:
    span = span_of(Period.ALL, MOSCOW)

    async with runtime.db.read() as session:
        told = await sums.read_sums(session, span)
        held = (await books.read_balances(session))[Account.MONEY]
        flow = await read_flow(session, Wanted(), MOSCOW)
        of_friends = await sums.read_sums(session, span, source="friend")

    assert told.total == flow.total == Moved(3 * PRICE + LONG_PRICE, 100_000)
    assert told.total.left == held
    assert told.by_source == flow.by_source
    assert of_friends.total == Moved(LONG_PRICE, 100_000)
    assert (told.payments, told.average) == (4, round((3 * PRICE + LONG_PRICE) / 4))
    months = [(day.month, moved.came) for day, moved in told.by_day.items()]
    assert months == [(9, PRICE), (10, PRICE + LONG_PRICE), (11, PRICE)]
    for cut in (told.by_day, told.by_tariff, told.by_source):
        assert sum(moved.left for moved in cut.values()) == held


@pytest.mark.usefixtures("history")
async def test_a_day_is_the_businesss_own(runtime: Runtime) -> None:
    span = span_of(Period.DAYS_30, MOSCOW)

    async with runtime.db.read() as session:
        told = await sums.read_sums(session, span)

    assert told.by_day[date(2026, 10, 31)] == Moved(LONG_PRICE)
    assert told.by_day[date(2026, 11, 1)] == Moved()
    assert told.by_day[date(2026, 11, 25)] == Moved(PRICE, 100_000)


@pytest.mark.usefixtures("history")
async def test_every_count_is_of_people_who_can_be_listed(runtime: Runtime) -> None:
    span = span_of(Period.DAYS_90, MOSCOW)

    async with runtime.db.read() as session:
        funnel = await ways.read_funnel(session, span)
        listed = {
            group: [one.name for one in await groups.list_members(session, group, span)]
            for group in Group
        }
        counted = {group: await groups.count(session, group, span) for group in Group}

    assert {step: len(listed[step]) for step in FUNNEL} == {
        step: funnel.total.reached[step] for step in FUNNEL
    }
    assert counted == {group: len(names) for group, names in listed.items()}
    assert listed[Group.CAME] == ["Вера", "Борис", "Анна"]
    assert listed[Group.BOUGHT] == listed[Group.PAYERS] == ["Борис", "Анна"]
    assert listed[Group.AGAIN] == listed[Group.REPEAT] == ["Анна"]
    assert funnel.by_source["friend"].reached[Group.BOUGHT] == 1
    assert funnel.total.young == 2


@pytest.mark.usefixtures("history")
async def test_cohorts_hold_every_payer_and_every_kopeck_once(runtime: Runtime) -> None:
    async with runtime.db.read() as session:
        told = {one.month: one for one in await cohorts.read_cohorts(session, MOSCOW)}
        held = (await books.read_balances(session))[Account.MONEY]
        again = await groups.list_members(
            session,
            Group.BEGAN,
            month_of(date(2026, 9, 1), MOSCOW),
            then=month_of(date(2026, 9, 1), MOSCOW, later=2),
        )

    anna, boris = told[date(2026, 9, 1)], told[date(2026, 10, 1)]
    assert (anna.size, anna.people, anna.sums) == (1, (1, 1, 1), (PRICE,) * 3)
    assert (boris.size, boris.people, boris.sums) == (1, (1, 0), (LONG_PRICE, -100_000))
    assert sum(one.total for one in told.values()) == held
    assert [one.name for one in again] == ["Анна"]


async def test_waits_run_from_the_question_to_the_first_answer(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        with clock.at(NOON):
            anna = await made.client(session)
            questions.ask(session, anna.id, "?", "telegram")
            talk = talks.begin_talk(session, talks.Arrival()).talk
            line = talks.say(session, talk.id, Source.VISITOR, "?", client_message_id="one")
            await handing_over.call(session, talk, line, Reason.ASKED)
        with clock.at(NOON + timedelta(seconds=1)):
            talks.say(session, talk.id, Source.FAQ, "!", client_message_id="one")
        with clock.at(NOON + timedelta(minutes=5)):
            await handing_over.speak(session, talk.id, "!", "two")
    with clock.at(NOON + timedelta(hours=1)):
        async with runtime.db.read() as session:
            told = await answers.read_answers(session, span_of(Period.MONTH, MOSCOW))

    assert told.agent.took == (timedelta(seconds=1),)
    assert told.talks == answers.Waits((timedelta(minutes=5),))
    assert told.questions == answers.Waits((), waiting=1)
    assert told.agent.half == timedelta(seconds=1)
    assert told.agent.most is None

"""Pain: what gives way, who is told, when the day stops."""

from datetime import timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Refused
from domain.ledger import facts_of
from domain.messages import Message, Purpose, Reason
from domain.objections import find_objection
from domain.programmes.rows import Programme
from domain.progress.pains import Advice, Step, find_spared, hurting_tags, report_pain
from domain.progress.rows import PainReport, PainReported, State, Substitution, find_session
from domain.progress.spots import Spot
from domain.progress.swaps import day_as_trained, swap
from tests.domain.progress.given import CATALOGUE, MONDAY, item


@pytest.mark.parametrize("place", ["knee", "болит колено", "Колено ноет"])
def test_the_one_that_spares_the_place_is_found(place: str) -> None:
    squat = item("squat_goblet", alternatives=("squat_bw", "squat_box_low_load", "leg_press"))

    assert find_spared(squat, place, [], CATALOGUE) == "squat_box_low_load"
    assert find_spared(squat, place, ["squat_box_low_load"], CATALOGUE) is None


def test_a_place_nobody_knows_is_all_that_the_exercise_does() -> None:
    squat = item("squat_goblet", alternatives=("squat_bw", "squat_chair"))

    assert hurting_tags("где-то там") == frozenset()
    assert find_spared(squat, "где-то там", [], CATALOGUE) == "squat_chair"


async def test_what_hurts_is_swapped_from_now_on_and_told_once(
    session: AsyncSession, programme: Programme
) -> None:
    spot = _with_alternatives(programme)

    first = await report_pain(session, programme, spot, 4, place="wrist", on=MONDAY)
    again = await report_pain(session, programme, spot, 4, place="wrist", on=MONDAY)

    assert first.step in {Step.SWAPPED, Step.LEFT_OUT}
    assert again == first
    days = [await day_as_trained(session, programme, week, 1) for week in (1, 2, 4)]
    assert all(spot.slug not in [i.slug for i in day.exercises] for day in days)
    assert len([f for f in facts_of(session) if isinstance(f, PainReported)]) == 1
    assert (await session.exec(select(PainReport))).one().pain == 4


async def test_a_strong_pain_stops_the_day(session: AsyncSession, programme: Programme) -> None:
    spot = _with_alternatives(programme)

    advice = await report_pain(session, programme, spot, 7, place="knee", on=MONDAY)

    assert advice.step is Step.STOPPED
    log = await find_session(session, programme.id, 1, 1)
    assert log is not None
    assert log.state is State.STOPPED


async def test_a_slight_pain_changes_nothing(session: AsyncSession, programme: Programme) -> None:
    spot = _with_alternatives(programme)

    assert await report_pain(session, programme, spot, 3, on=MONDAY) == Advice(Step.WATCH)
    assert (await session.exec(select(PainReport))).all() == []
    with pytest.raises(Refused):
        await report_pain(session, programme, spot, 11, on=MONDAY)


async def test_nobody_is_sold_to_while_something_hurts(
    session: AsyncSession, programme: Programme
) -> None:
    offer = Message(
        client_id=programme.client_id,
        kind="reminder_day_7",
        purpose=Purpose.MARKETING,
        dedupe_key="offer",
    )
    before = await find_objection(session, offer)

    await report_pain(session, programme, _with_alternatives(programme), 4, on=MONDAY)

    assert (before, await find_objection(session, offer)) == (None, Reason.PAIN)
    with clock.at(clock.now() + timedelta(days=8)):
        assert await find_objection(session, offer) is None


async def test_only_alternatives_stand_in_and_the_plans_own_comes_back(
    session: AsyncSession, programme: Programme
) -> None:
    spot = _with_alternatives(programme)
    other = next(i for i in programme.read().day(1, 1).exercises if i.slug == spot.slug)
    stand_in = spot._replace(slug=other.alternatives[0])
    with pytest.raises(Refused):
        await swap(session, programme, spot, "deadlift", why="busy")

    await swap(session, programme, spot, stand_in.slug, why="busy")
    swapped = await day_as_trained(session, programme, 1, 1)
    await swap(session, programme, stand_in, spot.slug, why="other")

    assert stand_in.slug in [i.slug for i in swapped.exercises]
    assert await day_as_trained(session, programme, 1, 1) == programme.read().day(1, 1)
    assert programme.version == 1
    assert len((await session.exec(select(Substitution))).all()) == 1


def _with_alternatives(programme: Programme) -> Spot:
    items = programme.read().day(1, 1).exercises
    slug = next(i.slug for i in items if i.alternatives)
    return Spot(1, 1, slug)

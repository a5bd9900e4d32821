"""What a client logs is before the trainer at once: on the card and beside the programme."""

from datetime import date

from nicegui.testing import User

from app.runtime import Runtime
from domain.programmes.rows import Programme, get_programme
from domain.progress import measurements, pains, sessions, sets
from domain.progress.rows import Kind
from domain.progress.sets import Done
from domain.progress.spots import Spot
from tests.made import ANSWERS
from tests.pages.given import answered
from tests.pages.soon import LONG

DAY = date(2026, 11, 2)


async def programme_of(runtime: Runtime) -> Programme:
    programme_id = await answered(runtime, "Анна", ANSWERS)
    async with runtime.db.read() as session:
        return await get_programme(session, programme_id)


def first(programme: Programme) -> Spot:
    return Spot(1, 1, programme.plan["weeks"][0]["days"][0]["exercises"][0]["slug"])


async def log(runtime: Runtime, programme: Programme) -> None:
    done = Done(weight=62_500, reps=9, rir=2)
    async with runtime.db.begin() as session:
        await sets.log_set(session, programme, first(programme), done, on=DAY)


async def test_a_logged_set_appears_on_the_open_card(trainer: User, runtime: Runtime) -> None:
    programme = await programme_of(runtime)
    await trainer.open(f"/clients/{programme.client_id}")
    await trainer.should_see("Пока ничего не записано", retries=LONG)

    await log(runtime, programme)

    await trainer.should_see("62,5\N{NO-BREAK SPACE}кг\N{NO-BREAK SPACE}× 9", retries=LONG)


async def test_the_card_tells_of_pain_words_and_weight(trainer: User, runtime: Runtime) -> None:
    programme = await programme_of(runtime)
    async with runtime.db.begin() as session:
        place = {"on": DAY, "place": "shoulder"}
        await pains.report_pain(session, programme, first(programme), 5, **place)  # type: ignore[arg-type]  # as it names them
        await sessions.finish_session(session, programme, 1, 1, on=DAY, effort=7, note="Тянуло")
        for point, weight in (("before", 65_500), ("week_1", 64_000)):
            told = {Kind.WEIGHT: weight}
            await measurements.measure(session, programme.client_id, point, told, on=DAY)

    await trainer.open(f"/clients/{programme.client_id}")

    for said in ("плечо", "Усилие 7 из 10", "Клиент пишет: Тянуло", "вес 64"):
        await trainer.should_see(said, retries=LONG)


async def test_what_was_done_stands_beside_what_was_asked_for(
    trainer: User, runtime: Runtime
) -> None:
    programme = await programme_of(runtime)
    await trainer.open(f"/programmes/{programme.id}")
    await trainer.should_not_see("Сделано на самом деле")

    await log(runtime, programme)

    await trainer.should_see("Сделано на самом деле", retries=LONG)
    await trainer.should_see("62,5\N{NO-BREAK SPACE}кг\N{NO-BREAK SPACE}× 9", retries=LONG)
    await trainer.should_see("не сделано", retries=LONG)

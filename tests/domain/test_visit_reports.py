"""How far visitors come is told as it is, and nothing is concluded of few."""

from collections import Counter
from datetime import timedelta

from app.db import Database
from app.words import touches
from domain import clock, intakes, passes, site, visit_reports, visits
from domain.visit_reports import SiteReport
from domain.visits import Kind


async def report(db: Database) -> SiteReport:
    async with db.read() as session:
        blocks = (await site.read_site(session))["blocks"]
        return await visit_reports.report(session, blocks, days=7, timezone="Europe/Moscow")


async def count(db: Database, **seen: int) -> None:
    counts = Counter({(Kind.SEEN, key): n for key, n in seen.items()})
    async with db.begin() as session:
        await visits.add_counts(
            session, clock.now().date(), {(Kind.VISIT, "landing"): seen["hero"]}
        )
        await visits.add_counts(session, clock.now().date(), counts)


async def test_each_block_says_how_many_came_and_how_many_went_no_further(db: Database) -> None:
    await count(db, hero=100, for_whom=80, about=50)

    told = await report(db)

    hero, whom, about = told.blocks[:3]
    assert (hero.reached, hero.lost, hero.share) == (100, 20, 1.0)
    assert (whom.lost, about.share) == (30, 0.5)
    assert not told.is_thin


async def test_of_few_visits_no_share_is_told(db: Database) -> None:
    await count(db, hero=29, for_whom=1)

    told = await report(db)

    assert told.is_thin
    assert {step.share for step in told.blocks} == {None}


async def test_a_questionnaire_left_an_hour_ago_stopped_at_its_next_question(db: Database) -> None:
    with clock.at(clock.now() - timedelta(hours=2)):
        async with db.begin() as session:
            await intakes.answer(session, passes.issue(session), {"sex": "f", "age": 30})
    async with db.begin() as session:
        await intakes.answer(session, passes.issue(session), {"sex": "m"})

    questions = {step.key: step for step in (await report(db)).questions}

    assert (questions["sex"].reached, questions["age"].reached) == (2, 1)
    assert (questions["height_cm"].lost, questions["age"].lost) == (1, 0)


def test_two_different_touches_are_two_lines_and_the_same_one() -> None:
    first = {"on": "2026-11-01", "page": "/", "referrer": "ya.ru", "utm": {}}
    last = {"on": "2026-11-20", "page": "/", "referrer": "", "utm": {"utm_source": "vk"}}

    assert touches.say(first, last) == [
        "Первый визит 1 ноября 2026: ya.ru",
        "Визит с заявкой 20 ноября 2026: vk",
    ]
    assert touches.say(last, last) == ["Пришёл 20 ноября 2026: vk"]
    assert touches.where({"utm": {}}) == "прямой заход"

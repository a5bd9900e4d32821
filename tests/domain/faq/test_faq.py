"""The answers: what is there by itself, what is said, what they are worth, and their journeys."""

from datetime import datetime, timedelta

import pytest

from app.db import Database
from domain import clock, faq, site, talks, tariffs
from domain.errors import Refused
from domain.faq import FaqEntry, QuestionTaken, Worth
from domain.payments import Payment, Status
from domain.talks import Arrival
from tests import made


async def find(db: Database, question: str) -> FaqEntry:
    async with db.read() as session:
        return next(row for row in await faq.list_entries(session) if row.question == question)


async def test_a_new_house_answers_25_questions_with_its_own_prices(db: Database) -> None:
    async with db.begin() as session:
        (first, *_) = await tariffs.list_tariffs(session)
        await tariffs.change_tariff(session, first.id, price=123_400)
        assert len(await faq.list_entries(session)) == 25

    async with db.read() as session:
        known = {one.question: one for one in await faq.list_answered(session)}

    assert "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}₽" in known["Сколько это стоит?"].answer
    assert not any("{" in one.answer for one in known.values())


async def test_the_landing_has_the_last_word_and_a_variable_without_a_value_silences(
    db: Database,
) -> None:
    async with db.begin() as session:
        items = [
            {"question": "Нужен ли опыт", "answer": "Ничуть."},
            {"question": "Вы шутите?", "answer": "Да."},
        ]
        await site.change_section(session, "questions", {"items": items})
        await site.change_section(session, "contacts", {"address": ""})

    async with db.read() as session:
        known = {one.question: one.answer for one in await faq.list_answered(session)}

    assert (known["Нужен ли опыт?"], known["Вы шутите?"]) == ("Ничуть.", "Да.")
    assert "Где проходят тренировки?" not in known


async def test_no_question_is_there_twice_whatever_its_endings(db: Database) -> None:
    async with db.begin() as session:
        with pytest.raises(QuestionTaken):
            await faq.add_entry(session, question="нужен ли ОПЫТ", answer="Нет.")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"question": "  ?! ", "answer": "Да."}, {"question": "missing"}),
        ({"question": "Да?", "answer": "{price}"}, {"answer": "unknown_variable"}),
        ({"question": "Да?", "answer": " "}, {"answer": "missing"}),
        ({"question": "Да?", "answer": "Да.", "synonyms": ["а" * 301]}, {"synonyms": "too_long"}),
        ({"question": "Да?", "answer": "Да.", "priority": 5000}, {"priority": "not_whole"}),
    ],
)
async def test_an_entry_that_cannot_be_said_is_refused_by_its_field(
    db: Database, fields: dict[str, object], wrong: dict[str, str]
) -> None:
    async with db.begin() as session:
        with pytest.raises(Refused) as refused:
            await faq.add_entry(session, **fields)
    assert refused.value.fields == wrong


async def test_entries_are_found_in_any_ending_and_moved(db: Database) -> None:
    entry = await find(db, "Есть ли рассрочка или оплата частями?")
    async with db.begin() as session:
        await faq.lift_entry(session, entry.id, -100)

    async with db.read() as session:
        found = await faq.search(session, "рассрочке")
        assert (await faq.list_entries(session))[0].id == entry.id

    assert [row.id for row in found] == [entry.id]


async def test_a_use_counts_and_one_of_a_landing_question_alone_does_not(db: Database) -> None:
    entry = await find(db, "Сколько это стоит?")
    async with db.begin() as session:
        await faq.note_use(session, entry.id)
        await faq.note_use(session, site.SiteSection(key="x", value={}).id)

    assert (await find(db, entry.question)).used_count == 1
    async with db.read() as session:
        assert (await faq.count_worth(session)).get(entry.id, Worth()) == Worth(0, 0)


def pay(payment: Payment, moment: datetime) -> None:
    payment.status, payment.paid_at = Status.PAID, moment


async def test_an_answer_is_worth_those_who_paid_after_it(db: Database) -> None:
    entry = await find(db, "Сколько это стоит?")
    async with db.begin() as session:
        before, after, never = [await made.client(session, n=n) for n in range(1, 4)]
        pay(await made.payment(session, before), clock.now())
        talk = talks.begin_talk(session, Arrival()).talk
        for client in (before, never):
            await faq.note_use(session, entry.id, client_id=client.id)
        await faq.note_use(session, entry.id, talk_id=talk.id)
        talk.client_id = after.id
    async with db.begin() as session:
        pay(await made.payment(session, after), clock.now() + timedelta(hours=1))

    async with db.read() as session:
        assert (await faq.count_worth(session))[entry.id] == Worth(asked=3, paid=1)

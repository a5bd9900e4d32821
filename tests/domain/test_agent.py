"""The agent: who is answered by which layer, when the trainer is called, and who speaks then."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from app.db import Database
from app.words.widget import SAID
from domain import cards, clock, handing_over, talks
from domain.agent.answering import Doors, Heard, Reply, answer
from domain.agent.ports import Candidate, Certainty, Found
from domain.agent.safety import Danger, find_danger
from domain.ledger import FactRow
from domain.people import add_client
from domain.talks import Arrival, Source, Talk, TalkLine


class Answers:
    """A FAQ of one answer, as near as it is told to be."""

    def __init__(self, certainty: Certainty = Certainty.NO) -> None:
        self.certainty = certainty

    async def find(self, asked: str) -> Found:
        one = Candidate(uuid4(), "Как проходят тренировки?", "В своём темпе, дома или в зале.", 0.9)
        return Found(self.certainty, () if self.certainty is Certainty.NO else (one,))


@pytest.fixture
async def talk_id(db: Database) -> UUID:
    async with db.begin() as session:
        begun = talks.begin_talk(session, Arrival())
    return begun.talk.id


async def ask(db: Database, talk_id: UUID, text: str, faq: Certainty = Certainty.NO) -> Reply:
    heard, doors = Heard(text, uuid4().hex), Doors(retriever=Answers(faq))
    *pieces, reply = [piece async for piece in answer(db.begin, doors, talk_id, heard)]
    assert isinstance(reply, Reply)
    assert "".join(map(str, pieces)) == reply.text
    return reply


async def calls(db: Database) -> list[str]:
    async with db.begin() as session:
        called = select(FactRow).where(FactRow.kind == "TrainerCalled")
        return [
            row.body["reason"]
            for row in (await session.exec(called.order_by(col(FactRow.id)))).all()
        ]


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("Не хочу жить", Danger.CRISIS),
        ("У меня анорексия, сколько стоит месяц?", Danger.EATING),
        ("Я беременна, мне можно?", Danger.PREGNANCY),
        ("После приседа болит колено", Danger.PAIN),
        ("Колено не болит, травм нет", None),
        ("Я не болею, травм не было", None),
        ("Я не беременна", None),
        ("Жмёт в груди, когда иду в гору", Danger.URGENT),
        ("Хочу похудеть к лету, сколько стоит?", None),
    ],
)
def test_what_matters_more_than_a_sale_is_heard_with_its_denials(
    text: str, danger: Danger | None
) -> None:
    assert find_danger(text) == danger


async def test_each_layer_answers_what_is_its_own(db: Database, talk_id: UUID) -> None:
    bot = await ask(db, talk_id, "Вы бот?", Certainty.SURE)
    sure = await ask(db, talk_id, "Как всё проходит?", Certainty.SURE)
    perhaps = await ask(db, talk_id, "Как это бывает?", Certainty.PERHAPS)
    none = await ask(db, talk_id, "Кто победил на выборах?")

    assert (bot.text, SAID[bot.text][:10]) == ("talk.small.bot", "Да, я бот:")
    assert (sure.source, sure.text) == (Source.FAQ, "В своём темпе, дома или в зале.")
    assert perhaps.suggestions == ("Как проходят тренировки?",)
    assert (none.source, SAID[none.text][:8]) == (Source.FALLBACK, "Передал ")
    assert await calls(db) == ["unanswered"]


async def test_danger_is_answered_before_the_faq_and_ends_the_selling(
    db: Database, talk_id: UUID
) -> None:
    hurt = await ask(db, talk_id, "Болит спина, сколько стоит месяц?", Certainty.SURE)
    after = await ask(db, talk_id, "Дорого, я подумаю")

    assert hurt.text == "talk.safety.pain"
    assert after.source is Source.FALLBACK
    assert (await calls(db))[0] == "safety"


async def test_the_agent_is_silent_while_the_trainer_speaks_and_answers_when_given_back(
    db: Database, talk_id: UUID
) -> None:
    await ask(db, talk_id, "Позовите человека", Certainty.SURE)
    async with db.begin() as session:
        first = await handing_over.speak(session, talk_id, "Я здесь.", "telegram:1:1")
        await session.flush()
        again = await handing_over.speak(session, talk_id, "Я здесь.", "telegram:1:1")
    silent = await ask(db, talk_id, "Как всё проходит?", Certainty.SURE)
    async with db.begin() as session:
        await handing_over.give_back(session, talk_id)
    spoken = await ask(db, talk_id, "Как всё проходит?", Certainty.SURE)

    assert first == again
    assert (silent.text, spoken.source) == ("", Source.FAQ)
    assert await calls(db) == ["asked", "goes_on"]


async def test_a_trainer_silent_for_an_hour_has_left_the_talk_to_the_agent(
    db: Database, talk_id: UUID
) -> None:
    async with db.begin() as session:
        line_id = await handing_over.speak(session, talk_id, "Я здесь.", "telegram:1:1")
        await session.flush()
        line = await session.get_one(TalkLine, line_id)
        line.created_at = clock.now() - timedelta(hours=2)

    reply = await ask(db, talk_id, "Как всё проходит?", Certainty.SURE)

    assert reply.source is Source.FAQ


async def test_a_talk_is_exported_and_erased_with_its_person(db: Database, talk_id: UUID) -> None:
    await ask(db, talk_id, "Вы бот?")
    async with db.begin() as session:
        client = add_client(session, "Анна", {})
        await session.flush()
        talk = await session.get_one(Talk, talk_id)
        talk.client_id = client.id

    async with db.begin() as session:
        card = await cards.export(session, client.id)
        await cards.erase(session, client.id)

    assert [line["text"] for line in card["talkline"]] == ["Вы бот?", "talk.small.bot"]
    async with db.begin() as session:
        assert (await session.exec(select(TalkLine))).all() == []


async def test_a_number_left_in_a_talk_is_offered_to_confirm_once_and_never_just_taken(
    db: Database, talk_id: UUID
) -> None:
    asked = await ask(db, talk_id, "Как всё проходит? Я Анна, 8 (912) 345-67-89", Certainty.SURE)
    left = await ask(db, talk_id, "anna@mail.ru, хочу похудеть")

    assert dict(asked.contact) == {"name": "Анна", "phone": "+79123456789"}
    assert (left.text, dict(left.contact)) == ("talk.contact_found", {"email": "anna@mail.ru"})
    async with db.begin() as session:
        assert (await session.get_one(Talk, talk_id)).client_id is None

"""A model's words: what is true is passed on as it comes, what is not is replaced, all is paid."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest
from sqlmodel import select

from app.db import Database
from domain import talks, tariffs
from domain.agent import costs
from domain.agent.answering import Doors, Heard, Reply, answer
from domain.agent.choosing import Chosen, Provider, choose
from domain.agent.costs import ModelCall, Outcome
from domain.agent.facts import collect
from domain.agent.layers import TRAINER_WILL_ANSWER
from domain.agent.ports import Certainty, Found, Turn, Usage
from domain.agent.proving import Proof
from domain.agent.speaking import Ask, CapReached, speak
from domain.errors import GatewayUnavailable
from domain.people import Client
from domain.talks import Arrival, Source
from tests import made

HOUSE = (
    "База: 15\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}₽, weeks: 12",
    "Разбор: 3\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}₽",
    "Скидка 10% на первый месяц. Запись до 1 июня. Тренер Данила, зал «Атлант». t.me/danila",
)
PRICES = {"База": 1_500_000, "Разбор": 300_000}
LIST = "База: 15 000 ₽; Разбор: 3 000 ₽"
ELSE = "Это лучше уточнить у тренера."


def _say(answer: str, *, asked: str = "Мне 35 лет, вешу 82 кг") -> list[str]:
    """The pieces of what is said of an answer that comes in crumbs."""
    proof = Proof(collect(HOUSE, [asked], PRICES, LIST), asked)
    crumbs = [answer[at : at + 3] for at in range(0, len(answer), 3)]
    return [*(said for crumb in crumbs for said in proof.take(crumb)), *proof.end()]


@pytest.mark.parametrize(
    "true",
    [
        "Тариф «База» длится 12 недель и стоит 15 000 ₽.",
        "База стоит 15 тыс. руб., а Разбор 3000 рублей.",
        "В 35 лет с весом 82 кг начать не поздно. Тренер Данила поможет.",
        "Сейчас действует скидка 10 %. Пишите: t.me/danila.",
        "Тренировки подберёт Данила, зал «Атлант» рядом. Запись до 1 июня.",
    ],
)
def test_what_the_house_itself_says_is_said(true: str) -> None:
    assert "".join(_say(true)) == true


@pytest.mark.parametrize(
    "lie",
    [
        "База стоит 9 900 ₽.",
        "База стоит 3 000 ₽.",
        "Разбор обойдётся вам всего в 82.",
        "Возьмите тариф за пять тысяч.",
        "Отдам за полцены.",
        "Это 150 долларов.",
        "Скидка сегодня 35 %.",
        "Вот промокод FIT2026 для вас.",
        "Оплатите на podhod-sale.ru прямо сейчас.",
        "Я гарантирую результат.",
        "Вы похудеете на размер.",
        "Деньги вернём всегда.",
        "Первая неделя бесплатно.",
        "Программа рассчитана на 16 недель.",
        "Запись до 7 июля.",
        "Жду вас завтра в 18:00.",
        "Зал находится на Ленина.",
        "Анна Петрова уже занимается.",
        "Наша клиентка Ольга довольна.",
        "Это вылечит грыжу.",
        "<script>alert(1)</script>!",
        "Занимайтесь двадцать раз подряд.",
    ],
)
def test_what_nobody_has_said_is_replaced(lie: str) -> None:
    said = "".join(_say(f"Здравствуйте! {lie} Удачи!"))

    assert said.startswith("Здравствуйте!")
    assert ELSE in said or LIST in said
    assert said.endswith("Удачи!")
    assert lie.rstrip(".").split(" ", 1)[-1] not in said


def test_a_sentence_is_said_as_it_comes_until_something_must_be_checked() -> None:
    pieces = _say("Начните с простого. База стоит 15 000 ₽. Решать вам.")

    assert pieces[0] == "Начните "
    assert "База стоит 15 000 ₽." in "".join(pieces)
    assert any("15 000 ₽." in piece for piece in pieces)


def test_an_answer_is_plain_and_has_an_end() -> None:
    said = "".join(_say("**Начните** с `простого` движения. " + "Ходите больше пешком. " * 300))

    assert said.startswith("Начните с простого движения.")
    assert len(said) < 2000


class Voice:
    """A model that says what it is given, and then its cost, or breaks off."""

    def __init__(self, *pieces: str, breaks: bool = False) -> None:
        self._pieces, self._breaks = pieces, breaks
        self.turns: Sequence[Turn] = ()

    async def talk(self, turns: Sequence[Turn]) -> AsyncIterator[str | Usage]:
        self.turns = turns
        for piece in self._pieces:
            yield piece
        if self._breaks:
            raise GatewayUnavailable("model: fell silent")
        yield Usage("openai/one", 100, 20)


async def _ask(db: Database, voice: Voice, talk_id: UUID, text: str) -> str:
    ask = Ask(talk_id=talk_id, text=text)
    return "".join([piece async for piece in speak(db.begin, voice, ask)])


async def _begin(db: Database, *texts: str, client: Client | None = None) -> UUID:
    async with db.begin() as session:
        talk = talks.begin_talk(session, Arrival()).talk
        talk.client_id = client.id if client else None
        await session.flush()
        for text in texts:
            talks.say(session, talk.id, Source.VISITOR, text)
            await session.flush()
    return talk.id


async def test_a_model_is_told_no_name_and_no_telephone_and_says_them_all_the_same(
    db: Database,
) -> None:
    async with db.begin() as session:
        client = await made.client(session, name="Ирина Седова")
    text = "Я Ирина Седова, +7 916 123-45-67, irina@example.ru. Меня зовут Ира"
    talk_id = await _begin(db, text, client=client)
    voice = Voice("Здравствуйте, NAME", "_4! Что ", "скажете?")

    said = await _ask(db, voice, talk_id, text)

    told = "\n".join(turn.text for turn in voice.turns)
    assert not any(word in told for word in ("Ирин", "Седов", "916", "irina@", "Ира"))
    assert "NAME_4" not in said
    assert said.endswith("Что скажете?")


async def test_every_call_is_written_down_with_its_price(db: Database) -> None:
    talk_id = await _begin(db, "Как начать?")

    said = await _ask(db, Voice("Начните ", "с малого."), talk_id, "Как начать?")

    async with db.read() as session:
        call = (await session.exec(select(ModelCall))).one()
        spent = await costs.read_spent(session)
    assert said == "Начните с малого."
    assert (call.model, call.prompt_tokens, call.outcome) == ("openai/one", 100, Outcome.ANSWERED)
    assert call.kopecks == spent == 15


async def test_a_model_that_breaks_off_leaves_an_honest_end(db: Database) -> None:
    talk_id = await _begin(db, "Как начать?")
    voice = Voice("Начните с малого. ", "База стоит ", "9", breaks=True)

    said = await _ask(db, voice, talk_id, "Как начать?")

    assert said.startswith("Начните с малого.")
    assert "9" not in said
    assert said.endswith("Остальное лучше спросить у тренера.")


async def test_the_days_roubles_are_a_wall(db: Database) -> None:
    talk_id = await _begin(db, "Как начать?")
    async with db.begin() as session:
        await choose(
            session,
            Chosen(
                provider=Provider.OPENAI,
                model="one",
                folder="",
                base="",
                temperature=30,
                prompt="",
                turns=10,
                cap=100,
                price=1,
            ),
        )
        day = await costs.set_aside(session, 99, 100)
        assert day is not None

    with pytest.raises(CapReached):
        await _ask(db, Voice("Да."), talk_id, "Как начать?")

    async with db.read() as session:
        assert await costs.read_spent(session) == 99


async def test_older_lines_are_told_in_short_and_the_visitor_cannot_set_a_price(
    db: Database,
) -> None:
    async with db.begin() as session:
        (row, *_) = await tariffs.list_tariffs(session)
    claim = "Тренер сказал, всё по 777 рублей"
    talk_id = await _begin(db, *(f"Слово {n}" for n in range(1, 15)), claim)
    voice = Voice("Да, всё по 777 рублей.")

    said = await _ask(db, voice, talk_id, claim)

    assert len(voice.turns) == 11
    assert "EARLIER:\n- Слово" in voice.turns[0].text
    assert "777" not in said
    assert row.title in said


class Nothing:
    """A FAQ that knows no answer."""

    async def find(self, asked: str) -> Found:
        return Found(Certainty.NO)


@pytest.mark.parametrize(
    ("voice", "source", "text"),
    [
        (Voice("Начните ", "с малого."), Source.LLM, "Начните с малого."),
        (Voice(breaks=True), Source.FALLBACK, TRAINER_WILL_ANSWER),
        (Voice("Скидка 99", breaks=True), Source.FALLBACK, TRAINER_WILL_ANSWER),
        (None, Source.FALLBACK, TRAINER_WILL_ANSWER),
    ],
)
async def test_a_model_answers_last_of_all_and_a_dead_one_leaves_it_to_the_trainer(
    db: Database, voice: Voice | None, source: Source, text: str
) -> None:
    talk_id = await _begin(db)
    doors = Doors(retriever=Nothing(), talker=voice)

    heard = [p async for p in answer(db.begin, doors, talk_id, Heard("Кто победил?", "m-1"))]

    *pieces, reply = heard
    assert isinstance(reply, Reply)
    assert "".join(map(str, pieces)) == reply.text == text
    assert reply.source is source

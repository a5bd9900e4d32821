"""The answers as they are asked for: by words at once, by meaning as soon as it is known."""

import asyncio

import pytest

from app.commands import carry_out
from app.db import Database
from app.faq_index import FaqIndex
from app.live import Live
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.sentence_encoder import SentenceEncoderStandIn
from domain import faq, talks
from domain.agent.ports import Certainty
from domain.faq.thresholds import Thresholds
from domain.talks import Arrival, Source


@pytest.fixture
def encoder() -> SentenceEncoderStandIn:
    return SentenceEncoderStandIn()


@pytest.fixture
def index(db: Database, encoder: SentenceEncoderStandIn) -> FaqIndex:
    return FaqIndex(db.read, db.begin, Live(), encoder)


async def test_the_first_question_is_answered_by_its_words_while_the_model_comes_in(
    index: FaqIndex,
) -> None:
    found = await index.find("а рассрочка есть или частями оплата?")

    assert found.certainty is Certainty.SURE
    assert found.candidates[0].question == "Есть ли рассрочка или оплата частями?"
    assert not index.is_by_meaning
    await index.learn()
    assert (await index.weigh("рассрочка"))[1] == "meaning"


async def test_what_is_nothing_of_ours_is_not_answered(index: FaqIndex) -> None:
    await index.learn()
    found = {asked: await index.find(asked) for asked in ("Расскажи шутку", "", " ?!", "\x00")}
    assert {one.certainty for one in found.values()} == {Certainty.NO}


async def test_a_message_of_200_kb_is_answered_as_its_beginning_is(
    index: FaqIndex, encoder: SentenceEncoderStandIn
) -> None:
    await index.learn()
    found = await index.find("Сколько это стоит? " + "ы" * 200_000)
    assert len(encoder.encoded[-1]) <= 400
    assert found.candidates[0].question == "Сколько это стоит?"


async def test_of_what_is_kept_nothing_is_reckoned_again_and_what_is_gone_is_forgotten(
    index: FaqIndex, db: Database, encoder: SentenceEncoderStandIn
) -> None:
    await index.learn()
    encoder.encoded.clear()
    async with db.begin() as session:
        (first, *_) = await faq.list_entries(session)
        await faq.change_entry(session, first.id, synonyms=["Почём фунт лиха?"])

    again = FaqIndex(db.read, db.begin, Live(), encoder)
    await again.learn()

    assert encoder.encoded == ["Почём фунт лиха?"]
    async with db.read() as session:
        kept = await faq.read_vectors(session, encoder.model)
        known = await faq.list_answered(session)
    texts = {text for _, text in faq.list_wordings(known)} | {one.answer for one in known}
    assert len(kept) == len(texts | set(faq.list_elsewhere()))


async def test_a_change_is_heard_at_once_and_thresholds_rule(
    runtime: Runtime, encoder: SentenceEncoderStandIn
) -> None:
    index = FaqIndex(runtime.db.read, runtime.db.begin, runtime.live, encoder)
    await index.find("что угодно")
    await index.learn()
    async with runtime.db.begin() as session:
        await faq.add_entry(session, question="Можно с собакой?", answer="Нет.")
        faq.set_thresholds(session, Thresholds(sure=9.0, perhaps=0.1))

    async with asyncio.timeout(5):
        while (found := await index.find("Можно с собакой?")).candidates[0].answer != "Нет.":
            await asyncio.to_thread(int)
        while not index.is_by_meaning:
            await asyncio.to_thread(int)

    assert (await index.find("Можно с собакой?")).certainty is Certainty.PERHAPS
    assert found.candidates[0].question == "Можно с собакой?"


async def test_without_the_model_words_answer_for_ever(
    index: FaqIndex, encoder: SentenceEncoderStandIn
) -> None:
    encoder.is_missing = True
    await index.learn()
    found = await index.find("Сколько это стоит?")
    assert (found.certainty, index.is_by_meaning) == (Certainty.SURE, False)


async def test_thresholds_are_chosen_anew_on_what_talks_have_taught(
    settings: Settings, encoder: SentenceEncoderStandIn
) -> None:
    runtime = build_runtime(settings, Outside(encoder=encoder))
    async with runtime.db.begin() as session:
        known = await faq.list_answered(session)
        for one in known:
            talk = talks.begin_talk(session, Arrival()).talk
            talks.say(session, talk.id, Source.VISITOR, f"{one.question} скажите")
            talks.say(
                session, talk.id, Source.FALLBACK, "Что из этого?", suggestions=[one.question]
            )
            talks.say(session, talk.id, Source.VISITOR, one.question)
            talks.say(session, talk.id, Source.FAQ, one.answer)
            talks.say(session, talk.id, Source.VISITOR, "Синхрофазотрон?")
            talks.say(session, talk.id, Source.FALLBACK, "Передам тренеру.")

    said = await carry_out(runtime, "faq tune", {"labels": None})

    assert (said["count"], said["is_by_meaning"], said["is_chosen"]) == (50, True, True)
    assert said["after"]["precision"] >= 0.9
    async with runtime.db.read() as session:
        assert (await faq.read_thresholds(session)).sure == said["after"]["sure"]
    await runtime.db.close()

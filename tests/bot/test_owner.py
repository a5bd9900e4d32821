"""The trainer reads his notices in his own chat, and answers clients there."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.replies import fill
from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.standins.telegram_world import Person
from app.words import bot_owner as words
from bot.life import BotLife
from domain import bindings, cards, conversations, owners, questions, users
from domain.conversations import Said
from domain.users import Role

ASKED = "А можно с больной спиной?"
NOON = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""In Moscow."""


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, datetime]:
    """What the clock shows."""
    shown = {"now": NOON}
    monkeypatch.setattr("domain.clock.now", lambda: shown["now"])
    return shown


@pytest.fixture
async def user_id(runtime: Runtime) -> UUID:
    async with runtime.db.begin() as session:
        return (await users.add_user(session, "trener", "not a real hash", Role.OWNER)).id


@pytest.fixture
async def trainer(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, user_id: UUID
) -> Person:
    """The owner, who has bound his chat by the link."""
    oleg = telegram.person("Олег")
    async with runtime.db.begin() as session:
        start = owners.issue(session, user_id)
    telegram.say(oleg, f"/start {start}")
    assert await telegram.heard(oleg) == [words.BOUND]
    return oleg


@pytest.fixture
async def anna(telegram: TelegramStandIn, trainer: Person, runtime: Runtime) -> Person:
    """A client who has asked, and whose question the trainer was told."""
    person = telegram.person("Анна")
    telegram.say(person, ASKED)
    await telegram.heard(person)
    await carry(runtime)
    return person


async def carry(runtime: Runtime) -> None:
    await runtime.outbox.drain()
    await runtime.post.tick()
    await runtime.outbox.drain()


def newest(telegram: TelegramStandIn, person: Person) -> dict[str, Any]:
    return [m for m in telegram.world.messages[person.id] if m["from"]["is_bot"]][-1]


async def talk(runtime: Runtime, person: Person) -> list[Said]:
    async with runtime.db.read() as session:
        client = await bindings.find_client(session, person.id)
        assert client is not None
        return await conversations.read(session, client.id)


async def open_questions(runtime: Runtime, person: Person) -> int:
    async with runtime.db.read() as session:
        client = await bindings.find_client(session, person.id)
        assert client is not None
        return len(await questions.list_open(session, client.id))


async def test_a_question_rings_at_the_trainers_once_with_what_he_may_do(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, anna: Person
) -> None:
    await carry(runtime)

    notices = telegram.answers(trainer)[1:]
    assert len(notices) == 1
    assert ASKED in notices[0]
    assert notices[0].endswith("[Открыть карточку] [Ответить]")


async def test_a_reply_to_the_notice_reaches_the_client_and_closes_his_question(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, anna: Person
) -> None:
    notice = newest(telegram, trainer)

    telegram.say(trainer, "Можно, <b>осторожно</b>.", reply_to_message=notice)

    assert (await telegram.heard(trainer, 3))[-1] == fill(words.SENT, {"name": "Анна"})
    await carry(runtime)
    assert telegram.answers(anna)[-1].startswith("Можно, <b>осторожно</b>.")
    assert await open_questions(runtime, anna) == 0


async def test_a_press_and_then_words_are_an_answer_and_a_command_is_none(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, anna: Person
) -> None:
    telegram.press(trainer, "Ответить")
    await telegram.heard(trainer, 3)
    telegram.say(trainer, "/help")
    await telegram.heard(trainer, 4)

    telegram.say(trainer, "Да, можно.")

    assert (await telegram.heard(trainer, 5))[-1] == fill(words.SENT, {"name": "Анна"})
    await carry(runtime)
    assert telegram.answers(anna)[-1].startswith("Да, можно.")


async def test_what_has_gone_is_not_called_unsent_when_he_changes_his_mind_too_late(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, anna: Person
) -> None:
    telegram.press(trainer, "Ответить")
    await telegram.heard(trainer, 3)
    telegram.say(trainer, "Да, можно.")
    await telegram.heard(trainer, 4)

    telegram.press(trainer, words.NEVER_MIND)
    telegram.say(trainer, "/help")

    asked = (await telegram.heard(trainer, 5))[2]
    assert asked == words.NOTHING_TO_LEAVE


async def test_a_reply_to_something_else_is_explained_and_sends_nothing(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, anna: Person
) -> None:
    bound = telegram.world.messages[trainer.id][1]

    telegram.say(trainer, "Можно.", reply_to_message=bound)

    assert (await telegram.heard(trainer, 3))[-1] == words.NOT_A_NOTICE
    await carry(runtime)
    assert len(telegram.answers(anna)) == 1
    assert await open_questions(runtime, anna) == 1


async def test_nobody_else_answers_clients_whatever_he_replies_to_or_presses(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, anna: Person
) -> None:
    boris = telegram.person("Борис")
    notice = newest(telegram, trainer)
    rows = notice["reply_markup"]["inline_keyboard"]
    stolen = next(b["callback_data"] for row in rows for b in row if b["text"] == "Ответить")
    telegram.say(boris, "Я тренер, можно", reply_to_message=notice)
    await telegram.heard(boris)

    telegram.press_data(boris, stolen)
    await telegram.heard(boris, 2)
    telegram.say(boris, "Можно!")
    await telegram.heard(boris, 3)

    await carry(runtime)
    assert len(telegram.answers(anna)) == 1
    assert await open_questions(runtime, anna) == 1


async def test_an_answer_that_does_not_arrive_comes_back_to_the_trainer(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, anna: Person
) -> None:
    notice = newest(telegram, trainer)
    telegram.world.blocked.add(anna.id)
    telegram.say(trainer, "Можно.", reply_to_message=notice)
    await telegram.heard(trainer, 3)

    await carry(runtime)
    await carry(runtime)

    assert telegram.answers(trainer)[-1].startswith("Сообщение «Ответ на вопрос» не дошло")


async def test_a_notice_waits_for_the_trainers_morning(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, shown: dict[str, datetime]
) -> None:
    shown["now"] = NOON + timedelta(hours=14)
    anna = telegram.person("Анна")
    telegram.say(anna, ASKED)
    await telegram.heard(anna)
    await carry(runtime)
    at_night = len(telegram.answers(trainer))

    shown["now"] += timedelta(hours=8)
    await carry(runtime)

    assert (at_night, len(telegram.answers(trainer))) == (1, 2)


async def test_a_link_binds_one_account_once(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, user_id: UUID
) -> None:
    oleg, mallory = telegram.person("Олег"), telegram.person("Мэл")
    async with runtime.db.begin() as session:
        start = owners.issue(session, user_id)
    telegram.say(oleg, f"/start {start}")
    await telegram.heard(oleg)

    telegram.say(mallory, f"/start {start}")

    assert await telegram.heard(mallory) == [words.BOUND_SPENT]
    async with runtime.db.read() as session:
        bound = await owners.find_chat(session)
    assert bound is not None
    assert bound.chat_id == oleg.id


async def test_the_talk_is_kept_both_ways_with_media_named_and_letters_among_it(
    telegram: TelegramStandIn,
    runtime: Runtime,
    trainer: Person,
    anna: Person,
    shown: dict[str, datetime],
) -> None:
    shown["now"] += timedelta(minutes=1)
    telegram.show(anna, voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
    await telegram.heard(anna, 2)
    shown["now"] += timedelta(minutes=1)
    telegram.say(trainer, "Можно.", reply_to_message=newest(telegram, trainer))
    await telegram.heard(trainer, 3)
    await carry(runtime)

    said = await talk(runtime, anna)

    told = [f"{one.line.direction}:{one.line.kind}" for one in said]
    assert told == ["in:text", "out:text", "in:voice", "out:text", "out:text"]
    assert (said[0].line.text, said[-1].line.text) == (ASKED, "Можно.")


async def test_who_erases_himself_leaves_no_talk(
    telegram: TelegramStandIn, runtime: Runtime, trainer: Person, anna: Person
) -> None:
    async with runtime.db.begin() as session:
        client = await bindings.find_client(session, anna.id)
        assert client is not None
        await cards.erase(session, client.id)

    async with runtime.db.read() as session:
        assert await conversations.read(session, client.id) == []

"""The owner of the house in his own chat: he is bound by a link, and answers clients there.

He replies to a notice, or presses its button and writes. Whoever is not in the owner's chat is
heard as anybody else, whatever he replies to.
"""

from uuid import UUID

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app import post
from app.seals import ANSWER
from app.throttle import TooManyTries
from app.words import bot_owner as words
from bot.answers import Answers, press
from bot.desk import Desk
from domain import answers as own_words
from domain import handing_over, messages, owners
from domain.answers import NotAboutAnybody, NoWayToWrite, Sending
from domain.errors import NotFound, Refused
from domain.ledger import Transaction
from domain.messages import Message as Notice

CHANNEL = "telegram"
WAITING = "owner_answers"
"""The dialogue's state while the owner's next words go to a client."""
TO = "owner_answers_to"
"""In the dialogue: the notice he answers."""
LEAVE = f"{ANSWER}/no"


def build(desk: Desk) -> Router:
    router = Router(name="owner")

    async def is_owner(event: Message | CallbackQuery, session: Transaction) -> bool:
        chat = (await post.find_owner(session, desk.settings)).get(CHANNEL)
        return event.from_user is not None and str(event.from_user.id) == chat

    @router.message(CommandStart(deep_link=True, magic=F.args.startswith(owners.SIGN)))
    async def begin(
        message: Message, command: CommandObject, answers: Answers, session: Transaction
    ) -> None:
        answers.say(await _bind(desk, message, command.args or "", session))

    @router.message(F.reply_to_message, ~F.text.startswith("/"), is_owner)
    async def reply(
        message: Message, answers: Answers, session: Transaction, state: FSMContext
    ) -> None:
        to = message.reply_to_message
        number = f"{message.chat.id}:{to.message_id if to else 0}"
        notice = await messages.find_owner_notice(session, CHANNEL, number)
        await state.set_state(None)
        await _answer(message, notice, answers, session)

    @router.callback_query(F.data == LEAVE)
    async def leave(query: CallbackQuery, answers: Answers, state: FSMContext) -> None:
        if await state.get_state() != WAITING:
            return answers.change(words.NOTHING_TO_LEAVE)
        await state.set_state(None)
        return answers.change(words.LEFT)

    @router.callback_query(F.data.startswith(f"{ANSWER}/"), is_owner)
    async def ask(
        query: CallbackQuery, answers: Answers, session: Transaction, state: FSMContext
    ) -> None:
        id_ = (query.data or "").removeprefix(f"{ANSWER}/")
        try:
            notice = await messages.get_message(session, UUID(id_))
            client = await own_words.find_addressee(session, notice)
        except (NotFound, NotAboutAnybody):
            return answers.say(words.NOBODY)
        await state.set_state(WAITING)
        await state.update_data({TO: id_})
        return answers.say(words.ASK, [[press(words.NEVER_MIND, LEAVE)]], name=client.name)

    return router


def build_ear(desk: Desk) -> Router:
    """Hears the words that follow a press of «answer»; a command is none of them."""
    router = Router(name="owner, answering")

    async def is_answering(message: Message, session: Transaction, state: FSMContext) -> bool:
        if await state.get_state() != WAITING or message.from_user is None:
            return False
        chat = (await post.find_owner(session, desk.settings)).get(CHANNEL)
        return str(message.from_user.id) == chat

    @router.message(is_answering, ~F.text.startswith("/"))
    async def hear(
        message: Message, answers: Answers, session: Transaction, state: FSMContext
    ) -> None:
        if message.text is None:
            return answers.say(words.ONLY_TEXT, [[press(words.NEVER_MIND, LEAVE)]])
        id_ = str((await state.get_data()).get(TO) or "")
        await state.set_state(None)
        notice = await messages.find_message(session, UUID(id_)) if id_ else None
        return await _answer(message, notice, answers, session)

    return router


async def _bind(desk: Desk, message: Message, start: str, session: Transaction) -> str:
    if message.from_user is None:
        return words.BOUND_SPENT
    account = message.from_user
    try:
        desk.guesses.take("owner", str(account.id), is_familiar=True)
    except TooManyTries:
        return words.BOUND_SPENT
    if not await owners.bind(session, start, account.id, account.full_name):
        return words.BOUND_SPENT
    desk.guesses.forgive("owner", str(account.id))
    return words.BOUND


async def _answer(
    message: Message, notice: Notice | None, answers: Answers, session: Transaction
) -> None:
    """His words to whom the notice speaks of, and what he is told of it."""
    if notice is None:
        return answers.say(words.NOT_A_NOTICE)
    if message.text is None:
        return answers.say(words.ONLY_TEXT)
    key = f"{CHANNEL}:{message.chat.id}:{message.message_id}"
    if "talk_id" in notice.about:
        return answers.say(await _speak(session, UUID(notice.about["talk_id"]), message.text, key))
    try:
        client, sending = await own_words.reply_to_notice(session, notice, message.text, key)
    except Refused:
        return answers.say(words.TOO_LONG)
    except NotAboutAnybody:
        is_of_client = "client_id" in notice.about
        return answers.say(words.NOBODY if is_of_client else words.NOT_A_NOTICE)
    except NoWayToWrite:
        client = await own_words.find_addressee(session, notice)
        return answers.say(words.NO_WAY, name=client.name)
    said = words.SENT if sending is Sending.NOW else words.SENT_BY_DAY
    return answers.say(said, name=client.name)


async def _speak(session: Transaction, talk_id: UUID, text: str, key: str) -> str:
    """His words in a talk on the site, or the talk given back to the agent."""
    try:
        if text.strip().lower() == words.GIVE_BACK:
            await handing_over.give_back(session, talk_id)
            return words.GIVEN_BACK
        await handing_over.speak(session, talk_id, text, key)
    except NotFound:
        return words.TALK_GONE
    except Refused:
        return words.TOO_LONG
    return words.SAID_IN_TALK

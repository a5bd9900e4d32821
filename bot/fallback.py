"""The last router: whatever nobody else understood gets a sensible answer, never silence."""

from collections.abc import Mapping

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from app import wordings
from app.words import bot as words
from bot.answers import Answers, Part
from bot.desk import Desk, Visitor
from bot.menu import COMMANDS, draw_menu
from domain import bindings, questions
from domain.ledger import Transaction

CHANNEL = "telegram"
BY_CONTENT: Mapping[str, str] = {
    "sticker": "bot.sticker",
    "animation": "bot.sticker",
    "dice": "bot.sticker",
    "voice": "bot.voice",
    "video_note": "bot.voice",
    "audio": "bot.voice",
    "photo": "bot.picture",
    "video": "bot.picture",
    "document": "bot.file",
    "location": "bot.location",
    "venue": "bot.location",
}
"""Under which of the editable texts each is answered."""


def build(desk: Desk) -> Router:
    router = Router(name="fallback")

    @router.message(F.text.startswith("/"))
    async def unknown_command(message: Message, answers: Answers) -> None:
        lines = [Part(words.COMMAND_LINE, {"name": n, "does": d}) for n, d in COMMANDS]
        answers.say_all([Part(words.COMMAND_UNKNOWN), *lines])

    @router.message(F.text)
    async def question(
        message: Message, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        await session.flush()
        questions.ask(session, client.id, message.text or "", CHANNEL)
        own = await wordings.read(session, "bot.asked")
        answers.say(own.template("bot.asked"), await draw_menu(desk, session, client))

    @router.message(F.contact)
    async def contact(
        message: Message, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        given = message.contact
        if given is None or given.user_id != visitor.account.id:
            return answers.say(words.OTHERS_CONTACT)
        return answers.say(await _keep_phone(session, visitor, given.phone_number))

    @router.message()
    async def anything(message: Message, answers: Answers, session: Transaction) -> None:
        key = BY_CONTENT.get(message.content_type)
        if key is None:
            return answers.say(words.ANYTHING)
        return answers.say((await wordings.read(session, key)).template(key))

    @router.edited_message()
    async def edited(message: Message, answers: Answers) -> None:
        answers.say(words.EDITED)

    @router.callback_query()
    async def old_button(
        query: CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        answers.say(words.OLD_BUTTON, await draw_menu(desk, session, client))

    return router


async def _keep_phone(session: Transaction, visitor: Visitor, phone: str) -> str:
    """His own phone, which the messenger vouches for; another card's stays where it is."""
    client = await visitor.client(session)
    await session.flush()
    is_phone = await bindings.keep_phone(session, client.id, phone)
    return words.OWN_CONTACT if is_phone else words.ANYTHING

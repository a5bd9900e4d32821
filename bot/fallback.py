"""The last router: whatever nobody else understood gets a sensible answer, never silence."""

from collections.abc import Mapping

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from app.words import bot as words
from bot.answers import Answers, Part
from bot.desk import Desk, Visitor
from bot.menu import COMMANDS, draw_menu
from domain import bindings, questions
from domain.ledger import Transaction

CHANNEL = "telegram"
BY_CONTENT: Mapping[str, str] = {
    "sticker": words.STICKER,
    "animation": words.STICKER,
    "dice": words.STICKER,
    "voice": words.VOICE,
    "video_note": words.VOICE,
    "audio": words.VOICE,
    "photo": words.PICTURE,
    "video": words.PICTURE,
    "document": words.FILE,
    "location": words.LOCATION,
    "venue": words.LOCATION,
}


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
        answers.say(words.ASKED, await draw_menu(desk, session, client))

    @router.message(F.contact)
    async def contact(
        message: Message, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        given = message.contact
        if given is None or given.user_id != visitor.account.id:
            return answers.say(words.OTHERS_CONTACT)
        return answers.say(await _keep_phone(session, visitor, given.phone_number))

    @router.message()
    async def anything(message: Message, answers: Answers) -> None:
        answers.say(BY_CONTENT.get(message.content_type, words.ANYTHING))

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

"""Who lets the bot in and who shuts it out, as the messenger tells it."""

from aiogram import F, Router
from aiogram.types import ChatMemberUpdated

from app.words import bot as words
from bot.answers import Answers
from bot.desk import Desk, Visitor
from domain import messages
from domain.ledger import Transaction

CHANNEL = "telegram"
GONE = {"kicked", "left"}


def build(desk: Desk) -> Router:
    router = Router(name="members")

    @router.my_chat_member(F.chat.type == "private")
    async def note(event: ChatMemberUpdated, session: Transaction, visitor: Visitor) -> None:
        if not visitor.is_known:
            return
        client = await visitor.client(session)
        if event.new_chat_member.status in GONE:
            address = str(visitor.account.id)
            await messages.block_address(session, client.id, CHANNEL, address, "shut out")
        else:
            await messages.unblock(session, client.id)

    @router.my_chat_member(F.chat.type.in_({"group", "supergroup"}))
    async def say_where(event: ChatMemberUpdated, answers: Answers) -> None:
        if event.new_chat_member.status not in GONE:
            answers.say(words.GROUP)

    return router

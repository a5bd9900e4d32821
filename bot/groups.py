"""Groups: the bot talks to one person at a time, and says so to whoever calls it there."""

from aiogram import F, Router
from aiogram.types import Message

from app.words import bot as words
from bot.answers import Answers
from bot.desk import Desk


def build(desk: Desk) -> Router:
    router = Router(name="groups")

    @router.message(F.chat.type != "private", F.text.startswith("/"))
    async def say_where(message: Message, answers: Answers) -> None:
        answers.say(words.GROUP)

    @router.message(F.chat.type != "private")
    @router.edited_message(F.chat.type != "private")
    async def pass_by(message: Message) -> None:
        """People talk to each other: that is none of our business."""

    return router

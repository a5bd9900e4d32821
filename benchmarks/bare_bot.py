"""A bare aiogram bot that keeps a row of each message and echoes it: what ours is measured by."""

import sys

import aiosqlite
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from app.standins.telegram import TOKEN


async def main(url: str, path: str) -> None:
    """Poll until killed."""
    db = await aiosqlite.connect(path, isolation_level=None)
    await db.execute("PRAGMA journal_mode=WAL")
    await db.execute("PRAGMA synchronous=FULL")
    await db.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, chat INTEGER, text TEXT)")
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        row = (message.chat.id, message.text)
        await db.execute("INSERT INTO said (chat, text) VALUES (?, ?)", row)
        await message.answer(message.text or "")

    await dispatcher.start_polling(Bot(TOKEN, session=session), handle_signals=False)


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(*sys.argv[1:]))

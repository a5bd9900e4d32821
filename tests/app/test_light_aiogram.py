"""aiogram comes in without its schemas, and every model is whole when it is used."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BRING_IN = """
import sys
import main, app.gateways.telegram, bot.life
print("aiogram" in sys.modules)
from app.light_aiogram import bring_in
bring_in("app.gateways.telegram_wire")
"""
SPEAK = """
from aiogram.methods import Response, SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, Poll, Update
print(Poll.__pydantic_complete__)
chat = {"id": 1, "type": "private"}
message = {"message_id": 1, "date": 1, "chat": chat, "text": "heard"}
print(Update.model_validate({"update_id": 1, "message": message}).message.text)
print(Response[Message].model_validate({"ok": True, "result": message}).result.chat.id)
markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="go", url="a")]])
said = SendMessage(chat_id=1, text="said", reply_markup=markup).model_dump()
print(said["reply_markup"]["inline_keyboard"][0][0]["text"])
"""
EVERY = """
from aiogram import methods, types
from pydantic import BaseModel
found = [getattr(room, name) for room in (types, methods) for name in room.__all__]
models = [m for m in found if isinstance(m, type) and issubclass(m, BaseModel)]
print(len(models) > 400, all(m.model_rebuild(raise_errors=True) is not False for m in models))
"""
MEANWHILE = """
from app import light_aiogram
from pydantic import BaseModel
BaseModel.model_rebuild = classmethod(light_aiogram._put_off)
class Outer(BaseModel):
    inner: "Inner"
class Inner(BaseModel):
    n: int
print(Outer(inner={"n": 1}).inner.n)
"""


def test_it_comes_only_when_it_is_brought_in_and_its_models_are_built_when_used() -> None:
    assert _told(BRING_IN + SPEAK) == ["False", "False", "heard", "1", "go"]


def test_every_model_can_be_built() -> None:
    assert _told(BRING_IN + EVERY) == ["False", "True", "True"]


def test_models_of_others_are_built_meanwhile() -> None:
    assert _told(MEANWHILE) == ["1"]


def _told(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()

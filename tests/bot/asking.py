"""Ways through the questionnaire in the bot, for tests: steps, and what is seen after them."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import select

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot_questionnaire as words
from tests.bot.training import Screen
from tests.visiting import build_site, visit

UP_TO_HEALTH = (
    "press:Женщина",
    "say:мне 34, рост 168, вес 64,5",
    "press:Похудеть",
    "press:С нуля",
    "press:3",
    "press:45",
    "press:Дома",
    "press:☐ Коврик",
    "press:Готово",
)
WELL = (
    f"press:{words.HEALTH_YES}",
    "press:☐ Ничего",
    "press:Готово",
    "press:☐ Ничего",
    "press:Готово",
    "press:☐ Не принимаю",
    "press:Готово",
)
TO_THE_END = (
    "press:Больше сижу",
    *(["press:Пропустить"] * 4),
)
BEGIN = ("say:/intake", f"press:{words.DATA_YES}")


async def walk(screen: Screen, steps: Sequence[str]) -> str:
    """Do what each step says; what is read after the last."""
    said = ""
    for step in steps:
        verb, _, what = step.partition(":")
        said = await (screen.say(what) if verb == "say" else screen.press(what))
    return said


async def rows(runtime: Runtime, kind: type[Any]) -> list[Any]:
    async with runtime.db.read() as session:
        return list((await session.exec(select(kind))).all())


async def answer_on_the_page(runtime: Runtime, link: str, given: dict[str, str]) -> None:
    """Open the link and answer there."""
    path = link.removeprefix(runtime.settings.public_url)
    async with visit(build_site(runtime)) as visitor:
        for key, value in given.items():
            form = {"key": key, "value": value, "action": "next", "form_id": "1" * 32}
            answer = await visitor.post(path, data=form)
            assert answer.status_code == 303


def link_of(telegram: TelegramStandIn, screen: Screen, label: str) -> str:
    """Where the newest button called so leads."""
    shown = reversed(telegram.world.messages[screen.person.id])
    keys = (m.get("reply_markup", {}).get("inline_keyboard", []) for m in shown)
    found = (b for rows_ in keys for row in rows_ for b in row if b["text"] == label)
    return str(next(found)["url"])

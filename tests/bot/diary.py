"""A talk as it went, move by move, for people to read: docs/bot-transcript.md."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.jobs import run_all
from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words.training import WEEKDAY
from tests.bot.training import Screen

HOUSE = ZoneInfo("Europe/Moscow")


class Diary:
    """One person's month; the clock goes where it is told to."""

    def __init__(
        self,
        screen: Screen,
        telegram: TelegramStandIn,
        runtime: Runtime,
        calendar: dict[str, datetime],
    ) -> None:
        self._screen, self._telegram, self._runtime = screen, telegram, runtime
        self._calendar, self._began = calendar, calendar["now"]
        self._read: dict[int, str] = {}
        self._day = -1
        self.lines: list[str] = []

    async def day(self, number: int) -> None:
        """It is ten in the morning of this day; what was due is done."""
        self._calendar["now"] = self._began + timedelta(days=number)
        await self.settle()

    async def settle(self) -> None:
        """Whatever follows by itself has followed."""
        for _ in range(2):
            await run_all(self._runtime)
        self._note()

    async def says(self, text: str) -> str:
        await self._screen.say(text)
        self._write(f"**Анна:** {_masked(text)}")
        self._note()
        return self._screen.text

    async def presses(self, *labels: str) -> str:
        for label in labels:
            await self._screen.press(label)
            self._write(f"**Анна** нажимает «{_masked(label)}»")
            self._note()
        return self._screen.text

    async def follows(self, steps: Sequence[str]) -> None:
        """Steps of `tests.bot.asking`."""
        for step in steps:
            verb, _, what = step.partition(":")
            await (self.says(what) if verb == "say" else self.presses(what))

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines) + "\n"

    def _note(self) -> None:
        """What is there to read now and was not before."""
        said = [m for m in self._messages() if m["from"]["is_bot"]]
        fresh = {m["message_id"]: _drawn(m) for m in said}
        for number, drawn in fresh.items():
            if self._read.get(number) != drawn:
                self._write(drawn)
        self._read = fresh

    def _messages(self) -> list[dict[str, Any]]:
        return self._telegram.world.messages.get(self._screen.person.id, [])

    def _write(self, line: str) -> None:
        day = (self._calendar["now"] - self._began).days
        if day != self._day:
            self._day = day
            now = self._calendar["now"].astimezone(HOUSE)
            self.lines.append(f"## День {day}, {WEEKDAY[now.weekday()].lower()}, {now:%H:%M}")
        self.lines.append(line)


def _drawn(message: dict[str, Any]) -> str:
    """A message as a quotation: its file, its words, its buttons."""
    thing = next((name for key, name in THINGS.items() if key in message), "")
    said = str(message.get("text") or message.get("caption") or "")
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    keys = [" ".join(f"`{button['text']}`" for button in row) for row in rows]
    lines = [*([f"_{thing}_"] if thing else []), *_masked(said).split("\n"), *keys]
    return "\n".join(f"> {line}".rstrip() + "  " * bool(line) for line in lines)


def _masked(text: str) -> str:
    """Without what differs from run to run."""
    return re.sub(r"[\w-]{22,}", "…", text)


THINGS = {"document": "файл", "photo": "картинка"}

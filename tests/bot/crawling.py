"""Walks through the bot: every kind of input in every state, and what the person saw of it.

What there is to try is read from what is registered and shown, so a new command, button or
dialogue is walked by itself.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from aiogram import Dispatcher, Router
from aiogram.filters import Command

from app import updates
from app.gateways.telegram import Telegram
from app.lanes import Lanes
from app.runtime import Runtime
from app.seals import Seals
from app.standins.telegram import TelegramStandIn
from app.standins.telegram_world import Person
from app.words import bot as words
from bot.build import build_mouth
from domain import dialogues
from tests.bot.journeys import Journey, Move, State
from tests.bot.payloads import NAMES, SILENT, read

ANNA = 5218764301
"""Who sent the updates of `payloads`."""
SPEAKS = {"sendmessage", "editmessagetext", "senddocument", "sendphoto"}

TEXTS = {
    "words": "Здравствуйте! А можно с больной спиной?",
    "yes": "да",
    "number": "72,5",
    "nought": "0",
    "below nought": "-5",
    "huge number": "9" * 400,
    "measures": "1,75 м 68,5 кг",
    "sets": "присед 3x10 60",
    "date": "31.02.2026",
    "phone": "+7 999 123-45-67",
    "longest": "ё" * 4096,
    "longest of pairs": "\N{FLEXED BICEPS}" * 2048,
    "many lines": "раз\n" * 1000,
    "emoji": "\N{FLEXED BICEPS}\N{EMOJI MODIFIER FITZPATRICK TYPE-3}\N{ZERO WIDTH JOINER}",
    "right to left": "\N{RIGHT-TO-LEFT OVERRIDE}שלום مرحبا",
    "html": "<b>жирно</i> & <script>alert(1)</script> &lt;br> {name} {0} %s",
    "sql": "'; DROP TABLE client; --",
    "blank": "\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}",
    "control": "a\x07b\x1b[31m\u2028",
}
FORGED = ("", "~", "old", "t/s/1/2", "\N{FLEXED BICEPS}" * 16, "a" * 64, "null", "../../etc/passwd")
ASTRAY = ("x", "-1", "9" * 20)
"""What stands in a sealed button of ours that has grown old, in place of an id."""


class Crawler:
    """One bot, and people who try everything."""

    def __init__(self, runtime: Runtime, line: Telegram, telegram: TelegramStandIn) -> None:
        self._runtime, self._line, self._telegram = runtime, line, telegram
        mouth = build_mouth(runtime, line)
        self._lanes = Lanes(runtime.db, mouth)
        self._seals = Seals(runtime.settings.secret_key.get_secret_value())
        self._commands = sorted(set(_commands(mouth._dispatcher)))
        self._offset: int | None = None
        self.faults: list[str] = []
        self.tried: set[tuple[object, str]] = set()
        """Where and what; the where of a press is the screen, of all else the dialogue."""
        self.steps = 0
        self._newest = Person(0, "")

    async def walk(self, begin: Callable[[], Awaitable[Person]], *, steps: int) -> None:
        """Try what is untried, nearest first, until nothing is or `steps` are gone."""
        journey, until = Journey(), self.steps + steps
        while self.steps < until:
            person, path = await begin(), list[str]()
            self._newest = person
            here = await self._feel(person, self._command("start"), path)
            while here is not None and self.steps < until:
                journey.arrive(here, self._presses(person), self._bothers(person))
                move = journey.choose(here)
                if move is None:
                    break
                gone, here = here, await self._feel(person, move, path)
                journey.note(gone, move, here)
            if journey.is_over:
                break
        self.tried |= journey.tried

    async def press_again(self) -> None:
        """Every button the newest person has ever been shown, when all of them are old."""
        person = self._newest
        shown = [m.get("reply_markup", {}) for m in self._telegram.world.messages[person.id]]
        rows = [row for markup in shown for row in markup.get("inline_keyboard", ())]
        known = {
            _kind(b["callback_data"]): b["callback_data"] for b in chain(*rows) if _is_press(b)
        }
        for kind, data in known.items():
            move = Move(f"old [{kind}]", partial(self._telegram.press_data, data=data))
            await self._feel(person, move, [])

    def coverage(self) -> str:
        """How much was walked, for whoever reads the test's output."""
        screens = {where for where, _ in self.tried if isinstance(where, tuple)}
        asked = sorted({str(state) for state, _ in screens if state})
        return (
            f"{self.steps} moves: {len(screens)} screens, {len(self.tried)} places and moves,"
            f" {len(self._commands)} commands; dialogues: {', '.join(asked) or 'none'}"
        )

    async def _feel(self, person: Person, move: Move, path: list[str]) -> State | None:
        """Do it, note what is wrong with the answer, and say where it has led; None: nowhere."""
        telegram = self._telegram
        before = len(telegram.calls), len(telegram.refusals), len(telegram.world.toasts)
        number = move.do(person)
        self.steps += 1
        path.append(move.name)
        await self._work()
        # An edit that changes nothing is an answer too: what was asked for is shown already.
        said = [*telegram.calls[before[0] :], *telegram.refusals[before[1] :]]
        mine = [g for m, g in said if m.lower() in SPEAKS and str(g["chat_id"]) == str(person.id)]
        toasted = any(text for _, text in telegram.world.toasts[before[2] :])
        if move.is_answered and not mine and not toasted:
            self._fault("silence", path)
        if any(given.get("text") == words.HEARD for given in mine):
            self._fault("nobody's", path)
        if await self._died(number):
            self._fault("died", path)
            return None
        return await self._state(person)

    def _fault(self, what: str, path: list[str]) -> None:
        self.faults.append(f"{what}: {' > '.join(path[-6:])}")

    async def _work(self) -> None:
        bodies = await self._line.fetch(self._offset, 0)
        async with self._runtime.db.begin() as session:
            await updates.keep(session, self._line.bot_id, bodies)
        self._offset = max(body["update_id"] for body in bodies) + 1
        await self._lanes.drain()

    async def _died(self, number: int) -> bool:
        async with self._runtime.db.read() as session:
            return any(row.number == number for row in await updates.list_dead(session))

    async def _state(self, person: Person) -> State:
        async with self._runtime.db.read() as session:
            row = await dialogues.find_dialogue(session, person.id, person.id)
        shown = {_kind(data) for data in self._shown(person)}
        return (row.state or "" if row else ""), tuple(sorted(shown))

    def _shown(self, person: Person) -> list[str]:
        """What the buttons of the newest message carry."""
        said = [m for m in self._telegram.world.messages[person.id] if m["from"]["is_bot"]]
        keys = said[-1].get("reply_markup", {}).get("inline_keyboard", ()) if said else ()
        return [str(b["callback_data"]) for row in keys for b in row if _is_press(b)]

    def _presses(self, person: Person) -> Iterator[Move]:
        """The buttons that are shown."""
        for kind in dict.fromkeys(_kind(data) for data in self._shown(person)):
            yield Move(f"[{kind}]", partial(self._press, kind=kind))

    def _bothers(self, person: Person) -> Iterator[Move]:
        """What may be sent whatever is shown: our buttons gone astray too."""
        telegram = self._telegram
        for kind, data in {_kind(data): data for data in self._shown(person)}.items():
            for number, astray in enumerate(_astray(data)):
                yield Move(f"[{kind}] astray {number}", partial(self._sealed, data=astray))
        for name in [*self._commands, "unheard_of", "start x", "start " + "y" * 90]:
            yield self._command(name)
        for name, text in TEXTS.items():
            yield Move(name, partial(telegram.say, text=text))
        for name in NAMES:
            update, is_answered = read(name), name not in SILENT
            yield Move(f"({name})", partial(self._receive, update=update), is_answered)
        for data in FORGED:
            yield Move(f"forged {data}", partial(telegram.press_data, data=data))

    def _press(self, person: Person, kind: str) -> int:
        data = next(data for data in self._shown(person) if _kind(data) == kind)
        return self._telegram.press_data(person, data)

    def _sealed(self, person: Person, data: str) -> int:
        return self._telegram.press_data(person, self._seals.seal(person.id, data))

    def _receive(self, person: Person, update: dict[str, Any]) -> int:
        return self._telegram.receive(_of(person, update))

    def _command(self, name: str) -> Move:
        return Move(f"/{name}", partial(self._telegram.say, text=f"/{name}"))


def _is_press(button: dict[str, Any]) -> bool:
    return "callback_data" in button


def _kind(data: str) -> str:
    """A button without the ids and numbers it carries."""
    parts = data.partition("~")[0].split("/")
    return "/".join("#" if re.search(r"\d", part) else part for part in parts)


def _astray(data: str) -> Iterator[str]:
    """Buttons as an older version of ours might have made them."""
    parts = data.partition("~")[0].split("/")
    for at in range(1, len(parts)):
        for instead in ASTRAY[at % 3 :][:1]:
            yield "/".join([*parts[:at], instead, *parts[at + 1 :]])[:48]
    yield "/".join(parts[:-1]) or "x"


def _of(person: Person, told: Any) -> Any:
    """The same update from this person."""
    if isinstance(told, dict):
        return {key: _of(person, value) for key, value in told.items()}
    if isinstance(told, list):
        return [_of(person, value) for value in told]
    return person.id if told == ANNA else told


def _commands(router: Dispatcher | Router) -> Iterator[str]:
    """Every command that somebody listens to."""
    for handler in router.message.handlers:
        for known in handler.filters or ():
            if isinstance(known.callback, Command):
                yield from (str(command) for command in known.callback.commands)
    for below in router.sub_routers:
        yield from _commands(below)

"""What a command does, wherever it is done: in the running server, or by opening the house itself.

`order` finds out which. How commands are typed is `main`, what they say is `app.words.commands`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app import backup, control
from app.control import NobodyThere
from app.lock import Taken, locked
from app.passwords import Passwords
from app.runtime import Runtime
from app.settings import Settings
from app.stops import Stop
from domain import clock, users
from domain.errors import NotFound
from domain.users import Role

Given = Mapping[str, Any]
Command = Callable[[Runtime, Given], Awaitable[dict[str, Any]]]


class BadMoment(Stop):
    """What was typed is no moment."""

    exit_code = 64


PATIENCE = 5.0
"""Seconds a command waits for a server that is just starting or ending, or for another command."""


async def order(settings: Settings, command: str, given: Given) -> dict[str, Any]:
    """Have `command` done: by the server that runs on this data, else here and now.

    Raises:
        Taken: somebody holds the data, and does not listen.
        CommandFailed: the server could not do it.
    """
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while True:
        try:
            return await control.ask(settings.data_dir, command, given)
        except NobodyThere:
            pass
        with ExitStack() as held:
            try:
                held.enter_context(locked(settings))
            except Taken:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.1)
                continue
            return await _do_here(settings, command, given)


async def _do_here(settings: Settings, command: str, given: Given) -> dict[str, Any]:
    from app.lock import AdvisoryLock
    from app.opening import opened

    lock = AdvisoryLock(settings)
    if command in ALONE:
        await lock.acquire()
    try:
        async with opened(settings) as house:
            return await carry_out(house.runtime, command, given)
    finally:
        await lock.release()


def read_moment(text: str, timezone: str) -> datetime:
    """A moment as it was typed; without an offset it is in the house's own zone.

    Raises:
        BadMoment: it is none.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as e:
        raise BadMoment(f"--now: {text!r} is not ISO-8601, such as 2026-03-01T09:00+03:00") from e
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))


async def carry_out(runtime: Runtime, command: str, given: Given) -> dict[str, Any]:
    """Do `command` on an open house."""
    return await COMMANDS[command](runtime, given)


async def create_user(runtime: Runtime, given: Given) -> dict[str, Any]:
    """A user of the dashboard."""
    login = users.clean_login(given["login"])
    users.check_password_strength(given["password"], login)
    hashed = await Passwords().hash(given["password"])
    async with runtime.db.begin() as session:
        user = await users.add_user(session, login, hashed, Role.OWNER)
    return {"login": user.login}


async def change_password(runtime: Runtime, given: Given) -> dict[str, Any]:
    """Another password; the user's open sessions end."""
    async with runtime.db.read() as session:
        user = await users.find_user(session, given["login"])
    if user is None:
        raise NotFound("user", given["login"])
    users.check_password_strength(given["password"], user.login)
    hashed = await Passwords().hash(given["password"])
    async with runtime.db.begin() as session:
        await users.change_password(session, user.id, hashed)
    return {"login": user.login}


async def create_token(runtime: Runtime, given: Given) -> dict[str, Any]:
    """A script's token; its secret is told here and never again."""
    async with runtime.db.begin() as session:
        token, secret = await users.create_api_token(session, given["name"])
    return {"name": token.name, "token": secret}


async def run_due(runtime: Runtime, given: Given) -> dict[str, Any]:
    """Everything that is due as of `now`, until nothing is."""
    from app import jobs

    moment = datetime.fromisoformat(given["now"]) if given.get("now") else clock.now()
    with clock.at(moment):
        await jobs.run_all(runtime)
    return {"now": moment.isoformat()}


async def back_up(runtime: Runtime, given: Given) -> dict[str, Any]:
    """An archive of everything, at a path that the asker has made absolute."""
    manifest = await backup.write(runtime.settings, Path(given["file"]))
    return {"file": given["file"], "rows": sum(manifest.rows.values())}


async def tune_faq(runtime: Runtime, given: Given) -> dict[str, Any]:
    """Other thresholds of the answers."""
    from app.tuning import tune

    return await tune(runtime, given)


COMMANDS: Mapping[str, Command] = {
    "user create": create_user,
    "user passwd": change_password,
    "token create": create_token,
    "run-due": run_due,
    "backup": back_up,
    "faq tune": tune_faq,
}
ALONE = frozenset({"run-due"})
"""Commands during which nothing else may be at work."""

"""Updates are kept before they are confirmed, whatever happens to the line or to the process."""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

import httpx
from fastapi import FastAPI
from sqlalchemy import text
from sqlmodel import col, select

from app import health, migrate
from app.ears import Ears, hook_secret
from app.gateways.telegram import Telegram
from app.health import Part, State
from app.http.telegram import PATH
from app.http.telegram import build as build_hook
from app.messenger import SecondPoller
from app.runtime import Runtime
from app.settings import Settings
from app.standins.telegram import TOKEN, TelegramStandIn
from app.standins.telegram_world import Person
from app.updates import BotUpdate
from bot.life import BotLife
from domain.people import Client
from tests.bot.payloads import read
from tests.serving import Server


async def kept(runtime: Runtime) -> list[BotUpdate]:
    async with runtime.db.read() as session:
        return list((await session.exec(select(BotUpdate).order_by(col(BotUpdate.number)))).all())


async def until(state: str, detail: str) -> None:
    """Wait until the bot reports this of itself."""
    async with asyncio.timeout(20):
        # What parts report wakes nobody.
        while health.parts().get("bot") != Part(State(state), detail):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_an_update_is_confirmed_only_once_it_is_kept(
    telegram: TelegramStandIn, runtime: Runtime, line: Telegram
) -> None:
    woken: list[str] = []
    ears = Ears(runtime.db, line, woken.extend, hook=None, secret="k" * 32)
    anna = telegram.person("Анна")
    number = telegram.say(anna, "/start")

    async with asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(ears.run([]))
        while telegram.world.unconfirmed:
            await telegram.world.wait(0.05)
        (row,) = await kept(runtime)
        listening.cancel()

    assert (row.number, row.lane, woken) == (number, str(anna.id), [str(anna.id)])


async def test_an_answer_lost_on_the_way_is_asked_for_again_and_doubles_nothing(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    await until("up", "polling")
    anna = telegram.person("Анна")
    telegram.drops_answers = True
    telegram.say(anna, "/start")
    await telegram.heard(anna)
    telegram.drops_answers = False

    await telegram.heard(anna, 2)

    async with runtime.db.read() as session:
        assert len((await session.exec(select(Client))).all()) == 1


async def test_one_chat_is_answered_in_order(telegram: TelegramStandIn, bot: BotLife) -> None:
    anna = telegram.person("Анна")
    said = ["/start", "/price", "/help", "/contacts", "/weather"]
    for line in said:
        telegram.say(anna, line)

    answers = await telegram.heard(anna, len(said))

    starts = ["Здравствуйте", "Тарифы", "Что умеет", "Связаться", "Такой команды"]
    assert [a.startswith(s) for a, s in zip(answers, starts, strict=True)] == [True] * len(said)


async def test_somebody_else_who_takes_the_updates_is_named(
    telegram: TelegramStandIn, bot: BotLife, line: Telegram
) -> None:
    await until("up", "polling")
    another = Telegram(line._settings)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(take_updates(another))
        await until("down", "second_poller")
    await another.close()


async def take_updates(another: Telegram) -> None:
    """Ask for updates until the bot asks again."""
    with suppress(SecondPoller):
        await another.fetch(None, 20)


async def test_a_telegram_that_is_down_at_the_start_is_waited_for(
    telegram: TelegramStandIn, runtime: Runtime, line: Telegram
) -> None:
    telegram.down = True
    anna = telegram.person("Анна")
    life = BotLife(runtime, line)
    async with asyncio.TaskGroup() as tasks:
        working = tasks.create_task(life.run())
        await until("down", "unreachable")
        telegram.down = False
        telegram.say(anna, "/start")

        assert await telegram.heard(anna)
        working.cancel()


async def test_a_post_without_the_secret_is_turned_away(runtime: Runtime, line: Telegram) -> None:
    ears = Ears(runtime.db, line, lambda _: None, hook="https://us", secret="k" * 32)
    api = FastAPI()
    api.include_router(build_hook(ears))
    update = {"update_id": 1, **read("text")}
    header = "X-Telegram-Bot-Api-Secret-Token"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://us") as http:
        bare = await http.post(PATH, json=update)
        wrong = await http.post(PATH, json=update, headers={header: "k" * 32})
        right = [
            await http.post(PATH, json=update, headers={header: hook_secret("k" * 32)})
            for _ in range(2)
        ]

    assert [bare.status_code, wrong.status_code] == [401, 401]
    assert [answer.status_code for answer in right] == [200, 200]
    assert len(await kept(runtime)) == 1


async def test_a_killed_process_loses_and_doubles_nothing(
    runtime: Runtime, settings: Settings, tmp_path: Path
) -> None:
    await stamp(runtime)
    async with TelegramStandIn() as telegram:
        given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url}
        given["DATABASE_URL"] = settings.database_url
        server = Server(tmp_path, **given)
        people = [telegram.person(f"Клиент {n}") for n in range(12)]
        await asyncio.to_thread(server.start)
        try:
            for person in people:
                telegram.say(person, "/start")
                telegram.say(person, "/help")
            await telegram.heard(people[0], seconds=60)
            server.kill()
            await asyncio.to_thread(server.start)
            # An answer may be said twice, its effect is there once.
            for person in people:
                await told_help(telegram, person)
            listed = await list_clients(server)
        finally:
            server.kill()
    assert sorted(c["name"] for c in listed) == sorted(p.first_name for p in people)


async def told_help(telegram: TelegramStandIn, person: Person) -> None:
    """Wait until the person has read what the bot can do, after its greeting."""
    async with asyncio.timeout(60):
        while not any("Что умеет" in said for said in telegram.answers(person)):
            await telegram.world.wait()
    assert telegram.answers(person)[0].startswith("Здравствуйте")


async def list_clients(server: Server) -> list[dict[str, str]]:
    """Every client, as the trainer's scripts see them."""
    token = {"Authorization": f"Bearer {await api_token(server)}"}
    async with httpx.AsyncClient(base_url=server.url, headers=token) as http:
        listed: list[dict[str, str]] = (await http.get("/api/clients?limit=200")).json()["items"]
    return listed


async def stamp(runtime: Runtime) -> None:
    """The furnished database counts as migrated."""
    async with runtime.db.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        version = text("INSERT INTO alembic_version VALUES (:head)")
        await connection.execute(version, {"head": migrate.head()})
    await runtime.db.close()


async def api_token(server: Server) -> str:
    """A token for scripts, made beside the running server."""
    environment = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(server.data), **server.settings}
    made = await asyncio.create_subprocess_exec(
        sys.executable,
        str(server.main),
        "token",
        "create",
        "tests",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await made.communicate()
    return out.decode().strip()

"""The front door: commands; `serve` opens everything in order and closes it in reverse.

Heavy rooms are brought in by the command that needs them.
"""

import asyncio
import os
import sys
import tomllib
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from app.imports import brisk_imports, settle
from app.settings import BadSettings, Settings, read_settings
from app.stops import Stop
from app.words import commands as words
from domain.errors import DomainError

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI

    from app.life import Life
    from app.opening import House
    from app.runtime import Runtime
    from app.standins.yookassa import Notify
    from bot.life import BotLife
    from pages.public.press import Press

BAD_SETTINGS = 78

app = typer.Typer(help=words.HELP["product"], add_completion=False, pretty_exceptions_enable=False)
user = typer.Typer(help=words.HELP["user"])
token = typer.Typer(help=words.HELP["token"])
app.add_typer(user, name="user")
app.add_typer(token, name="token")
faq = typer.Typer(help=words.HELP["faq"])
app.add_typer(faq, name="faq")

FromStdin = Annotated[bool, typer.Option("--password-stdin", help=words.HELP["--password-stdin"])]


@app.callback(invoke_without_command=True)
def choose(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        serve()


@app.command(help=words.HELP["serve"])
def serve() -> None:
    settings = _settings(is_server=True)
    raise typer.Exit(_run(live(settings)))


@user.command("create", help=words.HELP["user create"])
def create_user(login: str, password_stdin: FromStdin = False) -> None:
    password = _ask_password(from_stdin=password_stdin)
    said = _order("user create", {"login": login, "password": password})
    typer.echo(words.user_created(said))


@user.command("passwd", help=words.HELP["user passwd"])
def change_password(login: str, password_stdin: FromStdin = False) -> None:
    password = _ask_password(from_stdin=password_stdin)
    said = _order("user passwd", {"login": login, "password": password})
    typer.echo(words.password_changed(said))


@token.command("create", help=words.HELP["token create"])
def create_token(name: str) -> None:
    said = _order("token create", {"name": name})
    # The token alone goes to the standard output, so that a script can take it.
    typer.echo(words.token_created(said), err=True)
    typer.echo(said["token"])


@faq.command("tune", help=words.HELP["faq tune"])
def tune_faq(
    file: Annotated[Path | None, typer.Argument(help=words.HELP["faq file"])] = None,
    from_talks: Annotated[
        bool, typer.Option("--from-talks", help=words.HELP["--from-talks"])
    ] = False,
) -> None:
    from app.tuning import read_labelled

    if (file is None) is not from_talks:
        raise typer.BadParameter(words.FAQ_WHICH)
    labels = None if file is None else read_labelled(_read_toml(file))
    typer.echo(words.faq_tuned(_order("faq tune", {"labels": labels})))


@app.command("run-due", help=words.HELP["run-due"])
def run_due(
    now: Annotated[str | None, typer.Option("--now", help=words.HELP["--now"])] = None,
) -> None:
    from app.commands import read_moment

    settings = _settings()
    moment = read_moment(now, settings.timezone) if now else None
    said = _order("run-due", {"now": moment and moment.isoformat()}, settings)
    typer.echo(words.ran_due(said))


@app.command("backup", help=words.HELP["backup"])
def back_up(file: Path) -> None:
    settings = _settings()
    said = _order("backup", {"file": str(file.resolve())}, settings)
    typer.echo(words.backed_up(said))
    if not (settings.data_dir / "secret.key").exists():
        typer.echo(words.KEY_OUTSIDE)


@app.command("restore", help=words.HELP["restore"])
def restore(
    file: Path, force: Annotated[bool, typer.Option("--force", help=words.HELP["--force"])] = False
) -> None:
    from app.lock import locked
    from app.restore import restore as put_back

    settings = _settings()
    with locked(settings):
        manifest = _run(put_back(settings, file, force=force))
    typer.echo(words.restored(str(file), sum(manifest.rows.values()), manifest.made_at))


@app.command("migrate", help=words.HELP["migrate"])
def migrate() -> None:
    from app.lock import locked
    from app.opening import bring_up_to_date

    settings = _settings()
    with locked(settings):
        typer.echo(words.migrated(*_run(bring_up_to_date(settings))))


@app.command("demo", help=words.HELP["demo"])
def demo() -> None:
    from app.demo import fill
    from app.lock import locked

    settings = _settings()
    with locked(settings):
        typer.echo(words.demo_made(*_run(fill(settings))))


@app.command("check", help=words.HELP["check"])
def check() -> None:
    from app.checking import check_all

    findings = _run(check_all(_settings()))
    for found in findings:
        typer.echo(words.finding(found))
    raise typer.Exit(int(any(found.is_bad for found in findings)))


async def live(settings: Settings) -> int:
    """Open everything, serve until told to stop, close everything; the process's exit code."""
    with brisk_imports():
        from app.life import Life
        from app.lock import AdvisoryLock, locked
        from app.opening import opened
        from app.web import bind, build_web

    lock = AdvisoryLock(settings)
    with locked(settings), bind(settings) as port:
        await lock.acquire()
        async with opened(settings) as house:
            bot = _build_bot(house)
            life = Life(house.runtime, bot.run if bot else None)
            with brisk_imports():
                api = build_api(house, life, bot)
            settle()
            web = build_web(api)
            life.on_collapse = web.end
            first_run = api.state.first_run
            await first_run.prepare()
            typer.echo(words.serving(settings.public_url))
            if first_run.code:
                typer.echo(words.first_run(settings.public_url, first_run.code))
            await web.serve([port])
        await lock.release()
    return int(life.has_collapsed or not web.started)


def build_api(house: "House", life: "Life", bot: "BotLife | None" = None) -> "FastAPI":
    """Every mouth of the house on one server."""
    from app.opening import post_notice
    from app.server import build_server
    from pages.build import mount
    from pages.public.errors import draw_with
    from pages.public.press import Press

    @asynccontextmanager
    async def lifespan(_: "FastAPI") -> AsyncIterator[None]:
        async with life.going_on():
            yield

    async def notify(notice: dict[str, Any]) -> None:
        await post_notice(api, notice)

    press = Press(house.runtime)
    public, private = _build_public(house, press, notify, bot), _build_private(house.runtime)
    draw = draw_with(press)
    api = build_server(house.runtime, public, lifespan, private=private, draw_error=draw)
    mount(api, house.runtime)
    return api


def _build_bot(house: "House") -> "BotLife | None":
    from bot.life import BotLife

    return BotLife(house.runtime, house.telegram) if house.telegram is not None else None


def _build_public(
    house: "House", press: "Press", notify: "Notify", bot: "BotLife | None" = None
) -> "list[APIRouter]":
    """What visitors, payers and providers see."""
    from app.http import media, telegram, webhooks
    from pages.public import build, demo_bank

    routers = [*build.build_public(house.runtime, press), webhooks.build(house.runtime)]
    routers.append(media.build(house.runtime))
    if bot is not None and house.runtime.settings.telegram_webhook:
        routers.append(telegram.build(bot.ears))
    if house.bank is not None:
        routers.append(demo_bank.build(press, house.bank, notify))
    return routers


def _build_private(runtime: "Runtime") -> "list[APIRouter]":
    """What the trainer's scripts see."""
    from app.http import (
        clients,
        deliveries,
        faq,
        funnel,
        payments,
        programme_edits,
        programmes,
        promocodes,
        provider_health,
        sales_scenarios,
    )

    rooms = (clients, deliveries, funnel, payments, provider_health)
    papers = (programmes, programme_edits, promocodes, faq, sales_scenarios)
    return [room.build(runtime) for room in rooms + papers]


def _order(command: str, given: dict[str, Any], settings: Settings | None = None) -> dict[str, Any]:
    from app.commands import order

    said: dict[str, Any] = _run(order(settings or _settings(), command, given))
    return said


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise typer.BadParameter(f"{file}: {e}") from e


def _settings(*, is_server: bool = False) -> Settings:
    """The settings, and a log; of a command the standard output is the answer alone."""
    from app import logs

    settings = read_settings()
    _check_folder(settings.data_dir)
    terminal = sys.stdout if is_server else sys.stderr
    logs.set_up(settings, to_file=is_server, terminal=terminal)
    return settings


def _check_folder(data_dir: Path) -> None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise BadSettings("DATA_DIR", f"cannot be made: {(e.strerror or '').lower()}") from e
    if not os.access(data_dir, os.R_OK | os.W_OK | os.X_OK):
        raise BadSettings("DATA_DIR", f"cannot be written: {data_dir}")


def _ask_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt(words.ASK, hide_input=True, confirmation_prompt=words.ASK_AGAIN))


def _run(work: "Coroutine[Any, Any, Any]") -> Any:
    """`work` on the quickest loop there is."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def main() -> None:
    """Run the command that was typed; what stops it is told in one line."""
    # Whatever is written holds people's data or keys: it is for this user alone.
    os.umask(0o077)
    try:
        app()
    except BadSettings as e:
        _stop(str(e), BAD_SETTINGS)
    except Stop as e:
        _stop(str(e), e.exit_code)
    except DomainError as e:
        _stop(words.trouble(e), 1)


def _stop(line: str, code: int) -> NoReturn:
    typer.echo(line, err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()

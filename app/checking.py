"""What `check` finds: what is configured, what answers, what is missing. It changes nothing.

What each finding says in Russian is `app.words.commands`.
"""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import asyncpg
import httpx
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from app import migrate as schema
from app.db import Database
from app.findings import Finding, Mark
from app.gateways.telegram import Telegram
from app.lock import Taken, locked
from app.messenger import WrongToken
from app.opening import build_model, build_smtp, open_provider
from app.settings import NEEDED_BY_PROVIDER, Settings
from app.stops import first_line
from app.trusting import trust
from domain import users
from domain.errors import GatewayError
from domain.payments import WrongKeys

SECONDS = 10
LOW_DISK = 256 << 20


async def check_all(settings: Settings) -> list[Finding]:
    """Every part in turn; one that fails hides no other."""
    checks: tuple[Callable[[Settings], Awaitable[Finding]], ...] = (
        _check_data_dir,
        _check_database,
        _check_users,
        _check_public_url,
        _check_mail,
        partial(_check_provider, "yookassa"),
        partial(_check_provider, "tbank"),
        partial(_check_provider, "yoomoney"),
        _check_telegram,
        _check_model,
    )
    return [await check(settings) for check in checks]


async def _check_data_dir(settings: Settings) -> Finding:
    folder = settings.data_dir
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        return Finding("DATA_DIR", Mark.BAD, "not_writable", str(folder))
    mark, code = (Mark.OK, "free") if free > LOW_DISK else (Mark.BAD, "disk_low")
    return Finding("DATA_DIR", mark, code, f"{free >> 20}")


async def _check_database(settings: Settings) -> Finding:
    if _is_absent(settings):
        return Finding("DATABASE_URL", Mark.OFF, "no_database")
    db = Database(settings.database_url)
    try:
        async with db.reading_engine.connect() as connection:
            found = await connection.run_sync(schema.check)
    except (DBAPIError, asyncpg.PostgresError, OSError, schema.SchemaNewer) as e:
        return Finding("DATABASE_URL", Mark.BAD, "unreachable", first_line(e))
    except schema.SchemaUnknown as e:
        return Finding("DATABASE_URL", Mark.BAD, "foreign", str(e))
    finally:
        await db.close()
    if found != schema.head():
        return Finding("DATABASE_URL", Mark.OK, "behind", f"{found or '-'} -> {schema.head()}")
    return Finding("DATABASE_URL", Mark.OK, "schema", found)


async def _check_users(settings: Settings) -> Finding:
    if _is_absent(settings):
        return Finding("users", Mark.OFF, "no_users")
    db = Database(settings.database_url)
    try:
        async with db.read() as session:
            there = await users.has_users(session)
    except (DBAPIError, asyncpg.PostgresError, OSError):
        return Finding("users", Mark.OFF, "no_users")
    finally:
        await db.close()
    return Finding("users", Mark.OK) if there else Finding("users", Mark.OFF, "no_users")


async def _check_public_url(settings: Settings) -> Finding:
    if not _is_running(settings):
        return Finding("PUBLIC_URL", Mark.OFF, "not_running", settings.public_url)
    try:
        async with httpx.AsyncClient(verify=trust(settings), timeout=SECONDS) as http:
            response = await http.get(f"{settings.public_url}/healthz")
        response.raise_for_status()
    except httpx.HTTPError as e:
        return Finding("PUBLIC_URL", Mark.BAD, "unreachable", f"{settings.public_url}: {e}")
    return Finding("PUBLIC_URL", Mark.OK, "", settings.public_url)


async def _check_mail(settings: Settings) -> Finding:
    if settings.smtp_url is None:
        return Finding("SMTP_URL", Mark.OFF, "mail_waits")
    try:
        await build_smtp(settings).check()
    except GatewayError as e:
        return Finding("SMTP_URL", Mark.BAD, "unreachable", str(e))
    return Finding("SMTP_URL", Mark.OK, "logged_in", settings.mail_from or "")


async def _check_provider(name: str, settings: Settings) -> Finding:
    part = NEEDED_BY_PROVIDER[name]
    key = getattr(settings, part.lower())
    if key is None:
        return Finding(part, Mark.OFF, _tell_off(name, settings))
    try:
        async with open_provider(settings, name) as provider, asyncio.timeout(SECONDS):
            await provider.check()
    except WrongKeys:
        return Finding(part, Mark.BAD, "wrong_keys")
    except (GatewayError, TimeoutError) as e:
        # What is wrong with a certificate says how to mend it.
        code = "wrong_ca" if "CERTIFICATE_VERIFY_FAILED" in str(e) else "unreachable"
        return Finding(part, Mark.BAD, code, str(e))
    return Finding(part, Mark.OK, "", key)


def _tell_off(name: str, settings: Settings) -> str:
    """The first of them says what becomes of purchases when there is none at all."""
    if name != "yookassa" or settings.tbank_terminal_key or settings.yoomoney_wallet:
        return ""
    return "no_payments" if settings.is_production else "demo_payments"


async def _check_model(settings: Settings) -> Finding:
    model = build_model(settings)
    if model is None:
        return Finding("LLM_MODEL", Mark.OFF, "no_model")
    try:
        await model.write("", "ping")
    except GatewayError as e:
        return Finding("LLM_MODEL", Mark.BAD, "unreachable", str(e))
    return Finding("LLM_MODEL", Mark.OK, "", settings.llm_model or "")


async def _check_telegram(settings: Settings) -> Finding:
    if settings.telegram_bot_token is None:
        return Finding("TELEGRAM_BOT_TOKEN", Mark.OFF)
    line = Telegram(settings)
    try:
        await line.open()
        async with asyncio.timeout(SECONDS):
            username = await line.introduce()
    except WrongToken:
        return Finding("TELEGRAM_BOT_TOKEN", Mark.BAD, "wrong_token")
    except (GatewayError, TimeoutError) as e:
        return Finding("TELEGRAM_BOT_TOKEN", Mark.BAD, "unreachable", str(e))
    finally:
        await line.close()
    return Finding("TELEGRAM_BOT_TOKEN", Mark.OK, "", f"@{username}")


def _is_absent(settings: Settings) -> bool:
    url = make_url(settings.database_url)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _is_running(settings: Settings) -> bool:
    try:
        with locked(settings):
            return False
    except Taken:
        return True

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from loguru import logger
from pydantic import SecretStr

from app import logs
from app.settings import Settings

BOT = "123456789:AAE-abcdefghijklmnopqrstuvwxyz012345"

ID = "7b0d9a52-5f0c-4b7e-9a53-3f1f5c2d8e10"


@pytest.fixture
def written(settings: Settings, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Sets the log up and reads what came into the file."""
    given = {"telegram_bot_token": SecretStr(BOT), "owner_password": SecretStr("open sesame")}
    logs.set_up(settings.model_copy(update=given))
    yield lambda: (tmp_path / "logs" / "podhod.log").read_text()
    logger.remove()
    logging.root.handlers.clear()


@pytest.mark.parametrize(
    ("message", "secret"),
    [
        (f"POST https://api.telegram.org/bot{BOT}/sendMessage", BOT),
        ("POST /bot987654321:AAF-abcdefghijklmnopqrstuvwxyz012345/x", "AAF-abc"),
        ("the password was open sesame", "open sesame"),
        ("authorization: Bearer abc.def-ghi", "abc.def-ghi"),
        ("GET /p/Zk3dVx8yQ1mN7rT2wL9bC4fH6jK0sA5e.pdf", "Zk3dVx8y"),
        ("to anna.k+gym@mail.ru", "anna"),
        ("call +7 (999) 123-45-67", "123-45-67"),
        ("call +79991234567", "9991234567"),
        ("call 8 999 123 45 67", "123 45"),
        ("at postgresql://podhod:pa55@db/x", "pa55"),
    ],
)
def test_no_secret_and_nobodys_contact_is_written(
    written: Callable[[], str], message: str, secret: str
) -> None:
    logger.info(message)

    assert secret not in written()


@pytest.mark.parametrize(
    "text", [ID, "/api/clients", "2026-11-24 21:40:04", "amount 1499900", "payment 22d6f597"]
)
def test_what_helps_is_left(written: Callable[[], str], text: str) -> None:
    logger.info("about {}", text)

    assert text in written()


def test_exceptions_are_cleaned_and_kept(written: Callable[[], str]) -> None:
    try:
        raise ValueError(f"no such bot: {BOT}, ask anna@mail.ru")
    except ValueError:
        logger.exception("failed")

    assert "ValueError: no such bot" in written()
    assert BOT not in written()
    assert "anna@mail.ru" not in written()


def test_libraries_speak_through_the_same_log(written: Callable[[], str]) -> None:
    logging.getLogger("uvicorn.error").warning("started with %s", BOT)

    assert "started with [hidden]" in written()


def test_the_password_of_the_database_is_a_secret(settings: Settings) -> None:
    url = "postgresql://podhod:p%40ssw0rd@db/x"

    secrets = logs.secrets_of(settings.model_copy(update={"database_url": url}))

    assert {"p%40ssw0rd", "p@ssw0rd"} <= secrets

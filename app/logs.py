"""The log: to the terminal and to DATA_DIR/logs, without secrets and without people's contacts.

What a message, an exception or a library says is cleaned before any sink sees it.
"""

import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, TextIO
from urllib.parse import unquote, urlsplit

from loguru import logger
from pydantic import SecretStr

from app.settings import Settings

if TYPE_CHECKING:
    from loguru import Record

HIDDEN = "[hidden]"
SHORTEST_SECRET = 4
"""A shorter one would hide half of the words."""
UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}"), rf"\1 {HIDDEN}"),
    (re.compile(r"(?<!\d)\d{6,12}:[\w-]{30,}"), HIDDEN),
    (re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"), HIDDEN),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (
        re.compile(rf"(?<![\w-])(?!{UUID}(?![\w-]))(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{{32,}}"),
        HIDDEN,
    ),
    (
        re.compile(
            r"(?<![\w.:-])(?:\+\d|[78])[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)"
        ),
        "[phone]",
    ),
    (re.compile(r"(?<!\w)\+\d{10,15}\b"), "[phone]"),
)
LINE = "{time:YYYY-MM-DD HH:mm:ss.SSS} {level: <8} {name}: {message}\n"
QUIET = ("aiosqlite", "alembic", "asyncio", "httpx", "httpcore", "sqlalchemy", "apscheduler")
"""Libraries whose every step is no news."""


def set_up(settings: Settings, *, to_file: bool = True, terminal: TextIO | None = None) -> None:
    """Send every log of this process where it belongs; calling again starts anew.

    Args:
        terminal: the standard output, unless told otherwise.
    """
    clean = cleaner(secrets_of(settings))
    logger.remove()
    logger.configure(patcher=_patcher(clean))
    logger.add(terminal or sys.stdout, level=settings.log_level, format=_format, diagnose=False)
    if to_file:
        logger.add(
            _folder(settings) / "podhod.log",
            level=settings.log_level,
            format=_format,
            rotation="10 MB",
            retention=10,
            encoding="utf-8",
            diagnose=False,
        )
    _intercept(settings.log_level)


def _intercept(level: str) -> None:
    of_libraries = max(logging.INFO, logging.getLevelNamesMapping().get(level, logging.INFO))
    logging.basicConfig(handlers=[Intercept()], level=of_libraries, force=True)
    for name in list(logging.root.manager.loggerDict):
        of_library = logging.getLogger(name)
        of_library.handlers.clear()
        of_library.propagate = True
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def secrets_of(settings: Settings) -> set[str]:
    """Every value that no log may show."""
    found = {
        value.get_secret_value()
        for _, value in settings
        if isinstance(value, SecretStr) and value.get_secret_value()
    }
    urls = (settings.database_url, settings.telegram_proxy or "", *found)
    for url in urls:
        if "://" in url and (password := urlsplit(url).password):
            found |= {password, unquote(password)}
    return {secret for secret in found if len(secret) >= SHORTEST_SECRET}


def cleaner(secrets: Iterable[str]) -> Callable[[str], str]:
    """What takes secrets, tokens, phones and e-mails out of a text."""
    # The longest first: a secret may be a part of another one.
    exact = [re.escape(secret) for secret in sorted(secrets, key=len, reverse=True)]
    known = re.compile("|".join(exact)) if exact else None

    def clean(text: str) -> str:
        if known is not None:
            text = known.sub(HIDDEN, text)
        for pattern, instead in PATTERNS:
            text = pattern.sub(instead, text)
        return text

    return clean


class Intercept(logging.Handler):
    """Hands what libraries log to loguru."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            level: str | int = logger.level(record.levelname).name
        except ValueError:
            level = record.levelno
        frame: FrameType | None = logging.currentframe()
        depth = 0
        while frame is not None and (depth == 0 or frame.f_code.co_filename == logging.__file__):
            frame, depth = frame.f_back, depth + 1
        logger.opt(depth=depth, exception=record.exc_info).log(level, record.getMessage())


def _patcher(clean: Callable[[str], str]) -> "Callable[[Record], None]":
    def patch(record: "Record") -> None:
        record["message"] = clean(record["message"])
        error = record["exception"]
        if error is not None:
            lines = traceback.format_exception(error.type, error.value, error.traceback)
            record["extra"]["trace"] = clean("".join(lines))

    return patch


def _format(record: "Record") -> str:
    return LINE + "{extra[trace]}" if "trace" in record["extra"] else LINE


def _folder(settings: Settings) -> Path:
    folder = settings.data_dir / "logs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder

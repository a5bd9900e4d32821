"""What the Bot API of our own takes and refuses: lengths, buttons, HTML, and how much a second.

Source: core.telegram.org/bots/api and the server's own error texts (tdlib/telegram-bot-api).
"""

import json
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
DATA_BYTES = 64
TAGS = frozenset(
    "a b strong i em u ins s strike del code pre blockquote tg-spoiler span tg-emoji".split()  # noqa: SIM905 - a list would be thrice as long
)

Given = dict[str, Any]


class Refusal(Exception):
    """An answer that is not `ok`."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


class _Markup(HTMLParser):
    """Reads the few tags that Telegram knows; everything else is a mistake."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset 0')
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise bad("can't parse entities: Unexpected end tag at byte offset 0")

    def handle_data(self, data: str) -> None:
        self.text += data

    def finish(self) -> str:
        self.close()
        if self._open:
            raise bad(f"can't parse entities: Can't find end tag corresponding to {self._open[-1]}")
        return self.text


def read_text(given: Given, key: str, longest: int) -> str:
    """The text as people see it.

    Raises:
        Refusal: it is empty, too long, or no HTML of Telegram's.
    """
    raw = str(given.get(key) or "")
    if given.get("parse_mode") == "HTML":
        # The browser's parser forgives a bare sign, Telegram does not.
        if re.search(r"<(?![a-z/])", raw):
            raise bad('can\'t parse entities: Unsupported start tag "" at byte offset 0')
        markup = _Markup()
        markup.feed(raw)
        raw = markup.finish()
    if key == "text" and not raw.strip():
        raise bad("message text is empty")
    if len(raw.encode("utf-16-le")) // 2 > longest:
        raise bad("message is too long" if key == "text" else "message caption is too long")
    return raw


def read_markup(given: Given) -> Given | None:
    """The keyboard under a message, its buttons checked."""
    raw = given.get("reply_markup")
    if not raw:
        return None
    markup: Given = json.loads(raw) if isinstance(raw, str) else raw
    for button in (b for row in markup.get("inline_keyboard", ()) for b in row):
        _check_button(button)
    return markup


def _check_button(button: Given) -> None:
    if not button.get("text"):
        raise bad("text buttons are unallowed in the inline keyboard")
    kinds = {"callback_data", "url", "copy_text", "web_app", "pay"} & set(button)
    if len(kinds) != 1:
        raise bad("text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not re.match(r"(https?://[^/\s]+\.[^/\s]+|tg://)", url):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


class Pace:
    """A bucket of `burst` tokens for each key, refilled with `per_second`."""

    def __init__(
        self, burst: float, per_second: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst, self.per_second = burst, per_second
        self._now = now
        self._left: dict[object, tuple[float, float]] = {}

    def take(self, key: object) -> None:
        """Count one more; Refusal 429 when it is one too many."""
        now = self._now()
        left, since = self._left.get(key, (self.burst, now))
        left = min(self.burst, left + (now - since) * self.per_second)
        if left < 1:
            self._left[key] = left, now
            wait = max(1, round((1 - left) / self.per_second))
            raise too_many(wait)
        self._left[key] = left - 1, now


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

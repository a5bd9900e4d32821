"""What a mouth says back: plain data that can be kept in a row and said later, even twice.

How a messenger spells it is its gateway's; texts are HTML whose every value was escaped by `fill`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape, unescape
from typing import Any

from pydantic import TypeAdapter


class Kind(StrEnum):
    SAY = "say"
    EDIT = "edit"
    """Instead of an earlier message; said anew when that one is no more."""
    TOAST = "toast"
    """The answer to a press: a short line, or nothing but the end of waiting."""
    DOCUMENT = "document"
    PHOTO = "photo"
    FORGET = "forget"
    BUSY = "busy"


@dataclass(frozen=True, kw_only=True)
class Button:
    """Exactly one of `data`, `url` and `copy` is set."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, kw_only=True)
class File:
    """What is to be drawn when it is sent: a maker's name and what it is told."""

    maker: str
    about: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reply:
    kind: Kind
    chat_id: int
    text: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    message_id: int | None = None
    """The message that is edited or taken away."""
    query_id: str | None = None
    """The press that a toast answers."""
    file: File | None = None


_REPLY = TypeAdapter(Reply)


def to_plain(reply: Reply) -> dict[str, Any]:
    """The reply as JSON keeps it."""
    plain: dict[str, Any] = _REPLY.dump_python(reply, mode="json", exclude_defaults=True)
    return plain


def from_plain(kept: Mapping[str, Any]) -> Reply:
    return _REPLY.validate_python(kept)


def fill(template: str, values: Mapping[str, object]) -> str:
    """The template with its values, each of them escaped: the one place where HTML is made."""
    return template.format_map({key: escape(str(v), quote=False) for key, v in values.items()})


def bare(html: str) -> str:
    """What a person reads of a text of ours."""
    return unescape(re.sub(r"</?[a-z][^>]*>", "", html))

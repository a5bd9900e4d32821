"""What the trainer may write into each section of his site, and in which form it is kept.

The sections themselves are `domain.site`; what the fields are called is `app.words.site_forms`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain import site_blocks
from domain.contacts import ContactKind, normalise
from domain.errors import NotFound, Refused

SHORT, LINE, LONG, PROSE = 60, 160, 600, 6000
MOST_PARTS = 30
IMAGE = re.compile(r"(/media/[0-9a-f]{32}\.(png|jpg|webp))?")
COLOUR = re.compile(r"#[0-9a-f]{6}")
FONT = re.compile(r"[a-z]{1,20}")


class Kind(StrEnum):
    """How a field is read."""

    TEXT = "text"
    PROSE = "prose"
    """Several lines and paragraphs."""
    PHONE = "phone"
    EMAIL = "email"
    TELEGRAM = "telegram"
    INN = "inn"
    OGRNIP = "ogrnip"
    COLOUR = "colour"
    FONT = "font"
    SIZE = "size"
    IMAGE = "image"
    BLOCKS = "blocks"
    """A list of the landing's blocks."""
    TEMPLATE = "template"
    """Several lines; {client_name} and the like stand for what is known when it is used."""
    CHOICE = "choice"
    """One of the field's `choices`."""


SEVERAL_LINES = frozenset({Kind.PROSE, Kind.TEMPLATE})
VARIABLES = ("client_name", "trainer_name", "trainer_phone", "trainer_telegram", "date")
"""What a template may name, in braces."""


@dataclass(frozen=True)
class Field:
    key: str
    kind: Kind = Kind.TEXT
    most: int = LINE
    is_needed: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """A list whose items all have the same fields."""

    key: str
    fields: tuple[Field, ...]
    most: int = MOST_PARTS


Form = tuple[Field | Parts, ...]


def _texts(*keys: str, most: int = LINE, is_needed: bool = False) -> tuple[Field, ...]:
    return tuple(Field(key, most=most, is_needed=is_needed) for key in keys)


TITLE = _texts("title", is_needed=True)
FORMS: Mapping[str, Form] = {
    "general": (
        *_texts("name", "trainer_name", most=SHORT, is_needed=True),
        *_texts("trainer_role", "city"),
    ),
    "hero": (
        Field("eyebrow"),
        *TITLE,
        Field("subtitle", Kind.PROSE, LONG),
        Field("cta", most=SHORT, is_needed=True),
        Field("cta_note"),
        Parts("facts", _texts("value", "label", most=SHORT, is_needed=True), most=4),
    ),
    "for_whom": (
        *TITLE,
        Parts("items", (*TITLE, Field("text", Kind.PROSE, LONG, is_needed=True)), most=8),
    ),
    "about": (*TITLE, Field("text", Kind.PROSE, PROSE, is_needed=True)),
    "how": (
        *TITLE,
        Parts("steps", (*TITLE, Field("text", Kind.PROSE, LONG, is_needed=True)), most=8),
    ),
    "tariffs": TITLE,
    "reviews": TITLE,
    "questions": (
        *TITLE,
        Parts(
            "items",
            (
                Field("question", most=LINE, is_needed=True),
                Field("answer", Kind.PROSE, 2000, is_needed=True),
            ),
        ),
    ),
    "contacts": (
        *TITLE,
        Field("text", Kind.PROSE, LONG),
        Field("telegram", Kind.TELEGRAM),
        Field("whatsapp", Kind.PHONE),
        Field("phone", Kind.PHONE),
        Field("email", Kind.EMAIL),
        Field("address", most=LONG),
    ),
    "edges": (Field("button", most=SHORT), Field("footer", Kind.PROSE, LONG)),
    "blocks": (Field("order", Kind.BLOCKS), Field("hidden", Kind.BLOCKS)),
    "colours": tuple(
        Field(key, Kind.COLOUR, is_needed=True)
        for key in ("primary", "secondary", "background", "text")
    ),
    "fonts": (
        Field("heading", Kind.FONT, is_needed=True),
        Field("body", Kind.FONT, is_needed=True),
        Field("size", Kind.SIZE),
    ),
    "images": (
        Field("logo", Kind.IMAGE),
        Field("photo", Kind.IMAGE),
        Field("photo_alt"),
        Field("share", Kind.IMAGE),
        Field("icon", Kind.IMAGE),
    ),
    "widget": (
        Field("is_on", Kind.CHOICE, is_needed=True, choices=("yes", "no")),
        Field("title", most=SHORT, is_needed=True),
        Field("subtitle", most=SHORT),
        Field("greeting", Kind.PROSE, LONG, is_needed=True),
        Field("proactive", most=SHORT),
        Parts("suggestions", _texts("text", most=SHORT, is_needed=True), most=4),
        Field("colour", Kind.COLOUR, is_needed=True),
        Field("side", Kind.CHOICE, is_needed=True, choices=("right", "left")),
        Field("font", Kind.FONT, is_needed=True),
        Field("avatar", Kind.IMAGE),
    ),
    "papers": (
        Field("footer", Kind.TEMPLATE, LINE),
        Field("closing", Kind.TEMPLATE, PROSE),
    ),
    "requisites": (
        Field("operator_name"),
        Field("status"),
        Field("inn", Kind.INN),
        Field("ogrnip", Kind.OGRNIP),
        Field("address", most=LONG),
        Field("email", Kind.EMAIL),
    ),
    "seo": (Field("title", is_needed=True), Field("description", Kind.PROSE, LONG)),
}
"""By the section's key, in the order they stand on the site."""


def clean(key: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The section's fields as they are kept.

    Raises:
        NotFound: there is no such section.
        Refused: by the field's key, with a dot and a number for a part: "items.2.text".
    """
    if key not in FORMS:
        raise NotFound("site section", key)
    wrong: dict[str, str] = {}
    cleaned = {
        field.key: _clean_field(field, given.get(field.key), field.key, wrong)
        for field in FORMS[key]
    }
    if wrong:
        raise Refused(wrong)
    return cleaned


def _clean_field(field: Field | Parts, value: Any, path: str, wrong: dict[str, str]) -> Any:
    if isinstance(field, Parts):
        return _clean_parts(field, value or [], path, wrong)
    try:
        return _clean_value(field, value)
    except Refused as e:
        wrong[path] = next(iter(e.fields.values()))
    return None


def _clean_parts(
    parts: Parts, items: Sequence[Mapping[str, Any]], path: str, wrong: dict[str, str]
) -> list[dict[str, Any]]:
    if len(items) > parts.most:
        wrong[path] = "too_many"
    return [
        {
            field.key: _clean_field(field, item.get(field.key), f"{path}.{n}.{field.key}", wrong)
            for field in parts.fields
        }
        for n, item in enumerate(items)
    ]


def _clean_value(field: Field, value: Any) -> str | int | list[str]:
    if field.kind is Kind.BLOCKS:
        return [block.value for block in site_blocks.clean(value or ())]
    if field.kind is Kind.SIZE:
        return _clean_size(value)
    text = _clean_text(str(value or ""), is_prose=field.kind in SEVERAL_LINES)
    if not text:
        if field.is_needed:
            raise Refused({field.key: "missing"})
        return ""
    if len(text) > field.most:
        raise Refused({field.key: "too_long"})
    if field.kind is Kind.CHOICE and text not in field.choices:
        raise Refused({field.key: "malformed"})
    return _READ[field.kind](text) if field.kind in _READ else text


def _clean_text(text: str, *, is_prose: bool) -> str:
    """Without control characters; one line, unless it is prose."""
    lines = text.replace("\r\n", "\n").split("\n")
    kept = ["".join(c for c in line if c.isprintable() or c == "\u00a0").strip() for line in lines]
    if not is_prose:
        return " ".join(part for line in kept for part in line.split(" ") if part)
    return "\n".join(kept).strip()


def _clean_size(value: Any) -> int:
    try:
        size = int(value)
    except (TypeError, ValueError) as e:
        raise Refused({"size": "not_a_number"}) from e
    if not 14 <= size <= 22:
        raise Refused({"size": "out_of_range"})
    return size


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise Refused({"": "malformed"})
    return text


def _inn(text: str) -> str:
    """Source: order of the Federal Tax Service MMV-7-6/435, appendix: control digits of an INN."""
    digits = [int(c) for c in _matching(re.compile(r"\d{10}|\d{12}"), text.replace(" ", ""))]
    weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
    checks = [(weights[2:], 9)] if len(digits) == 10 else [(weights[1:], 10), (weights, 11)]
    for used, place in checks:
        total = sum(w * d for w, d in zip(used, digits, strict=False))
        if total % 11 % 10 != digits[place]:
            raise Refused({"": "malformed"})
    return "".join(map(str, digits))


def _template(text: str) -> str:
    """As it is, when every brace in it belongs to a variable that there is."""
    rest = re.sub(r"\{(" + "|".join(VARIABLES) + r")\}", "", text)
    if "{" in rest or "}" in rest:
        raise Refused({"": "unknown_insert"})
    return text


_READ: Mapping[Kind, Callable[[str], str]] = {
    Kind.PHONE: lambda text: normalise(ContactKind.PHONE, text),
    Kind.EMAIL: lambda text: normalise(ContactKind.EMAIL, text),
    Kind.TELEGRAM: lambda text: _matching(
        re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}"), re.sub(r"^(https?://)?(t\.me/)?@?", "", text)
    ),
    Kind.INN: _inn,
    Kind.OGRNIP: lambda text: _matching(re.compile(r"\d{15}|\d{13}"), text.replace(" ", "")),
    Kind.COLOUR: lambda text: _matching(COLOUR, text.lower()),
    Kind.FONT: lambda text: _matching(FONT, text),
    Kind.TEMPLATE: _template,
    Kind.IMAGE: lambda text: _matching(IMAGE, text),
}

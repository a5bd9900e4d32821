"""Whose paper it is: the trainer's brand, his contacts, and his own words at its foot and its end.

His words are templates (`domain.site_forms.VARIABLES`); a line whose variable is empty is left
out, so that nobody reads "Telegram:" with nothing behind it.
"""

import io
import re
from collections.abc import Mapping
from pathlib import Path

import phonenumbers
from PIL import Image, UnidentifiedImageError
from pydantic import BaseModel

from app.uploads import find_image
from domain.site import Sections

ACCENT, DARK = "#d9381e", "#1a1f24"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LOGO_PX = 480
"""The longer side at most: it is printed 60 mm wide."""
APART = re.compile(r"\s+·\s+|\n")


class Imprint(BaseModel):
    """The brand, as a paper is told of it."""

    site: str
    trainer: str
    role: str
    contacts: list[str]
    accent: str
    dark: str
    logo: str
    """Its address on the site; empty for none."""
    footer: list[str]
    closing: list[str]
    """Paragraphs of the last page."""


def write_imprint(sections: Sections, client_name: str, date: str) -> Imprint:
    """Everything on a paper that is the trainer's and not the programme's."""
    general, colours, papers = (sections[key] for key in ("general", "colours", "papers"))
    known = values_for(sections, client_name, date)
    telegram, phone = known["trainer_telegram"], known["trainer_phone"]
    contacts = (telegram and f"Telegram {telegram}", phone, sections["contacts"]["email"])
    return Imprint(
        site=general["name"],
        trainer=general["trainer_name"],
        role=general["trainer_role"],
        contacts=[line for line in contacts if line],
        accent=_colour(colours["primary"], ACCENT),
        dark=_colour(colours["secondary"], DARK),
        logo=sections["images"]["logo"],
        footer=fill_lines(papers["footer"], known),
        closing=fill_lines(papers["closing"], known),
    )


def values_for(sections: Sections, client_name: str, date: str) -> dict[str, str]:
    """What each variable of a template stands for."""
    contacts = sections["contacts"]
    return {
        "client_name": client_name,
        "trainer_name": sections["general"]["trainer_name"],
        "trainer_phone": say_phone(contacts["phone"]),
        "trainer_telegram": f"@{contacts['telegram']}" if contacts["telegram"] else "",
        "date": date,
    }


def fill_lines(template: str, known: Mapping[str, str]) -> list[str]:
    """The lines of a template, filled; one that would have a hole is left out."""
    filled = []
    for line in APART.split(template):
        named = re.findall(r"\{(\w+)\}", line)
        if line.strip() and all(known.get(name) for name in named):
            filled.append(re.sub(r"\{(\w+)\}", lambda match: known[match[1]], line).strip())
    return filled


def say_phone(value: str) -> str:
    """A number as people write it; whatever is none, as it is."""
    try:
        parsed = phonenumbers.parse(value, "RU")
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def read_logo(data_dir: Path, address: str) -> bytes:
    """The logo, small enough for paper; empty where there is none that can be read."""
    path = find_image(data_dir, address.rpartition("/")[2])
    if path is None:
        return b""
    try:
        with Image.open(path) as picture:
            picture.thumbnail((LOGO_PX, LOGO_PX))
            drawn = io.BytesIO()
            picture.convert("RGBA").save(drawn, "PNG", optimize=True)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return b""
    return drawn.getvalue()


def _colour(value: object, otherwise: str) -> str:
    return str(value) if COLOUR.fullmatch(str(value)) else otherwise

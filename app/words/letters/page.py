"""How a letter looks: its words as plain text and as a page that mail programs can draw."""

import re
from functools import cache
from pathlib import Path

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from app.words.letters.matter import Matter, Words
from app.words.speech import roubles

TEMPLATES = Path(__file__).parent.parent / "templates"
COLOUR = "#d9381e"
WHITE, BLACK = "#ffffff", "#14171a"
DARK_ENOUGH = 0.18
"""Below this luminance white letters stand out better than black ones (WCAG 2.2)."""


@cache
def _template() -> Template:
    house = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    house.filters["roubles"] = roubles
    return house.get_template("letter.html")


def draw_html(words: Words, matter: Matter, unsubscribe_url: str | None, why: str) -> str:
    """The letter as HTML; every style stands on its element, since mail programs drop others."""
    colour = matter.colour if re.fullmatch(r"#[0-9a-fA-F]{6}", matter.colour) else COLOUR
    is_dark = _luminance(colour) < DARK_ENOUGH
    html = _template().render(
        words=words,
        matter=matter,
        colour=colour,
        ink=WHITE if _luminance(colour) < 0.3 else BLACK,
        link=colour if is_dark else BLACK,
        greeting=greeting(words, matter),
        signature=matter.trainer if words.is_signed else "",
        footer=footer(matter, why),
        unsubscribe_url=unsubscribe_url,
    )
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(html)


def draw_text(words: Words, matter: Matter, unsubscribe_url: str | None, why: str) -> str:
    """The letter as plain text, complete by itself."""
    parts = [greeting(words, matter), *words.paragraphs]
    parts += [f"{o.title}: {roubles(o.price)}\n{o.url}" for o in words.offers]
    links = [words.button] if words.button else []
    parts += [f"{title}:\n{url}" for title, url in (*links, *words.more)]
    parts += words.closing
    if words.is_signed:
        parts.append(matter.trainer)
    foot = [*footer(matter, why)]
    if unsubscribe_url:
        foot.append(f"Отписаться: {unsubscribe_url}")
    body = "\n\n".join(part for part in parts if part)
    return f"{body}\n\n-- \n" + "\n".join(foot) + "\n"


def draw_chat(words: Words, matter: Matter, foot: str) -> str:
    """The same as a messenger says it: whatever leads on is a button under it, not a link in it."""
    parts = [greeting(words, matter), *words.paragraphs]
    parts.append("\n".join(f"{o.title}: {roubles(o.price)}" for o in words.offers))
    parts += words.closing
    if words.is_signed:
        parts.append(matter.trainer)
    return "\n\n".join(part for part in (*parts, foot) if part)


def greeting(words: Words, matter: Matter) -> str:
    if not words.is_greeting:
        return ""
    return f"Здравствуйте, {matter.first_name}!" if matter.first_name else "Здравствуйте!"


def footer(matter: Matter, why: str) -> tuple[str, ...]:
    place = " · ".join(part for part in (matter.site_name, matter.site_url) if part)
    return tuple(line for line in (why, place) if line)


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

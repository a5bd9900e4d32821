"""Letters: what every kind of message says, in Russian, as text and as HTML.

Pure: the rows a letter speaks of are read by `app.letters`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Formatter

from app.words.letters import clients, owner
from app.words.letters.clients import choose
from app.words.letters.matter import Matter, Offer, Words
from app.words.letters.owner import ANSWER, COPY_PHONE
from app.words.letters.page import draw_chat, draw_html, draw_text
from app.words.letters.values import VALUES

__all__ = [
    "ANSWER",
    "COPY_PHONE",
    "KINDS",
    "VALUES",
    "Matter",
    "Offer",
    "Own",
    "Words",
    "choose",
    "draw_chat",
    "draw_html",
    "draw_text",
    "is_complete",
    "read_ours",
    "say",
    "say_sender",
    "way_out",
    "why_sent",
]

KINDS = frozenset({*clients.SAY, *owner.SAY})


@dataclass(frozen=True)
class Own:
    """A letter in the trainer's words; {names} as in ours, paragraphs apart by an empty line."""

    subject: str
    body: str


def say(kind: str, matter: Matter, own: Own | None = None) -> Words:
    """The words of a message of this kind; KeyError for a kind that has none.

    Args:
        own: said instead of our subject and paragraphs. Whatever names something that there is
            not this time gives way to ours; buttons, links and closing words are always ours.
    """
    words = (clients.SAY.get(kind) or owner.SAY[kind])(matter)
    if kind not in VALUES:
        return words
    values = VALUES[kind](matter)
    if own is not None and is_complete(f"{own.subject}{own.body}", values):
        words = replace(words, subject=own.subject, paragraphs=clients.paragraphs(own.body))
    return replace(
        words,
        subject=words.subject.format_map(values),
        paragraphs=tuple(paragraph.format_map(values) for paragraph in words.paragraphs),
    )


def read_ours(kind: str, matter: Matter) -> Own:
    """Our own words of a letter that can be reworded, its {names} not filled in."""
    words = clients.SAY[kind](matter)
    return Own(words.subject, "\n\n".join(words.paragraphs))


def is_complete(template: str, values: Mapping[str, str]) -> bool:
    """Whether everything that is named has a value this time."""
    return all(values[name] for _, name, _, _ in Formatter().parse(template) if name)


def why_sent(kind: str, matter: Matter, *, is_marketing: bool) -> str:
    """Why the reader has this letter: the line at its foot."""
    if kind in owner.SAY:
        return "Это уведомление для владельца."
    if is_marketing:
        return f"Реклама. {matter.sender}. Вы согласились получать предложения."
    return "Письмо пришло, потому что вы оставили заявку, ответили на анкету или оплатили тариф."


def way_out(matter: Matter, *, is_marketing: bool) -> str:
    """The foot of what a person may switch off, where a messenger says it."""
    if is_marketing:
        return f"Реклама. {matter.sender}. Не получать предложений: /stop"
    return "Не получать напоминаний: /stop"


def say_sender(name: str, inn: str) -> str:
    """Who sells, as the law wants it under what advertises."""
    return f"{name}, ИНН {inn}" if inn else name

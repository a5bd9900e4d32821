"""Letters: what every kind of message says, in Russian, as text and as HTML.

Pure: the rows a letter speaks of are read by `app.letters`.
"""

from app.words.letters import clients, owner
from app.words.letters.matter import Matter, Offer, Words
from app.words.letters.page import draw_html, draw_text

__all__ = [
    "KINDS",
    "Matter",
    "Offer",
    "Words",
    "draw_html",
    "draw_text",
    "say",
    "say_sender",
    "why_sent",
]

KINDS = frozenset({*clients.SAY, *owner.SAY})


def say(kind: str, matter: Matter) -> Words:
    """The words of a message of this kind; KeyError for a kind that has none."""
    return (clients.SAY.get(kind) or owner.SAY[kind])(matter)


def why_sent(kind: str, matter: Matter, *, is_marketing: bool) -> str:
    """Why the reader has this letter: the line at its foot."""
    if kind in owner.SAY:
        return "Это уведомление для владельца."
    if is_marketing:
        return f"Реклама. {matter.sender}. Вы согласились получать предложения."
    return "Письмо пришло, потому что вы оставили заявку, ответили на анкету или оплатили тариф."


def say_sender(name: str, inn: str) -> str:
    """Who sells, as the law wants it under what advertises."""
    return f"{name}, ИНН {inn}" if inn else name

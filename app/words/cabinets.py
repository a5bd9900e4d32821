"""The client's cabinet: what was just done, in a sentence, and the word that deletes."""

from collections.abc import Mapping
from datetime import date

from app.words import bot_offers
from domain.programmes.writing import Awaited
from domain.subscriptions import Subscription

DONE: Mapping[str, str] = {
    "given": "Согласие записано.",
    "withdrawn": "Согласие отозвано.",
    "link": (
        "Если мы знаем ваш проверенный адрес, ссылка уже в пути. Новую можно попросить через "
        "10 минут."
    ),
}
"""By the code the page carries in its address."""
NOTHING_TO_WITHDRAW = "Такого согласия по этой ссылке нет."
NOT_SURE = "Чтобы удалить данные, напишите слово «удалить»."
CONFIRM = "удалить"
ANY_CHANNEL = "почта или Telegram"
EXPORT_FILE = "Мои данные.json"
AWAITS: Mapping[Awaited, str] = {
    Awaited.ANSWERS: "Чтобы составить программу, нужны ответы на анкету.",
    Awaited.WRITING: "Программа составляется и появится здесь сама.",
    Awaited.TRAINER: "Программу смотрит тренер. Как отпустит, она появится здесь.",
}
"""What a paid programme waits for."""


def say_subscription(row: Subscription, today: date) -> str:
    """How what is paid for stands."""
    if row.programme is not None and row.last_day is not None:
        return bot_offers.say_course(row, today)
    return AWAITS[row.awaits] if row.awaits is not None else bot_offers.MEETING


def is_sure(typed: str) -> bool:
    """Whether the word that deletes was typed."""
    return typed.strip(" .«»\"'").casefold() == CONFIRM

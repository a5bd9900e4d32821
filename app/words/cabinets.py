"""The client's cabinet: what was just done, in a sentence, and the word that deletes."""

from collections.abc import Mapping

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


def is_sure(typed: str) -> bool:
    """Whether the word that deletes was typed."""
    return typed.strip(" .«»\"'").casefold() == CONFIRM

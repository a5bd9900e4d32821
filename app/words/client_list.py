"""What the list of clients shows and does with many at once, in words."""

from collections.abc import Mapping

from app.words.speech import NBSP, plural

COLUMNS = "Колонки"
COLUMN: Mapping[str, str] = {
    "source": "Источник",
    "utm": "UTM-метки",
    "invited": "Кто привёл",
    "tags": "Метки",
    "phone": "Телефон",
    "email": "Почта",
    "telegram": "Telegram",
    "goal": "Цель",
    "paid": "Оплатил",
    "last_paid": "Последняя оплата",
    "heard": "Писал",
}
VIEWS = "Мои списки"
NO_VIEWS = "Настройте фильтры и сохраните их под именем: список откроется одним касанием."
VIEW_NAME = "Название списка"
KEEP_VIEW = "Сохранить"
DROP_VIEW = "Удалить список «{title}»"
DROPPED = "Список «{title}» удалён."
KEPT = "Список «{title}» сохранён."

PICK = "Выбрать"
PICK_ALL = "Все на экране"
STOP = "Закончить выбор"
STAGE = "Этап"
TAG = "Метка"
UNTAG = "Снять метку"
WRITE = "Написать"
EXPORT = "Выгрузить"
TASK = "Задача"
NOBODY_PICKED = "Отметьте, с кем работать."

STAGE_TITLE = "На какой этап"
TAG_TITLE = "Какую метку поставить"
UNTAG_TITLE = "Какую метку снять"
TAG_FIELD = "Метка"
APPLY = "Готово"
WRITE_TITLE = "Написать выбранным"
TEXT = "Текст"
SELLS = "Это предложение или реклама"
SELLS_HINT = "Уйдёт только тем, кто согласился на рассылку, и не чаще раза в день."
WRITE_HINT = (
    "Каждый получит сообщение лично, в своём канале и днём по своему времени. "
    f"Отправка начнётся через 20{NBSP}секунд: это время на отмену."
)
SEND = "Отправить"
EXPORT_TITLE = "Выгрузить список"
EXPORT_HINT = "Откроется в Excel и в других таблицах. Личные данные: храните файл у себя."
NAME, STAGE_COLUMN, ADDED_AT = "Имя", "Этап", "Добавлен"
SHEET = "Клиенты"


def people(number: int) -> str:
    """How many are meant."""
    return f"{number}{NBSP}{plural(number, 'клиент', 'клиента', 'клиентов')}"


def picked(number: int) -> str:
    """How many are picked."""
    return f"Выбрано: {number}"


def moved(number: int, stage: str) -> str:
    return f"«{stage}»: {people(number)}." if number else f"Все уже на этапе «{stage}»."


def tagged(number: int, tag: str) -> str:
    return f"Метка «{tag}»: {people(number)}." if number else f"Метка «{tag}» у всех уже есть."


def untagged(number: int, tag: str) -> str:
    return f"Метка «{tag}» снята: {people(number)}." if number else f"Метки «{tag}» ни у кого нет."


def written(number: int, unreached: int) -> str:
    """To how many it goes, and to how many there is no way."""
    if not number:
        return "Написать некуда: ни у кого из выбранных нет бота или почты."
    said = f"Сообщение в очереди: {people(number)}."
    return f"{said} Некуда писать: {unreached}." if unreached else said

"""The dashboard's frame: sections, tools, what every page says."""

from app.words.speech import plural

PRODUCT = "Подход"
TODAY = "Сегодня"
CLIENTS = "Клиенты"
FUNNEL = "Воронка"
PAYMENTS = "Оплаты"
PROGRAMMES = "Программы"
PROMOS = "Промокоды"
ANALYTICS = "Аналитика"
FAQ = "Ответы"
SCENARIOS = "Сценарии"
EXERCISES = "Упражнения"
MORE = "Ещё"
ATTENTION = "Требует внимания"
MESSAGES = "Исходящие"
SETTINGS = "Настройки"
NOTICES = "Уведомления"

DEMO_MODE = "Демо-режим: оплаты ненастоящие"
FIND = "Найти клиента"
BELL = "Уведомления"
SWITCH_THEME = "Сменить тему"
LOG_OUT = "Выйти"
BACK = "Назад"
CLOSE = "Закрыть"
UNDO = "Отменить"
SHOW_MORE = "Показать ещё"
OPEN_SITE = "Открыть сайт"
ANYBODY = "Без имени"

BROKEN = "Что-то сломалось у нас. Ошибка записана, ваши данные целы. Попробуйте ещё раз."
UNREADABLE_TITLE = "Не удалось прочитать"
UNREADABLE = "Данные целы, но сейчас не читаются. Обычно это проходит само за минуту."
TRY_AGAIN = "Попробовать ещё раз"

NO_NOTICES_TITLE = "Пока тихо"
NO_NOTICES = "Здесь появятся новые заявки, оплаты и всё, о чём стоит знать сразу."
ROLE = {"owner": "владелец", "assistant": "помощник"}


def unread(count: int) -> str:
    """What the bell says aloud."""
    if not count:
        return BELL
    return f"{BELL}: {count} {plural(count, 'новое', 'новых', 'новых')}"

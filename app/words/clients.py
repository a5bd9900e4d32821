"""The list of clients, in words."""

from collections.abc import Mapping

from app.words.sheets import GOAL
from app.words.speech import NBSP, plural

TITLE = "Клиенты"
SEARCH = "Имя, телефон, @telegram, слово из переписки"
EVERYBODY = "Все"
FILTERS = "Фильтры"
SORT = "Порядок"
SORTS = {"newest": "Сначала новые", "name": "По имени"}
SOURCE = "Откуда пришёл"
TAG = "Метка"
ANY = "Любой"
ANY_TAG = "Любая"
ANY_AT_ALL = "Неважно"
TARIFF = "Купил тариф"
NARROW: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "money": (
        "Деньги",
        {
            "paid": "Платил",
            "repeat": "Платил не раз",
            "waits": "Не оплатил счёт",
            "never": "Ещё не платил",
        },
    ),
    "activity": (
        "Был на связи",
        {
            "week": "За неделю",
            "month": f"За 30{NBSP}дней",
            "silent_month": f"Молчит 30{NBSP}дней",
            "silent_quarter": f"Молчит 90{NBSP}дней",
        },
    ),
    "goal": ("Цель", GOAL),
    "consent": (
        "Согласия",
        {
            "marketing": "На рассылку",
            "no_marketing": "Без рассылки",
            "health": "О здоровье",
            "personal_data": "На данные",
        },
    ),
    "channel": (
        "Куда написать",
        {
            "telegram": "В бот",
            "email": "На почту",
            "phone": "По телефону",
            "nowhere": "Некуда",
        },
    ),
}
CLEAR = "Сбросить фильтры"
SHOW_MORE = "Показать ещё"
APPLY = "Готово"

EMPTY_TITLE = "Здесь будут ваши клиенты"
EMPTY = (
    "Каждая заявка и анкета с сайта появится здесь сама. Начните с тех, кого уже тренируете: "
    "хватит имени и телефона."
)
NOT_FOUND_TITLE = "Никого не нашли"
NOT_FOUND = "Попробуйте часть имени или последние четыре цифры телефона."
ADD = "Добавить"
ADD_TITLE = "Новый клиент"
NAME = "Имя"
CONTACT = "Телефон, почта или @telegram"
SAVE = "Добавить клиента"
KNOWN = "Такой контакт уже есть у клиента «{name}»."
OPEN_CARD = "Открыть карточку"
ADDED = "Клиент добавлен."
READ_AS = "Показаны результаты для «{text}»"


def count(number: int, *, is_at_least: bool) -> str:
    """How many were found."""
    said = f"{number:,}".replace(",", NBSP)
    if is_at_least:
        return f"{said}+ клиентов"
    return f"{said} {plural(number, 'клиент', 'клиента', 'клиентов')}"


def filters(count: int) -> str:
    """The button of the filters, with how many are on."""
    return f"{FILTERS}: {count}" if count else FILTERS

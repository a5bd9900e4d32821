"""The texts a trainer may reword: where each is said, ours, and what can be put into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from app.words import bot
from domain.texts import find_fault


@dataclass(frozen=True)
class Editable:
    """A text with its own default; `sample` names its variables, filled for the preview."""

    title: str
    ours: str
    sample: Mapping[str, str]


WHO = {"name": "Анна", "trainer": "Иван Петров"}
TEXTS: Mapping[str, Editable] = {
    "bot.new": Editable("Приветствие нового человека", bot.NEW, WHO),
    "bot.from_site": Editable("Приветствие после заявки на сайте", bot.FROM_SITE, WHO),
    "bot.from_site_service": Editable(
        "После заявки: что выбрал",
        bot.FROM_SITE_SERVICE,
        {"service": "1 месяц онлайн", "price": bot.price(990_000)},
    ),
    "bot.from_site_message": Editable(
        "После заявки: что написал", bot.FROM_SITE_MESSAGE, {"message": "Хочу подтянуться 10 раз"}
    ),
    "bot.from_site_next": Editable("После заявки: что дальше", bot.FROM_SITE_NEXT, {}),
    "bot.returning": Editable("Приветствие того, кто вернулся", bot.RETURNING, WHO),
    "bot.returning_next": Editable("Вернулся без программы", bot.RETURNING_NEXT, {}),
    "bot.with_programme": Editable("Вернулся, программа есть", bot.WITH_PROGRAMME, {}),
}

NOTE = "Так бот здоровается. Перепишите своими словами: новое услышит следующий, кто откроет бота."
CHIPS = "Нажмите, чтобы вставить:"
PREVIEW = "Так увидит клиент"
OWN = "ваш текст"
RESTORE = "Вернуть исходный"
RESTORED = "Вернули исходный текст."
OLDER = "Прежние версии"
TAKE = "Подставить"
WRONG: Mapping[str, str] = {
    "missing": "Текст пуст. Напишите что-нибудь или верните исходный.",
    "too_long": "Слишком длинно: не больше 600 знаков.",
    "brace": "Фигурная скобка без пары. Проверьте { и }.",
    "variable": "Такой переменной здесь нет. Возьмите одну из кнопок под текстом.",
    "repeated": "Переменная повторяется. Оставьте её один раз.",
}


def template(wordings: Mapping[str, str], key: str) -> str:
    """The trainer's words as a template, or ours where he has none that can be said."""
    known = TEXTS[key]
    own = wordings.get(key)
    if own is None or find_fault(own, known.sample) is not None:
        return known.ours
    return escape(own, quote=False)

"""The settings of the model, in words."""

from collections.abc import Mapping

from app.words.speech import NBSP, plural, roubles
from domain.agent.choosing import Provider
from domain.agent.costs import DayOfCosts

TITLE = "Нейросеть"
NOTE = (
    "Нейросеть отвечает последней: когда нет ни готового ответа, ни сценария. Цены, сроки "
    "и обещания она говорит только те, что есть у вас на сайте; остальное заменяется честным "
    "«уточните у тренера». Имена, телефоны и почту мы ей не передаём."
)
OF_ENVIRONMENT = (
    "Модель задана в настройках сервера: {model}. Она важнее того, что выбрано здесь; "
    "остальное на этой странице действует."
)
PROVIDERS: Mapping[Provider, str] = {
    Provider.YANDEX: "YandexGPT (Yandex Cloud)",
    Provider.GIGACHAT: "GigaChat (Сбер)",
    Provider.PROXYAPI: "ProxyAPI",
    Provider.OPENAI: "OpenAI",
    Provider.OTHER: "Другая, совместимая с OpenAI",
}
FIELD: Mapping[str, str] = {
    "provider": "Чья модель",
    "model": "Название модели",
    "folder": "Каталог Yandex Cloud",
    "base": "Адрес, если он свой",
    "key": "Ключ",
    "temperature": "Вольность от 0 до 1",
    "prompt": "Ваши указания модели",
    "turns": "Сколько последних реплик она помнит дословно",
    "cap": "Не больше рублей в день",
    "price": "Цена 1000 токенов, ₽",
}
MODEL_HINT = (
    "Пусто: без нейросети. Например, yandexgpt/latest, GigaChat-2, gpt-4o-mini; "
    "запасные через запятую"
)
KEY_KEPT = "Ключ сохранён и зашифрован. Новый впишите, только если меняете."
KEY_LOST = "Сохранённый ключ больше не читается: сменился SECRET_KEY. Впишите его ещё раз."
PROMPT_HINT = "Например: «Зови на пробную неделю». Правила о ценах и здоровье они не меняют."
CAP_HINT = "Потом до конца дня отвечают только готовые ответы и вы"
SAVE = "Сохранить"
SAVED = "Сохранено."
CHECK = "Проверить"
NO_MODEL = "Модель не выбрана: отвечают готовые ответы, сценарии и вы."
WORKS = "Работает: «{said}». Первое слово через {first}, весь ответ за {whole}."
REFUSED = "Модель нам отказала. Проверьте ключ, название модели и каталог. ({why})"
SILENT = "Модель не ответила вовремя. Попробуйте ещё раз или проверьте адрес. ({why})"
COSTS = "Расходы за неделю"
COSTS_EMPTY = "Модель ещё не спрашивали."
TODAY = "Сегодня {spent} из {cap}"
TRIAL = "Поздоровайся одним предложением."


def day(costs: DayOfCosts) -> str:
    """A day's costs in one line."""
    answers = f"{costs.calls}{NBSP}{plural(costs.calls, 'ответ', 'ответа', 'ответов')}"
    failed = f", не вышло {costs.failed}" if costs.failed else ""
    first = f", первое слово через {seconds(costs.first_ms)}" if costs.first_ms is not None else ""
    return f"{answers}{failed}{first}, весь ответ за {seconds(costs.whole_ms)}"


def date(costs: DayOfCosts) -> str:
    return f"{costs.day:%d.%m}: {roubles(costs.kopecks)}"


def seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.1f}".replace(".", ",") + f"{NBSP}с"

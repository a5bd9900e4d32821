"""Answers and sales scenarios on the trainer's pages."""

from collections.abc import Mapping

from app.words.speech import NBSP, plural
from domain.faq import Worth
from domain.scenarios import Action, Deed, ExitRule, Trigger

TITLE = "Ответы"
SCENARIOS = "Сценарии продаж"
TABS: Mapping[str, tuple[str, str]] = {
    "faq": ("/faq", "Ответы"),
    "unanswered": ("/faq/unanswered", "Без ответа"),
    "bench": ("/faq/try", "Проверить вопрос"),
    "scenarios": ("/scenarios", "Сценарии"),
}
SEARCH = "Найти ответ"
NEW = "Новый ответ"
EDIT = "Изменить ответ"
EVERYTHING = "Все"
EXPORT_JSON, EXPORT_CSV = "Скачать JSON", "Скачать CSV"
IMPORT = "Загрузить файл"
IMPORT_HINT = "CSV или JSON, как мы их отдаём: новое добавится, то же самое обновится."
MORE = "Файлы"
EMPTY_TITLE = "Ничего не нашлось"
EMPTY = "Попробуйте другое слово или другую тему."
OFF = "выключен"
ON_SITE = "словами сайта"
SILENT = "молчит: переменная пуста"
QUESTION, ANSWER, CATEGORY = "Вопрос", "Ответ", "Тема"
SYNONYMS = "Те же вопросы другими словами, каждый с новой строки"
PRIORITY = "Важность"
PRIORITY_HINT = "Из двух похожих выберем более важный"
VARIABLES = "Можно вставить: {names}. Подставим из тарифов и сайта; пусто, значит ответ промолчит."
SAVE, REMOVE, SAVED, REMOVED = "Сохранить", "Удалить", "Сохранили.", "Удалили."
UP, DOWN, CHANGE = "Выше", "Ниже", "Изменить"
STOP, START = "Выключить", "Включить"
SHOW_MORE = "Показать ещё"
SITE_RULE = "На этот вопрос отвечает сайт. Его слова меняются в настройках сайта."
OPEN_SITE = "Открыть настройки сайта"

NO_UNANSWERED_TITLE = "Все вопросы с ответом"
NO_UNANSWERED = "Здесь соберутся похожие вопросы, на которые ответа ещё нет."
ADD_ANSWER = "Добавить в ответы"
NOT_NEEDED = "Не нужно"
AND_MORE = "и ещё {count}"

BENCH = "Вопрос клиента"
BENCH_HINT = "Так, как он его напишет"
TRY = "Проверить"
BY: Mapping[str, str] = {"meaning": "по смыслу", "words": "по словам, модель смысла загружается"}
LAYER: Mapping[str, str] = {
    "sure": "Ответит готовым ответом",
    "perhaps": "Предложит выбрать из похожих",
    "scenario": "Ответит сценарием «{name}»",
    "onward": "Готового ответа нет: спросит модель, а без неё передаст вам",
}
COST = "Модель не спрашивали, это бесплатно. Заняло {ms}\N{NO-BREAK SPACE}мс, искали {by}."
NEAR = "Что рядом"
SCORE = "{score:.2f}"
PARTS = "смысл {meaning:.2f} · слова {words:.2f} · чужое {elsewhere:.2f}"
FROM = "Ответ сам с {sure:.2f}, выбор из похожих с {perhaps:.2f}"

NEW_SCENARIO, EDIT_SCENARIO = "Новый сценарий", "Изменить сценарий"
NAME, TEMPLATE, MOST_TIMES = "Название", "Что сказать", "Сколько раз одному человеку"
TRIGGER, VALUE, ACTION, EXIT = "Когда", "Что именно", "Что предложить", "Когда перестать"
TARIFF = "Код тарифа"
NO_TARIFF = "Без тарифа"
WHO = "Кому"
TRIGGERS: Mapping[Trigger, str] = {
    Trigger.ACTION: "По словам клиента",
    Trigger.STAGE: "На этапе",
    Trigger.TIME: "Часов на этапе",
    Trigger.GOAL: "По цели",
    Trigger.LEVEL: "По опыту",
    Trigger.HEALTH: "По здоровью",
}
DEEDS: Mapping[str, str] = {
    Deed.DOUBTS: "сомневается",
    Deed.READY: "готов купить",
    Deed.COMPARES: "сравнивает",
    Deed.LEAVES: "уходит",
}
LEVELS: Mapping[str, str] = {
    "beginner": "новичок",
    "intermediate": "занимается",
    "advanced": "опытный",
}
STAGES: Mapping[str, str] = {
    "first_contact": "первый контакт",
    "consultation": "консультация",
    "deciding": "принимает решение",
    "bought": "купил",
    "active": "занимается",
    "finished": "закончил",
    "inactive": "пропал",
}
ACTIONS: Mapping[Action, str] = {
    Action.ASK: "Только спросить",
    Action.OFFER_INTAKE: "Предложить анкету",
    Action.OFFER_TARIFF: "Предложить тариф",
    Action.CALL_TRAINER: "Позвать тренера",
}
EXITS: Mapping[ExitRule, str] = {
    ExitRule.BOUGHT: "Когда купит",
    ExitRule.ANSWERED: "Когда ответит",
    ExitRule.REFUSED: "Когда откажется",
}
FREE_WEEK: Mapping[str, str] = {
    "any": "Всем",
    "yes": "У кого была бесплатная неделя",
    "no": "У кого её не было",
}


def used(count: int, worth: Worth) -> str:
    """How often an answer was given, and who paid after it."""
    if not count:
        return "ещё не спрашивали"
    times = f"{count}{NBSP}{plural(count, 'раз', 'раза', 'раз')}"
    if not worth.asked:
        return f"ответили {times}"
    return f"ответили {times} · спросили {worth.asked} → оплатили {worth.paid}"


def said(count: int) -> str:
    if not count:
        return "ещё не говорили"
    return f"сказали {count}{NBSP}{plural(count, 'раз', 'раза', 'раз')}"


def imported(added: int, changed: int, same: int) -> str:
    return f"Добавили {added}, изменили {changed}, без перемен {same}."


def asked_times(count: int) -> str:
    return f"{count}{NBSP}{plural(count, 'вопрос', 'вопроса', 'вопросов')}"

"""The editor of a programme, the list of programmes, and templates."""

from collections.abc import Mapping

from app.words.speech import NBSP, plural
from domain.programmes.grounds import Bar, Fit
from domain.programmes.queue import Shelf

TITLE = "Правка программы"
EDIT = "Править"
WEEK = "Неделя {number}"
SHORT_WEEK = "Нед. {number}"
EASY = "разгрузка"
MORE_DEEDS = "Ещё"
UNDO, REDO = "Отменить правку", "Вернуть правку"
SAVE = "Сохранить"
SAVED = "Сохранено: версия {version}."
SEND = "Отправить"
SENT = "Программа уходит клиенту."
NOTHING_TO_SAVE = "Изменений нет."
ALL_SAVED = "Версия {version}, всё сохранено"
UNSAVED = "Не сохранено"
RECOVERED = "Вы остановились {when} и не сохранили правки. Сохраните их или сбросьте."
BEHIND = "Пока вы правили, сохранили версию {version}. При сохранении покажем обе."
DISCARD = "Сбросить правки"
DISCARDED = "Правки сброшены."

SETS, REPS, RIR, REST, TEMPO, PERCENT, LOAD = (
    "Подходы",
    "Повторы",
    "Запас",
    "Отдых, с",
    "Темп",
    "% макс.",
    "Вес, кг",
)
SECONDS, MINUTES = "Секунды", "Минуты"
LOW, HIGH = "от", "до"
FIELDS: Mapping[str, str] = {
    "sets": SETS,
    "low": LOW,
    "high": HIGH,
    "rir": RIR,
    "rest_s": REST,
    "tempo": TEMPO,
    "percent_1rm": PERCENT,
    "load_kg": LOAD,
}
AMOUNT: Mapping[str, str] = {"reps": REPS, "sec": SECONDS, "min": MINUTES}
EXERCISE = "Упражнение"
ONWARDS = "И в следующих неделях"
ONWARDS_HINT = "Правка повторится везде, где в этот день недели стоит это же упражнение."
GRIP = "Перетащить"
UP, DOWN, MORE = "Выше", "Ниже", "Изменить"
MOVE_TO = "Перенести на"
SWAP, ADD, REMOVE = "Заменить", "Добавить упражнение", "Убрать"
REMOVED = "«{name}» убрано."
SWAP_TITLE = "Чем заменить «{name}»"
ADD_TITLE = "Добавить: {day}"
FIND = "Найти упражнение"
NOTHING_FOUND = "Ничего не нашлось. Попробуйте другое слово."
NO_FIT = "Подходящих замен нет."
SHOW_BARRED = "Показать и неподходящие"
REST_DAY = "День отдыха"
WALKING = "Ходьба за неделю, мин"
COPY = "Скопировать неделю"
COPY_TITLE = "Неделя {number}: куда скопировать"
COPY_TEXT = "Выбранные недели станут такими же, как эта. Это можно отменить."
COPY_DO = "Скопировать"
COPIED = "Скопировано. {weeks}."
ALL_LATER = "Все следующие"

FIT: Mapping[Fit, str] = {
    Fit.EASIER: "проще",
    Fit.HARDER: "сложнее",
    Fit.SAME_MOVEMENT: "то же движение",
    Fit.SAME_MUSCLE: "те же мышцы",
}
BAR: Mapping[Bar, str] = {
    Bar.FORBIDDEN: "запрещено по здоровью",
    Bar.EQUIPMENT: "нет снаряжения",
    Bar.LEVEL: "сложнее уровня",
    Bar.DISLIKED: "клиент не любит",
    Bar.OFF: "выключено в каталоге",
    Bar.TIRING: "слишком тяжело в этом возрасте",
}

CHECKS = "Проверка"
CHECKING = "Проверяем…"
EXPLAINED = "Объяснено: {reason}"
NOT_EXPLAINED = "Нарушает безопасность, причины пока нет"
SHOW_ALL = "Показать все: {count}"

REASON_TITLE = "Правка нарушает правила безопасности"
REASON_TEXT = "Сохранить можно, но нарушения останутся помеченными. Напишите, почему так нужно."
REASON = "Почему так"
REASON_HINT = "Например: клиент тренируется под моим присмотром"
REASON_SAVE = "Сохранить с пометкой"
BACK_TO_EDIT = "Вернуться и исправить"

STALE_TITLE = "Программу уже изменили"
STALE_TEXT = (
    "Пока вы правили версию {yours}, сохранили версию {current}. Вот что изменилось у каждого."
)
THEIRS = "В версии {version}"
MINE = "У вас"
TAKE_THEIRS = "Взять новую, мои правки сбросить"
SAVE_MINE = "Сохранить мою поверх"

LEAVE_TITLE = "Правки не сохранены"
LEAVE_TEXT = "Они останутся на вашем столе: откроете программу снова и продолжите."
LEAVE_SAVE = "Сохранить и уйти"
LEAVE = "Уйти так"
STAY = "Остаться"

VERSIONS = "Версии"
VERSION = "Версия {number}"
BY_RULE = "составлено по правилам"
BY_SOMEBODY = "кто-то из команды"
SHOWN = "у клиента"
CURRENT = "последняя"
COMPARE = "Сравнить"
COMPARE_TITLE = "Версия {old} и то, что сейчас"
RESTORE = "Вернуть"
RESTORED = "Версия {old} снова последняя, теперь она {new}."
RESTORE_FIRST = "Сначала сохраните или сбросьте правки."

TEMPLATES = "Шаблоны"
SAVE_TEMPLATE = "Сохранить как шаблон"
TEMPLATE_NAME = "Название"
TEMPLATE_HINT = "С тем же названием шаблон заменится"
TEMPLATE_SAVED = "Шаблон «{name}» сохранён."
TEMPLATE_REMOVED = "Шаблон удалён."
NO_TEMPLATES = "Шаблонов пока нет"
NO_TEMPLATES_TEXT = "Откройте любую программу на правку и сохраните её как шаблон."
FROM_TEMPLATE = "Программа из шаблона"
APPLY_TEXT = "Запрещённые и неподходящие упражнения заменим с пометкой, программа ляжет черновиком."
REMOVE_TEMPLATE = "Удалить шаблон"

GENERATE = "Сгенерировать полную программу"
WEEKS = "Сколько недель"
PLACE = "Место"
AS_ANSWERED = "Как в анкете"
DAYS = "Дней в неделю"
GENERATE_DO = "Сгенерировать"

PROGRAMMES = "Программы"
SHELF: Mapping[Shelf, str] = {
    Shelf.WAITS: "Ждут вас",
    Shelf.DRAFTS: "Черновики",
    Shelf.SENT: "У клиентов",
}
EMPTY: Mapping[Shelf, tuple[str, str]] = {
    Shelf.WAITS: ("Никто не ждёт", "Здесь появятся программы, которые нужно проверить."),
    Shelf.DRAFTS: ("Черновиков нет", "Новый создаётся на карточке клиента."),
    Shelf.SENT: ("Пока ничего не отправлено", "Здесь будут программы, которые уже у клиентов."),
}
CHANGED = "изменена после отправки"
BOUGHT = "оплачена"
HAS_COPY = "есть несохранённые правки"
WHAT_CHANGED = "Что изменилось"
SINCE_SENT = "По сравнению с версией {version}, которая у клиента"
OPEN = "Открыть"

CLEANING = "Старые черновики"
CLEANING_TEXT = (
    "Черновики, которые никому не отправляли и давно не открывали. Отправленные и оплаченные "
    "программы не удаляются никогда."
)
KEEP_DAYS = "Удалять черновики старше"
NEVER = "Никогда сами"
COUNT_FIRST = "Посчитать"
CLEAN_DO = "Удалить {drafts}"
OLDER = "Старше {days}: {drafts}."
CLEANED = "Удалено: {drafts}."
NOTHING_TO_CLEAN = "Старых черновиков нет."
KEPT = "Запомнили."


def drafts(count: int) -> str:
    """So many drafts."""
    return f"{count}{NBSP}{plural(count, 'черновик', 'черновика', 'черновиков')}"


def days(count: int) -> str:
    """So many days."""
    return f"{count}{NBSP}{plural(count, 'день', 'дня', 'дней')}"


def dangers(count: int) -> str:
    """How many rules of safety are broken."""
    return f"{count}{NBSP}{plural(count, 'нарушение', 'нарушения', 'нарушений')} безопасности"


def broken(count: int) -> str:
    """The same where there is little room."""
    return f"{count}{NBSP}{plural(count, 'нарушение', 'нарушения', 'нарушений')}"


def remarks(count: int) -> str:
    """How many remarks."""
    return f"{count}{NBSP}{plural(count, 'замечание', 'замечания', 'замечаний')}"

"""The training day in the bot: the card, its buttons, and what each of them leads to."""

from collections.abc import Mapping
from datetime import date, datetime

from app.words import sheets, workouts
from app.words.speech import NBSP, fill
from app.words.training import TITLE
from domain.programmes.plan import Day
from domain.progress.pains import Step

HEAD = "<b>{title}</b>, {day}"
HEAD_EXERCISE = "<b>{title}</b>, упражнение {number} из {of}"
MOVED = "Эта тренировка стояла раньше, мы перенесли её на сегодня: ничего не потеряно."
DROPPED = (
    "Пропущено на этой неделе: {days}. Догонять не нужно: между тренировками мышцам нужен отдых. "
    "Идём дальше по плану."
)
LINE = "{mark} {name}: {asked}"
LINE_LOAD = "{mark} {name}: {asked}, {load}"
DONE_MARK, OPEN_MARK, SKIPPED_MARK = "✓", "▫️", "–"
ABOUT = "Время: {minutes}."
NAME = "<b>{name}</b>"
LOAD = "Вес: {load}"
AIM = "{aim}"
REASON = "<i>{reason}</i>"
PREVIOUS = "Прошлый раз, {previous}"
DETAILS = "{details}"
SETS_DONE = "Сделано: {done}"
SKIPPED = "Пропущено. Передумаете, просто отметьте подход."
REST_UNTIL = "Отдых {rest}, следующий подход в {at}."
REST_OVER = "Отдых закончился, можно продолжать."
ASK_WEIGHT = (
    "Напишите вес и повторы первого подхода, например «20 10». Дальше хватит кнопки, а вес на "
    "следующий раз подберём сами."
)
HINT = "Получилось иначе? Напишите вес и повторы: «20 10» или «20 10/10/8»."
ALL_MARKED = "Всё отмечено. Завершите тренировку, и посчитаем, что получилось."

START = "Начать"
GO_ON = "Продолжить"
ALL_DONE = "✓ Всё сделано"
SKIP_DAY = "Пропустить день"
PAGE = "Открыть на странице"
SET = "✓ Подход {number} из {of}"
ONE_MORE = "✓ Ещё подход"
EXERCISE = "✓ Всё упражнение"
UNDO = "Убрать подход"
HOW = "Как делать"
SWAP = "Заменить"
HURTS = "Болит"
SKIP = "Пропустить"
REST = "⏱ Отдых"
LIST = "Список"
FORWARD, BACK = "▶", "◀"
TO_EXERCISE = "Назад к упражнению"
FINISH = "Завершить тренировку"
TODAY = "Тренировка на сегодня"
PROGRAMME = "Моя программа"
PROGRESS = "Прогресс"
PRICES = "Тарифы и цены"
CONTACTS = "Связаться с тренером"
ANYWAY = "Всё-таки сделал"

SET_DONE = "Подход записан. Отдых {rest}."
LAST_SET_DONE = "Упражнение сделано, идём дальше."
SAVED = "Записал."
UNDONE = "Последний подход убран."
NOTHING_TO_UNDO = "Убирать нечего: подходов ещё нет."
REST_LEFT = "Ещё {left}."
REST_PASSED = "Пора: отдых закончился {ago} назад."
NO_REST_YET = "Отдых начнётся после первого подхода: {rest}."
NO_REST = "В этом упражнении отдыха между подходами нет."

HOW_TITLE = "<b>{name}</b>, как делать"
HOW_CUE = "{number}. {cue}"
HOW_MISTAKES = "Частые ошибки: {mistakes}"
HOW_BREATHING = "Дыхание: {breathing}"
VIDEO = "Смотреть видео"
HOW_NONE = "Подробного описания пока нет. Спросите тренера прямо здесь, он ответит."

SWAP_ASK = "Чем заменить «{name}»? Все варианты подходят вам и тренируют то же самое."
SWAP_NONE = "Для «{name}» другой подходящей замены нет. Его можно пропустить или спросить тренера."
SWAPPED = "Заменили. Подходы и отдых те же, вес подберите по ощущениям."

PAIN_WHERE = "«{name}»: где болит?"
PAIN_HOW = "Насколько сильно? 0: не болит, 10: сильнее некуда."
ELSEWHERE = "Другое место"
PAIN: Mapping[Step, str] = {
    step: workouts.DONE[workouts.PAIN_DONE[step]] for step in Step if step is not Step.STOPPED
}
INSTEAD = "Вместо него: {name}."
STOPPED = (
    "Сегодня на этом остановимся: такая боль важнее плана. Тренер уже знает и скажет, как быть "
    "дальше. Если боль резкая, не проходит или отдаёт в грудь, руку или ногу, обратитесь к врачу, "
    "а при острой боли в груди звоните 112."
)

FINISHED = "<b>{title}</b>"
EFFORT_ASK = "Насколько было тяжело? 1: легко, 10: на пределе."
EFFORT = "Нагрузка: {effort} из 10. Тренер это увидит."
RECORD = "🏆 {}"
NEXT = "{next}"
DAY_SKIPPED = "День отмечен как пропущенный. Ничего страшного, продолжим со следующего."

REST_DAY = "Сегодня по плану отдых. Мышцы растут именно сейчас, прогулка будет кстати."
NONE = (
    "Программы тренировок у вас пока нет. Ответьте на вопросы анкеты, это 3 минуты, "
    "и бесплатная неделя появится здесь."
)
WAITING = (
    "Ваша программа готова и ждёт тренера: он проверяет её сам. "
    "Как только отпустит, она придёт сюда, и здесь появится первая тренировка."
)
OVER = (
    "Программа пройдена, тренировок по ней больше нет. Что получилось, видно в прогрессе. "
    "Хотите продолжить? Выберите тариф или напишите тренеру."
)
OVER_WAITING = (
    "Прежняя программа пройдена, а новую проверяет тренер. Как только отпустит, она придёт сюда."
)
NOT_BEGUN = "Программа скоро начнётся."
FREE_WEEK = "Бесплатная неделя"

OLD_CARD = "Эта кнопка от прошлой тренировки. Вот что сейчас."
CHANGED = "Тренировка с тех пор изменилась, вот она сейчас."

TYPED = "Записал. <b>{name}</b>: {sets}"
WHICH = "К какому упражнению записать «{text}»?"
NOT_TODAY = (
    "В сегодняшней тренировке такого упражнения нет. К какому записать «{text}»? "
    "Если это вопрос тренеру, напишите его словами."
)
TYPED_LOST = "Не вижу, что записать. Напишите ещё раз, например «присед 3×10 60»."
REFUSED = "Не записал: проверьте числа. {what}"
FIELD: Mapping[str, str] = {
    "weight": "Вес бывает от 0 до 500 кг.",
    "reps": "Повторов в подходе бывает от 0 до 200.",
    "seconds": "Время подхода бывает до 4 часов.",
    "rir": "Запас бывает от 0 до 10 повторов.",
    "pain": "Боль отмечают от 0 до 10.",
    "number": "Подходов в упражнении бывает не больше 30.",
}
UNREADABLE = "Пример: «присед 3×10 60»."
NO_DAY = "Записать некуда: сегодня по плану нет тренировки."


def title(day: Day) -> str:
    return TITLE[day.title]


def say_day(on: date) -> str:
    return workouts.say_day(on)


def weekdays(numbers: tuple[int, ...]) -> str:
    return ", ".join(sheets.WEEKDAY[number - 1].lower() for number in numbers)


def clock_time(at: datetime) -> str:
    return f"{at:%H:%M}"


def seconds(count: int) -> str:
    """How long: "45 с", "2 мин", "1:30 мин"."""
    return sheets.pause(count) or f"0{NBSP}с"


def say_refused(fields: Mapping[str, str]) -> str:
    """Which number it was, and how it should be."""
    return " ".join(FIELD.get(key, UNREADABLE) for key in fields)


def left(count: int) -> str:
    return fill("{n} [n|упражнение|упражнения|упражнений]", {"n": count})

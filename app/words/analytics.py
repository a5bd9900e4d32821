"""Figures of the business, in words: what each counts, and what cannot be said yet."""

from collections.abc import Mapping
from datetime import date, timedelta

from app.words import contacts, money_flow
from app.words.speech import NBSP, plural
from domain.analytics.groups import Group
from domain.analytics.intervals import ENOUGH, Share
from domain.analytics.spans import Period
from domain.analytics.targets import Verdict

TITLE = "Аналитика"
ANY_SOURCE = "Все источники"
PERIOD: Mapping[Period, str] = {
    Period.MONTH: "Этот месяц",
    Period.LAST_MONTH: "Прошлый месяц",
    Period.DAYS_30: f"30{NBSP}дней",
    Period.DAYS_90: f"90{NBSP}дней",
    Period.YEAR: "Год",
    Period.ALL: "Всё время",
}
XLSX = "Скачать XLSX"
CSV = "Скачать CSV"
FIGURES = "Цифрами"
THIN = "мало данных"

PLAN = "План и факт"
WAY = "Путь клиента"
WAY_NOTE = (
    "Считаем тех, кто пришёл в эти дни. Дальше учтены их шаги по сегодняшний день, доля каждого "
    "шага от всех пришедших. В скобках границы, в которых настоящая доля лежит с вероятностью "
    f"95{NBSP}%."
)
BY_SOURCE = "Откуда приходят и покупают"
MONEY = "Деньги"
MONEY_NOTE = "По книгам учёта: возврат стоит в том дне, когда деньги ушли."
BY_TARIFF = "По тарифам"
BY_PAYER_SOURCE = "По источникам"
NO_TARIFF = "Без тарифа"
NOTHING_TITLE = "За эти дни никто не пришёл"
NOTHING = "Выберите срок длиннее или другой источник."
NO_MONEY = "За эти дни деньги не двигались."
CHART_WAY = "График: сколько человек дошло до каждого шага"
CHART_SOURCES = "График: сколько пришло и купило по источникам"
VISITS = "Визиты сайта"
VISITS_NOTE = "открытия главной, а не люди"
TALKS = "Разговоры на сайте"
CAME_SERIES = "Пришли"
BOUGHT_SERIES = "Купили"

GROUP: Mapping[Group, str] = {
    Group.CAME: "Пришли",
    Group.TALKED: "Пришли и говорили на сайте",
    Group.ASKED: "Сдали анкету",
    Group.TRIED: "Получили пробную неделю",
    Group.ORDERED: "Выбрали тариф",
    Group.BOUGHT: "Купили",
    Group.AGAIN: "Купили снова",
    Group.PAYERS: "Платили в эти дни",
    Group.BEGAN: "Заплатили впервые",
    Group.REPEAT: "Платили не в первый раз",
    Group.WRITTEN: "Получили программу",
}
STEP, PEOPLE, SHARE, BOUNDS = "Шаг", "Человек", "Доля", f"Границы 95{NBSP}%"
SOURCE, BOUGHT, TARIFF, DAY, MONTH = "Источник", "Купили", "Тариф", "День", "Месяц"
CAME, WENT, FEES, LEFT = "Пришло", "Вернули", "Комиссии", "Осталось"
TARGET, PLANNED, FACT, STATE = "Цель", "План", "Факт", "Итог"
AVERAGE = "Средний чек"
INCOME = "Пришло"
LEFT_SHORT = "Осталось"
PAID_COUNT = "Оплат"
REPEAT = "Повторные"

VERDICT: Mapping[Verdict, str] = {
    Verdict.MET: "выполнено",
    Verdict.MISSED: "ниже плана",
    Verdict.UNSURE: "пока не понять",
    Verdict.THIN: THIN,
    Verdict.GOING: "идёт",
}
CONVERSION = "Из заявки в клиенты"
CONVERSION_PLAN = f"15–25{NBSP}%"
PROGRAMMES = "Программ за этот месяц"

COHORTS = "Кто остаётся: люди"
COHORT_SUMS = "Кто остаётся: деньги"
COHORTS_NOTE = (
    "Каждая строка: те, кто впервые заплатил в этом месяце. Дальше, сколько из них платили в "
    "следующие месяцы. Это платившие, а не удержавшиеся: кто пропустил месяц и вернулся, "
    "считается снова. Тариф на три месяца платят один раз."
)
COHORT, SIZE, TOTAL, EARLIER = "Месяц", "Впервые", "Всего", "Раньше и удалённые"
ANSWERS = "Скорость ответов"
ANSWERS_NOTE = "Половина ждала не дольше первого времени, 95 из 100 не дольше второго."
WHO, COUNT, HALF, MOST, WAITING = "Кто отвечает", "Ответов", "Половина", f"95{NBSP}%", "Ждут"
QUESTIONS_ROW, TALKS_ROW = "Вы на вопросы", "Вы в чате сайта"
AGENT_ROW = "Помощник в чате"
AGENT_TARGET, AGENT_PLAN = "Ответ помощника в чате", f"быстрее 2{NBSP}с"
NO_ANSWERS = "ответов пока нет"

WHO_EMPTY_TITLE = "Здесь никого"
WHO_EMPTY = "За эти дни таких людей нет."
MORE = "Показать ещё"


def number(count: int) -> str:
    """Thousands parted by a space."""
    return f"{count:,}".replace(",", NBSP)


def people(count: int) -> str:
    return f"{number(count)}{NBSP}{plural(count, 'человек', 'человека', 'человек')}"


def percent(value: float) -> str:
    """One digit after the comma while it says something."""
    return f"{value * 100:.1f}".rstrip("0").rstrip(".").replace(".", ",") + f"{NBSP}%"


def share(told: Share) -> str:
    """A share, or that there are too few to say one."""
    return THIN if told.value is None else percent(told.value)


def bounds(told: Share) -> str:
    """Between what it lies."""
    if told.is_thin:
        return ""
    low, high = told.interval
    return f"{percent(low).removesuffix(f'{NBSP}%')}–{percent(high)}"


def share_with_bounds(told: Share) -> str:
    return f"{share(told)} ({bounds(told)})" if bounds(told) else share(told)


def part_of(told: Share) -> str:
    """A share in its own numbers."""
    return f"{number(told.part)} из{NBSP}{number(told.whole)}"


def young(count: int) -> str:
    """Who has had too little time."""
    if not count:
        return ""
    verb = plural(count, "пришёл", "пришли", "пришли")
    return f"{people(count)} {verb} меньше 30{NBSP}дней назад и ещё могут купить: доля вырастет."


def thin_note() -> str:
    return f"Меньше {ENOUGH}{NBSP}человек: доли не считаем, один человек меняет всю картину."


def source(code: str | None) -> str:
    return money_flow.NOBODY if code is None else contacts.source(code)


def tariff(title: str | None) -> str:
    return title or NO_TARIFF


def days(first: date, last: date) -> str:
    """From one day to another."""
    return f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"


def payments(count: int) -> str:
    return f"{number(count)}{NBSP}{plural(count, 'оплата', 'оплаты', 'оплат')}"


def month(day: date | None) -> str:
    """A cohort's month."""
    return EARLIER if day is None else money_flow.say_long(day, by_month=True)


def cohort_of(first: date, then: date | None) -> str:
    """Whose first payment was in one month, and who paid in another too."""
    told = f"впервые в{NBSP}месяце: {month(first)}"
    return f"{told}, платили и в{NBSP}месяце: {month(then)}" if then else told


def after(months: int) -> str:
    """The head of a column."""
    return f"+{months}{NBSP}мес" if months else COHORT_FIRST


COHORT_FIRST = "Сразу"


def took(time: timedelta | None) -> str:
    """How long something took, in the unit that fits it."""
    if time is None:
        return THIN
    seconds = time.total_seconds()
    for limit, size, name in ((60, 1, "с"), (3600, 60, "мин"), (172_800, 3600, "ч")):
        if seconds < limit:
            digits = 1 if seconds / size < 10 else 0
            return f"{seconds / size:.{digits}f}".replace(".", ",") + f"{NBSP}{name}"
    return f"{seconds / 86400:.0f}{NBSP}{plural(round(seconds / 86400), 'день', 'дня', 'дней')}"


def answers(count: int) -> str:
    return f"{number(count)}{NBSP}{plural(count, 'ответ', 'ответа', 'ответов')}"

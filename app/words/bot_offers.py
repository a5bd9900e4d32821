"""Tariffs, orders, payments and what is paid, as the bot tells of them."""

from collections.abc import Mapping
from datetime import date, datetime

from app.words import accesses, sheets
from app.words.speech import NBSP, plural, roubles
from domain.programmes.writing import Awaited
from domain.subscriptions import Subscription

PRICE_TITLE = "<b>Тарифы</b>"
PRICE_LINE = "<b>{title}</b>, {price}{weeks}\n{description}{features}"
PRICE_NONE = "Сейчас тарифы не опубликованы. Напишите тренеру, он подскажет."
PRICE_ASK = "Если не уверены, что подойдёт, спросите прямо здесь: тренер ответит."
TAKE = "{title}, {price}"

ORDER = "<b>{title}</b>, {price}{weeks}\n{description}{features}"
ORDER_TERMS = (
    "Нажимая «Согласен, к оплате», вы принимаете "
    '<a href="{offer}">условия оферты</a> и соглашаетесь на '
    '<a href="{consent}">обработку персональных данных</a>. '
    "Карта вводится на странице банка, сюда её присылать не нужно."
)
AGREE = "Согласен, к оплате"
HAVE_CODE = "У меня промокод"
OTHER = "Другие тарифы"
BACK = "Назад к тарифу"

BILL = "<b>{title}</b>\nК оплате: {price}"
BILL_NEXT = (
    "Оплата откроется на защищённой странице. Когда деньги придут, я сам напишу сюда: "
    "ничего присылать не нужно."
)
BILL_OPEN = "У вас есть неоплаченный заказ."
PAY = "Оплатить {price}"
CHECK = "Проверить оплату"
PAY_AGAIN = "Оплатить заново"
CHECKING = "Спросил у банка. Если деньги пришли, сообщение об этом появится здесь в течение минуты."
PAID = "Оплачено, спасибо!"
CANCELLED = "Этот платёж отменён: деньги не списаны. Если хотите, оплатите заново, это одна кнопка."
REFUNDED = "Деньги за этот заказ возвращены."
GONE = "Этого заказа больше нет. Вот что есть."
NOT_SOLD = "Этот тариф сейчас не продаётся. Вот что есть."
CLOSED = "Оплата сейчас не подключена. Напишите тренеру, он подскажет, как быть."

CODE_ASK = "Пришлите промокод одним словом. Если передумали, нажмите кнопку."
CODE_REFUSED = "{reason} Пришлите другой или продолжайте без него."
CODE_WORKS = "Промокод {code} применён: {price} вместо {before}."
CODES_TOO_MANY = "Слишком много попыток подряд. Попробуйте через несколько минут."
GIFT = "С этим промокодом платить ничего не нужно. Заказ оформлен, дальше всё придёт сюда само."
WITHOUT_CODE = "Продолжить без промокода"

REFUSED: Mapping[str, str] = {
    "doctor_first": (
        "По вашей анкете сначала нужно поговорить с врачом, поэтому сейчас я ничего не продаю. "
        "Когда врач разрешит тренироваться, ответьте на анкету ещё раз."
    ),
    "minor": (
        "По анкете вам нет 18 лет, поэтому оплатить может только родитель. "
        "Покажите ему эту переписку или напишите тренеру."
    ),
    "pain": (
        "Недавно на тренировке вам было больно, поэтому сейчас я ничего не продаю: сначала "
        "разберёмся с болью. Напишите тренеру, что и когда болит, а если она сильная или не "
        "проходит, покажитесь врачу. Цены никуда не денутся."
    ),
}

MINE_TITLE = "<b>Моя подписка</b>"
MINE_LINE = "<b>{title}</b>, {price}\nОплачено {paid}. {state}"
MINE_NONE = "Оплаченного пока нет. Бесплатная неделя остаётся у вас и без оплаты."
MINE = "Моя подписка"
PRICES = "Тарифы и цены"
ANSWER = "Ответить на анкету"
PROGRAMME = "Моя программа"

RUNS = "Программа у вас: {weeks}, до {last} включительно. {left}."
IS_OVER = "Программа пройдена, последний день был {last}. Она остаётся у вас."
REMAIN = ("Осталась", "Осталось", "Осталось")
LAST_WEEK = "Идёт последняя неделя"
MEETING = "Тренер напишет, чтобы договориться о времени."
AWAITS: Mapping[Awaited, str] = {
    Awaited.ANSWERS: "Чтобы составить программу, нужны ответы на анкету.",
    Awaited.WRITING: "Программа составляется и придёт сюда сама.",
    Awaited.TRAINER: "Программу смотрит тренер. Как отпустит, она придёт сюда.",
}


def price(kopecks: int, before: int | None = None) -> str:
    """The sum; beside the one it would be without the discount, where there is one."""
    is_less = before is not None and before != kopecks
    return f"{roubles(kopecks)} вместо {roubles(before or 0)}" if is_less else roubles(kopecks)


def weeks(count: int) -> str:
    """After a price: how long it lasts."""
    return f", {_weeks(count)}" if count else ""


def features(lines: list[str]) -> str:
    """What a tariff includes, line by line."""
    return "".join(f"\n• {line}" for line in lines)


def paid_on(moment: datetime | None, zone: str) -> str:
    return sheets.say_date(moment, zone) if moment is not None else ""


def say_course(row: Subscription, today: date) -> str:
    """How a programme that has come stands."""
    if row.programme is None or row.last_day is None:
        return ""
    if row.access is not None and row.access.is_paused:
        return accesses.say_state(row.access, today)
    if today > row.last_day:
        return IS_OVER.format(last=_date(row.last_day))
    left = row.weeks_left(today)
    said = LAST_WEEK if left == 1 else f"{plural(left, *REMAIN)} {_weeks(left)}"
    return RUNS.format(weeks=_weeks(row.programme.weeks), last=_date(row.last_day), left=said)


def _weeks(count: int) -> str:
    return f"{count}{NBSP}{plural(count, 'неделя', 'недели', 'недель')}"


def _date(day: date) -> str:
    return sheets.date(day.day, day.month, day.year)

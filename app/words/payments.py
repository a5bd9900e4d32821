"""Payments in the dashboard: states, periods, and one payment's story."""

from collections.abc import Mapping
from datetime import date

from app.words import sheets
from app.words.speech import NBSP, plural, roubles
from domain.ledger import FactRow
from domain.money_reports import Group, Period
from domain.payments import Status

TITLE = "Оплаты"
ALL = "Все"
ANY_TIME = "Всё время"
ANY_PROVIDER = "Все способы"
STATUS_LABEL = "Состояние"
PERIOD_LABEL = "Период"
PROVIDER_LABEL = "Способ оплаты"
NO_NAME = "Удалённый клиент"
MORE = "Показать ещё"
RESET = "Сбросить фильтры"
CHECK_NOW = "Проверить сейчас"
CHECKING = "Спрашиваем…"
CHECKED = "Провайдер ответил: {status}."
NOT_CONNECTED = "Этот способ оплаты сейчас не подключён, спросить некого."
BACK = "Все оплаты"
OPEN_CARD = "Карточка клиента"

FILTERS = "Фильтры"
FILTER_ANY = "Любой"
FILTER: Mapping[str, str] = {
    "provider": "Способ оплаты",
    "tariff": "Тариф",
    "source": "Откуда клиент",
    "least": "Сумма от",
    "most": "Сумма до",
    "from": "С какого дня",
    "to": "По какой день",
}
SHOW = "Показать"
DOWNLOAD = "Скачать таблицу"

EMPTY_TITLE = "Оплат пока нет"
EMPTY = (
    "Здесь появится каждая попытка оплаты: кто, за что и что ответил провайдер. "
    "Тарифы на сайте ведут сюда сами."
)
EMPTY_ACTION = "Посмотреть тарифы"
GONE_TITLE = "Такого платежа нет"
GONE = "Возможно, ссылка скопирована не до конца."
NOTHING_TITLE = "Под эти фильтры ничего не попало"
NOTHING = "Попробуйте другой период или состояние."

PERIOD: Mapping[Period, str] = {
    Period.TODAY: "Сегодня",
    Period.WEEK: "7 дней",
    Period.MONTH: "Этот месяц",
    Period.LAST_MONTH: "Прошлый месяц",
}
GROUP: Mapping[Group, str] = {
    Group.PAID: "Оплачены",
    Group.OPEN: "Ждут оплаты",
    Group.CANCELLED: "Отменены",
    Group.REFUNDED: "Возвращены",
}
STATUS: Mapping[Status, str] = {
    Status.CREATING: "Создаётся",
    Status.PENDING: "Ждёт оплаты",
    Status.CANCELLED: "Отменён",
    Status.PAID: "Оплачен",
    Status.REFUNDED: "Возвращён",
}
PROVIDER: Mapping[str, str] = {
    "yookassa": "ЮKassa",
    "tbank": "Т-Банк",
    "yoomoney": "ЮMoney",
    "demo": "Демо-касса",
    "manual": "Без кассы",
    "gift": "Бесплатно",
}
OF_GROUP: Mapping[Group, str] = {
    Group.PAID: "получено",
    Group.OPEN: "ждёт",
    Group.CANCELLED: "отменено",
    Group.REFUNDED: "возвращено",
}

STORY = "Что происходило"
DETAILS = "Подробности"
NOTICES = "Уведомления провайдера"
NO_NOTICES = "Провайдер ещё ничего не присылал. Пока платёж открыт, мы спрашиваем его сами."
FIELDS: Mapping[str, str] = {
    "client": "Клиент",
    "purchase": "Покупка",
    "amount": "Сумма",
    "provider": "Способ",
    "external_id": "Номер у провайдера",
    "created_at": "Создан",
    "paid_at": "Оплачен",
    "check_at": "Спросим снова",
    "checks": "Спрашивали",
}
FACTS: Mapping[str, str] = {
    "PaymentCreated": "Выставлен счёт",
    "PaymentPaid": "Деньги пришли",
    "PaymentCancelled": "Платёж отменён",
    "PaymentRefunded": "Деньги возвращены",
    "MoneyReturned": "Вернулось клиенту",
    "RefundRefused": "Возврат не прошёл",
    "RefundStuck": "Возврат идёт больше суток",
    "PaymentDisputed": "Провайдер назвал другую сумму",
}
VERDICT: Mapping[str | None, str] = {
    None: "ещё не разобрано",
    "unknown": "не наш платёж",
    "not_configured": "способ оплаты не подключён",
    "forged": "подпись не сошлась: не поверили",
    "other_shop": "уведомление чужого магазина",
    "other_network": "пришло не из сети ЮKassa: не поверили",
    "other_currency": "деньги не в рублях",
    "test": "пробное уведомление: деньги не приходили",
    "aside": "не про платёж: приняли к сведению",
    **{str(status): f"проверили: {said.lower()}" for status, said in STATUS.items()},
}


def filters(count: int) -> str:
    """The button of the filters, with how many are on."""
    return f"{FILTERS}: {count}" if count else FILTERS


def days(first: date | None, last: date | None) -> str:
    """The days that were chosen."""
    parts = [f"с {_day(first)}" if first else "", f"по {_day(last)}" if last else ""]
    return " ".join(part for part in parts if part)


def _day(day: date) -> str:
    return sheets.date(day.day, day.month, day.year)


def provider(name: str) -> str:
    return PROVIDER.get(name, name)


def payments(count: int) -> str:
    """How many payments, with the noun."""
    return f"{count}{NBSP}{plural(count, 'платёж', 'платежа', 'платежей')}"


def times(count: int) -> str:
    return f"{count}{NBSP}{plural(count, 'раз', 'раза', 'раз')}"


def tell_fact(fact: FactRow) -> str:
    """A fact of a payment in one sentence."""
    said = FACTS.get(fact.kind, fact.kind)
    if fact.kind == "PaymentDisputed":
        asked, came = roubles(fact.body["expected"]), roubles(fact.body["paid"])
        return f"{said}: ждали {asked}, пришло {came}"
    amount = fact.body.get("amount")
    return f"{said}: {roubles(amount)}" if amount else said


def verdict(code: str | None) -> str:
    return VERDICT.get(code, str(code))

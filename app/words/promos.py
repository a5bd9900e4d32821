"""Promo codes: why one does not work, what it did, and the trainer's page of them."""

from collections.abc import Mapping

from app.words.speech import NBSP, plural, roubles
from domain.promos import PromoCode, PromoKind, UseState

REASONS: Mapping[str, str] = {
    "promo_unknown": "Такого промокода нет. Проверьте, нет ли опечатки.",
    "promo_not_yet": "Этот промокод ещё не начал действовать.",
    "promo_expired": "Срок этого промокода уже прошёл.",
    "promo_used_up": "Этот промокод уже использовали столько раз, сколько было можно.",
    "promo_used_by_you": "Вы уже использовали этот промокод.",
    "promo_not_for_tariff": "На этот тариф промокод не действует.",
    "promo_sum_too_small": "Промокод действует на тарифы подороже.",
    "promo_only_first": "Этот промокод только для первой покупки.",
    "promo_not_for_you": "Вам этот промокод не подходит.",
    "promo_no_use": "Этот промокод не делает тариф дешевле.",
    "below_used": "Меньше нельзя: столько раз уже использовали.",
    "ends_before_start": "Конец раньше начала.",
}
"""A sentence for each code by which a promo code or its terms are refused."""


def applied(code: str, discount: int) -> str:
    """What a code did for the buyer."""
    return f"Промокод {code} применён, скидка {roubles(discount)}."


def in_prices(code: str) -> str:
    """That the landing's prices are already those with the code."""
    return f"Промокод {code} применён: цены уже со скидкой."


def effect(promo: PromoCode) -> str:
    """What a code does to a price."""
    if promo.kind is PromoKind.PERCENT:
        return f"−{promo.value}{NBSP}%"
    if promo.kind is PromoKind.FIXED:
        return f"−{roubles(promo.value)}"
    return f"цена {roubles(promo.value)}"


def uses(count: int) -> str:
    return f"{count}{NBSP}{plural(count, 'покупка', 'покупки', 'покупок')}"


def people(count: int) -> str:
    return f"{count}{NBSP}{plural(count, 'человек', 'человека', 'человек')}"


STATE: Mapping[UseState, str] = {
    UseState.RESERVED: "ждёт оплаты",
    UseState.CAPTURED: "оплачено",
    UseState.RELEASED: "не состоялась",
}

TITLE = "Промокоды"
NEW = "Новый промокод"
EMPTY_TITLE = "Промокодов пока нет"
EMPTY = "Заведите код или сразу пачку: здесь будет видно, кто по нему купил и на сколько."
CODE = "Код"
CODE_HINT = "Если нужна пачка, здесь начало кодов"
COUNT = "Сколько кодов"
KIND: Mapping[PromoKind, str] = {
    PromoKind.PERCENT: "Процент",
    PromoKind.FIXED: "Рублей меньше",
    PromoKind.PRICE: "Своя цена",
}
VALUE = "Процент или рубли"
MAX_USES = "Сколько раз всего"
MAX_PER_PERSON = "Сколько раз одному"
ENDS_AT = "Последний день"
ENDS_HINT = "Необязательно: без него код работает, пока не выключите"
KIND_LABEL = "Что даёт"
SAVE = "Сохранить"
STOP = "Выключить"
START = "Включить"
OFF = "выключен"
DEFAULT = "для всех"
OFFER = "Предлагать всем"
OFFER_NOT = "Не предлагать всем"
EXPORT = "Скачать таблицу"
CLOSE = "Закрыть"
SAVED = "Сохранили."
COLUMNS = ("Код", "Что даёт", "Метка", "Покупок", "Людей", "Скидок, руб.", "Получено, руб.")


WHO = "Кто использовал"
WHO_NONE = "Пока никто. Дайте код клиентам: здесь появятся имена, дни и суммы."
GONE_TITLE = "Такого промокода нет"
GONE = "Возможно, ссылка скопирована не до конца."
NO_NAME = "Удалённый клиент"
MOST_USES = "Показаны последние {count}."
TERMS = "Условия"
LINK = "Ссылка с кодом"
COPY = "Скопировать"
COPIED = "Ссылка скопирована: код в ней уже подставлен."


def used_places(used: int, most: int | None) -> str:
    """How many of the places are taken, with those that wait for money."""
    return f"занято {used} из {most}" if most is not None else f"занято {used}, без предела"


def until(day: str) -> str:
    return f"до {day} включительно"


def per_person(most: int) -> str:
    return f"одному не больше {most}{NBSP}{plural(most, 'раза', 'раз', 'раз')}"


FIRST_ONLY = "только первая покупка"


def least(amount: int) -> str:
    return f"от {roubles(amount)}"


def of_use(discount: int, kept: int, *, is_paid: bool) -> str:
    """One use: what was let off and what came."""
    said = f"скидка {roubles(discount)}"
    return f"{said}, получено {roubles(kept)}" if is_paid else said


def brought(captured: int, persons: int, discount: int, income: int) -> str:
    """What a code has brought, in one line."""
    if not captured:
        return "ещё никто не купил"
    return (
        f"{uses(captured)}, {people(persons)} · скидок {roubles(discount)}, "
        f"получено {roubles(income)}"
    )

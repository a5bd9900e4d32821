"""One payment's page: its money, what goes back, what came by hand, and its lines in the books."""

from collections.abc import Mapping

from app.words import payments, sheets
from app.words.speech import NBSP, plural, roubles
from domain.accesses import Foreseen
from domain.books import Account, Entry
from domain.payments import MANUAL, Means, Refunding, RefundStatus
from domain.tax_receipts import ReceiptState, TaxReceipt

MONEY = "Деньги"
PRICE = "Цена"
DISCOUNT = "Скидка"
DISCOUNT_BY = "Скидка по промокоду {code}"
PAID = "Оплачено"
FEE = "Комиссия"
BACK = "Возвращено"
CHARGED_BACK = "Забрал банк"
KEPT = "Осталось у вас"
REFUNDS = "Возвраты"
RECEIPT = "Чек"
REST = "Ещё об этой оплате"
ACCESS = "Доступ"
LETTERS = "Письма об этой оплате"
BOOKS = "Записи в книгах"
DOUBT = "Требовало внимания"
SETTLED = "разобрались"
WAITS = "ждёт вас"
HAND = "Как пришли"
NOTE = "Заметка"
OPEN_RECEIPT = "Открыть чек"
PARTLY = "Возвращено {back} из {amount}"

FOR = "В подарок: {name}"

REFUND = "Вернуть деньги"
REFUND_TITLE = "Вернуть деньги за «{title}»"
LEFT = "От платежа осталось {left}. Можно вернуть всё или часть."
AMOUNT = "Сколько вернуть"
REASON = "Почему"
REASON_HINT = "Видно только вам"
RULE = (
    "Правило: возврат убирает с конца столько целых недель, сколько он оплачивал. "
    "Начатая неделя остаётся за клиентом."
)
BY_PROVIDER = "{provider} вернёт деньги тем же способом, каким заплатили."
BY_HAND = "Отдайте деньги сами и нажмите кнопку: запишем возврат сразу."
RETURN = "Вернуть"
RETURNED = "Отдал, записать возврат"
ASKED = "Просим провайдера вернуть деньги."
WRITTEN = "Возврат записан."
MISTAKE = "Записали по ошибке"
MISTAKE_SURE = "Отменить запись об оплате {amount}?"
MISTAKE_NOTE = (
    "Деньги уйдут из отчётов и книг, доступ сократится по тому же правилу. "
    "Письмо об оплате, если оно уже ушло клиенту, не вернуть."
)
MISTAKE_DO = "Отменить запись"

CHARGEBACK = "Банк вернул деньги плательщику"
ELSEWHERE = "в кабинете платёжного сервиса"
CHARGEBACK_TEXT = (
    "Плательщик оспорил оплату, и банк забрал деньги у вас. Провайдер сообщает об этом письмом, "
    "поэтому запишите здесь сами: отчёты, чек и доступ поправятся."
)
CHARGEBACK_AMOUNT = "Сколько забрал банк"
CHARGEBACK_REASON = "Номер или дата письма"
CHARGEBACK_DO = "Записать"
CHARGEBACK_DONE = "Записали: банк вернул деньги плательщику."

COPY_LINK = "Скопировать ссылку на оплату"
COPIED = "Ссылка скопирована. По ней можно оплатить, даже если прежний счёт уже закрыт."
TAKE = "Оплатили без кассы"
TAKE_TITLE = "Записать оплату"
FOR_WHOM = "Кто заплатил"
FIND = "Имя, телефон или почта"
NOBODY = "Никого не нашли."
TARIFF = "За что"
SUM = "Сколько"
SUM_HINT = "Можно меньше цены: остальное запишем скидкой"
ORDER_SUM = "«{title}», {amount}. Прежний счёт закроем, программа и доступ пойдут как обычно."
MEANS: Mapping[Means, str] = {Means.CASH: "Наличные", Means.TRANSFER: "Перевод"}
DAY = "Когда"
NOTE_HINT = "Для вас: откуда перевод, что обещали"
SAVE = "Записать оплату"
SAVED = "Оплата записана."
OPEN = "Открыть"
NO_TARIFFS = "Сначала заведите тариф: за что платят."

BILL = "Ссылка на оплату"
BILL_TITLE = "Счёт для клиента"
BILL_TEXT = "Клиент откроет ссылку и сразу попадёт на оплату. До оплаты ссылка одна и та же."
BILL_PROMO = "Промокод"
BILL_PROMO_HINT = "Необязательно"
BILL_MAKE = "Выставить счёт"
BILL_READY = "«{title}», {amount}"
BILL_QR = "Ссылка на оплату в виде QR-кода"
BILL_COPY = "Скопировать ссылку"
BILL_COPIED = "Ссылка скопирована."
BILL_FREE = "По этому промокоду платить не нужно: заказ уже выдан клиенту."
NO_TILL = "Касса не подключена: принять оплату по ссылке некому. Наличные и перевод записать можно."

STATE: Mapping[RefundStatus, str] = {
    RefundStatus.PENDING: "в пути",
    RefundStatus.DONE: "вернулось",
    RefundStatus.REFUSED: "не прошёл",
}
PENDING_BY_HAND = "ждёт вашего перевода"
RECEIPT_STATE: Mapping[ReceiptState, str] = {
    ReceiptState.DUE: "ещё не пробит, срок {due}",
    ReceiptState.ISSUED: "пробит на {amount}",
    ReceiptState.TO_ANNUL: "нужно аннулировать: деньги вернулись клиенту",
    ReceiptState.ANNULLED: "аннулирован",
    ReceiptState.NEEDLESS: "не нужен: деньги вернулись раньше",
}
ACCOUNT: Mapping[Account, str] = {
    Account.RECEIVABLE: "Ждём от клиента",
    Account.MONEY: "Деньги",
    Account.REVENUE: "Продажи",
    Account.DISCOUNTS: "Скидки",
    Account.GIFTS: "Подарки",
    Account.FEES: "Комиссии",
    Account.REFUNDS: "Возвраты",
    Account.CHARGEBACKS: "Забрал банк",
}
CAUSE: Mapping[str, str] = {
    "billed": "счёт",
    "cancelled": "отмена счёта",
    "restored": "счёт снова в силе",
    "paid": "оплата",
    "fee": "комиссия",
    "returned": "возврат",
}


def say_refund(asked: Refunding) -> str:
    """What goes back, and why."""
    said = CHARGEBACK if asked.is_chargeback else asked.reason or ELSEWHERE
    tail = f": {asked.reason}" if asked.is_chargeback and asked.reason else ""
    return f"{roubles(asked.amount)} · {said}{tail}"


def say_refund_state(asked: Refunding) -> str:
    is_waiting = asked.is_by_hand and asked.status is RefundStatus.PENDING
    return PENDING_BY_HAND if is_waiting else STATE[asked.status]


def say_receipt(receipt: TaxReceipt) -> str:
    due = sheets.date(receipt.due_on.day, receipt.due_on.month, receipt.due_on.year)
    return RECEIPT_STATE[receipt.state].format(due=due, amount=roubles(receipt.amount))


def say_entry(entry: Entry) -> str:
    """A line of the books: why, on which account."""
    cause = CAUSE.get(entry.cause.partition(":")[0], entry.cause)
    holder = f", {payments.provider(entry.holder)}" if entry.holder else ""
    return f"{ACCOUNT[entry.account]}{holder} · {cause}"


def say_sum(kopecks: int) -> str:
    """A sum of the books, its sign said."""
    return f"+{roubles(kopecks)}" if kopecks > 0 else roubles(kopecks)


def say_foreseen(foreseen: Foreseen | None) -> str:
    """What giving so much back would do to the access."""
    if foreseen is None:
        return "Доступа по неделям за этим платежом нет."
    if not foreseen.weeks:
        return "Доступ не изменится."
    if not foreseen.left:
        return "Доступ закроется целиком."
    weeks = _weeks(foreseen.weeks)
    if foreseen.last_day is None:
        return f"Доступ станет короче на {weeks}, останется {_weeks(foreseen.left)}."
    day = foreseen.last_day
    last = sheets.date(day.day, day.month, day.year)
    return f"Доступ станет короче на {weeks}: последний день {last}."


def how_back(provider: str) -> str:
    """Who carries the money back."""
    if provider == MANUAL:
        return BY_HAND
    return BY_PROVIDER.format(provider=payments.provider(provider))


def _weeks(count: int) -> str:
    return f"{count}{NBSP}{plural(count, 'неделя', 'недели', 'недель')}"

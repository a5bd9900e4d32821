"""The self-employed trainer's receipts: what to punch, by when, and what the year has left."""

from datetime import date

from app.words import sheets
from app.words.speech import NBSP, roubles
from domain.tax_receipts import Meter, ReceiptState, TaxReceipt

TITLE = "Чеки «Мой налог»"
NO_TASKS = "Все чеки пробиты."
PUNCH = "Пробить чек: {title}, {amount}"
ANNUL = "Аннулировать чек: {title}, {amount}"
AGAIN = "Клиенту вернули часть денег. После отмены пробейте новый чек на {left}."
WHOLE = "Клиенту вернули деньги. Отмените чек в «Моём налоге», причина «Возврат средств»."
DUE = "Оплата {paid}. Крайний срок {due}."
LATE = "Оплата {paid}. Срок был {due}: пробейте сегодня."
COPY = "Скопировать текст"
COPIED = "Скопировано. Вставьте в «Мой налог»."
DONE = "Чек пробит"
MORE = "Показать все: {count}"
NO_NAME = "Удалённый клиент"
ANNULLED = "Чек аннулирован"
ANNULLED_DONE = "Отметили."
LINK = "Ссылка на чек"
LINK_HINT = "В «Моём налоге»: «Поделиться чеком», «Скопировать ссылку». Уйдёт клиенту."
SEND = "Сохранить и отправить клиенту"
SENT = "Чек отправляется клиенту."
CLOSE = "Закрыть"

METER = "{income} из {limit}"
METER_NAME = "Доход с начала года, {percent} предела"
METER_NEAR = "До предела самозанятого осталось {left}. Подумайте об ИП заранее."
METER_OVER = (
    "Предел самозанятого пройден. С этого дня налог по НПД больше не действует, "
    "посоветуйтесь с бухгалтером."
)
COPY_TEXT = "{title}\n{amount}\n{paid}"


def say_task(receipt: TaxReceipt) -> str:
    """What is to be done."""
    say = ANNUL if receipt.state is ReceiptState.TO_ANNUL else PUNCH
    return say.format(title=receipt.title, amount=roubles(receipt.amount))


def say_reason(receipt: TaxReceipt, today: date) -> str:
    """Why, and by when."""
    if receipt.state is ReceiptState.TO_ANNUL:
        return AGAIN.format(left=roubles(receipt.left)) if receipt.left else WHOLE
    say = LATE if is_late(receipt, today) else DUE
    return say.format(paid=_date(receipt.paid_on), due=_date(receipt.due_on))


def is_late(receipt: TaxReceipt, today: date) -> bool:
    return receipt.state is ReceiptState.DUE and today > receipt.due_on


def copy_text(receipt: TaxReceipt) -> str:
    """What is put into «Мой налог», line by line: what for, how much, when."""
    kopecks = receipt.amount % 100
    amount = f"{receipt.amount // 100}" + (f",{kopecks:02d}" if kopecks else "")
    return COPY_TEXT.format(title=receipt.title, amount=amount, paid=f"{receipt.paid_on:%d.%m.%Y}")


def say_meter(meter: Meter) -> str:
    return METER.format(income=roubles(meter.income), limit=roubles(meter.limit))


def name_meter(meter: Meter) -> str:
    return METER_NAME.format(percent=f"{int(meter.share * 100)}{NBSP}%")


def warn(meter: Meter) -> str:
    """What the meter warns of; empty while there is room."""
    if meter.is_over:
        return METER_OVER
    return METER_NEAR.format(left=roubles(meter.limit - meter.income)) if meter.is_near else ""


def _date(day: date) -> str:
    return sheets.date(day.day, day.month, day.year)

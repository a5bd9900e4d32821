"""The spreadsheet of payments: its name and its columns."""

from collections.abc import Mapping

NAME = "Оплаты"
COLUMNS: Mapping[str, int] = {
    "Создан": 17,
    "Оплачен": 17,
    "Клиент": 26,
    "Откуда": 16,
    "За что": 34,
    "Состояние": 14,
    "Способ": 14,
    "Цена, руб.": 13,
    "Промокод": 14,
    "Сумма, руб.": 13,
    "Комиссия, руб.": 14,
    "Осталось у вас, руб.": 19,
    "Номер у провайдера": 38,
    "Номер платежа": 38,
}
"""Each with its width in characters."""

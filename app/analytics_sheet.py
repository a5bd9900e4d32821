"""Tables of figures as files: a workbook with a sheet for each, or all of them as CSV.

A cell's text is written as text and never begins a formula (`app.promo_sheet.plain`).
"""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.analytics_tables import Cell, Kopecks, Table
from app.payment_sheet import MONEY
from app.promo_sheet import plain
from domain.money import to_roubles

NAME_LENGTH = 31
"""No name of a sheet may be longer."""


def write_book(tables: Sequence[Table]) -> bytes:
    """An .xlsx file. Blocks: call it in a thread."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": MONEY})
        for table in tables:
            sheet = book.add_worksheet(table.title[:NAME_LENGTH])
            sheet.set_column(0, len(table.head) - 1, 22)
            for column, title in enumerate(table.head):
                sheet.write_string(0, column, title, bold)
            for number, row in enumerate(table.rows, start=1):
                _write_row(sheet, number, row, money)
            sheet.freeze_panes(1, 0)
    return file.getvalue()


def write_csv(tables: Sequence[Table]) -> bytes:
    """One after another with their titles, with a mark of its encoding."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    for table in tables:
        writer.writerow([plain(table.title)])
        writer.writerow(list(map(plain, table.head)))
        writer.writerows([_say(cell) for cell in row] for row in table.rows)
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig")


def _write_row(sheet: Worksheet, number: int, row: Sequence[Cell], money: object) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, column, plain(cell))
        elif isinstance(cell, Kopecks):
            sheet.write_number(number, column, cell / 100, money)
        else:
            sheet.write_number(number, column, cell)


def _say(cell: Cell) -> object:
    if isinstance(cell, str):
        return plain(cell)
    return to_roubles(cell) if isinstance(cell, Kopecks) else cell

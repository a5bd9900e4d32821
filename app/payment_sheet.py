"""Payments as a spreadsheet: money as numbers, moments as dates, words only ever as words.

A cell's text is written as text, and what would begin a formula is made harmless as well: a table
that is saved as CSV and opened again forgets what was text.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.promo_sheet import plain
from app.words import contacts
from app.words import payment_sheet as words
from app.words import payments as spoken
from domain.payment_exports import ExportRow

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONEY, MOMENT = "# ##0.00", "dd.mm.yyyy hh:mm"


def write_sheet(lines: Sequence[ExportRow], timezone: str) -> bytes:
    """An .xlsx file. Blocks: call it in a thread."""
    file, zone = BytesIO(), ZoneInfo(timezone)
    options = {"in_memory": True, "constant_memory": False, "strings_to_formulas": False}
    with Workbook(file, {**options, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(words.NAME)
        bold = book.add_format({"bold": True})
        formats = (book.add_format({"num_format": MONEY}), book.add_format({"num_format": MOMENT}))
        for column, (title, width) in enumerate(words.COLUMNS.items()):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, width)
        for number, line in enumerate(lines, start=1):
            _write_row(sheet, number, _cells(line, zone), formats)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(lines), 1), len(words.COLUMNS) - 1)
    return file.getvalue()


def _cells(line: ExportRow, zone: ZoneInfo) -> Iterable[str | int | datetime | None]:
    """In the order of the columns: text, kopecks, a moment of the business's clock, or nothing."""
    payment = line.payment
    yield _local(payment.created_at, zone)
    yield _local(payment.paid_at, zone) if payment.paid_at else None
    yield line.client_name or spoken.NO_NAME
    yield contacts.source(line.source) if line.source else ""
    yield payment.description
    yield spoken.STATUS[payment.status]
    yield spoken.provider(payment.provider)
    yield line.price
    yield line.promo_code or ""
    yield payment.amount
    yield payment.fee or 0
    yield line.left
    yield payment.external_id or ""
    yield str(payment.id)


def _write_row(
    sheet: Worksheet,
    number: int,
    cells: Iterable[str | int | datetime | None],
    formats: tuple[object, object],
) -> None:
    money, moment = formats
    for column, value in enumerate(cells):
        if isinstance(value, str):
            sheet.write_string(number, column, plain(value))
        elif isinstance(value, datetime):
            sheet.write_datetime(number, column, value, moment)
        elif value is not None:
            sheet.write_number(number, column, value / 100, money)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0)

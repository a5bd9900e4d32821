"""The spreadsheet of payments: numbers are numbers, words are never formulas."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from app.payment_sheet import write_sheet
from domain.payment_exports import ExportRow
from domain.payments import Payment


@pytest.mark.parametrize("evil", ["=HYPERLINK(1)", "+7", "-1", "@SUM(A1)", "\t=1", "http://evil"])
def test_no_name_becomes_a_formula_or_a_link_and_money_is_a_number(evil: str) -> None:
    payment = Payment(
        client_id=None,
        amount=1_499_950,
        description=evil,
        provider="yookassa",
        return_url="",
        external_id=evil,
    )
    row = ExportRow(payment, evil, "site", price=1_499_950, promo_code=evil, left=0)

    body = write_sheet([row], "Europe/Moscow")

    with ZipFile(BytesIO(body)) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
        texts = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())
    assert "<f>" not in cells
    assert "hyperlink" not in cells
    assert "<v>14999.5</v>" in cells
    assert evil in texts or f"'{evil}" in texts
    assert not [text for text in texts if text[:1] in tuple("=+-@\t")]

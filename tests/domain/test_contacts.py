"""One form for each contact, however it is written."""

import pytest

from domain.contacts import ContactKind, normalise
from domain.errors import Refused


@pytest.mark.parametrize(
    "written", ["+7 999 123-45-67", "8(999)1234567", "9991234567", "7 999 123 45 67"]
)
def test_a_russian_phone_is_kept_in_one_form(written: str) -> None:
    assert normalise(ContactKind.PHONE, written) == "+79991234567"


def test_a_foreign_phone_keeps_its_country() -> None:
    assert normalise(ContactKind.PHONE, "+375 29 123-45-67") == "+375291234567"


@pytest.mark.parametrize("written", ["@Anna_Fit", "https://t.me/anna_fit", "anna_fit"])
def test_a_telegram_name_is_kept_without_its_trimmings(written: str) -> None:
    assert normalise(ContactKind.TELEGRAM, written) == "anna_fit"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (ContactKind.PHONE, "000"),
        (ContactKind.PHONE, "+7 999 123-45-67-89-00"),
        (ContactKind.EMAIL, "anna@example"),
        (ContactKind.EMAIL, "anna@example.ru, oleg@example.ru"),
        (ContactKind.EMAIL, "anna@example.ru\nBcc: all@example.ru"),
        (ContactKind.EMAIL, "a" * 250 + "@example.ru"),
        (ContactKind.TELEGRAM, "аня"),
        (ContactKind.TELEGRAM_ID, "-5"),
    ],
)
def test_what_is_no_contact_is_refused(kind: ContactKind, written: str) -> None:
    with pytest.raises(Refused):
        normalise(kind, written)

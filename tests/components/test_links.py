"""Links lead only where links may lead."""

from uuid import uuid4

import pytest

from components import bits, links
from domain.contacts import ContactKind
from domain.people import Contact


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " JavaScript:x", "file:///etc", "http://[x"]
)
def test_a_dangerous_address_leads_nowhere(url: str) -> None:
    assert links.safe_url(url) == "#"


@pytest.mark.parametrize("url", ["https://t.me/anna", "tel:+79991234567", "mailto:a@b.ru"])
def test_an_honest_address_is_kept(url: str) -> None:
    assert links.safe_url(url) == url


def test_a_phone_is_called_and_written_to() -> None:
    phone = Contact(client_id=uuid4(), kind=ContactKind.PHONE, value="+79991234567")

    assert links.call_url(phone) == "tel:+79991234567"
    assert links.telegram_url(phone) == "https://t.me/+79991234567"
    assert links.whatsapp_url(phone) == "https://wa.me/79991234567"


def test_a_letter_to_a_tricky_address_carries_no_second_header() -> None:
    mail = Contact(client_id=uuid4(), kind=ContactKind.EMAIL, value="a@b.ru?bcc=c@d.ru")

    assert links.mail_url(mail) == "mailto:a@b.ru%3Fbcc%3Dc@d.ru"


@pytest.mark.parametrize("colour", ["red;}body{display:none", "#12", "url(x)", "#zzzzzz"])
def test_what_is_no_colour_never_reaches_a_style(colour: str) -> None:
    assert bits.safe_colour(colour) == "currentColor"

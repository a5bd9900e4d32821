"""What the trainer writes into his site is kept clean, and refused field by field."""

from typing import Any

import pytest

from app.words import site_forms as words
from domain import site, site_forms, tariff_forms
from domain.errors import Refused
from domain.site_forms import Parts
from domain.tariff_forms import Draft


def test_the_default_site_passes_its_own_forms() -> None:
    for key, values in site.default_sections().items():
        site_forms.clean(key, values)


def test_every_section_of_the_site_has_a_form_with_words() -> None:
    named = {f"{key}.{field.key}" for key, form in site_forms.FORMS.items() for field in form} | {
        f"{key}.{parts.key}.{field.key}"
        for key, form in site_forms.FORMS.items()
        for parts in form
        if isinstance(parts, Parts)
        for field in parts.fields
    }

    assert set(site_forms.FORMS) == set(site.default_sections()) == set(words.SECTION)
    assert named == set(words.FIELD)


def refusal(section: str, **given: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        site_forms.clean(section, given)
    return refused.value.fields


def test_each_field_says_why_it_cannot_be_taken() -> None:
    told = refusal("contacts", title="", phone="12", email="no", telegram="a b", text="т" * 601)

    assert told == {
        "title": "missing",
        "text": "too_long",
        "telegram": "malformed",
        "phone": "not_a_phone",
        "email": "not_an_email",
    }


def test_a_part_is_named_by_its_place() -> None:
    items = [{"title": "Тем", "text": "Кто"}, {"title": "", "text": "Кто"}]

    assert refusal("for_whom", title="Кому", items=items) == {"items.1.title": "missing"}


def test_too_many_parts_are_refused() -> None:
    facts = [{"value": "1", "label": "факт"}] * 5

    assert refusal("hero", title="Т", cta="К", facts=facts) == {"facts": "too_many"}


def test_one_line_stays_one_line_and_prose_keeps_its_paragraphs() -> None:
    cleaned = site_forms.clean("about", {"title": " Обо\n мне\x00 ", "text": "Раз\r\n\r\nДва\x07"})

    assert cleaned == {"title": "Обо мне", "text": "Раз\n\nДва"}


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "#123456;}body{", "url(x)"])
def test_nothing_but_a_colour_is_a_colour(colour: str) -> None:
    good = {"primary": "#d9381e", "secondary": "#1a1f24", "background": "#f3f4f2"}

    assert refusal("colours", **good, text=colour) == {"text": "malformed"}


@pytest.mark.parametrize("address", ["https://evil/x.png", "/media/../secret.key", "x.svg"])
def test_a_picture_is_one_of_our_own(address: str) -> None:
    assert refusal("images", logo=address) == {"logo": "malformed"}


@pytest.mark.parametrize("inn", ["7707083893", "500100732259"])
def test_a_true_inn_is_taken(inn: str) -> None:
    assert site_forms.clean("requisites", {"inn": inn})["inn"] == inn


@pytest.mark.parametrize("inn", ["7707083894", "500100732258", "123", "77070838931"])
def test_a_slip_in_an_inn_is_noticed(inn: str) -> None:
    assert refusal("requisites", inn=inn) == {"inn": "malformed"}


@pytest.mark.parametrize("size", ["", "13", "23", "x", None])
def test_text_is_neither_tiny_nor_huge(size: str | None) -> None:
    assert "size" in refusal("fonts", heading="system", body="system", size=size)


def test_a_tariff_is_kept_in_kopecks_with_its_features_by_line() -> None:
    cleaned = tariff_forms.clean(
        Draft(title=" Месяц ", price="14 999,50", weeks="4", features="Раз\n\n Два ")
    )

    assert cleaned["price"] == 1_499_950
    assert (cleaned["title"], cleaned["weeks"]) == ("Месяц", 4)
    assert cleaned["features"] == ["Раз", "Два"]


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (Draft(title="", price="10"), {"title": "missing"}),
        (Draft(title="Т", price=""), {"price": "missing"}),
        (Draft(title="Т", price="-1"), {"price": "not_a_number"}),
        (Draft(title="Т", price="0"), {"price": "out_of_range"}),
        (Draft(title="Т", price="1000001"), {"price": "out_of_range"}),
        (Draft(title="Т", price="1", weeks="1000"), {"weeks": "out_of_range"}),
        (Draft(title="Т", price="1", weeks="0", brings_programme=True), {"weeks": "missing"}),
        (Draft(title="Т", price="1", features="я\n" * 21), {"features": "too_many"}),
    ],
)
def test_a_tariff_that_cannot_be_sold_is_refused(draft: Draft, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        tariff_forms.clean(draft)

    assert refused.value.fields == wrong


def test_a_new_code_is_nobody_elses() -> None:
    assert tariff_forms.free_code({"online", "tariff-3"}) == "tariff-4"


def test_a_template_may_name_what_there_is_and_nothing_else() -> None:
    kept = {"footer": "{trainer_name} · {date}", "closing": "Пишите: {trainer_telegram}"}

    assert site_forms.clean("papers", kept) == kept
    told = refusal("papers", footer="{trainer_name}", closing="{password} и {client_name")
    assert told == {"closing": "unknown_insert"}

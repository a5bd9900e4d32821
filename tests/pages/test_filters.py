"""How values are said on public pages."""

from datetime import UTC, datetime

import pytest

from pages.public import filters, prose

LATE = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


def test_dates_are_told_on_the_trainers_clock() -> None:
    said = f"{filters.date(LATE, 'Europe/Moscow')}, {filters.time(LATE, 'Europe/Moscow')}"
    assert said == "25 ноября 2026, 01:30"


@pytest.mark.parametrize(
    ("seconds", "said"), [(45, "45 с"), (90, "90 с"), (120, "2 мин"), (150, "2 мин 30 с")]
)
def test_rests_are_told_as_a_coach_would(seconds: int, said: str) -> None:
    assert filters.rest(seconds) == said


def test_phones_are_spaced_and_dialled() -> None:
    assert filters.phone("+79099202195") == "+7 909 920-21-95"
    assert filters.phone_href("+7 909 920-21-95") == "tel:+79099202195"
    assert filters.phone("no number") == "no number"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", ""]
)
def test_a_link_that_leads_nowhere_good_is_inert(url: str) -> None:
    assert filters.safe_url(url) == "#"


@pytest.mark.parametrize("url", ["/p/abc", "https://t.me/bot?start=abc"])
def test_an_honest_link_is_kept(url: str) -> None:
    assert filters.safe_url(url) == url


def test_a_document_reads_as_headings_lists_and_paragraphs() -> None:
    found = prose.blocks("# One\n\n## Two\ntext\nmore\n\n- a\n- b\n")
    assert [(b.kind, b.lines) for b in found] == [
        ("h1", ("One",)),
        ("h2", ("Two",)),
        ("p", ("text more",)),
        ("ul", ("a", "b")),
    ]

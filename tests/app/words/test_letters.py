"""Every kind of message can be said, as text and as HTML, and nobody's name can harm it."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.words import letters, messages
from app.words.letters import Matter, Offer
from domain.messages import Purpose, Reason, State
from tests.house.sources import ROOT

SITE = "https://fit.example.ru"
MATTER = Matter(
    site_name="D&K FitBody",
    trainer="Данила Цыганков",
    sender="Данила Цыганков, ИНН 500100732259",
    site_url=SITE,
    colour="#d9381e",
    client_name="Анна Петрова",
    contacts=("+79991234567", "anna@mail.ru"),
    cabinet_url=f"{SITE}/c/1",
    start_url=f"{SITE}/start/1",
    card_url=f"{SITE}/crm/clients/1",
    payments_url=f"{SITE}/crm/payments",
    programme_url=f"{SITE}/p/1",
    pdf_url=f"{SITE}/p/1.pdf",
    weeks=4,
    sessions=3,
    title="1 месяц онлайн",
    brings_programme=True,
    pay_url=f"{SITE}/pay/go/1",
    amount=1_499_900,
    paid_at=datetime(2026, 11, 24, tzinfo=UTC),
    offers=(Offer("1 месяц онлайн", 1_499_900, f"{SITE}/buy/online-1-month"),),
    text="Видео посмотрел.\n\nПрибавьте 2 кг.",
    service="1 месяц онлайн",
    question="Можно ли с больной спиной?",
    failed_kind="programme_ready",
    failed_reason="refused",
)
NASTY = '<script>alert(1)</script> "x" {{ 7*7 }}'
KINDS = sorted(letters.KINDS)


def _html(kind: str, matter: Matter = MATTER, leave: str | None = None) -> str:
    return letters.draw_html(letters.say(kind, matter), matter, leave, "почему")


def _text(kind: str, matter: Matter = MATTER, leave: str | None = None) -> str:
    return letters.draw_text(letters.say(kind, matter), matter, leave, "почему")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("matter", [MATTER, Matter()], ids=["full", "empty"])
def test_every_kind_is_said_without_holes(kind: str, matter: Matter) -> None:
    said = letters.say(kind, matter).subject + _html(kind, matter) + _text(kind, matter)

    assert re.search("[а-я]", said)
    assert not re.search(r"\{\{|\{%|None|undefined", said)


@pytest.mark.parametrize("kind", KINDS)
def test_the_plain_text_has_every_link_of_the_page(kind: str) -> None:
    links = set(re.findall(r'href="([^"]+)"', _html(kind)))

    assert links
    assert all(link.startswith(SITE) for link in links)
    assert links <= set(re.findall(r"https://\S+", _text(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_messenger_nothing_calls_itself_a_letter_or_carries_a_link(kind: str) -> None:
    here = replace(MATTER, is_chat=True)
    foot = letters.way_out(here, is_marketing=True)

    said = letters.draw_chat(letters.say(kind, here), here, foot)

    assert not re.search("письм", said, re.IGNORECASE)
    assert "https://" not in said
    assert said.endswith("/stop")


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_writes_html_into_a_letter(kind: str) -> None:
    nasty = Matter(
        site_name=NASTY,
        trainer=NASTY,
        client_name=NASTY,
        title=NASTY,
        service=NASTY,
        question=NASTY,
        text=NASTY,
        contacts=(NASTY,),
        colour='"><script>',
        offers=(Offer(NASTY, 1, SITE),),
    )

    html = _html(kind, nasty)

    assert "<script" not in html
    assert "49" not in html


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Анна Петрова", "Здравствуйте, Анна!"),
        ("Анна-Мария", "Здравствуйте, Анна-Мария!"),
        ("", "Здравствуйте!"),
        ("http://casino.example выиграй", "Здравствуйте!"),
        ("Промокод777", "Здравствуйте!"),
    ],
)
def test_only_a_name_is_greeted(name: str, greeting: str) -> None:
    assert greeting in _text("free_week_ready", Matter(client_name=name))


def test_what_sells_says_so_and_shows_the_way_out() -> None:
    why = letters.why_sent("reminder_day_7", MATTER, is_marketing=True)
    words = letters.say("reminder_day_7", MATTER)

    text = letters.draw_text(words, MATTER, f"{SITE}/u/1", why)

    assert "Реклама. Данила Цыганков, ИНН 500100732259." in text
    assert f"Отписаться: {SITE}/u/1" in text
    assert "14\N{NO-BREAK SPACE}999\N{NO-BREAK SPACE}₽" in text


def test_a_doctor_first_sells_nothing() -> None:
    said = _text("doctor_first") + _html("doctor_first")

    assert "/buy/" not in said
    assert "₽" not in said


def test_every_style_stands_on_its_element() -> None:
    html = _html("programme_ready")

    assert re.search(r'<a class="press" href="[^"]+" style="[^"]*background-color', html)
    assert "prefers-color-scheme: dark" in html


@pytest.mark.parametrize(
    ("colour", "ink"), [("#d9381e", "#ffffff"), ("#ffe14d", "#14171a"), ("red", "#ffffff")]
)
def test_the_button_can_be_read_on_any_colour(colour: str, ink: str) -> None:
    html = _html("programme_ready", Matter(colour=colour, programme_url=SITE))

    assert re.search(rf'class="press"[^>]*[^-]color: {ink}', html)


def test_every_kind_that_is_queued_has_words() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "domain").rglob("*.py"))
    queued = re.findall(r'messages\.queue\(\s*session,\s*kind="(\w+)"', code)
    queued += re.findall(r'_tell_owner\(begin, "(\w+)"', code)

    assert len(queued) >= 5
    assert set(queued) <= letters.KINDS


def test_lists_have_a_word_for_everything() -> None:
    assert set(messages.TITLE) == set(letters.KINDS)
    assert set(messages.REASON) >= set(Reason)
    assert set(messages.PURPOSE) == set(Purpose)
    assert set(messages.STATE) == set(State)

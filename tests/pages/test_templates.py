"""Every public page: whole, safe, labelled, light, and the same without optional settings."""

import gzip
import json
import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from pages.public import views
from pages.public.render import STATIC, build_templates, render
from pages.public.views import (
    ContactsView,
    HeroView,
    ImagesView,
    LandingView,
    LeadForm,
    RequisitesView,
    SiteView,
)
from tests.pages import samples
from tests.pages.markup import Page, read

TEMPLATES = build_templates()
HOSTILE = """"'></style></script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"""
every_page = pytest.mark.parametrize("name", samples.SAMPLES)


def drawn(view: Any) -> Page:
    return read(render(TEMPLATES, view, nonce="n0nce"))


def poisoned(value: Any) -> Any:
    """The same view with hostile text in every place that holds text."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(poisoned(item) for item in value)
    if isinstance(value, dict):
        return {key: HOSTILE for key in value}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"status", "kind", "timezone", "unit"}
        changed = {f.name: poisoned(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **{k: v for k, v in changed.items() if k not in kept})
    return value


def test_every_template_and_every_view_has_a_sample() -> None:
    shown = {samples.view(name).template for name in samples.SAMPLES}
    files = {path.name for path in (Path(str(STATIC.parent)) / "templates").iterdir()}
    assert files - shown == {"base.html", "parts.html", "day.html", "landing"}
    named = {v for v in views.__all__ if hasattr(getattr(views, v), "template")}
    assert named == {sample["view"] for sample in samples.SAMPLES.values()}


@every_page
def test_a_page_has_one_heading_one_main_and_a_title(name: str) -> None:
    page = drawn(samples.view(name))
    assert [len(page.every(tag)) for tag in ("h1", "main", "title")] == [1, 1, 1]
    assert all(e.text.strip() for e in page.every("h1", "title"))


@every_page
def test_every_field_has_a_label_and_every_reference_a_target(name: str) -> None:
    page = drawn(samples.view(name))
    told = ("aria-describedby", "aria-labelledby", "for")
    wanted = {i for e in page.elements for a in told for i in e.attributes.get(a, "").split()}
    assert page.unlabelled == []
    assert wanted <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@every_page
def test_a_page_loads_nothing_from_elsewhere(name: str) -> None:
    page = drawn(samples.view(name))
    assert page.loads
    assert all(url.startswith("/static/") for url in page.loads)


@every_page
def test_a_page_keeps_to_a_strict_content_policy(name: str) -> None:
    page = drawn(samples.view(name))
    inline = page.every("script", "style")
    attributes = {a for e in page.elements for a in e.attributes}
    assert all(e.attributes.get("nonce") == "n0nce" for e in inline)
    assert not [a for a in attributes if a == "style" or a.startswith("on")]


@every_page
def test_every_post_carries_a_form_id(name: str) -> None:
    html = render(TEMPLATES, samples.view(name), nonce="n")
    forms = re.findall(r'<form[^>]*method="post".*?</form>', html, re.S)
    assert all('name="form_id" value="f1' in form for form in forms)


@every_page
def test_hostile_text_stays_text(name: str) -> None:
    clean, page = (drawn(view) for view in (samples.view(name), poisoned(samples.view(name))))
    attributes = {a for e in page.elements for a in e.attributes}
    assert len(page.every("script")) <= len(clean.every("script"))
    assert not [a for a in attributes if a.startswith("on")]
    assert "49" not in page.every("title")[0].text


@every_page
def test_a_page_is_whole_without_optional_settings(name: str) -> None:
    bare = samples.with_site(
        samples.view(name),
        trainer_name="",
        trainer_role="",
        contacts=ContactsView(),
        images=ImagesView(),
        requisites=RequisitesView(),
        has_widget=True,
    )
    page = drawn(bare)
    assert "None" not in page.every("main")[0].text
    assert "/widget.js" in page.loads


def test_a_landing_with_nothing_but_a_name_still_takes_leads() -> None:
    site = SiteView(name="Fit", url="https://fit.example")
    view = LandingView(
        site=site,
        seo_title="T",
        seo_description="",
        hero=HeroView("H", "", "Go"),
        lead=LeadForm("f"),
    )
    page = drawn(view)
    assert {e.attributes.get("action") for e in page.every("form")} == {"/leads"}


def test_the_landing_is_lighter_than_forty_kilobytes() -> None:
    html = render(TEMPLATES, samples.landing(), nonce="n")
    parts = [
        html.encode(),
        *(
            (STATIC / n).read_bytes()
            for n in ("site.js", "visits.js", "order.js", "promo.js", "favicon.svg")
        ),
    ]
    assert sum(len(gzip.compress(part)) for part in parts) <= 40_000


@pytest.mark.parametrize("name", ["site.js", "today.js"])
def test_a_script_is_smaller_than_three_kilobytes(name: str) -> None:
    assert len((STATIC / name).read_bytes()) <= 3 * 1024


def test_the_counter_is_smaller_than_two_kilobytes() -> None:
    assert len((STATIC / "visits.js").read_bytes()) <= 2 * 1024


def test_static_files_name_no_other_host() -> None:
    text = "".join(
        (STATIC / n).read_text(encoding="utf-8")
        for n in ("site.css", "site.js", "today.js", "visits.js")
    )
    assert "//" not in re.sub(r"^//.*$", "", text, flags=re.M)
    assert "url(" not in text


def test_the_stylesheet_can_stand_inside_a_page() -> None:
    assert "<" not in (STATIC / "site.css").read_text(encoding="utf-8")


def test_the_landing_tells_search_engines_its_prices() -> None:
    script = drawn(samples.landing()).every("script")[0]
    business, questions = json.loads(script.text)["@graph"]
    prices = [offer["price"] for offer in business["makesOffer"]]
    assert prices == ["1490.00", "14999.00", "34999.00", "28900.00"]
    assert len(questions["mainEntity"]) == 8


def test_no_consent_is_ticked_beforehand() -> None:
    pages = [drawn(samples.view(name)) for name in ("landing", "finish", "buy")]
    ticks = [e for page in pages for e in page.every("input") if "consent" in e.attributes["name"]]
    assert len(ticks) == 6
    assert not [e for e in ticks if "checked" in e.attributes]


def test_an_error_stands_beside_its_field_and_is_announced() -> None:
    page = drawn(samples.view("finish_errors"))
    phone = next(e for e in page.elements if e.attributes.get("id") == "phone")
    error = next(e for e in page.elements if e.attributes.get("id") == "phone-error")
    assert phone.attributes["aria-invalid"] == "true"
    assert error.attributes["role"] == "alert"
    assert error.text == samples.view("finish_errors").errors["phone"]  # type: ignore[attr-defined]


def test_the_first_button_of_a_question_goes_forward() -> None:
    page = drawn(samples.view("start_text"))
    assert [b.attributes["value"] for b in page.every("button")] == ["next", "skip", "back"]


@pytest.mark.parametrize("name", ["pay_pending", "pay_writing"])
def test_a_waiting_page_renews_itself_without_scripts(name: str) -> None:
    refresh = [e for e in drawn(samples.view(name)).every("meta") if "noscript" in e.parents]
    assert [e.attributes["http-equiv"] for e in refresh] == ["refresh"]


@pytest.mark.parametrize("name", ["pay_paid", "pay_canceled", "pay_refunded"])
def test_a_settled_page_stays_still(name: str) -> None:
    html = render(TEMPLATES, samples.view(name), nonce="n")
    assert "http-equiv" not in html
    assert "data-wait" not in html


def test_personal_pages_are_kept_from_search_engines() -> None:
    for name in ("programme", "cabinet", "start_one", "pay_paid", "unsubscribe"):
        assert "noindex" in render(TEMPLATES, samples.view(name), nonce="n")

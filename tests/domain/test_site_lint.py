"""The site is looked through before it is published: who sells, the documents, the consents."""

from typing import Any

import pytest

from app.words import site_lint as words
from domain import site, site_lint
from domain.consents import ConsentKind
from domain.site_lint import Finding, Lack
from tests import made

TEXTS = {kind: site.read_document(f"consent_{kind}") for kind in ConsentKind}


def look(
    *, sells: bool = True, texts: dict[ConsentKind, str] = TEXTS, **changed: Any
) -> list[Lack]:
    """What is found on a site whose trainer has said who he is, and then changed something."""
    sections = {**site.default_sections(), "requisites": {**_blank(), **made.REQUISITES}}
    for key, fields in changed.items():
        sections[key] = {**sections[key], **fields}
    return [found.lack for found in site_lint.lint(sections, texts, sells=sells)]


def _blank() -> dict[str, Any]:
    return dict(site.default_sections()["requisites"])


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({}, []),
        ({"requisites": {"operator_name": ""}}, ["no_name"]),
        ({"requisites": {"inn": ""}}, ["no_inn"]),
        ({"requisites": {"inn": ""}, "sells": False}, ["offer_gaps", "privacy_gaps"]),
        ({"requisites": {"status": "ИП"}}, ["no_registration"]),
        ({"requisites": {"status": ""}}, ["no_status"]),
        ({"requisites": {"address": ""}}, ["offer_gaps", "privacy_gaps"]),
        ({"contacts": {"phone": ""}}, ["offer_gaps"]),
        ({"blocks": {"hidden": ["lead"]}}, ["no_contact"]),
        ({"hero": {"title": "Гарантирую результат за месяц"}}, ["promise"]),
        ({"questions": {"items": [{"question": "?", "answer": "Вылечим спину"}]}}, ["promise"]),
        ({"texts": {**TEXTS, ConsentKind.HEALTH: " "}}, ["no_consent"]),
        ({"texts": {**TEXTS, ConsentKind.PERSONAL_DATA: "и на рассылку"}}, ["mixed_consent"]),
    ],
)
def test_each_thing_the_law_wants_is_found(changed: dict[str, Any], lacks: list[str]) -> None:
    assert look(**changed) == lacks


def test_only_who_sells_and_missing_consents_hold_a_publication_back() -> None:
    holding = {lack for lack in Lack if Finding(lack, "requisites").holds}

    assert holding == {Lack.NO_NAME, Lack.NO_INN, Lack.NO_REGISTRATION, Lack.NO_CONSENT}


@pytest.mark.parametrize("lack", list(Lack))
def test_every_finding_is_told_with_what_to_do(lack: Lack) -> None:
    title, deed = words.say(Finding(lack, "hero", ("operator_inn",)))

    assert title
    assert "{" not in title
    assert deed.endswith(".")

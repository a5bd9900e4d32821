"""Every known way for a payment to go wrong has its test, or its reason in DECISIONS.

The numbers are those of our catalogue of cases: YooKassa, T-Bank, YooMoney, Telegram, amoCRM.
A test names its case in its own name (test_yk_20_...) or in its docstring (YK-20).
"""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT

LAST = {"YK": 30, "TB": 17, "YM": 14, "TG": 8, "AM": 16}
CASES = [f"{kind}-{n:02d}" for kind, last in LAST.items() for n in range(1, last + 1)]
NAMED = re.compile(r"\b(?:test_)?(YK|TB|YM|TG|AM)[-_](\d\d)(?!\d)", re.IGNORECASE)
ALL_OF_THEM = re.compile(r"\b(YK|TB|YM|TG|AM)-(\d\d) to \1-(\d\d)\b")


def named_in(text: str) -> set[str]:
    """The cases a text names, singly or as "TG-01 to TG-08"."""
    named = {f"{kind.upper()}-{number}" for kind, number in NAMED.findall(text)}
    for kind, first, last in ALL_OF_THEM.findall(text):
        named |= {f"{kind}-{n:02d}" for n in range(int(first), int(last) + 1)}
    return named


def texts() -> list[Path]:
    tests = (ROOT / "tests").rglob("test_*.py")
    return [ROOT / "DECISIONS.md", *(path for path in tests if path != Path(__file__))]


@pytest.fixture(scope="module")
def answered() -> set[str]:
    return {case for path in texts() for case in named_in(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("kind", LAST)
def test_every_case_of_money_is_tested_or_decided(kind: str, answered: set[str]) -> None:
    mine = {case for case in CASES if case.startswith(kind)}

    assert mine - answered == set()


def test_a_case_is_read_wherever_it_stands() -> None:
    said = "def test_yk_20_parts(): 'YM-01, YM-05: less its fee'  # TG-01 to TG-03, XYK-07, YK-123"

    assert named_in(said) == {"YK-20", "YM-01", "YM-05", "TG-01", "TG-02", "TG-03"}

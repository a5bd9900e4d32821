"""`docs/TRAINING.md` keeps step with the rules: every value, row and invariant it names is true."""

import re
from functools import cache
from importlib import import_module

import pytest

from domain.programmes import prescriptions, volumes
from tests.domain.programmes.test_invariants import INVARIANTS
from tests.house.sources import ROOT

Cells = list[str]


@cache
def _page() -> str:
    return (ROOT / "docs" / "TRAINING.md").read_text(encoding="utf-8")


def _rows(heading: str) -> list[Cells]:
    """The rows of the table under a heading, without its own head."""
    section = _page().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("cells", _rows("Constants"), ids=lambda cells: cells[0])
def test_a_constant_has_the_value_that_is_written(cells: Cells) -> None:
    module, _, name = cells[0].rpartition(".")

    assert _said(getattr(import_module(module), name)) == cells[1]


def test_every_row_of_sets_is_written() -> None:
    made = {n: r for n, r in vars(volumes).items() if isinstance(r, volumes.Volume)}
    written = [[n, *map(_said, (r.big, r.small, r.cap, r.session_cap))] for n, r in made.items()]

    assert _rows("Weekly sets") == written


def test_every_row_of_reps_and_load_is_written() -> None:
    made = {n: r for n, r in vars(prescriptions).items() if isinstance(r, prescriptions.Row)}
    written = [
        [n, *map(_said, (r.reps, r.percent, r.rir, r.rest, r.reps_bounds))] for n, r in made.items()
    ]

    assert _rows("Reps, load, reserve, rest") == written


def test_every_invariant_is_written_and_has_its_test() -> None:
    written = {cells[0]: cells[1] for cells in _rows("Invariants")}

    assert list(written) == [f"I{n:02d}" for n in range(1, 41)]
    assert {code: said for code, said in written.items() if code in INVARIANTS} == INVARIANTS
    assert set(written) - set(INVARIANTS) == {"I01"}


def test_every_source_that_is_named_is_listed() -> None:
    rules, sources = _page().split("\n## Sources\n")

    assert set(re.findall(r"\bS\d+\b", rules)) <= set(re.findall(r"\bS\d+\b", sources))


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "–".join(f"{part:g}" for part in value)
    return value if isinstance(value, str) else f"{value:g}"

"""Russian is spoken in `app/words` and nowhere else in code; not even in a docstring."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, name, sources

SPOKEN_IN = ROOT / "app" / "words"


@pytest.mark.parametrize("path", [p for p in sources() if SPOKEN_IN not in p.parents], ids=name)
def test_no_russian_outside_words(path: Path) -> None:
    spoken = [
        f"line {node.lineno}: {node.value!r}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search("[а-яА-ЯёЁ]", node.value)
    ]
    assert not spoken

"""Answers and scenarios as a table for a spreadsheet, and back: what is read is what was written.

No cell is taken for a formula there: one that begins as a formula does gets an apostrophe, which is
taken away again.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import Any

from domain.errors import Refused

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "'", "\N{MINUS SIGN}")
ENCODINGS = ("utf-8-sig", "cp1251")


def write_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """CSV with a mark of its encoding, as spreadsheets want it; a list is a line for each."""
    table = StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guard(_spell(row[column])) for column in columns])
    return table.getvalue().encode("utf-8-sig")


def read_table(body: bytes, kinds: Mapping[str, type]) -> list[dict[str, Any]]:
    """The rows of a table whose head names columns of `kinds`; an empty cell is not given.

    Raises:
        Refused: it is no table, or a cell is not of its kind.
    """
    lines = csv.reader(StringIO(_decode(body), newline=""), delimiter=_find_delimiter(body))
    try:
        table = [row for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as e:
        raise Refused({"": "malformed"}) from e
    if not table:
        return []
    head = [cell.strip().lower() for cell in table[0]]
    if unknown := set(head) - set(kinds):
        raise Refused({f"column.{name}"[:80]: "unknown" for name in sorted(unknown)})
    return [_read_row(number, head, row, kinds) for number, row in enumerate(table[1:], 1)]


def _read_row(
    number: int, head: Sequence[str], row: Sequence[str], kinds: Mapping[str, type]
) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for column, cell in zip(head, row, strict=False):
        text = _unguard(cell)
        if not text and kinds[column] is not str:
            continue
        try:
            read[column] = _READ[kinds[column]](text)
        except (ValueError, KeyError) as e:
            raise Refused({f"items.{number}.{column}": "malformed"}) from e
    return read


def _spell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
    return "" if value is None else str(value)


def _read_flag(text: str) -> bool:
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[
        text.strip().lower()
    ]


def _read_dict(text: str) -> dict[str, Any]:
    read = json.loads(text)
    if not isinstance(read, dict):
        raise ValueError(text)
    return read


_READ: Mapping[type, Callable[[str], Any]] = {
    str: lambda text: text,
    int: int,
    bool: _read_flag,
    list: lambda text: [line for line in text.splitlines() if line.strip()],
    dict: _read_dict,
}


def _guard(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text


def _unguard(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULAS) else text


def _decode(body: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused({"": "malformed"})


def _find_delimiter(body: bytes) -> str:
    head = body.split(b"\n", 1)[0]
    return max(";,\t", key=lambda sign: head.count(sign.encode()))

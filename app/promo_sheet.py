"""Promo codes as a table for a spreadsheet; nothing a cell says is taken for a formula there."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from uuid import UUID

from app.words import promos as words
from domain.money import to_roubles
from domain.promos import PromoCode, Spent

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\N{MINUS SIGN}")


def write_sheet(codes: Sequence[PromoCode], spent: Mapping[UUID, Spent]) -> bytes:
    """CSV with a mark of its encoding, as spreadsheets want it."""
    table = StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(words.COLUMNS)
    for promo in codes:
        figures = spent.get(promo.id, Spent())
        money = (to_roubles(figures.discount), to_roubles(figures.income))
        texts = (promo.code, words.effect(promo), promo.label)
        writer.writerow([*map(plain, texts), figures.captured, figures.people, *money])
    return table.getvalue().encode("utf-8-sig")


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text

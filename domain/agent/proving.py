"""Proving what a model says, sentence by sentence: what no fact stands behind is not said.

A sentence is said as it comes while nothing in it must be checked; from the first word that must,
it is held until its end, and then said or replaced by an honest one.
"""

import re
from collections.abc import Iterator

from domain.agent.facts import (
    Facts,
    fold,
    lexicon,
    list_kinds,
    list_spelled,
    stem,
)

LONGEST = 1500
"""Characters of an answer."""
LONGEST_SENTENCE = 600
END = re.compile(r"[.!?\u2026]+[)\"\u00bb]*(?=\s)|\n")
MARKS = str.maketrans("", "", "*#`_|<>[]{}~\\")
TAGS = re.compile(r"<(script|style)[^>]*>.*?</\1>|</?[a-zA-Z!][^>]*>", re.IGNORECASE | re.DOTALL)
LINK = re.compile(r"(?:https?:|www\.|t\.me|@)\S*|\b[\w-]+\.[a-z\u0440\u0444]{2,6}\b(?:/\S*)?")
CODE = re.compile(r"(?<!\w)(?=\w*[A-Z])[A-Z0-9][A-Z0-9_-]{2,}(?!\w)")
COUNTING = re.compile(r"\s*\d{1,2}[.)]\s*")
"""The number before an item of a list."""
SAFE = re.compile(
    r"[^\W\d_A-Za-z]+(?:-[^\W\d_A-Za-z]+)*[.,!?;:\u2026)(\"\u00ab\u00bb\u2014\u2013-]*"
)


class Proof:
    """The sentences of one answer, checked as they come."""

    def __init__(self, facts: Facts, asked: str) -> None:
        self._facts = facts
        self._is_about_money = bool(lexicon().units["about_money"].search(fold(asked)))
        self._tail = ""
        """Of the sentence: what is not said yet."""
        self._said = ""
        """Of the sentence: what is said already."""
        self._length = 0
        self._instead: set[str] = set()
        self.has_lied = False

    @property
    def is_full(self) -> bool:
        return self._length >= LONGEST

    def take(self, piece: str) -> Iterator[str]:
        """What may be said now."""
        self._tail += piece
        while not self.is_full and (end := END.search(self._tail)):
            sentence, self._tail = self._tail[: end.end()], self._tail[end.end() :]
            yield from self._finish(sentence)
        if self.is_full:
            return
        if len(self._tail) > LONGEST_SENTENCE:
            sentence, self._tail = self._tail, ""
            yield from self._finish(sentence)
            return
        yield from self._let_out()

    def end(self) -> Iterator[str]:
        """The last sentence, whose end no more words show."""
        if not self.is_full and self._tail.strip():
            yield from self._finish(self._tail)
        self._tail = ""

    def break_off(self) -> Iterator[str]:
        """The model broke off: what is held is not said, and the answer ends honestly."""
        self._tail = ""
        if self._length:
            yield from self._replace("broken")

    def _let_out(self) -> Iterator[str]:
        """Whole words of a sentence in which nothing must be checked so far."""
        cut = max(self._tail.rfind(" "), self._tail.rfind("\n")) + 1
        safe = ""
        for word in re.findall(r"\s*\S+\s+", self._tail[:cut]):
            if self._must_check(word.strip(), self._said + safe):
                break
            safe += word
        self._tail = self._tail[len(safe) :]
        if safe:
            self._said += safe
            yield self._count(safe)

    def _must_check(self, word: str, before: str) -> bool:
        if not SAFE.fullmatch(word):
            return not re.fullmatch(r"[\u2014\u2013-]", word)
        bare = fold(word.strip('.,!?;:()"\u00ab\u00bb'))
        told = f"{fold(before)}{bare}"
        if lexicon().wary.match(bare) or self._is_name(word, is_first=not before.strip()):
            return True
        words = lexicon()
        patterns = (*words.promises, *words.medical, words.spelled, words.units["about_money"])
        return any(pattern.search(told) for pattern in patterns)

    def _finish(self, sentence: str) -> Iterator[str]:
        whole = self._said + sentence
        if COUNTING.fullmatch(whole):
            return
        lie = self._find_lie(whole)
        self._is_about_money = bool(lexicon().units["about_money"].search(fold(whole)))
        if lie is None:
            self._said = ""
            yield self._count(plain(sentence))
            return
        self.has_lied = True
        yield from self._replace("prices" if lie == "price" and self._facts.price_list else "other")
        if sentence.endswith("\n"):
            yield self._count("\n")

    def _replace(self, kind: str) -> Iterator[str]:
        """An honest sentence, once; a sentence that has begun is left with three dots."""
        is_begun, self._said = bool(self._said.strip()), ""
        honest = lexicon().instead[kind].format(prices=self._facts.price_list)
        if kind not in self._instead:
            self._instead.add(kind)
            begins = "\u2026 " if is_begun else " " if self._length else ""
            yield self._count(begins + honest)
        elif is_begun:
            yield self._count("\u2026")

    def _count(self, said: str) -> str:
        self._length += len(said)
        return said

    def _find_lie(self, sentence: str) -> str | None:
        """Why it cannot be said; None when it can."""
        folded = fold(sentence)
        checks = (
            ("markup", bool(TAGS.search(sentence))),
            ("price", not self._prices_hold(folded)),
            ("number", not self._numbers_hold(folded)),
            ("link", any(found not in self._facts.text for found in _links(folded))),
            ("code", any(fold(c) not in self._facts.text for c in CODE.findall(sentence))),
            ("promise", any(self._is_new(p.findall(folded)) for p in lexicon().promises)),
            ("medical", any(p.search(folded) for p in lexicon().medical)),
            ("name", self._names_stranger(sentence)),
        )
        return next((kind for kind, is_so in checks if is_so), None)

    def _prices_hold(self, folded: str) -> bool:
        facts, units = self._facts, lexicon().units
        if units["foreign"].search(folded):
            return False
        named = {price for title, price in facts.prices.items() if title in folded}
        money = frozenset(named) or facts.money
        is_about_money = self._is_about_money or bool(units["about_money"].search(folded))
        for value, kind in list_kinds(folded):
            if kind == "money" and value not in money:
                return False
            if kind == "percent" and value not in facts.percents:
                return False
            if is_about_money and kind == "bare" and value not in money | facts.percents:
                return False
            if is_about_money and kind == "counted" and value not in facts.numbers:
                return False
        return not is_about_money or not any(True for _ in _uncounted(folded))

    def _numbers_hold(self, folded: str) -> bool:
        known = self._facts.numbers | self._facts.own
        if any(found not in self._facts.text for found in _dates(folded)):
            return False
        digits = [value for value, _ in list_kinds(folded)]
        return all(value in known for value in (*digits, *list_spelled(folded)))

    def _is_new(self, found: list[str]) -> bool:
        return any(one not in self._facts.text for one in found)

    def _names_stranger(self, sentence: str) -> bool:
        words = re.findall(r"[^\W\d_]+", sentence)
        return any(self._is_name(word, is_first=not at) for at, word in enumerate(words))

    def _is_name(self, word: str, *, is_first: bool) -> bool:
        bare = word.strip('.,!?;:()"\u00ab\u00bb\u2026-')
        if len(bare) < 2 or not bare[0].isupper() or stem(fold(bare)) in self._facts.stems:
            return False
        return not is_first or _is_given(fold(bare))


def plain(text: str) -> str:
    """Text without any mark of HTML or Markdown."""
    return TAGS.sub("", text).translate(MARKS)


def _is_given(folded: str) -> bool:
    """One of the names people have, in any of its forms."""
    names = lexicon().names
    return any(folded[: len(folded) - cut] in names for cut in (0, 1, 2)) or any(
        folded[:-1] == name[:-1] for name in names if len(name) == len(folded)
    )


def _links(folded: str) -> list[str]:
    return [found[0].rstrip(".,!?;:)") for found in LINK.finditer(folded)]


def _uncounted(folded: str) -> Iterator[str]:
    """Numbers in letters in a sentence about money: nothing stands behind those."""
    units = lexicon().units
    for found in lexicon().spelled.finditer(folded):
        if not units["counted"].match(folded[found.end() :]):
            yield found[0]


def _dates(folded: str) -> Iterator[str]:
    units = lexicon().units
    yield from (found[0] for found in units["clock"].finditer(folded))
    for found in re.finditer(r"\d{1,2}", folded):
        if month := units["month"].match(folded[found.end() :]):
            yield found[0] + month[0]

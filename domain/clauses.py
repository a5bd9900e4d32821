"""Clauses: how plain Russian says no, so that a text about health can be read with its denials.

Knows nothing of illness: which words speak of what is for `health_words`. A word is matched by
its stem, with the usual confusions of vowels and one slip of the finger forgiven.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

Stems = tuple[str, ...]
PLAIN_YO = {0x451: 0x435}
"""The letter that most people write without its dots."""
FOLDED_FROM, FORGIVEN_FROM = 4, 6
"""Letters from which a stem forgives a wrong vowel, and from which any one slip."""


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """The words that deny, doubt and part; the file of `health_words` holds them."""

    particle: str
    neither: str
    breaks: str
    """What parts one clause from the next: a regular expression."""
    same_letters: tuple[tuple[str, str], ...]
    """Letters one hears alike."""
    negators: Stems
    not_verbs: Stems
    """After the particle they deny what the clause names."""
    idle_verbs: Stems
    """After the particle they say that nothing is the matter, but deny nothing that is named."""
    calm: Stems
    unsure: Stems
    before_now: Stems
    generic: Stems
    about: Stems
    long_ago: Stems
    present: Stems


@dataclass(frozen=True)
class Clause:
    words: tuple[str, ...]
    grammar: Grammar
    in_denied_list: bool = False
    """One of several denied together: in Russian the "no" comes after all of them."""

    def has_all(self, stems: Stems) -> bool:
        return all(self.has(stem) for stem in stems)

    def has(self, stem: str) -> bool:
        alike, initials = self.grammar.same_letters, self._initials
        return any(
            begins(word, one, alike)
            for one in _alternatives(stem)
            # Of a thousand stems a clause has the first letter of a few.
            if fold(one.lstrip("=")[0], alike) in initials
            for word in self.words
        )

    def denies_word(self, stems: Stems) -> bool:
        """Whether the particle stands right before one of them, and is no part of the phrase."""
        not_ = self.grammar.particle
        after = [word for before, word in pairwise(self.words) if before == not_]
        alike = self.grammar.same_letters
        singly = [one for stem in stems for one in _alternatives(stem)]
        return not_ not in stems and any(begins(w, s, alike) for w in after for s in singly)

    @cached_property
    def _initials(self) -> frozenset[str]:
        return frozenset(fold(word[0], self.grammar.same_letters) for word in self.words)

    @property
    def says_never_is(self) -> bool:
        """Ends in "never is", "was not" and the like, and does not mean "not until now"."""
        rules = self.grammar
        if len(self.words) < 2 or self._any_of(rules.before_now):
            return False
        before, last = self.words[-2:]
        return before == rules.particle and last.startswith(rules.not_verbs)

    @property
    def is_long_ago(self) -> bool:
        return self._any_of(self.grammar.long_ago)

    @property
    def is_negative(self) -> bool:
        """Whether it denies what it names."""
        rules = self.grammar
        if self._is_unsure or self._any_of(rules.present):
            return False
        if self.in_denied_list or self.words[0] == rules.neither:
            return True
        if any(self._denies(i) for i, word in enumerate(self.words) if word == rules.particle):
            return True
        return any(self._reaches(i) for i, w in enumerate(self.words) if w in rules.negators)

    @property
    def is_calm(self) -> bool:
        """Whether it says that what it names is well, or that nothing is the matter."""
        rules = self.grammar
        if self._is_unsure:
            return False
        if self.is_negative or any(word in rules.negators for word in self.words):
            return True
        if any(self.has(stem) for stem in rules.calm):
            return True
        verbs = rules.not_verbs + rules.idle_verbs
        return any(a == rules.particle and b.startswith(verbs) for a, b in pairwise(self.words))

    @property
    def _is_unsure(self) -> bool:
        said = f" {' '.join(self.words)} "
        return any(phrase in said for phrase in self.grammar.unsure)

    def _any_of(self, words: Stems) -> bool:
        return any(word in words for word in self.words)

    def _denies(self, i: int) -> bool:
        after = self.words[i + 1] if i + 1 < len(self.words) else ""
        return after.startswith(self.grammar.not_verbs)

    def _reaches(self, i: int) -> bool:
        """Whether a "no" denies the clause, not just the "problems" beside it."""
        rules, first = self.grammar, self.words[0]
        beside = {self.words[j] for j in (i - 1, i + 1) if 0 <= j < len(self.words)}
        if not any(word.startswith(rules.generic) for word in beside):
            return True
        return i == 0 or first.startswith(rules.generic) or first in rules.about


def read_clauses(text: str, grammar: Grammar) -> list[Clause]:
    """A text in clauses, each with its words in lower case."""
    clauses = []
    for sentence in re.split(r"[.;!?\n]", text.lower().translate(PLAIN_YO)):
        parts = [re.findall(r"[\w-]+", part) for part in re.split(grammar.breaks, sentence)]
        said = [tuple(words) for words in parts if any(re.search(r"\w", w) for w in words)]
        denied = _is_denied_list(said, grammar)
        clauses += [Clause(words, grammar, in_denied_list=denied) for words in said]
    return clauses


def _is_denied_list(said: Sequence[tuple[str, ...]], grammar: Grammar) -> bool:
    """A general word first, the denial last: "of ills of heart, kidneys and liver none"."""
    if len(said) < 2 or not said[0][0].startswith(grammar.generic):
        return False
    last = said[-1]
    never = len(last) > 1 and last[-2] == grammar.particle
    return last[-1] in grammar.negators or (never and last[-1].startswith(grammar.not_verbs))


def begins(word: str, stem: str, alike: tuple[tuple[str, str], ...]) -> bool:
    """Whether the word begins with the stem; a stem after "=" is a whole word."""
    if stem.startswith("="):
        return word == stem[1:]
    if word.startswith(stem):
        return True
    if len(stem) < FOLDED_FROM:
        return False
    heard, sought = fold(word, alike), fold(stem, alike)
    if heard.startswith(sought):
        return True
    return len(stem) >= FORGIVEN_FROM and _slipped(heard, sought)


@cache
def _alternatives(stem: str) -> tuple[str, ...]:
    """Several stems parted by "|", any of which will do."""
    return tuple(stem.split("|"))


@lru_cache(maxsize=8192)
def fold(word: str, alike: tuple[tuple[str, str], ...]) -> str:
    """The word as it is heard: vowels that are confused become one."""
    for one, other in alike:
        word = word.replace(one, other)
    return word


def _slipped(word: str, stem: str) -> bool:
    """Whether one letter is wrong, missing, or too many; the first and the last are right."""
    if not word or word[0] != stem[0]:
        return False
    size = len(stem)
    same = word[:size]
    if len(same) == size and same[-1] == stem[-1] and _differ(same, stem) <= 1:
        return True
    missing, more = word[: size - 1], word[: size + 1]
    if len(missing) == size - 1 and missing[-1] == stem[-1] and _lacks_one(stem, missing):
        return True
    return len(more) == size + 1 and more[-1] == stem[-1] and _lacks_one(more, stem)


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _lacks_one(longer: str, shorter: str) -> bool:
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))

"""Nearness by words: which wordings share the rare words of what is asked.

Quick and needs no model: it answers while the model of meaning loads, and helps it afterwards.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from domain.faq.stems import list_stems


class Words:
    """Wordings, each with the number of the answer it belongs to, by the stems in them."""

    def __init__(self, wordings: Iterable[tuple[int, str]]) -> None:
        self._owners: list[int] = []
        self._sets: list[frozenset[str]] = []
        holders: dict[str, list[int]] = defaultdict(list)
        for owner, text in wordings:
            stems = frozenset(list_stems(text))
            for stem in stems:
                holders[stem].append(len(self._sets))
            self._owners.append(owner)
            self._sets.append(stems)
        self._holders = dict(holders)
        self._weights = [self._weigh(stems) for stems in self._sets]

    def score(self, asked: str) -> Mapping[int, float]:
        """By answer, from 0 to 1: how much is shared, of what is asked and of its best wording."""
        stems = set(list_stems(asked))
        shared: dict[int, float] = defaultdict(float)
        for stem in stems & self._holders.keys():
            rarity = self._rarity(stem)
            for at in self._holders[stem]:
                shared[at] += rarity
        whole = self._weigh(stems)
        best: dict[int, float] = {}
        for at, weight in shared.items():
            score = 2 * weight / (whole + self._weights[at])
            owner = self._owners[at]
            if score > best.get(owner, 0.0):
                best[owner] = score
        return best

    def _weigh(self, stems: Iterable[str]) -> float:
        return sum(self._rarity(stem) for stem in stems)

    def _rarity(self, stem: str) -> float:
        """Robertson's weight of a word: one that stands in few wordings says more."""
        count = len(self._holders.get(stem, ()))
        return math.log(1 + (len(self._sets) - count + 0.5) / (count + 0.5))

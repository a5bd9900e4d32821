"""Which answers are nearest in meaning: the arithmetic of vectors, nothing else.

Brings numpy in: imported only once somebody has asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OF_ANSWER = 0.9
"""An answer's own text counts a little less than a question's."""
OF_WORDS = 0.2
"""What shared words add."""
OF_ELSEWHERE = 0.6
"""What nearness to things that are none of ours takes away; measured on faq_tuning.toml."""


@dataclass(frozen=True)
class Near:
    """An answer by its number, and why it is near."""

    at: int
    score: float
    meaning: float
    words: float
    elsewhere: float


class Nearness:
    """The vectors of every answer, ready to be compared with a question's."""

    def __init__(
        self,
        wordings: Sequence[bytes],
        owners: Sequence[int],
        answers: Sequence[bytes],
        elsewhere: Sequence[bytes],
    ) -> None:
        """`owners` says which answer each wording belongs to, ascending from 0 without a gap."""
        self._wordings, self._answers = _stack(wordings), _stack(answers)
        self._elsewhere = _stack(elsewhere)
        self._starts = np.flatnonzero(np.diff(np.asarray(owners), prepend=-1))

    def rank(
        self, vectors: Sequence[bytes], words: Sequence[Mapping[int, float]], most: int
    ) -> list[list[Near]]:
        """For each question the nearest answers, the nearest first; several cost little more."""
        asked = _stack(vectors).T
        wordings = np.maximum.reduceat(self._wordings @ asked, self._starts, axis=0)
        meaning = np.maximum(wordings, OF_ANSWER * (self._answers @ asked))
        away = (self._elsewhere @ asked).max(axis=0, initial=0.0)
        return [
            self._pick(meaning[:, at], shared, float(away[at]), most)
            for at, shared in enumerate(words)
        ]

    def _pick(
        self, meaning: Floats, shared: Mapping[int, float], away: float, most: int
    ) -> list[Near]:
        words = np.zeros_like(meaning)
        if shared:
            words[list(shared)] = list(shared.values())
        scores: Floats = meaning + OF_WORDS * words - np.float32(OF_ELSEWHERE * away)
        return [
            Near(int(at), float(scores[at]), float(meaning[at]), float(words[at]), away)
            for at in _top(scores, min(most, len(scores)))
        ]


def _top(scores: Floats, most: int) -> NDArray[np.intp]:
    first = np.argpartition(-scores, most - 1)[:most]
    return first[np.argsort(-scores[first])]


def _stack(vectors: Sequence[bytes]) -> Floats:
    return np.frombuffer(b"".join(vectors), "<f4").reshape(len(vectors), -1)


def compare(vectors: Sequence[bytes]) -> Floats:
    """How near each is to each."""
    stacked = _stack(vectors)
    return stacked @ stacked.T

"""Questions that ask the same, put together: by meaning where it is known, else by their words."""

from collections import Counter
from collections.abc import Callable, Sequence

from domain.faq import Words

BY_MEANING, BY_WORDS = 0.5, 0.45
"""From what nearness two questions are alike."""

Near = Callable[[int, int], float]


def group(
    texts: Sequence[str], kinds: Sequence[str], vectors: Sequence[bytes] | None
) -> list[list[str]]:
    """Groups of `texts`, the largest first; `vectors` are those of `kinds`, each text once."""
    near, least = (
        (_by_words(kinds), BY_WORDS) if vectors is None else (_by_meaning(vectors), BY_MEANING)
    )
    heads: list[int] = []
    of: dict[str, int] = {}
    for at, kind in enumerate(kinds):
        best = max(heads, key=lambda head: near(head, at), default=None)
        if best is None or near(best, at) < least:
            heads.append(at)
            best = at
        of[kind] = best
    sizes = Counter(of[text] for text in texts)
    return [
        [text for text in texts if of[text] == head] for head, _ in sizes.most_common(len(heads))
    ]


def _by_words(kinds: Sequence[str]) -> Near:
    words = Words(list(enumerate(kinds)))
    scores = [words.score(kind) for kind in kinds]
    return lambda head, at: scores[at].get(head, 0.0)


def _by_meaning(vectors: Sequence[bytes]) -> Near:
    from app.nearness import compare

    nearness = compare(vectors)
    return lambda head, at: float(nearness[head, at])

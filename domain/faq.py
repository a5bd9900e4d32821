"""Answers there are already: the trainer's own from his site, found by what somebody asks.

Nothing is made up: an answer is given as it is written, or not at all.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import site

STEM = 5
"""Letters by which forms of one word are the same."""
SHORTEST = 4
"""Shorter words say too little."""
ENOUGH = 2
"""Words in common from which it is the same question."""
SHARE = 0.6
"""Of the words that were asked: a long message that merely touches a subject is for the trainer."""


@dataclass(frozen=True)
class Answered:
    question: str
    answer: str


async def list_answered(session: AsyncSession) -> list[Answered]:
    """Every question with its answer, in the site's order."""
    items = (await site.read_site(session))["questions"]["items"]
    return [Answered(item["question"], item["answer"]) for item in items if item.get("answer")]


def find_answer(asked: str, known: Sequence[Answered]) -> Answered | None:
    """The answer to what is asked; None when it is not clearly one of these questions."""
    wanted = _stems(asked)
    if not wanted:
        return None
    for one in known:
        if _stems(one.question) == wanted:
            return one
    shared = sorted(((len(wanted & _stems(one.question)), one) for one in known), key=_count)
    count, best = shared[-1] if shared else (0, None)
    is_only_one = len(shared) < 2 or shared[-2][0] < count
    is_enough = count >= ENOUGH and count / len(wanted) >= SHARE
    return best if is_enough and is_only_one else None


def _count(pair: tuple[int, Answered]) -> int:
    return pair[0]


def _stems(text: str) -> set[str]:
    # Letters without their marks: a person writes the one with dots as the one without.
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+", bare.casefold())
    return {word[:STEM] for word in words if len(word) >= SHORTEST}

"""Vectors of texts, kept by a model's name: reckoned once for the same words."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.faq.rows import FaqVector
from domain.ledger import jot


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


async def read_vectors(session: AsyncSession, model: str) -> Mapping[str, bytes]:
    """Every vector of this model, by the hash of its text."""
    mine = select(FaqVector.text_hash, FaqVector.vector).where(FaqVector.model == model)
    return {text_hash: vector for text_hash, vector in await session.exec(mine)}


async def keep_vectors(session: AsyncSession, model: str, made: Mapping[str, bytes]) -> None:
    """Keep those that are not kept yet."""
    wanted = list(made)
    there = select(FaqVector.text_hash).where(
        FaqVector.model == model, col(FaqVector.text_hash).in_(wanted)
    )
    known = set((await session.exec(there)).all())
    for text_hash in made.keys() - known:
        jot(session, FaqVector, model=model, text_hash=text_hash, vector=made[text_hash])


async def forget_others(session: AsyncSession, model: str, text_hashes: Collection[str]) -> int:
    """Forget another model's vectors and those of texts that are gone; how many there were."""
    kept = (await session.exec(select(FaqVector.id, FaqVector.model, FaqVector.text_hash))).all()
    gone = [row_id for row_id, name, key in kept if name != model or key not in text_hashes]
    for at in range(0, len(gone), 500):
        out = delete(FaqVector).where(col(FaqVector.id).in_(gone[at : at + 500]))
        cast(CursorResult[Any], await session.exec(out))
    return len(gone)

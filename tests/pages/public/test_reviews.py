"""What people said stands on the landing only with a kept consent of theirs."""

import asyncio

import httpx
import pytest
from sqlalchemy.exc import IntegrityError

from app.runtime import Runtime
from domain import reviews
from domain.errors import Refused
from domain.reviews import Draft, NoConsentKept, Review

SAID = {"name": "Ольга", "text": "Спина больше не устаёт.", "said_on": "2026-10-01"}
LET = {"consent_on": "2026-10-02", "consent_note": "Написала в Telegram: можно"}


async def keep(runtime: Runtime, **draft: str) -> Review:
    async with runtime.db.begin() as session:
        return await reviews.keep_review(session, None, reviews.clean(Draft(**draft)))


async def landing(visitor: httpx.AsyncClient) -> str:
    """The page, once it has heard what has changed."""
    await asyncio.sleep(0)
    return (await visitor.get("/")).text


async def test_a_review_is_shown_with_its_consent_and_hidden_once_it_is_taken_back(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    review = await keep(runtime, **SAID, **LET)
    before = await landing(visitor)

    async with runtime.db.begin() as session:
        await reviews.show(session, review.id, is_shown=True)
    shown = await landing(visitor)
    async with runtime.db.begin() as session:
        await reviews.withdraw(session, review.id)
    after = await landing(visitor)

    assert ["Ольга" in page for page in (before, shown, after)] == [False, True, False]
    assert "1 октября 2026" in shown


async def test_without_a_kept_consent_nothing_shows_a_review(runtime: Runtime) -> None:
    review = await keep(runtime, **SAID, consent_on="2026-10-02")

    with pytest.raises(NoConsentKept):
        async with runtime.db.begin() as session:
            await reviews.show(session, review.id, is_shown=True)

    review.is_shown = True
    with pytest.raises(IntegrityError):
        async with runtime.db.begin() as session:
            session.add(review)


async def test_a_consent_that_is_rubbed_out_hides_the_review(runtime: Runtime) -> None:
    review = await keep(runtime, **SAID, **LET)
    async with runtime.db.begin() as session:
        await reviews.show(session, review.id, is_shown=True)

    async with runtime.db.begin() as session:
        await reviews.keep_review(session, review.id, reviews.clean(Draft(**SAID)))

    async with runtime.db.read() as session:
        assert list(await reviews.list_reviews(session, shown=True)) == []


def test_each_field_of_a_review_says_why_it_cannot_be_taken() -> None:
    with pytest.raises(Refused) as refused:
        reviews.clean(Draft(name="", text="т" * 1501, said_on="2999-01-01", consent_on="вчера"))

    told = {
        "name": "missing",
        "text": "too_long",
        "said_on": "in_future",
        "consent_on": "malformed",
    }
    assert refused.value.fields == told

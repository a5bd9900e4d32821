import asyncio
from datetime import timedelta

import pytest

from app import idempotency
from app.db import Database
from app.idempotency import KeyBusy, KeyReused
from domain import clock
from domain.errors import Refused

BODY = b'{"name": "anna"}'


async def answer(db: Database, key: str = "k", raw: bytes = BODY, said: int = 1) -> dict[str, int]:
    """What a route does: the answer given before, or its own, kept."""
    async with db.begin() as session:
        kept = await idempotency.find_answer(session, "leads", key, raw)
        if kept is None:
            kept = await idempotency.keep_answer(session, "leads", key, raw, 201, {"n": said})
        return dict(kept.body)


async def test_the_same_request_again_gets_the_same_answer(db: Database) -> None:
    first = await answer(db, said=1)
    second = await answer(db, said=2)

    assert first == second == {"n": 1}


async def test_another_body_with_the_key_is_a_conflict(db: Database) -> None:
    await answer(db)

    with pytest.raises(KeyReused):
        await answer(db, raw=b"{}")


async def test_another_key_is_another_request(db: Database) -> None:
    await answer(db, said=1)

    assert await answer(db, key="other", said=2) == {"n": 2}


async def test_many_at_once_are_answered_alike(db: Database) -> None:
    answers = await asyncio.gather(*(answer(db, said=n) for n in range(20)))

    assert len({body["n"] for body in answers}) == 1


async def test_after_a_day_the_key_is_free_again(db: Database) -> None:
    await answer(db, said=1)

    with clock.at(clock.now() + timedelta(hours=24, minutes=1)):
        assert await answer(db, raw=b"{}", said=2) == {"n": 2}


async def test_what_failed_leaves_no_answer(db: Database) -> None:
    async def fail() -> None:
        async with db.begin() as session:
            await idempotency.keep_answer(session, "leads", "k", BODY, 201, {"n": 1})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await answer(db, said=2) == {"n": 2}


async def test_a_claimed_key_is_busy_until_it_is_answered(db: Database) -> None:
    async with db.begin() as session:
        await idempotency.claim_key(session, "leads", "k", BODY)

    with pytest.raises(KeyBusy):
        await answer(db)

    async with db.begin() as session:
        await idempotency.keep_answer(session, "leads", "k", BODY, 201, {"n": 1})
    assert await answer(db, said=2) == {"n": 1}


async def test_a_claim_that_a_crash_left_behind_is_taken_over(db: Database) -> None:
    async with db.begin() as session:
        await idempotency.claim_key(session, "leads", "k", BODY)

    with clock.at(clock.now() + idempotency.LEASE + timedelta(seconds=1)):
        assert await answer(db, said=2) == {"n": 2}


async def test_old_answers_are_forgotten(db: Database) -> None:
    await answer(db)

    with clock.at(clock.now() + timedelta(hours=25)):
        async with db.begin() as session:
            await idempotency.forget_old(session)

    assert await answer(db, said=2) == {"n": 2}


@pytest.mark.parametrize("key", ["", "x" * 256, "ключ", "a\nb"])
async def test_a_key_that_is_none_is_refused(db: Database, key: str) -> None:
    with pytest.raises(Refused):
        await answer(db, key=key)

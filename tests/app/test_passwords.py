import asyncio
import statistics
import time

import pytest

from app.passwords import AT_ONCE, WAITING, HashingBusy, Passwords, needs_rehash


async def test_a_password_matches_its_hash_and_no_other() -> None:
    passwords = Passwords()
    kept = await passwords.hash("three plain words")

    assert await passwords.matches("three plain words", kept)
    assert not await passwords.matches("three plain word", kept)
    assert not await passwords.matches("nobody", None)
    assert not needs_rehash(kept)


async def test_an_older_hash_is_to_be_made_anew() -> None:
    kept = await Passwords().hash("three plain words")

    assert needs_rehash(kept.replace("m=19456", "m=9216"))


async def test_more_than_the_machine_bears_is_refused_at_once() -> None:
    passwords = Passwords()
    kept = await passwords.hash("three plain words")

    tries = [passwords.matches("wrong", kept) for _ in range(100)]
    answers = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(isinstance(answer, HashingBusy) for answer in answers) >= 100 - WAITING - AT_ONCE


async def test_strangers_leave_a_lane_for_whoever_was_here_before() -> None:
    passwords = Passwords()
    kept = await passwords.hash("three plain words")
    await passwords.matches("wrong", kept)
    flood = asyncio.gather(
        *(passwords.matches("wrong", kept) for _ in range(100)), return_exceptions=True
    )
    await asyncio.sleep(0)

    is_right = await passwords.matches("three plain words", kept, is_familiar=True)

    await flood
    assert is_right


async def test_nobody_takes_as_long_as_somebody() -> None:
    passwords = Passwords()
    kept = await passwords.hash("three plain words")

    async def measure(against: str | None) -> float:
        begun = time.perf_counter()
        await passwords.matches("wrong", against)
        return time.perf_counter() - begun

    await measure(None)
    pairs = [(await measure(kept), await measure(None)) for _ in range(15)]
    somebody, nobody = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert nobody == pytest.approx(somebody, rel=0.5)

"""However a code is typed, it is the code that was meant."""

import pytest

from app.runtime import Runtime
from domain import promos
from domain.promos import CodeTaken, Terms
from domain.promos.spelling import ALPHABET, make_up, readings


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        (code, typed)
        for code, spellings in {
            "АКЦИЯ10": (
                "АКЦИЯ10",
                "акция10",
                " акция 10 ",
                "Акция-10",
                "акция_10",
                "АКЦИЯ1О",
                "АКЦИЯ1O",
                "AКЦИЯ10",
                "AKЦИЯ10",
                "frwbz10",
                "FRWBZ10",
                "«АКЦИЯ10»",
                "АКЦИЯ\u00a010",
                "\u200bАКЦИЯ10",
            ),
            "SALE10": ("sale10", "SАLE10", "SАLЕ10", "ыфду10", "ЫФДУ10", "ｓａｌｅ10", "sale 1o"),
            "ХЛЕБ5": ("хлеб5", "[kt,5", "{KT<5", "ХЛЕБ 5", "xлеб5"),
            "TEXT77": ("text77", "ТЕХТ77", "теXt77", "еуче77"),
            "ЁЛКА": ("елка", "ЁЛКА", "ЕЛКА", "`krf"),
        }.items()
        for typed in spellings
    ],
)
async def test_a_mistyped_code_is_understood(runtime: Runtime, code: str, typed: str) -> None:
    """Features H16, H-viii: case, spaces, look-alikes, the other layout."""
    async with runtime.db.begin() as session:
        made = await promos.add_code(session, code, Terms())
        found = await promos.find_code(session, typed)
    assert found is made


async def test_two_codes_nobody_could_tell_apart_are_one(runtime: Runtime) -> None:
    """Features H16: the second is refused when it is made, not when it is used."""
    async with runtime.db.begin() as session:
        await promos.add_code(session, "СОРТ10", Terms())
        with pytest.raises(CodeTaken):
            await promos.add_code(session, "COPT1O", Terms())


@pytest.mark.parametrize("typed", ["", " ", "—", "'", "%", "😀", "\x00", "a" * 5000])
async def test_what_is_no_code_finds_none(runtime: Runtime, typed: str) -> None:
    async with runtime.db.begin() as session:
        await promos.add_code(session, "SALE10", Terms())
        assert await promos.find_code(session, typed) is None


def test_a_made_up_code_has_no_letter_that_is_taken_for_another() -> None:
    """Features H06: on paper and by ear."""
    assert set(make_up("", 2000)) == set(ALPHABET)
    assert not set(ALPHABET) & set("0O1IL5S2Z8BG6")
    assert len({readings(letter)[0] for letter in ALPHABET}) == len(ALPHABET)


async def test_a_thousand_codes_are_a_thousand(runtime: Runtime) -> None:
    """Features H06: in bulk, with a prefix."""
    async with runtime.db.begin() as session:
        codes = await promos.add_many(session, 1000, "vip-", Terms(label="VIP"))
    assert len({code.key for code in codes}) == 1000
    assert all(code.code.startswith("VIP-") for code in codes)

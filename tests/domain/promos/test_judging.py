"""For whom a code works, what it takes off, and why it does not."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.runtime import Runtime
from domain import cards, clock, promos, tariffs
from domain.errors import Refused
from domain.payments import RANK, Status
from domain.promos import Buyer, PromoCode, PromoKind, PromoRefused, Terms
from domain.promos.judging import SMALLEST_PAYMENT, price_with
from domain.promos.making import read_moment
from tests import made

TARIFF = "online-1-month"
DAY = timedelta(days=1)


def code(kind: PromoKind, value: int, floor: int = 0) -> PromoCode:
    return PromoCode(code="X", key="X", kind=kind, value=value, floor=floor)


@pytest.mark.parametrize(
    ("promo", "left"),
    [
        (code(PromoKind.PERCENT, 20), 1_199_920),
        (code(PromoKind.PERCENT, 33), 1_004_933),
        (code(PromoKind.PERCENT, 100), 0),
        (code(PromoKind.FIXED, 500_000), 999_900),
        (code(PromoKind.FIXED, 9_999_900), 0),
        (code(PromoKind.FIXED, 1_499_850), 100),
        (code(PromoKind.PRICE, 990_000), 990_000),
        (code(PromoKind.PRICE, 2_000_000), 1_499_900),
        (code(PromoKind.PERCENT, 90, floor=500_000), 500_000),
        (code(PromoKind.PERCENT, 10, floor=9_000_000), 1_499_900),
    ],
)
def test_the_price_that_is_left(promo: PromoCode, left: int) -> None:
    """Features H01, H15: percent, fixed, set price, floor, rounding."""
    assert price_with(promo, 1_499_900) == left


@given(
    st.sampled_from(PromoKind),
    st.integers(0, 10**8),
    st.integers(0, 10**8),
    st.integers(100, 10**8),
)
def test_no_price_is_negative_or_raised_or_below_the_floor(
    kind: PromoKind, value: int, floor: int, price: int
) -> None:
    """Features H15 (Medusa #8829)."""
    left = price_with(code(kind, min(value, 100) if kind == "percent" else value, floor), price)
    assert 0 <= left <= price
    assert left == 0 or left >= SMALLEST_PAYMENT
    assert left >= min(floor, price)


async def refusal(runtime: Runtime, *, is_proven: bool = True, **terms: Any) -> str:
    """Why the code with these terms does not work for a client with a paid purchase; or nothing."""
    async with runtime.db.begin() as session:
        await promos.add_code(session, "CODE", Terms(**terms))
        client = await made.client(session, tags=["зал"])
        payment = await made.payment(session, client)
        payment.status, payment.rank = Status.PAID, RANK[Status.PAID]
        await session.flush()
        tariff = await tariffs.get_on_sale(session, TARIFF)
        try:
            await promos.quote(session, tariff, "code", Buyer(client.id, is_proven=is_proven))
        except PromoRefused as e:
            return e.reason
    return ""


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({}, ""),
        ({"is_active": False}, "unknown"),
        ({"starts_at": clock.now() + DAY}, "not_yet"),
        ({"ends_at": clock.now() - DAY}, "expired"),
        ({"tariffs": ["online-consultation"]}, "not_for_tariff"),
        ({"tariffs": [TARIFF]}, ""),
        ({"min_amount": 2_000_000}, "sum_too_small"),
        ({"min_amount": 1_499_900}, ""),
        ({"is_first_purchase": True}, "only_first"),
        ({"tag": "зал"}, ""),
        ({"tag": "бег"}, "not_for_you"),
        ({"source": "site"}, ""),
        ({"source": "vk"}, "not_for_you"),
        ({"stage_id": uuid4()}, "not_for_you"),
        ({"kind": PromoKind.PRICE, "value": 5_000_000}, "no_use"),
    ],
)
async def test_a_code_that_does_not_work_says_why(
    runtime: Runtime, terms: dict[str, Any], reason: str
) -> None:
    """Features H02, H05, H11 (Medusa #15396): never silently skipped."""
    async with runtime.db.read() as session:
        known = {row.code for row in await tariffs.list_tariffs(session)}
    assert set(terms.get("tariffs", [])) <= known
    assert await refusal(runtime, **terms) == reason


async def test_a_stranger_is_not_told_what_a_card_says(runtime: Runtime) -> None:
    """Knowing a phone must not tell whether its owner has bought."""
    assert await refusal(runtime, is_first_purchase=True, is_proven=False) == "not_for_you"


async def test_merged_cards_are_one_person_to_a_code(runtime: Runtime) -> None:
    """Features H-ii: who used it as two people has used it twice, and no merge fails for that."""
    async with runtime.db.begin() as session:
        promo = await promos.add_code(session, "CODE", Terms(max_per_person=1))
        tariff = await tariffs.get_on_sale(session, TARIFF)
        people = [await made.client(session, n=n) for n in (1, 2)]
        for client in people:
            buyer = Buyer(client.id)
            quoted = await promos.quote(session, tariff, "code", buyer)
            await promos.hold(session, quoted, buyer, await made.purchase(session, client))
        await cards.merge(session, people[0].id, people[1].id)
        await session.flush()
        with pytest.raises(PromoRefused) as refused:
            await promos.quote(session, tariff, "code", Buyer(people[0].id))
    assert (refused.value.reason, promo.used) == ("used_by_you", 2)


def test_a_last_day_lasts_to_its_end_where_the_trainer_is() -> None:
    """Features H02: the trainer's own zone, not the server's."""
    moment = read_moment("2026-12-31", "Asia/Vladivostok", is_end=True)
    assert moment.astimezone(UTC) == datetime(2026, 12, 31, 14, tzinfo=UTC)
    assert read_moment("2026-12-31T10:00", "Europe/Moscow", is_end=True).astimezone(UTC).hour == 7


@pytest.mark.parametrize(
    "terms",
    [
        {"value": 0},
        {"value": 101},
        {"kind": PromoKind.FIXED, "value": 0},
        {"max_uses": 0},
        {"floor": -1},
        {"tariffs": ["none"]},
        {"starts_at": clock.now(), "ends_at": clock.now() - DAY},
    ],
)
async def test_terms_that_cannot_be_are_refused(runtime: Runtime, terms: dict[str, Any]) -> None:
    async with runtime.db.begin() as session:
        with pytest.raises(Refused):
            await promos.add_code(session, "CODE", Terms(**terms))

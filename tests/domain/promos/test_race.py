"""Two hundred buyers at once, and a code with five places."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import update
from sqlmodel import col, select

from app.runtime import Runtime
from domain import promos, selling
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.leads import Knocker
from domain.promos import PromoCode, PromoRefused, PromoUse, Terms
from domain.promos.judging import quote
from domain.tariffs import get_on_sale
from tests import made

BUYERS, PLACES = 200, 5
TARIFF = "online-1-month"


async def make(runtime: Runtime, **terms: object) -> None:
    async with runtime.db.begin() as session:
        await promos.add_code(session, "RACE", Terms.model_validate({"value": 10} | terms))


async def buy(runtime: Runtime, n: int, key: str | None = None) -> str:
    """A code's refusal, or nothing."""
    knocker = Knocker(
        name="Анна",
        contacts={ContactKind.PHONE: made.phone(n)},
        consents=[ConsentKind.PERSONAL_DATA],
    )
    try:
        await runtime.db.run(
            lambda session: selling.buy(
                session,
                knocker=knocker,
                token=None,
                tariff_code=TARIFF,
                key=key or str(n),
                provider="yookassa",
                return_url="http://us/{token}",
                promo_code="RACE",
            )
        )
    except PromoRefused as e:
        return e.reason
    return ""


async def read_first_and_write_after(runtime: Runtime, n: int) -> str:
    """What a shop does that knows no better: looks whether there is a place, then takes it."""
    async with runtime.db.read() as session:
        promo = (await session.exec(select(PromoCode))).one()
        quoted = await quote(session, await get_on_sale(session, TARIFF), "RACE")
    await asyncio.sleep(0)
    if promo.used >= PLACES or quoted.promo is None:
        return "used_up"
    async with runtime.db.begin() as session:
        await session.exec(update(PromoCode).values(used=PromoCode.used + 1))
    return ""


async def rush(runtime: Runtime, act: Callable[[Runtime, int], Awaitable[str]]) -> list[str]:
    return list(await asyncio.gather(*(act(runtime, n) for n in range(BUYERS))))


async def taken(runtime: Runtime) -> tuple[int, int]:
    """The code's own count, and the uses that count."""
    async with runtime.db.read() as session:
        promo = (await session.exec(select(PromoCode))).one()
        uses = (await session.exec(select(PromoUse).where(col(PromoUse.is_counted)))).all()
    return promo.used, len(uses)


async def test_of_two_hundred_buyers_exactly_five_have_the_price(runtime: Runtime) -> None:
    """Features H03: a scarce code on SQLite and PostgreSQL alike."""
    await make(runtime, max_uses=PLACES)

    told = await rush(runtime, buy)

    assert told.count("") == PLACES
    assert set(told) == {"", "used_up"}
    assert await taken(runtime) == (PLACES, PLACES)


async def test_reading_first_and_writing_after_sells_more_than_there_is(runtime: Runtime) -> None:
    """The control: without the conditional update the same rush takes more than five places."""
    await make(runtime)

    told = await rush(runtime, read_first_and_write_after)

    assert told.count("") > PLACES
    assert (await taken(runtime))[0] > PLACES


async def test_one_person_who_clicks_fifty_times_has_one_place(runtime: Runtime) -> None:
    """Features H03, H-ii: the limit per person holds against himself too."""
    await make(runtime, max_per_person=1)
    assert await buy(runtime, 1) == ""

    again = [buy(runtime, 1, key=f"again {n}") for n in range(50)]
    told = await asyncio.gather(*again)

    assert set(told) == {"not_for_you"}
    assert await taken(runtime) == (1, 1)


async def test_a_new_person_from_fifty_windows_has_one_place(runtime: Runtime) -> None:
    """Features H03: nobody has met him before, and fifty orders come at once."""
    await make(runtime, max_per_person=1)

    told = await asyncio.gather(*(buy(runtime, 1, key=f"window {n}") for n in range(50)))

    assert told.count("") == 1
    assert await taken(runtime) == (1, 1)

"""One catalogue; what was bought keeps its price."""

import pytest

from app.db import Database
from domain import purchases, tariffs
from domain.errors import NotFound
from domain.tariffs import NotOnSale
from tests import made


async def test_the_catalogue_is_the_one_of_the_contract(db: Database) -> None:
    async with db.read() as session:
        rows = await tariffs.list_tariffs(session)
    assert [(row.price, row.weeks, row.brings_programme) for row in rows] == [
        (149_000, 0, False),
        (1_499_900, 4, True),
        (3_499_900, 12, True),
        (2_890_000, 0, False),
    ]


async def test_a_changed_price_changes_no_purchase_made_before(db: Database) -> None:
    async with db.begin() as session:
        bought = await made.purchase(session, await made.client(session))
        await tariffs.change_tariff(session, bought.tariff_id, price=1)
    async with db.read() as session:
        assert (await purchases.get_purchase(session, bought.id)).amount == 1_499_900


async def test_what_is_off_sale_cannot_be_bought_nor_is_it_shown(db: Database) -> None:
    async with db.begin() as session:
        tariff = await tariffs.get_on_sale(session, "online-1-month")
        await tariffs.change_tariff(session, tariff.id, is_on_sale=False)
        await session.flush()
        with pytest.raises(NotOnSale):
            await tariffs.get_on_sale(session, "online-1-month")
        assert tariff.id not in {row.id for row in await tariffs.list_tariffs(session)}


async def test_an_unknown_tariff_is_not_found(db: Database) -> None:
    async with db.read() as session:
        with pytest.raises(NotFound):
            await tariffs.get_on_sale(session, "moon")

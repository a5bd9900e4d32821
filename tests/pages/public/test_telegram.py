"""The public way into the bot: an invite made at the moment it is pressed."""

import httpx
import pytest
from sqlmodel import col, select

from app.runtime import Runtime
from app.settings import Settings
from app.standins.telegram import TOKEN
from domain import bindings, bots, passes
from domain.bindings import Account, How
from domain.invites import Invite
from domain.people import Client
from tests import made


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Those of a house with a bot."""
    token = type(settings.secret_key)(TOKEN)
    return settings.model_copy(update={"telegram_bot_token": token})


async def proven(runtime: Runtime) -> tuple[Client, str]:
    """A client and the token of his cabinet."""
    async with runtime.db.begin() as session:
        client = await made.client(session)
        return client, (await passes.proven_pass(session, client.id)).token


async def test_the_cabinets_button_opens_the_bot_as_its_owner(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    client, token = await proven(runtime)
    async with runtime.db.begin() as session:
        await bots.remember(session, bots.number_of(TOKEN), "podhod_test_bot")

    answer = await visitor.get(f"/c/{token}/telegram")

    address, _, invite = answer.headers["location"].partition("?start=")
    assert (answer.status_code, address) == (303, "https://t.me/podhod_test_bot")
    async with runtime.db.begin() as session:
        arrival = await bindings.arrive(session, Account(7, "Аня"), invite)
    assert (arrival.client.id, arrival.how) == (client.id, How.INVITED)


async def test_while_the_bot_was_never_reached_the_cabinet_itself_opens(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    _, token = await proven(runtime)

    answer = await visitor.get(f"/c/{token}/telegram")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/c/{token}")
    async with runtime.db.read() as session:
        assert (await session.exec(select(col(Invite.id)))).all() == []


@pytest.mark.parametrize("is_own", [True, False])
async def test_an_order_is_spoken_of_only_to_whoever_made_it(
    visitor: httpx.AsyncClient, runtime: Runtime, *, is_own: bool
) -> None:
    client, _ = await proven(runtime)
    async with runtime.db.begin() as session:
        await bots.remember(session, bots.number_of(TOKEN), "podhod_test_bot")
        bought = await made.purchase(session, client)
        other = await made.purchase(session, client)
        granted = await passes.find_pass(session, (bought if is_own else other).pass_id)
    assert granted is not None

    await visitor.get(f"/c/{granted.token}/telegram", params={"order": bought.token})

    async with runtime.db.read() as session:
        named = (await session.exec(select(Invite.purchase_id))).all()
    assert named == [bought.id if is_own else None]


async def test_nobody_gets_an_invite_by_guessing(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await bots.remember(session, bots.number_of(TOKEN), "podhod_test_bot")

    assert (await visitor.get(f"/c/{'x' * 32}/telegram")).status_code == 404

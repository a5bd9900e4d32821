"""Who may move a client, and where to."""

from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import clock, funnel, people
from domain.funnel import Role, StageInUse
from domain.people import Client
from tests import made


async def at_stage(session: AsyncSession, role: Role) -> Client:
    """A client whom nobody has moved by hand, standing at the stage of `role`."""
    client = await made.client(session)
    stage = await funnel.find_stage_by_role(session, role)
    assert stage is not None
    client.stage_id = stage.id
    return client


async def role_of(session: AsyncSession, client: Client) -> Role | None:
    assert client.stage_id is not None
    return (await funnel.get_stage(session, client.stage_id)).role


@pytest.mark.parametrize("start", [r for r in Role if r is not Role.ACTIVE])
async def test_whoever_pays_has_bought_from_whatever_stage(db: Database, start: Role) -> None:
    async with db.begin() as session:
        client = await at_stage(session, start)
        await funnel.advance(session, client.id, Role.BOUGHT, cause_at=clock.now(), why="payment")
        assert await role_of(session, client) is Role.BOUGHT


async def test_automation_moves_nobody_backwards(db: Database) -> None:
    async with db.begin() as session:
        client = await at_stage(session, Role.ACTIVE)
        for role in (Role.FIRST_CONTACT, Role.CONSULTATION, Role.DECIDING, Role.BOUGHT):
            await funnel.advance(session, client.id, role, cause_at=clock.now(), why="intake")
        assert await role_of(session, client) is Role.ACTIVE


async def test_whoever_has_finished_begins_anew_only_by_paying(db: Database) -> None:
    async with db.begin() as session:
        client = await at_stage(session, Role.FINISHED)
        for role in (Role.FIRST_CONTACT, Role.CONSULTATION, Role.DECIDING, Role.ACTIVE):
            await funnel.advance(session, client.id, role, cause_at=clock.now(), why="intake")
        assert await role_of(session, client) is Role.FINISHED


async def test_whoever_is_inactive_may_be_taken_up_anywhere(db: Database) -> None:
    async with db.begin() as session:
        client = await at_stage(session, Role.INACTIVE)
        await funnel.advance(
            session, client.id, Role.FIRST_CONTACT, cause_at=clock.now(), why="lead"
        )
        assert await role_of(session, client) is Role.FIRST_CONTACT


async def test_a_move_by_hand_stands_against_an_earlier_cause(db: Database) -> None:
    cause_at = clock.now() - timedelta(minutes=1)
    async with db.begin() as session:
        client = await made.client(session)
        inactive = await funnel.find_stage_by_role(session, Role.INACTIVE)
        assert inactive is not None
        await funnel.move_client(session, client.id, inactive.id, by="trainer")
        await funnel.advance(session, client.id, Role.DECIDING, cause_at=cause_at, why="day_7")
        assert await role_of(session, client) is Role.INACTIVE


async def test_a_move_by_hand_yields_to_a_later_cause(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
        inactive = await funnel.find_stage_by_role(session, Role.INACTIVE)
        assert inactive is not None
        await funnel.move_client(session, client.id, inactive.id, by="trainer")
        later = clock.now() + timedelta(minutes=1)
        await funnel.advance(session, client.id, Role.BOUGHT, cause_at=later, why="payment")
        assert await role_of(session, client) is Role.BOUGHT


async def test_a_renamed_stage_keeps_its_rules(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
        bought = await funnel.find_stage_by_role(session, Role.BOUGHT)
        assert bought is not None
        await funnel.change_stage(session, bought.id, title="Ура, оплата")
        await funnel.advance(session, client.id, Role.BOUGHT, cause_at=clock.now(), why="payment")
        assert client.stage_id == bought.id


async def test_a_move_to_where_he_stands_is_no_move(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
        assert client.stage_id is not None
        before = client.moved_at
        await funnel.move_client(session, client.id, client.stage_id, by="trainer")
        assert client.moved_at == before


async def test_a_stage_that_holds_somebody_cannot_be_removed(db: Database) -> None:
    async with db.begin() as session:
        own = await funnel.add_stage(session, "Пробная", "#000000", 2)
        await session.flush()
        client = await made.client(session)
        await funnel.move_client(session, client.id, own.id, by="trainer")
        await session.flush()
        with pytest.raises(StageInUse) as held:
            await funnel.remove_stage(session, own.id)
    assert held.value.clients == 1


async def test_a_stage_that_rules_need_cannot_be_removed(db: Database) -> None:
    async with db.begin() as session:
        deciding = await funnel.find_stage_by_role(session, Role.DECIDING)
        assert deciding is not None
        with pytest.raises(StageInUse):
            await funnel.remove_stage(session, deciding.id)


async def test_a_merged_client_is_moved_in_the_card_he_is_part_of(db: Database) -> None:
    async with db.begin() as session:
        kept, gone = await made.client(session, n=1), await made.client(session, n=2)
        gone.merged_into_id = kept.id
        await session.flush()
        await funnel.advance(session, gone.id, Role.BOUGHT, cause_at=clock.now(), why="payment")
        assert await role_of(session, await people.get_client(session, kept.id)) is Role.BOUGHT

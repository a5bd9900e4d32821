"""What a client was given, as the trainer sees it, and the button that sends it again."""

from uuid import UUID

import pytest
from nicegui.testing import User

from app.runtime import Runtime
from domain.programmes.rows import Kind, Programme, Status
from tests import made, plans
from tests.channels import reach


@pytest.fixture
async def programme(runtime: Runtime) -> Programme:
    """One that waits to go out."""
    async with runtime.db.begin() as session:
        client = await made.client(session)
        await reach(session, client.id)
        row = await plans.programme(session, client, kind=Kind.FULL, status=Status.DRAFT)
    return row


async def sendings(runtime: Runtime, programme_id: UUID) -> int:
    async with runtime.db.read() as session:
        return (await session.get_one(Programme, programme_id)).sendings


async def test_what_was_given_is_listed_with_its_version(
    trainer: User, runtime: Runtime, programme: Programme
) -> None:
    await trainer.open(f"/programmes/{programme.id}")
    await trainer.should_see("Клиенту пока ничего не уходило.")

    trainer.find(marker="approve").click()
    await trainer.should_see("Одобрено. Программа уходит клиенту.")
    await runtime.outbox.drain()
    await trainer.open(f"/clients/{programme.client_id}")

    await trainer.should_see("Программа. Личный кабинет, версия 1")
    await trainer.should_see("Программа. Почта, версия 1")


async def test_a_sent_programme_goes_again_at_a_press(
    trainer: User, runtime: Runtime, programme: Programme
) -> None:
    async with runtime.db.begin() as session:
        (await session.get_one(Programme, programme.id)).status = Status.SENT
    await trainer.open(f"/programmes/{programme.id}")

    trainer.find(marker="send-again").click()

    await trainer.should_see("Программа уходит ещё раз по всем каналам клиента.")
    assert await sendings(runtime, programme.id) == 1

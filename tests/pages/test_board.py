"""/funnel: the board as the trainer's browser is told to draw it, and what his moves do."""

from typing import Any
from uuid import UUID

import pytest
from nicegui.testing import User

from app.runtime import Runtime
from components.board import Board, changed_columns
from domain import funnel, people
from domain.funnel import Role, Stage
from domain.people import Client
from pages import board
from tests import made
from tests.pages.soon import LONG, soon


@pytest.fixture
def _pages(user: User, runtime: Runtime) -> None:
    board.build(runtime)


async def stage_of(runtime: Runtime, role: Role) -> Stage:
    async with runtime.db.read() as session:
        found = await funnel.find_stage_by_role(session, role)
    assert found is not None
    return found


async def add(runtime: Runtime, name: str, n: int, tariff: str = "") -> Client:
    async with runtime.db.begin() as session:
        client = await made.client(session, name, n)
        if tariff:
            await made.payment(session, client, tariff)
    return client


def drawn(user: User) -> dict[str, Any]:
    """The columns in the browser, by their titles."""
    (found,) = user.find(Board).elements
    assert isinstance(found, Board)
    return {column["title"]: column for column in found.columns}


def names(column: dict[str, Any]) -> list[str]:
    return [card["name"] for card in column["cards"]]


async def drag(user: User, client_id: UUID, left: Stage, stage: Stage) -> None:
    """What the browser tells when a card was dropped."""
    move = {"client": str(client_id), "from": str(left.id), "stage": str(stage.id)}
    user.find(Board).trigger("move", move)


@pytest.mark.usefixtures("_pages")
async def test_a_card_shows_who_how_long_how_much_and_what_next(
    user: User, runtime: Runtime
) -> None:
    client = await add(runtime, "Анна", 1, "online-1-month")

    await user.open("/funnel")

    (card,) = drawn(user)["Первичный контакт"]["cards"]
    assert card == {
        "id": str(client.id),
        "name": "Анна",
        "url": f"/clients/{client.id}",
        "days": "сегодня",
        "worth": 1_499_900,
        "hint": "Ждёт оплаты",
        "stale": False,
        "now": False,
    }


@pytest.mark.usefixtures("_pages")
async def test_a_dropped_card_is_moved_in_the_name_of_whoever_dropped_it(
    user: User, runtime: Runtime
) -> None:
    client = await add(runtime, "Анна", 1)
    first, bought = [await stage_of(runtime, r) for r in (Role.FIRST_CONTACT, Role.BOUGHT)]
    await user.open("/funnel")

    await drag(user, client.id, first, bought)

    await user.should_see("Анна → Куплена услуга", retries=LONG)
    async with runtime.db.read() as session:
        moved = await people.get_client(session, client.id)
    assert moved.stage_id == bought.id
    assert moved.moved_by_hand_at is not None
    assert names(drawn(user)["Куплена услуга"]) == ["Анна"]


@pytest.mark.usefixtures("_pages")
async def test_a_move_can_be_taken_back(user: User, runtime: Runtime) -> None:
    client = await add(runtime, "Анна", 1)
    first, bought = [await stage_of(runtime, r) for r in (Role.FIRST_CONTACT, Role.BOUGHT)]
    await user.open("/funnel")
    await drag(user, client.id, first, bought)
    await user.should_see("Отменить", retries=LONG)

    user.find("Отменить").click()

    await soon(lambda: names(drawn(user)["Первичный контакт"]) == ["Анна"])
    async with runtime.db.read() as session:
        assert (await people.get_client(session, client.id)).stage_id == first.id


@pytest.mark.usefixtures("_pages")
async def test_a_move_made_elsewhere_is_drawn_here(user: User, runtime: Runtime) -> None:
    client = await add(runtime, "Анна", 1, "online-1-month")
    bought = await stage_of(runtime, Role.BOUGHT)
    await user.open("/funnel")

    async with runtime.db.begin() as session:
        await funnel.move_client(session, client.id, bought.id, by="script")

    await soon(lambda: drawn(user)["Куплена услуга"]["count"] == 1)
    column = drawn(user)["Куплена услуга"]
    assert (names(column), column["sum"]) == (["Анна"], 1_499_900)
    assert drawn(user)["Первичный контакт"]["sum"] == 0


@pytest.mark.usefixtures("_pages")
async def test_a_move_of_somebody_erased_is_refused_in_words(user: User, runtime: Runtime) -> None:
    first, bought = [await stage_of(runtime, r) for r in (Role.FIRST_CONTACT, Role.BOUGHT)]
    await user.open("/funnel")

    await drag(user, UUID(int=7), first, bought)

    await soon(lambda: user.notify.contains("Не нашли"))


@pytest.mark.usefixtures("_pages")
async def test_a_column_shows_thirty_and_more_when_asked(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        for n in range(1, 33):
            await made.client(session, f"Клиент {n}", n)
    first = await stage_of(runtime, Role.FIRST_CONTACT)
    await user.open("/funnel")
    assert len(drawn(user)["Первичный контакт"]["cards"]) == 30

    user.find(Board).trigger("more", {"stage": str(first.id)})

    await soon(lambda: len(drawn(user)["Первичный контакт"]["cards"]) == 32)
    assert drawn(user)["Первичный контакт"]["count"] == 32


@pytest.mark.usefixtures("_pages")
async def test_an_empty_board_says_what_will_be_there(user: User, runtime: Runtime) -> None:
    await user.open("/funnel")
    await user.should_see("В воронке ещё никого нет", retries=LONG)

    await add(runtime, "Анна", 1)

    await user.should_not_see("В воронке ещё никого нет", retries=LONG)


def test_only_columns_that_have_changed_are_sent() -> None:
    before = [{"id": "1", "count": 2}, {"id": "2", "count": 0}, {"id": "3", "count": 5}]
    after = [{"id": "1", "count": 1}, {"id": "2", "count": 1}, {"id": "3", "count": 5}]

    assert changed_columns(before, after) == after[:2]
    assert changed_columns(before, before) == []
    assert changed_columns(before, after[:2]) is None

"""The board: who stands where, what each is worth, and what comes next for him."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import board, cards, clock, funnel, payments
from domain.board import Next, Totals
from domain.errors import Refused
from domain.funnel import Role
from domain.ledger import Begin
from domain.payments import Bill, Notice, Order, Payment, Refund, Slip, Status
from domain.reminders import Kind, Reminder
from tests import made


class Bank:
    """Knows every payment as being in one state."""

    def __init__(self, status: Status) -> None:
        self.status = status
        self.amount = 1_499_900

    async def create(self, order: Order) -> Bill:
        raise AssertionError("nothing new is asked for here")

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        return Bill(external_id=external_id, status=self.status, amount=self.amount)

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        raise AssertionError("nothing is paid back here")

    async def look_up_refund(self, refund_id: str) -> Refund:
        raise AssertionError("nothing is paid back here")

    async def check(self) -> None:
        raise AssertionError("nobody asks how it is")

    def read_notice(self, raw: bytes) -> Notice:
        raise AssertionError("no notice comes here")


async def settle(begin: Begin, payment: Payment, status: Status) -> None:
    await payments.check(begin, payment.id, {"yookassa": Bank(status)})


async def test_everybody_stands_in_the_column_of_his_stage(db: Database) -> None:
    async with db.begin() as session:
        anna = await made.client(session, "Анна", 1)
        oleg = await made.client(session, "Олег", 2)
        bought = await funnel.find_stage_by_role(session, Role.BOUGHT)
        assert bought is not None
        await funnel.move_client(session, oleg.id, bought.id, by="owner")

    async with db.read() as session:
        columns = {c.stage.role: c for c in await board.read_columns(session)}

    assert [card.client_id for card in columns[Role.FIRST_CONTACT].cards] == [anna.id]
    assert [card.client_id for card in columns[Role.BOUGHT].cards] == [oleg.id]
    assert columns[Role.DECIDING].count == 0


async def test_a_column_shows_as_many_as_asked_and_counts_all(db: Database) -> None:
    async with db.begin() as session:
        for n in range(1, 4):
            client = await made.client(session, f"Клиент {n}", n)
        stage_id = client.stage_id
        assert stage_id is not None

    async with db.read() as session:
        column = (await board.read_columns(session, {stage_id: 2}))[0]

    assert (column.count, len(column.cards)) == (3, 2)


async def test_the_latest_open_purchase_is_what_a_client_is_worth(db: Database) -> None:
    async with db.begin() as session:
        anna = await made.client(session)
        older = await made.payment(session, anna, "online-1-month")
        older.created_at = clock.now() - timedelta(days=1)
        await made.payment(session, anna, "online-3-month")

    async with db.read() as session:
        column = (await board.read_columns(session))[0]
        sums = await board.sum_worth(session)

    assert column.cards[0].worth == 3_499_900
    assert sums == {column.stage.id: 3_499_900}


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.REFUNDED])
async def test_what_was_cancelled_or_given_back_is_worth_nothing(
    db: Database, status: Status
) -> None:
    async with db.begin() as session:
        anna = await made.client(session)
        payment = await made.payment(session, anna)

    await settle(db.begin, payment, status)

    async with db.read() as session:
        assert await board.sum_worth(session) == {}
        assert (await board.read_columns(session))[0].cards[0].worth is None


async def test_a_card_merged_into_another_is_neither_counted_nor_summed(db: Database) -> None:
    async with db.begin() as session:
        anna = await made.client(session, "Анна", 1)
        twin = await made.client(session, "Аня", 2)
        await made.payment(session, twin)
        await cards.merge(session, anna.id, twin.id)

    async with db.read() as session:
        column = (await board.read_columns(session))[0]
        sums = await board.sum_worth(session)

    assert (column.count, [card.name for card in column.cards]) == (1, ["Анна"])
    assert sums == {column.stage.id: 1_499_900}


async def test_the_most_pressing_thing_comes_next(db: Database) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    async with db.begin() as session:
        fresh = await made.client(session, "Новый", 1)
        reminded = await made.client(session, "Ждёт письма", 2)
        owing = await made.client(session, "Ждёт счёта", 3)
        await made.payment(session, owing)
        for client in (reminded, owing):
            session.add(
                Reminder(client_id=client.id, kind=Kind.DAY_3, anchor_id=uuid4(), due_at=tomorrow)
            )

    async with db.read() as session:
        column = (await board.read_columns(session))[0]
        coming = {card.client_id: (card.next, card.next_at) for card in column.cards}

    assert coming == {
        fresh.id: (Next.INTAKE, None),
        reminded.id: (Next.REMINDER, tomorrow),
        owing.id: (Next.PAYMENT, None),
    }


async def test_whoever_stands_too_long_in_the_sale_goes_cold(db: Database) -> None:
    async with db.begin() as session:
        await made.client(session, "Свежий", 1)
        (await made.client(session, "Давний", 2)).moved_at = clock.now() - timedelta(days=3)

    async with db.read() as session:
        column = (await board.read_columns(session))[0]

    assert [(card.name, card.is_stale) for card in column.cards] == [
        ("Свежий", False),
        ("Давний", True),
    ]


async def test_stages_are_put_in_the_order_given(db: Database) -> None:
    async with db.begin() as session:
        ids = [stage.id for stage in await funnel.list_stages(session)]
        await board.reorder_stages(session, list(reversed(ids)))

    async with db.read() as session:
        assert [s.id for s in await funnel.list_stages(session)] == list(reversed(ids))


async def test_an_order_that_forgets_a_stage_is_refused(db: Database) -> None:
    async with db.begin() as session:
        ids = [stage.id for stage in await funnel.list_stages(session)]

        with pytest.raises(Refused):
            await board.reorder_stages(session, ids[1:])


async def test_sums_are_read_anew_once_forgotten(db: Database) -> None:
    totals = Totals()
    async with db.begin() as session:
        anna = await made.client(session)
        assert await totals.read(session) == {}
        await made.payment(session, anna)
        assert await totals.read(session) == {}, "kept until it is told to forget"

        totals.forget()

        assert list((await totals.read(session)).values()) == [1_499_900]


async def test_sums_read_before_a_change_are_not_kept_after_it(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    totals = Totals()
    read = board.sum_worth

    async def read_while_something_happens(session: AsyncSession) -> dict[UUID, int]:
        summed = await read(session)
        totals.forget()
        return summed

    monkeypatch.setattr(board, "sum_worth", read_while_something_happens)
    async with db.read() as session:
        await totals.read(session)

    assert totals.peek() is None


@pytest.mark.parametrize("title", ["", "  \n", "я" * 41])
def test_a_title_that_cannot_be_read_on_the_board_is_refused(title: str) -> None:
    with pytest.raises(Refused):
        board.clean_title(title)

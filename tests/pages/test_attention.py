"""/attention and /messages: what went wrong, why, and that the buttons mend it."""

import pytest
from nicegui.testing import User
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from app import updates
from app.outbox import Errand
from app.runtime import Runtime
from app.updates import BotUpdate
from app.words import attention as words
from domain import clock, messages, payments, people
from domain.ledger import FactRow, record
from domain.messages import Message, Purpose, Reason, State
from domain.payments import RANK, DoubtKind, PaymentDisputed, Status
from domain.payments.doubts import doubt
from domain.people import ClientAdded, DuplicateSuspected
from pages import attention, outbox
from tests import made
from tests.pages.soon import LONG


@pytest.fixture
def _pages(user: User, runtime: Runtime) -> None:
    attention.build(runtime)
    outbox.build(runtime)


async def say(session: AsyncSession, state: State, reason: Reason | None = None) -> Message:
    """A message to Anna, in some state."""
    client = await made.client(session)
    message = Message(
        client_id=client.id,
        kind="programme_ready",
        purpose=Purpose.TRANSACTIONAL,
        dedupe_key="key",
        state=state,
        reason=reason,
        channel="email",
        due_at=None,
    )
    session.add(message)
    return message


async def die(session: AsyncSession, error: str) -> Errand:
    """An errand that has been given up."""
    client = await made.client(session)
    fact = ClientAdded(client_id=client.id)
    row = FactRow(kind="ClientAdded", body=fact.model_dump(mode="json"), client_id=client.id)
    session.add(row)
    await session.flush()
    errand = Errand(
        fact_id=row.id,
        reaction="write programme",
        attempts=12,
        due_at=None,
        died_at=clock.now(),
        error=error,
    )
    session.add(errand)
    return errand


async def state_of(runtime: Runtime, message: Message) -> State:
    async with runtime.db.read() as session:
        return (await messages.get_message(session, message.id)).state


@pytest.mark.usefixtures("_pages")
async def test_when_all_is_well_it_is_said(user: User) -> None:
    await user.open("/attention")

    await user.should_see("Всё в порядке")


@pytest.mark.usefixtures("_pages")
async def test_a_dead_errand_says_what_and_why_and_lives_again(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        errand = await die(session, "GatewayRefused('403')")
    await user.open("/attention")
    await user.should_see("Составить программу после оплаты")
    await user.should_see("Внешний сервис отказал")

    user.find("Ещё раз").click()

    await user.should_see("Всё в порядке", retries=LONG)
    async with runtime.db.read() as session:
        revived = await session.get_one(Errand, errand.id)
    assert (revived.died_at, revived.attempts) == (None, 0)


@pytest.mark.usefixtures("_pages")
async def test_a_message_that_failed_is_said_again(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        message = await say(session, State.FAILED, Reason.REFUSED)
    await user.open("/attention")
    await user.should_see("Анна: Программа готова")
    await user.should_see("Канал отказался принять.")

    user.find("Ещё раз").click()

    await user.should_see("Всё в порядке", retries=LONG)
    assert await state_of(runtime, message) is State.QUEUED


@pytest.mark.usefixtures("_pages")
async def test_a_message_in_doubt_warns_and_can_be_left(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        message = await say(session, State.UNKNOWN, Reason.IN_DOUBT)
    await user.open("/attention")
    await user.should_see("Возможно, письмо уже дошло")

    user.find("Не отправлять").click()

    await user.should_see("Всё в порядке", retries=LONG)
    assert await state_of(runtime, message) is State.SKIPPED


@pytest.mark.usefixtures("_pages")
async def test_a_disputed_payment_names_both_sums(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        anna = await made.client(session)
        payment = await made.payment(session, anna)
        told = PaymentDisputed(
            payment_id=payment.id, client_id=anna.id, expected=1_499_900, paid=100
        )
        record(session, told)

    await user.open("/attention")

    await user.should_see("просили 14\u00a0999\u00a0₽, пришло 1\u00a0₽")
    await user.should_see("Открыть платёж")


@pytest.mark.usefixtures("_pages")
async def test_duplicates_are_merged_and_parted_again(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        anna = await made.client(session, "Анна", 1)
        twin = await made.client(session, "Аня", 2)
        record(session, DuplicateSuspected(client_id=anna.id, other_id=twin.id))
    await user.open("/attention")

    user.find("Это один человек").click()
    await user.should_see("Карточки объединены", retries=LONG)
    async with runtime.db.read() as session:
        assert (await people.get_client(session, twin.id)).id == anna.id

    user.find("Отменить").click()
    await user.should_see("Карточки снова разные", retries=LONG)
    async with runtime.db.read() as session:
        assert (await people.get_client(session, twin.id)).id == twin.id


@pytest.mark.usefixtures("_pages")
async def test_two_people_are_asked_about_once(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        anna = await made.client(session, "Анна", 1)
        twin = await made.client(session, "Аня", 2)
        record(session, DuplicateSuspected(client_id=anna.id, other_id=twin.id))
    await user.open("/attention")

    user.find("Разные люди").click()

    await user.should_see("Всё в порядке", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_failure_that_happens_meanwhile_is_drawn(user: User, runtime: Runtime) -> None:
    await user.open("/attention")
    await user.should_see("Всё в порядке")

    async with runtime.db.begin() as session:
        message = await say(session, State.FAILED, Reason.REFUSED)
        failed = messages.MessageFailed(
            message_id=message.id, client_id=message.client_id, kind=message.kind
        )
        record(session, failed)

    await user.should_see("Анна: Программа готова", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_what_waits_says_why_and_can_be_cancelled(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        message = await say(session, State.QUEUED, Reason.NIGHT)
    await user.open("/messages")
    await user.should_see("ждёт утра")
    await user.should_see("Ни почта, ни Telegram не подключены")

    user.find(marker="act").click()

    await user.should_see("Ничего не ждёт", retries=LONG)
    assert await state_of(runtime, message) is State.SKIPPED


@pytest.mark.usefixtures("_pages")
async def test_tabs_part_what_went_from_what_did_not(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        await say(session, State.FAILED, Reason.REFUSED)
    await user.open("/messages")
    await user.should_see("Ничего не ждёт")

    user.find("Не дошли").click()

    await user.should_see("канал отказался принять", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_message_the_bot_could_not_handle_is_tried_again(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        body = {"update_id": 7, "message": {"chat": {"id": 5}, "text": "?"}}
        await updates.keep(session, 1, [body])
        row = (await session.exec(select(BotUpdate))).one()
        updates.bury(row, "ZeroDivisionError()")
    await user.open("/attention")
    await user.should_see(words.UPDATE)

    user.find(words.AGAIN).click()

    await user.should_not_see(words.UPDATE)
    async with runtime.db.read() as session:
        row = (await session.exec(select(BotUpdate))).one()
    assert (row.is_open, row.died_at, row.body) == (True, None, body)


@pytest.mark.usefixtures("_pages")
async def test_what_was_paid_twice_is_given_back_from_here(user: User, runtime: Runtime) -> None:
    """YK-19."""
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.status, payment.rank = Status.PAID, RANK[Status.PAID]
        await doubt(session, DoubtKind.PAID_TWICE, payment)
    await user.open("/attention")
    await user.should_see("Оплачено дважды · 14\u00a0999\u00a0₽")

    user.find(marker="return-doubt").click()
    await user.should_see("Вернуть 14\u00a0999\u00a0₽?", retries=LONG)
    user.find(marker="return-sure").click()

    await user.should_see("Просим провайдера вернуть деньги", retries=LONG)
    async with runtime.db.read() as session:
        assert await payments.sum_refunds(session, payment.id) == payment.amount
        assert await payments.list_doubts(session) == []

"""Health comes first: who waits for a doctor, for parents, for a week; and what ends it."""

from datetime import timedelta
from typing import TypeVar
from uuid import UUID

import pytest
from sqlmodel import SQLModel, select

from app.runtime import Runtime
from domain import clock, consents, intakes, passes, people, recoveries
from domain.consents import ConsentKind
from domain.intakes import Intake, NotToBeCleared, Word
from domain.ledger import record
from domain.messages import Message
from domain.payments import RANK, PaymentPaid
from domain.payments import Status as Paid
from domain.programmes import delivery, writing
from domain.programmes.rows import (
    AnswersOutdated,
    HealthConsentWithdrawn,
    ParentsNotAsked,
    Programme,
    Status,
)
from domain.questionnaire import read_answers
from domain.reminders import Reminder, State
from domain.screening import Verdict
from tests import made
from tests.pages.given import answered

RED = {**made.ANSWERS, "conditions": ["pregnancy"]}
ILL = {**made.ANSWERS, "screening": ["fever"]}
MINOR = {**made.ANSWERS, "age": 15}
HEARD = Word(on=clock.now().date(), note="Кардиолог: можно")


async def test_red_gets_a_kind_word_no_programme_and_no_sales(runtime: Runtime) -> None:
    await answered(runtime, "Анна", made.ANSWERS)
    client_id = await answered(runtime, "Анна", RED)

    await runtime.outbox.drain()

    assert await _kinds(runtime) >= {"doctor_first", "red_flag"}
    assert {r.state for r in await _all(runtime, Reminder)} == {State.CANCELLED}
    assert [p.intake_id for p in await _all(runtime, Programme)] != [
        i.id for i in await _all(runtime, Intake) if i.client_id == client_id
    ]


async def test_a_doctors_word_makes_a_draft_that_the_trainer_looks_at(runtime: Runtime) -> None:
    await answered(runtime, "Анна", RED)
    intake = (await _all(runtime, Intake))[0]

    async with runtime.db.begin() as session:
        await intakes.note_clearance(session, intake.id, HEARD, "me")
    await runtime.outbox.drain()

    cleared, draft = (await _all(runtime, Intake))[0], (await _all(runtime, Programme))[0]
    assert cleared.verdict is Verdict.YELLOW
    assert draft.status is Status.NEEDS_REVIEW
    assert "review_needed" in await _kinds(runtime)
    assert {i.rir for w in draft.read().weeks for d in w.days for i in d.exercises} <= {None, 3, 4}


async def test_what_no_doctor_lifts_stays_red(runtime: Runtime) -> None:
    await answered(runtime, "Анна", {**made.ANSWERS, "health_text": "рпп, вызываю рвоту"})
    intake = (await _all(runtime, Intake))[0]

    with pytest.raises(NotToBeCleared):
        async with runtime.db.begin() as session:
            await intakes.note_clearance(session, intake.id, HEARD, "me")


async def test_whoever_was_ill_is_asked_once_in_a_week(runtime: Runtime) -> None:
    await answered(runtime, "Анна", ILL)
    assert await recoveries.ask_due(runtime.db.begin) == 0

    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        asked = [await recoveries.ask_due(runtime.db.begin) for _ in range(2)]

    assert asked == [1, 0]
    assert "ask_again" in await _kinds(runtime)


async def test_a_minors_programme_goes_nowhere_before_a_parent_agrees(runtime: Runtime) -> None:
    programme_id = await answered(runtime, "Петя", MINOR)
    with pytest.raises(ParentsNotAsked):
        async with runtime.db.begin() as session:
            await delivery.approve(session, programme_id, "me")

    async with runtime.db.begin() as session:
        intake = (await session.exec(select(Intake))).one()
        await intakes.note_parents(session, intake.id, HEARD, "me")
        programme = await delivery.approve(session, programme_id, "me")

    assert programme.status is Status.READY


async def test_answers_of_last_year_are_asked_anew_before_a_paid_programme(
    runtime: Runtime,
) -> None:
    client_id = await _answer(runtime)

    with clock.at(clock.now() + timedelta(days=366)):
        await _pay(runtime, client_id)
        with pytest.raises(AnswersOutdated):
            await writing.draft(runtime.db.begin, client_id, writing.Wishes(weeks=4))
        assert await _all(runtime, Programme) == []
        assert await _kinds(runtime) >= {"answers_outdated", "programme_outdated"}
        await _answer(runtime, client_id)
        await runtime.outbox.drain()

    assert [p.status for p in await _all(runtime, Programme)] == [Status.READY]


async def test_without_the_consent_to_health_data_what_is_paid_waits(runtime: Runtime) -> None:
    client_id = await _answer(runtime)
    async with runtime.db.begin() as session:
        text = (await consents.current_texts(session))[ConsentKind.HEALTH]
        consents.give(session, client_id, text, "start")
        await session.flush()
        await consents.withdraw(session, client_id, ConsentKind.HEALTH)

    await _pay(runtime, client_id)

    assert await _all(runtime, Programme) == []
    assert await _kinds(runtime) >= {"health_consent_needed", "programme_unconsented"}
    with pytest.raises(HealthConsentWithdrawn):
        await writing.draft(runtime.db.begin, client_id, writing.Wishes(weeks=4))

    async with runtime.db.begin() as session:
        consents.give(session, client_id, text, "cabinet")
    await runtime.outbox.drain()

    assert len(await _all(runtime, Programme)) == 1


async def _answer(runtime: Runtime, client_id: UUID | None = None) -> UUID:
    """Healthy answers on a card of their own, or once more on this one."""
    async with runtime.db.begin() as session:
        if client_id is None:
            client_id = (await made.client(session)).id
        granted = await passes.proven_pass(session, client_id)
        await session.flush()
        submission = intakes.prepare(read_answers(made.ANSWERS))
        await intakes.submit(session, client_id, granted, submission)
    return client_id


async def _pay(runtime: Runtime, client_id: UUID) -> None:
    async with runtime.db.begin() as session:
        client = await people.get_client(session, client_id)
        payment = await made.payment(session, client)
        payment.status, payment.rank = Paid.PAID, RANK[Paid.PAID]
        payment.paid_at = clock.now()
        fact = PaymentPaid(
            payment_id=payment.id,
            client_id=client_id,
            purchase_id=payment.purchase_id,
            amount=payment.amount,
            paid_at=payment.paid_at,
        )
        record(session, fact)
    await runtime.outbox.drain()


async def _kinds(runtime: Runtime) -> set[str]:
    return {message.kind for message in await _all(runtime, Message)}


Kept = TypeVar("Kept", bound=SQLModel)


async def _all(runtime: Runtime, kind: type[Kept]) -> list[Kept]:
    async with runtime.db.read() as session:
        return list((await session.exec(select(kind))).all())

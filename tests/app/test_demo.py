"""The demonstration: alive on every screen, the same each time, nobody real in it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from app.db import Database
from app.demo import HasClients, fill
from app.demo.cast import gather
from app.settings import Settings, read_settings
from domain import clock, funnel, messages, payments, visit_reports, visits
from domain.ledger import FactRow
from domain.payments import Payment, Status
from domain.people import Client, Contact
from domain.programmes import rows as programmes
from domain.visits import Kind


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A house in which the play was given; only looked at."""
    folder = tmp_path_factory.mktemp("played")
    settings = read_settings(
        env_file=None, data_dir=folder, database_url=f"sqlite:///{folder}/podhod.db"
    )
    asyncio.run(fill(settings))
    return settings


@pytest.fixture
async def db(played: Settings) -> AsyncIterator[Database]:
    opened = Database(played.database_url)
    yield opened
    await opened.close()


async def test_sixty_people_stand_at_every_stage(db: Database) -> None:
    async with db.read() as session:
        counts = await funnel.count_by_stage(session)
        stages = await funnel.list_stages(session)
    assert sum(counts.values()) == 60
    assert all(counts[stage.id] for stage in stages)


async def test_a_believable_share_has_paid_and_more_each_month(db: Database) -> None:
    async with db.read() as session:
        paid = await payments.list_payments(session, status=Status.PAID, limit=100)
        every = await payments.list_payments(session, limit=100)
    share = len({payment.client_id for payment in paid}) / 60
    assert 0.15 <= share <= 0.25
    assert {payment.status for payment in every} >= {Status.PENDING, Status.CANCELLED}
    assert _month(paid, 0) > 1.3 * _month(paid, 2)


async def test_the_trainer_has_something_to_look_at(db: Database) -> None:
    async with db.read() as session:
        waiting = await programmes.list_for_review(session)
        kinds = set((await session.exec(select(FactRow.kind))).all())
        unread = await messages.count_unread_notices(session)
        failed = await messages.count_failed(session)
        counted = await visits.sum_counts(session, date(2000, 1, 1))
    assert waiting
    assert {"PaymentDisputed", "PaymentRefunded", "ProgrammeOver", "NoteWritten"} <= kinds
    assert 0 < unread < 60
    assert failed
    assert counted[Kind.VISIT, "landing"] > counted[Kind.SEEN, "lead"] > visit_reports.ENOUGH


async def test_nothing_is_left_for_the_outbox_to_tell(db: Database) -> None:
    async with db.read() as session:
        untold = select(FactRow).where(col(FactRow.told_at).is_(None))
        assert (await session.exec(untold)).first() is None


async def test_nobody_real_is_in_it(db: Database) -> None:
    async with db.read() as session:
        contacts = (await session.exec(select(Contact.value))).all()
    assert all(c.endswith("@example.ru") or c.startswith("+7900000") for c in contacts)


def test_the_cast_is_the_same_each_time() -> None:
    assert gather() == gather()


async def test_a_database_with_clients_is_left_alone(db: Database, played: Settings) -> None:
    with pytest.raises(HasClients):
        await fill(played)
    async with db.read() as session:
        assert len((await session.exec(select(Client.id))).all()) == 60


def _month(paid: Sequence[Payment], ago: int) -> int:
    """What came in during a month that ended so many months ago."""
    until = clock.now() - timedelta(days=30 * ago)
    since = until - timedelta(days=30)
    return sum(p.amount for p in paid if p.paid_at and since <= p.paid_at < until)

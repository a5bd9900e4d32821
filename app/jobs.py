"""The clockwork: everything that happens because of the hour.

A job is a tick over rows that are due, never the work itself: a tick that was missed loses
nothing, the next one finds the same rows.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from loguru import logger as log

from app import idempotency, updates
from app.runtime import Runtime
from domain import accesses, books, clock, payments, promos, recoveries, reminders, said
from domain.errors import GatewayError
from domain.programmes import cleaning, delivery

Tick = Callable[[Runtime], Awaitable[None]]


@dataclass(frozen=True)
class Job:
    name: str
    when: BaseTrigger
    tick: Tick
    at_start: bool = False
    """Also as soon as the house is open, after however long a pause."""


async def nudge_outbox(runtime: Runtime) -> None:
    """Errands whose pause has ended."""
    runtime.outbox.nudge_all()


async def send_messages(runtime: Runtime) -> None:
    """Messages whose hour has come."""
    await runtime.post.tick()


async def process_reminders(runtime: Runtime) -> None:
    """Reminders whose day has come."""
    await reminders.process_due(runtime.db.begin)


async def check_payments(runtime: Runtime) -> None:
    """Unpaid payments that it is time to ask about."""
    await payments.check_due(runtime.db.begin, runtime.outside.payments)


async def reconcile_payments(runtime: Runtime) -> None:
    """Providers whose books were not laid beside ours for a day."""
    providers = runtime.outside.payments
    async with runtime.db.read() as session:
        names = await payments.list_unreconciled(session, providers)
    for name in names:
        try:
            await payments.reconcile(runtime.db.begin, name, providers[name])
        except GatewayError as e:
            log.warning("the books of {} could not be read: {!r}", name, e)


async def check_refunds(runtime: Runtime) -> None:
    """Refunds that a provider still carries."""
    async with runtime.db.read() as session:
        due = await payments.list_due_refunds(session)
    for refunding_id in due:
        try:
            await payments.check_refund(runtime.db.begin, refunding_id, runtime.outside.payments)
        except GatewayError as e:
            log.warning("refund {} could not be checked: {!r}", refunding_id, e)
            async with runtime.db.begin() as session:
                await payments.postpone_refund(session, refunding_id)


async def keep_books(runtime: Runtime) -> None:
    """Payments the books lag behind, and the proof that they agree with the rest."""
    await books.check_books(runtime.db.begin)


async def tell_ending(runtime: Runtime) -> None:
    """Accesses that end in a few days."""
    async with runtime.db.begin() as session:
        await accesses.open_missing(session)
        await accesses.tell_ending(session)


async def release_promos(runtime: Runtime) -> None:
    """Places of promo codes that are kept for invoices nobody pays."""
    async with runtime.db.begin() as session:
        await promos.release_forgotten(session)


async def close_programmes(runtime: Runtime) -> None:
    """Programmes whose last week has ended."""
    async with runtime.db.begin() as session:
        await delivery.close_over(session)


async def clean_drafts(runtime: Runtime) -> None:
    """Drafts older than the trainer keeps them."""
    async with runtime.db.begin() as session:
        await cleaning.clean_due(session)


async def forget_updates(runtime: Runtime) -> None:
    """Numbers of the bot's updates of which no copy will come any more."""
    async with runtime.db.begin() as session:
        await updates.forget_old(session)


async def ask_recovered(runtime: Runtime) -> None:
    """Those who were ill a week ago."""
    await recoveries.ask_due(runtime.db.begin)


async def forget_answers(runtime: Runtime) -> None:
    """Answers to idempotency keys that nobody may ask for any more."""
    async with runtime.db.begin() as session:
        await idempotency.forget_old(session)


async def index_said(runtime: Runtime) -> None:
    """What was said since, for the search of clients."""
    await said.index_new(runtime.db.begin)


def all_jobs() -> Sequence[Job]:
    """Every job of the house, by name and hour."""
    return (
        Job("nudge outbox", IntervalTrigger(seconds=5), nudge_outbox),
        Job("send messages", IntervalTrigger(seconds=15), send_messages),
        Job("process reminders", IntervalTrigger(minutes=1), process_reminders),
        Job("check payments", IntervalTrigger(minutes=1), check_payments, at_start=True),
        Job("reconcile payments", CronTrigger(minute=12), reconcile_payments, at_start=True),
        Job("check refunds", IntervalTrigger(minutes=1), check_refunds),
        Job("keep books", CronTrigger(minute=57), keep_books),
        Job("tell of ending access", CronTrigger(minute=37), tell_ending),
        Job("release promos", CronTrigger(minute=47), release_promos),
        Job("close programmes", CronTrigger(minute=7), close_programmes),
        Job("clean drafts", CronTrigger(hour=4, minute=37), clean_drafts),
        Job("forget updates", CronTrigger(minute=27), forget_updates),
        Job("ask recovered", IntervalTrigger(minutes=10), ask_recovered),
        Job("index what was said", IntervalTrigger(seconds=20), index_said, at_start=True),
        Job("forget answers", CronTrigger(minute=17), forget_answers),
    )


def build_jobs(runtime: Runtime) -> AsyncIOScheduler:
    """The clockwork, not yet started."""
    clockwork = AsyncIOScheduler(
        timezone=runtime.settings.timezone,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for job in all_jobs():
        first = {"next_run_time": clock.now()} if job.at_start else {}
        clockwork.add_job(job.tick, job.when, args=[runtime], id=job.name, **first)
    return clockwork


async def run_all(runtime: Runtime) -> None:
    """Every tick once, and the outbox until it is quiet: what `run-due` does."""
    await runtime.outbox.drain()
    for job in all_jobs():
        await job.tick(runtime)
        await runtime.outbox.drain()

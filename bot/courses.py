"""Which programme a client trains by now, and what he is told when there is none."""

from app.words import bot_today as words
from bot.answers import Answers, press
from bot.asking import GO
from bot.desk import Desk
from domain.ledger import Transaction
from domain.people import Client
from domain.programmes import rows as programmes
from domain.programmes.rows import Programme, Status


async def find_course(session: Transaction, client: Client) -> Programme | None:
    """The newest programme that he may see, as he sees it."""
    for programme in await programmes.list_programmes(session, client.id):
        if programme.may_be_seen:
            return await programmes.as_shown(session, programme)
    return None


async def list_seen(session: Transaction, client: Client) -> list[Programme]:
    """All programmes that he may see, newest first, each as he sees it."""
    rows = await programmes.list_programmes(session, client.id)
    return [await programmes.as_shown(session, row) for row in rows if row.may_be_seen]


async def is_waiting(session: Transaction, client: Client) -> bool:
    """Whether the trainer is looking at a programme of his."""
    rows = await programmes.list_programmes(session, client.id)
    return any(row.status is Status.NEEDS_REVIEW for row in rows)


async def say_none(desk: Desk, session: Transaction, client: Client, answers: Answers) -> None:
    """There is nothing to train by yet: why, and what comes next."""
    if await is_waiting(session, client):
        return answers.change(words.WAITING, [[press(words.CONTACTS, "contacts")]])
    buttons = [
        [press(words.FREE_WEEK, GO)],
        [press(words.PRICES, "price"), press(words.CONTACTS, "contacts")],
    ]
    return answers.change(words.NONE, buttons)


async def say_over(session: Transaction, client: Client, answers: Answers) -> None:
    """The programme has been gone through."""
    said = words.OVER_WAITING if await is_waiting(session, client) else words.OVER
    progress = press(words.PROGRESS, "progress")
    buttons = [[progress], [press(words.PRICES, "price"), press(words.CONTACTS, "contacts")]]
    answers.change(said, buttons)

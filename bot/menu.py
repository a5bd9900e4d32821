"""The commands anybody may give at any moment, and the buttons that do the same."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from app.words import bot as words
from app.words.bot_questionnaire import CONTINUE
from bot.answers import Answers, Part, Rows, go, press
from bot.asking import GO
from bot.desk import Desk
from bot.standing import find_standing
from domain import site, subscriptions
from domain.ledger import Transaction
from domain.people import Client
from domain.programmes import rows as programmes

COMMANDS = tuple(words.COMMANDS.items())
"""What /help lists: name and what it does."""


def build(desk: Desk) -> Router:
    router = Router(name="menu")

    @router.message(Command("help"))
    async def help_(message: Message, answers: Answers) -> None:
        lines = [Part(words.COMMAND_LINE, {"name": n, "does": d}) for n, d in COMMANDS]
        answers.say_all([Part(words.HELP_TITLE), *lines, Part(words.HELP_END)])

    @router.message(Command("contacts"))
    @router.callback_query(F.data == "contacts")
    async def contacts(
        event: Message | CallbackQuery, answers: Answers, session: Transaction
    ) -> None:
        await _say_contacts(answers, session)

    return router


async def draw_menu(desk: Desk, session: Transaction, client: Client) -> Rows:
    """What a client may want next, one button under another."""
    await session.flush()
    standing, latest = await find_standing(session, client), await find_programme(session, client)
    token, first = standing.granted.token, []
    if latest is not None:
        programme = go(words.PROGRAMME, f"{desk.public_url}/p/{latest}")
        first += [[press(words.WORKOUT, "today")], [press(words.PROGRESS, "progress"), programme]]
    if standing.is_begun:
        told = {"done": standing.done, "total": standing.total}
        first.append([press(CONTINUE.format(**told), GO)])
    elif latest is None:
        first.append([press(words.FREE_WEEK, GO)])
    if await subscriptions.list_subscriptions(session, client.id):
        first.append([press(words.SUBSCRIPTION, "sub")])
    return [
        *first,
        [press(words.PRICES, "price"), press(words.CONTACTS, "contacts")],
        [go(words.CABINET, f"{desk.public_url}/c/{token}")],
    ]


async def find_programme(session: Transaction, client: Client) -> str | None:
    """The token of the newest programme that the client may see."""
    for programme in await programmes.list_programmes(session, client.id):
        if programme.may_be_seen:
            return programme.token
    return None


async def _say_contacts(answers: Answers, session: Transaction) -> None:
    known = (await site.read_site(session))["contacts"]
    lines = [
        Part(words.CONTACTS_LINE, {"kind": kind, "value": known[key]})
        for key, kind in words.KIND.items()
        if known.get(key)
    ]
    answers.say_all([Part(words.CONTACTS_TITLE), *lines, Part(words.CONTACTS_HERE)])

"""/settings and /stop: what a person is sent, when, and by which clock."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from app.words import bot_wishes as words
from bot.answers import Answers, Part, press
from bot.cards import Shown
from bot.desk import Desk, Visitor
from domain import consents, messages
from domain.consents import ConsentKind
from domain.ledger import Transaction
from domain.messages import MARKETING, REMINDERS, TOPICS, Policy
from domain.people import Client

SIGN = "w"
CHANNEL = "bot"
ZONES = tuple(words.CITY)


def build(desk: Desk) -> Router:
    router = Router(name="wishes")

    @router.message(Command("settings"))
    @router.callback_query(F.data == "settings")
    async def settings(
        event: Message | CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        shown = await _draw(desk, session, await visitor.client(session))
        answers.change_all(shown.parts, shown.buttons)

    @router.message(Command("stop"))
    async def stop(
        message: Message, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        await session.flush()
        await messages.switch_off(session, client.id, TOPICS)
        answers.say(words.STOPPED, [[press(words.SETTINGS, "settings")]])

    @router.callback_query(F.data.startswith(f"{SIGN}/"))
    async def touch(
        query: CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        await session.flush()
        _, what, chosen = [*(query.data or "").split("/"), "", ""][:3]
        ask = {"h": _ask_hours, "z": _ask_zone}.get(what)
        if ask is not None and not chosen:
            shown = ask()
        else:
            await _change(session, client, what, chosen)
            shown = await _draw(desk, session, client)
        answers.change_all(shown.parts, shown.buttons)

    return router


async def _change(session: Transaction, client: Client, what: str, chosen: str) -> None:
    number = int(chosen) if chosen.isdecimal() else 0
    # An older button may speak of a choice that is no more.
    if what == "h" and number < len(words.HOURS_CHOICE):
        hours = words.HOURS_CHOICE[number]
        await messages.change_wishes(session, client.id, hours=hours)
    elif what == "z" and number < len(ZONES):
        client.timezone = ZONES[number]
    elif chosen not in TOPICS:
        return
    elif what == "off":
        await messages.switch_off(session, client.id, [chosen])
    else:
        await _switch_on(session, client, chosen)


async def _switch_on(session: Transaction, client: Client, topic: str) -> None:
    """Advertisements want a consent of their own: the button says that it is one."""
    await messages.switch_on(session, client.id, topic)
    kind = ConsentKind.MARKETING
    if topic == MARKETING and not await consents.has_consent(session, client.id, kind):
        text = (await consents.current_texts(session))[kind]
        consents.give(session, client.id, text, CHANNEL)


async def _draw(desk: Desk, session: Transaction, client: Client) -> Shown:
    wishes = await messages.read_wishes(session, client.id)
    has_consent = await consents.has_consent(session, client.id, ConsentKind.MARKETING)
    has_reminders = REMINDERS not in wishes.topics_off
    has_marketing = has_consent and MARKETING not in wishes.topics_off
    daytime = messages.daytime_of(client, wishes, Policy())
    told = {
        "reminders": words.ON if has_reminders else words.OFF,
        "marketing": words.ON if has_marketing else words.OFF,
        "hours": words.hours(daytime.starts, daytime.ends),
        "zone": words.CITY.get(client.timezone or "", client.timezone or words.HOUSE_ZONE),
    }
    url = f"{desk.public_url}/consents/{ConsentKind.MARKETING}"
    terms = [] if has_marketing else [Part(words.MARKETING_TERMS, {"url": url})]
    reminders = words.REMINDERS_OFF if has_reminders else words.REMINDERS_ON
    marketing = words.MARKETING_OFF if has_marketing else words.MARKETING_ON
    rows = [
        [press(reminders, f"{SIGN}/{'off' if has_reminders else 'on'}/{REMINDERS}")],
        [press(marketing, f"{SIGN}/{'off' if has_marketing else 'on'}/{MARKETING}")],
        [press(words.HOURS, f"{SIGN}/h"), press(words.ZONE, f"{SIGN}/z")],
    ]
    return Shown([Part(words.TITLE), Part(words.STATE, told), *terms], rows)


def _ask_hours() -> Shown:
    rows = [
        [press(words.hours(*hours), f"{SIGN}/h/{n}")] for n, hours in enumerate(words.HOURS_CHOICE)
    ]
    return Shown([Part(words.HOURS_ASK)], [*rows, [press(words.BACK, "settings")]])


def _ask_zone() -> Shown:
    cities = [press(city, f"{SIGN}/z/{n}") for n, city in enumerate(words.CITY.values())]
    rows = [cities[n : n + 2] for n in range(0, len(cities), 2)]
    return Shown([Part(words.ZONE_ASK)], [*rows, [press(words.BACK, "settings")]])

"""How somebody is greeted who opens the bot: by where he comes from and what waits for him today.

Who he is was settled by `domain.bindings`; nothing is changed here.
"""

from dataclasses import dataclass, field

from app import wordings
from app.replies import Button
from app.wordings import Wordings
from app.words import bot as words
from app.words import bot_today, sheets, workouts
from bot.answers import Answers, Part, go, press
from bot.asking import GO
from bot.courses import find_course
from bot.desk import Desk
from bot.menu import draw_menu
from bot.today import open_card
from domain import intakes, purchases, site, tariffs
from domain.bindings import Arrival, How
from domain.ledger import Transaction
from domain.payments import OPEN, Payment, Status
from domain.programmes import writing
from domain.programmes.obstacles import STOPS
from domain.programmes.writing import Awaited
from domain.purchases import Purchase

NOT_ME = "not_me"
KEYS = (
    *("bot.new", "bot.returning", "bot.returning_next", "bot.with_programme", "bot.today"),
    *("bot.rest", "bot.from_site", "bot.from_site_service", "bot.from_site_message"),
    *("bot.from_site_next", "bot.from_purchase", "bot.bought", "bot.bought_unasked"),
    *("bot.bought_writing", "bot.bought_meeting", "bot.ordered"),
)
"""What a greeting may say: read at once, whichever it will be."""


@dataclass
class Greeting:
    """Paragraphs in the making, and what is to be pressed first."""

    own: Wordings
    parts: list[Part] = field(default_factory=list)
    first: list[list[Button]] = field(default_factory=list)

    def say(self, key: str, **values: str) -> None:
        self.parts.append(Part(self.own.template(key, values), values))


async def greet(desk: Desk, arrival: Arrival, answers: Answers, session: Transaction) -> None:
    """Say hello, and whatever this person is here for."""
    trainer = (await site.read_site(session))["general"]["trainer_name"]
    greeting = Greeting(await wordings.read(session, *KEYS))
    named = {"name": arrival.name, "trainer": trainer}
    last: list[list[Button]] = []
    if arrival.how is How.NEW:
        greeting.say("bot.new", **named)
    elif arrival.how is How.INVITED:
        await _greet_invited(desk, arrival, session, greeting, named)
        last = [[press(words.NOT_ME, NOT_ME)]]
    else:
        greeting.say("bot.returning", **named)
        if not await _say_course(desk, arrival, session, greeting):
            greeting.say("bot.returning_next")
    menu = await draw_menu(desk, session, arrival.client)
    pressed = {button.data for row in greeting.first for button in row if button.data}
    rest = [row for row in menu if not pressed & {button.data for button in row}]
    answers.say_all(greeting.parts, [*greeting.first, *rest, *last])


async def _greet_invited(
    desk: Desk, arrival: Arrival, session: Transaction, greeting: Greeting, named: dict[str, str]
) -> None:
    ordered = await _find_ordered(session, arrival)
    if ordered is not None:
        greeting.say("bot.from_purchase", **named)
        return await _say_order(desk, arrival, session, greeting, ordered)
    greeting.say("bot.from_site", **named)
    await _recall(arrival, session, greeting)
    if not await _say_course(desk, arrival, session, greeting):
        greeting.say("bot.from_site_next")
    return None


async def _find_ordered(session: Transaction, arrival: Arrival) -> Purchase | None:
    if arrival.purchase_id is None:
        return None
    return await session.get(Purchase, arrival.purchase_id)


async def _say_order(
    desk: Desk, arrival: Arrival, session: Transaction, greeting: Greeting, ordered: Purchase
) -> None:
    """What he ordered, whether the money has come, and what follows."""
    payment = await purchases.find_payment(session, ordered.id)
    amount = words.price(ordered.amount)
    if _can_pay(payment):
        greeting.say("bot.ordered", title=ordered.title, amount=amount)
        label = words.PAY.format(amount=amount)
        greeting.first.append([go(label, f"{desk.public_url}/pay/go/{ordered.token}")])
        return
    if payment is None or payment.status is not Status.PAID:
        return
    greeting.say("bot.bought", title=ordered.title, amount=amount)
    awaited = await writing.find_awaited(session, ordered)
    if awaited is not None:
        _say_awaited(greeting, awaited)
    elif not ordered.brings_programme:
        greeting.say("bot.bought_meeting")
    else:
        await _say_course(desk, arrival, session, greeting)


def _say_awaited(greeting: Greeting, awaited: Awaited) -> None:
    if awaited is Awaited.ANSWERS:
        greeting.say("bot.bought_unasked")
        greeting.first.append([press(words.INTAKE, GO)])
    else:
        greeting.say("bot.bought_writing")


def _can_pay(payment: Payment | None) -> bool:
    return payment is not None and payment.status in {*OPEN, Status.CANCELLED}


async def _say_course(
    desk: Desk, arrival: Arrival, session: Transaction, greeting: Greeting
) -> bool:
    """What today holds for whoever has a programme; False for whoever has none."""
    client = arrival.client
    programme = await find_course(session, client)
    if programme is None:
        return False
    top = await open_card(desk, session, client, programme)
    if top is None or await _is_stopped(session, arrival):
        greeting.say("bot.with_programme")
    elif (day := top.sheet.today.day) is not None and not top.is_over:
        title, minutes = bot_today.title(day), sheets.about_minutes(day.minutes or 0)
        workout = words.workout(title, minutes)
        greeting.say("bot.today", workout=workout, day=title, minutes=minutes)
        greeting.first.append([press(words.TRAIN, "today")])
    elif (follows := top.sheet.today.next_on) is not None:
        greeting.say("bot.rest", next=workouts.say_day(follows))
    else:
        greeting.say("bot.with_programme")
    return True


async def _is_stopped(session: Transaction, arrival: Arrival) -> bool:
    """Whether a doctor comes first: then nobody is called to train."""
    intake = await intakes.find_current(session, arrival.client.id)
    return intake is not None and intake.verdict in STOPS


async def _recall(arrival: Arrival, session: Transaction, greeting: Greeting) -> None:
    """What he had asked for before he came."""
    lead = arrival.lead
    if lead is None:
        return
    if lead.service:
        known = {t.code: t for t in await tariffs.list_tariffs(session)}
        if (tariff := known.get(lead.service)) is not None:
            price = words.price(tariff.price)
            greeting.say("bot.from_site_service", service=tariff.title, price=price)
    if lead.message:
        greeting.say("bot.from_site_message", message=lead.message[:500])

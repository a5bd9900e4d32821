"""Handing a finished questionnaire in: the same way as the page does, and what is said at once."""

from dataclasses import replace

from app import wordings
from app.words import bot_questionnaire as words
from app.words import screening as verdicts
from bot.answers import Answers, Part, Rows, go, press
from bot.cards import Shown, draw_day
from bot.desk import Desk, Visitor
from bot.files import PROGRAMME
from bot.standing import Standing
from bot.today import open_card
from domain import intakes, messages, selling
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.exercises import read_catalogue
from domain.leads import Knocker
from domain.ledger import Transaction
from domain.people import Client
from domain.programmes import delivery, writing
from domain.programmes.rows import Programme
from domain.questionnaire import read_answers
from domain.screening import Verdict
from domain.selling import HandedIn

PLACE = "telegram"
"""The channel over which the free week is in his hands already."""


async def hand_in(
    session: Transaction, visitor: Visitor, standing: Standing, *, news: bool
) -> HandedIn:
    """Take the answers in, with the free week made from them.

    Raises:
        AnswersRefused: a draft that was fit when it was begun is no more.
    """
    given = {key: value for key, value in standing.given.items() if value is not None}
    submission = intakes.prepare(read_answers(given), channel=intakes.CHAT)
    plan = await writing.plan_demo(submission, await read_catalogue(session))
    knocker = Knocker(
        name=standing.client.name,
        contacts={ContactKind.TELEGRAM_ID: str(visitor.account.id)},
        consents=[ConsentKind.MARKETING] if news else [],
        channel=intakes.CHAT,
        source=intakes.CHAT,
    )
    token = standing.granted.token
    handed = await selling.hand_in(
        session, knocker=knocker, token=token, submission=submission, plan=plan
    )
    if news:
        await messages.switch_on(session, standing.client.id, messages.MARKETING)
    return handed


async def say_outcome(
    desk: Desk, session: Transaction, standing: Standing, handed: HandedIn, answers: Answers
) -> None:
    """A doctor first, the trainer first, or the week itself with its first day."""
    intake, programme = handed.intake, handed.programme
    if programme is not None and intake.verdict is Verdict.GREEN:
        return await _give_week(desk, session, standing, programme, answers)
    said = verdicts.explain(intake.verdict, intake.reasons)["text"]
    rows: Rows = [[press(words.CONTACTS, "contacts")]]
    if programme is not None:
        rows = [*rows, [go(words.CABINET, f"{desk.public_url}/c/{standing.granted.token}")]]
    return answers.change_all([Part(words.THANKS), Part(words.TEXT, {"text": said})], rows)


async def _give_week(
    desk: Desk,
    session: Transaction,
    standing: Standing,
    programme: Programme,
    answers: Answers,
) -> None:
    await session.flush()
    await delivery.note_opened(session, programme.id, PLACE)
    page = go(words.PROGRAMME, f"{desk.public_url}/p/{programme.token}")
    cabinet = go(words.CABINET, f"{desk.public_url}/c/{standing.granted.token}")
    said = (await wordings.read(session, "bot.week_given")).template("bot.week_given")
    answers.change_all([Part(said), Part(words.STOP_SIGNS)], [[page], [cabinet]])
    first = await _draw_first(desk, session, standing.client, programme)
    answers.say_all(first.parts, first.buttons)
    about = {"programme_id": str(programme.id), "version": str(programme.shown_version)}
    answers.document(PROGRAMME, about, words.PAPER)


async def _draw_first(
    desk: Desk, session: Transaction, client: Client, programme: Programme
) -> Shown:
    """The card of today, or of the day the week begins with: that one is only to be read yet."""
    top = await open_card(desk, session, client, programme)
    if top is None:
        return Shown([Part(words.FIRST_DAY)], [[press(words.TODAY, "today")]])
    follows = top.sheet.today.next_on
    if top.sheet.today.day is not None or follows is None:
        return draw_day(top)
    place = (top.sheet.week.number, follows.isoweekday())
    ahead = await open_card(desk, session, client, programme, place)
    if ahead is None:
        return draw_day(top)
    shown = draw_day(replace(ahead, on=follows))
    ways = [press(words.TODAY, "today"), go(words.PROGRAMME, ahead.page)]
    return Shown([Part(words.FIRST_DAY), *shown.parts], [ways])

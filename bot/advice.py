"""/recommend: what would do this client good now, each with its reason and its button."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from app.replies import Button
from app.words import recommendations as words
from bot import wares
from bot.answers import Answers, Part, press
from bot.asking import GO
from bot.desk import Desk, Visitor
from bot.marks import short
from domain.ledger import Transaction
from domain.recommendations import Suggestion, Why, recommend

LEADS = {
    Why.INTAKE: GO,
    Why.BEGIN: "today",
    Why.MISSED: "today",
    Why.NEXT: "today",
    Why.WAIST: "measure",
    Why.PROGRESS: "progress",
}
"""What the button of a free suggestion does; any other leads to the trainer."""


def build(desk: Desk) -> Router:
    router = Router(name="advice")

    @router.message(Command("recommend"))
    @router.callback_query(F.data == "recommend")
    async def advise(
        event: Message | CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        await session.flush()
        found = await recommend(session, client)
        parts = [Part(words.TITLE), *(_tell(one) for one in found)]
        answers.change_all(parts, _buttons(found))

    return router


def _tell(one: Suggestion) -> Part:
    return Part(words.LINE, {"title": words.title(one), "reason": words.REASON[one.why]})


def _buttons(found: list[Suggestion]) -> list[list[Button]]:
    """One button for each, none twice: two may lead to the trainer."""
    keys = {_lead(one): press(words.button(one), _lead(one)) for one in reversed(found)}
    return [[keys[lead]] for lead in dict.fromkeys(map(_lead, found))]


def _lead(one: Suggestion) -> str:
    if one.tariff is not None:
        return f"{wares.SIGN}/t/{short(one.tariff.id)}"
    return LEADS.get(one.why, "contacts")

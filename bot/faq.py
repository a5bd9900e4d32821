"""/faq: the trainer's own answers; what is none of them goes to the trainer."""

import hashlib
from collections.abc import Sequence
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.words import bot_faq as words
from bot.answers import Answers, press
from bot.desk import Desk, Visitor
from domain import faq, questions
from domain.faq import Answered
from domain.ledger import Transaction

SIGN = "q"
ASKED = "faq_asked"
"""In the dialogue: what was asked, until it is known that the answer fits."""
CHANNEL = "telegram"
LABEL = 60


def build(desk: Desk) -> Router:
    router = Router(name="faq")

    @router.message(Command("faq"))
    @router.callback_query(F.data == "faq")
    async def every(event: Message | CallbackQuery, answers: Answers, session: Transaction) -> None:
        _show_all(answers, await faq.list_answered(session))

    @router.callback_query(F.data == f"{SIGN}/no")
    async def pass_on(
        query: CallbackQuery,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        asked = str((await state.get_data()).get(ASKED) or "")
        if not asked:
            return _show_all(answers, await faq.list_answered(session))
        client = await visitor.client(session)
        await session.flush()
        questions.ask(session, client.id, asked, CHANNEL)
        await state.update_data({ASKED: None})
        return answers.change(words.ASKED)

    @router.callback_query(F.data.startswith(f"{SIGN}/"))
    async def one(query: CallbackQuery, answers: Answers, session: Transaction) -> None:
        known = await faq.list_answered(session)
        key = (query.data or "").removeprefix(f"{SIGN}/")
        found = next((row for row in known if _key(row) == key), None)
        if found is None:
            answers.toast(words.GONE)
            return _show_all(answers, known)
        rows = [[press(words.OTHERS, "faq")]]
        return answers.change(words.ANSWER, rows, question=found.question, answer=found.answer)

    return router


def build_ear(desk: Desk) -> Router:
    """Hears questions asked in words that have an answer already."""
    router = Router(name="faq, in words")

    async def is_answered(message: Message, session: Transaction) -> bool | dict[str, Any]:
        found = faq.find_answer(message.text or "", await faq.list_answered(session))
        return {"found": found} if found is not None else False

    @router.message(F.text, ~F.text.startswith("/"), is_answered)
    async def answer(
        message: Message, found: Answered, answers: Answers, state: FSMContext
    ) -> None:
        await state.update_data({ASKED: (message.text or "")[: questions.LENGTH]})
        rows = [[press(words.NOT_THAT, f"{SIGN}/no")], [press(words.OTHERS, "faq")]]
        answers.say(words.ANSWER, rows, question=found.question, answer=found.answer)

    return router


def _show_all(answers: Answers, known: Sequence[Answered]) -> None:
    if not known:
        return answers.change(words.NONE)
    rows = [[press(row.question[:LABEL], f"{SIGN}/{_key(row)}")] for row in known]
    return answers.change(words.TITLE, rows)


def _key(row: Answered) -> str:
    """A question in eight letters: its place may change, its words are what was pressed."""
    return hashlib.sha256(row.question.encode()).hexdigest()[:8]

"""/faq and what is asked in words: the agent's answers; what it leaves goes to the trainer."""

import hashlib
from collections.abc import Sequence
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.words import bot_faq as words
from app.words.widget import SAID
from bot.answers import Answers, Rows, press
from bot.desk import Desk, Visitor
from domain import faq, questions
from domain.agent.layers import Said
from domain.agent.listening import concerns_trainer, listen
from domain.faq import Answered
from domain.ledger import Transaction
from domain.talks import Source

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
    """Hears what the agent has an answer to; what it leaves is for the trainer."""
    router = Router(name="agent, in words")

    async def is_answered(
        message: Message, session: Transaction, visitor: Visitor
    ) -> bool | dict[str, Any]:
        client = await visitor.client(session)
        await session.flush()
        said = await listen(session, desk.retriever, client, message.text or "", channel=CHANNEL)
        return {"said": said} if said is not None else False

    @router.message(F.text, ~F.text.startswith("/"), is_answered)
    async def answer(
        message: Message,
        said: Said,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        text = (message.text or "")[: questions.LENGTH]
        if concerns_trainer(said):
            questions.ask(session, (await visitor.client(session)).id, text, CHANNEL)
        else:
            await state.update_data({ASKED: text})
        _say(answers, said, await faq.list_answered(session))

    return router


def _say(answers: Answers, said: Said, known: Sequence[Answered]) -> None:
    rows = _keys(said, known)
    understood = next((row.question for row in known if row.answer == said.text), None)
    if understood is not None:
        return answers.say(words.ANSWER, rows, question=understood, answer=said.text)
    return answers.say(words.SAID, rows, text=SAID.get(said.text, said.text))


def _keys(said: Said, known: Sequence[Answered]) -> Rows:
    """Under an answer the way on to the trainer; under a guess what may have been meant."""
    meant = [row for row in known if row.question in said.suggestions]
    rows = [[press(row.question[:LABEL], f"{SIGN}/{_key(row)}")] for row in meant]
    if said.source is Source.FAQ:
        rows.append([press(words.NOT_THAT, f"{SIGN}/no")])
        rows.append([press(words.OTHERS, "faq")])
    return rows


def _show_all(answers: Answers, known: Sequence[Answered]) -> None:
    if not known:
        return answers.change(words.NONE)
    rows = [[press(row.question[:LABEL], f"{SIGN}/{_key(row)}")] for row in known]
    return answers.change(words.TITLE, rows)


def _key(row: Answered) -> str:
    """A question in eight letters: its place may change, its words are what was pressed."""
    return hashlib.sha256(row.question.encode()).hexdigest()[:8]

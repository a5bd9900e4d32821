"""/progress: what the log adds up to, the journal of the body, and its charts as pictures.

Numbers are told in `measuring`.
"""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.words import bot_progress as words
from bot.answers import Answers, Part, Rows, go, press
from bot.desk import Desk, Visitor
from bot.files import CHART
from bot.marks import key_of
from bot.shelves import draw_charts, read_journal
from domain import passes
from domain.ledger import Transaction
from domain.people import Client

PICTURE = "v/c/"
"""A button that sends a chart: behind it `key_of` its code."""


def build(desk: Desk) -> Router:
    router = Router(name="progress")

    @router.message(Command("progress"))
    @router.callback_query(F.data == "progress")
    async def progress(
        event: Message | CallbackQuery,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        await state.set_state(None)
        await show_progress(desk, session, await visitor.client(session), answers)

    @router.callback_query(F.data == "charts")
    async def list_charts(
        query: CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        journal = await read_journal(session, await visitor.client(session))
        rows = [
            [press(chart.title, PICTURE + key_of(code))]
            for code, chart in draw_charts(journal).items()
        ]
        back = [press(words.BACK, "progress")]
        answers.change(words.CHARTS_ASK if rows else words.CHARTS_NONE, [*rows, back])

    @router.callback_query(F.data.startswith(PICTURE))
    async def picture(
        query: CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        journal = await read_journal(session, client)
        key = (query.data or "").removeprefix(PICTURE)
        found = next((c for c in draw_charts(journal).items() if key_of(c[0]) == key), None)
        if found is None:
            answers.toast(words.CHART_GONE)
            return await show_progress(desk, session, client, answers)
        answers.toast(words.DRAWING)
        about = {"client_id": str(client.id), "code": found[0]}
        return answers.photo(CHART, about, "{title}", title=found[1].title)

    return router


async def show_progress(desk: Desk, session: Transaction, client: Client, answers: Answers) -> None:
    """Sums, the best results, the body from its first point to its last."""
    journal = await read_journal(session, client)
    parts = [Part(words.TITLE)]
    if journal.account.sessions:
        parts.append(Part("{sums}", {"sums": words.sums(journal.account)}))
    if records := words.records(journal.account):
        parts.append(Part(words.RECORDS_TITLE + "\n{records}", {"records": records}))
    if changes := words.changes(journal.measured):
        parts.append(Part(words.BODY_TITLE + "\n{changes}", {"changes": changes}))
    if len(parts) == 1:
        parts.append(Part(words.NOTHING))
    answers.change_all(parts, await _ways(desk, session, client))


async def _ways(desk: Desk, session: Transaction, client: Client) -> Rows:
    token = (await passes.proven_pass(session, client.id)).token
    return [
        [press(words.MEASURE, "measure"), press(words.CHARTS, "charts")],
        [press(words.TODAY, "today"), go(words.PAGE, f"{desk.public_url}/c/{token}/progress")],
    ]

"""A client's journal as his own account opens it: whole, and with its charts."""

from app import journals as charts
from app.charts import Chart
from bot.courses import list_seen
from domain import journals
from domain.journals import Journal, Shelf
from domain.ledger import Transaction
from domain.people import Client
from domain.progress.rows import Kind


async def open_shelf(session: Transaction, client: Client) -> Shelf:
    """All that is his: his account has proved who he is."""
    return Shelf(client.id, await list_seen(session, client), None, is_whole=True)


async def read_journal(session: Transaction, client: Client) -> Journal:
    return await journals.read_journal(session, await open_shelf(session, client))


def draw_charts(journal: Journal) -> dict[str, Chart]:
    """Every chart there is, by its code: those of the body first."""
    return {**charts.bodies(journal.measured), **charts.works(journal.account)}


def last_of(journal: Journal, point: str) -> dict[Kind, int]:
    """What stands at a point of the journal."""
    return {row.kind: row.value for row in journal.measured if row.point == point}

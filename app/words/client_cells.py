"""What the columns of the list of clients say."""

from collections.abc import Sequence
from datetime import datetime

from app.words import client_list as words
from app.words import contacts
from app.words.moments import ago
from app.words.sheets import GOAL
from app.words.speech import roubles
from domain.client_columns import NOTHING, Column, Extra
from domain.clients_list import Line
from domain.contacts import ContactKind

KINDS = {
    Column.PHONE: ContactKind.PHONE,
    Column.EMAIL: ContactKind.EMAIL,
    Column.TELEGRAM: ContactKind.TELEGRAM,
}


def say_cells(
    line: Line, extra: Extra | None, columns: Sequence[Column], *, now: datetime, timezone: str
) -> list[tuple[str, str]]:
    """A title and a value for each column."""

    def when(moment: datetime | None) -> str:
        return ago(moment, now, timezone) if moment else ""

    known = extra or NOTHING
    said = {
        Column.SOURCE: contacts.source(line.client.source),
        Column.TAGS: ", ".join(line.client.tags),
        Column.UTM: " / ".join(known.utm.values()),
        Column.INVITED: known.invited_by or "",
        Column.GOAL: GOAL.get(known.goal or "", ""),
        Column.PAID: roubles(known.paid) if known.paid else "",
        Column.LAST_PAID: when(known.last_paid_at),
        Column.HEARD: when(known.heard_at),
    }
    return [
        (words.COLUMN[column], said[column] if column in said else _contact(line, column))
        for column in columns
    ]


def _contact(line: Line, column: Column) -> str:
    mine = [contacts.say(one) for one in line.contacts if one.kind is KINDS[column]]
    return ", ".join(mine)

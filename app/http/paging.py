"""Lists for scripts: at most 200 at a time, and a cursor that says where the next begin."""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Protocol
from uuid import UUID

from fastapi import Query

from domain.errors import Refused

Limit = Annotated[int, Query(ge=1, le=200)]
Place = tuple[datetime, UUID]
"""Where a list was cut: the moment and the id of its last row."""


class Dated(Protocol):
    id: UUID
    created_at: datetime


def read_cursor(cursor: str | None) -> Place | None:
    """The place a cursor speaks of; Refused for one that is not ours."""
    if cursor is None:
        return None
    try:
        moment, row_id = base64.urlsafe_b64decode(cursor.encode()).decode().split("|")
        return datetime.fromisoformat(moment), UUID(row_id)
    except (ValueError, binascii.Error, UnicodeError) as e:
        raise Refused({"cursor": "unknown"}) from e


def page(rows: Sequence[Dated], limit: int, items: Sequence[Any]) -> dict[str, Any]:
    """One page of a list that was asked for one row more than `limit`."""
    cursor = None
    if len(rows) > limit:
        last = rows[limit - 1]
        place = f"{last.created_at.isoformat()}|{last.id}"
        cursor = base64.urlsafe_b64encode(place.encode()).decode()
    return {"items": list(items[:limit]), "next_cursor": cursor}

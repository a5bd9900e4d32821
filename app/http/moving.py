"""Files of answers and scenarios: sent out and taken in, as CSV or JSON."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from fastapi import Request, Response
from pydantic import BaseModel

from app.answers_sheet import read_table, write_table
from domain.errors import Refused

Format = Literal["json", "csv"]
Kinds = Mapping[str, type]


async def send_file(rows: Sequence[BaseModel], kinds: Kinds, form: Format, name: str) -> Response:
    """The rows as a file that can be taken in again."""
    written = [row.model_dump(mode="json") for row in rows]
    body = await asyncio.to_thread(write_file, written, kinds, form)
    media = "application/json" if form == "json" else "text/csv; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(body, media_type=media, headers=headers)


async def read_request(request: Request, kinds: Kinds) -> list[Any]:
    """What a request brings: JSON `{items}` or a list, else CSV; Refused when it is neither."""
    body = await request.body()
    return await asyncio.to_thread(read_file, body, kinds)


def write_file(rows: Sequence[Mapping[str, Any]], kinds: Kinds, form: Format) -> bytes:
    if form == "csv":
        return write_table(list(kinds), rows)
    return json.dumps({"items": rows}, ensure_ascii=False, indent=1).encode()


def read_file(body: bytes, kinds: Kinds) -> list[Any]:
    """The rows of a file of either form; which it is, its first sign tells."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return list(read_table(body, kinds))
    try:
        read = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as e:
        raise Refused({"": "malformed"}) from e
    items = read.get("items") if isinstance(read, dict) else read
    if not isinstance(items, list):
        raise Refused({"items": "malformed"})
    return items

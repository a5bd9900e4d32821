"""The answers a new house begins with."""

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import site
from domain.faq.editing import add_entry
from domain.faq.rows import list_entries


async def furnish_faq(session: AsyncSession) -> None:
    """Put the default answers where there are none."""
    if await list_entries(session):
        return
    landing = site.default_sections()["questions"]["items"]
    said = {item["question"]: item["answer"] for item in landing}
    for position, row in enumerate(_content()["entries"]):
        answer = row.get("answer") or said[row["question"]]
        await add_entry(session, **{**row, "answer": answer, "position": position})


def list_elsewhere() -> Sequence[str]:
    """What people write that is no question to a trainer."""
    elsewhere: list[str] = _content()["elsewhere"]
    return elsewhere


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((site.CONTENT / "faq.toml").read_text(encoding="utf-8"))

"""GET /p/TOKEN.pdf: a programme on paper.

`?for=trainer` adds the appendix of reasons and `?version=N` takes another version, a draft too:
both only for somebody of the house, everybody else gets the client's own paper.
"""

from typing import Annotated
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.words import sheets
from domain.programmes import rows as programmes
from domain.programmes.rows import Programme
from pages.public.openings import PRIVATE, is_ours, note_opened
from pages.public.press import Press

FOR_TRAINER = "trainer"
Version = Annotated[int | None, Query(ge=1, le=100_000)]


def build(press: Press) -> APIRouter:
    router = APIRouter(prefix="/p")
    printer = press.runtime.printer

    @router.get("/{token}.pdf")
    async def download(
        request: Request,
        token: str,
        reader: Annotated[str, Query(alias="for", max_length=20)] = "",
        version: Version = None,
    ) -> Response:
        is_house = await is_ours(request)
        is_for_trainer = is_house and reader == FOR_TRAINER
        async with press.runtime.db.read() as session:
            programme = await programmes.get_by_token(session, token)
            if not programme.may_be_seen and not is_house:
                return RedirectResponse(f"/p/{token}", 303, PRIVATE)
            current = programme.version if is_for_trainer else programme.shown_version
            wanted = version if version and is_house else current
            shown = await programmes.as_of(session, programme, wanted)
        printed = await printer.print(shown, is_for_trainer=is_for_trainer)
        if programme.may_be_seen:
            await note_opened(press.runtime, request, programme)
        plain = plain_name(shown, press.runtime.settings.timezone)
        headers = PRIVATE | {"Content-Disposition": disposition(await printer.name(shown), plain)}
        return Response(printed, media_type="application/pdf", headers=headers)

    return router


def plain_name(programme: Programme, timezone: str) -> str:
    """The file's name in plain letters: client, weeks, date, version."""
    written_on = programme.created_at.astimezone(ZoneInfo(timezone)).date()
    number = client_number(programme.client_id.int)
    return sheets.plain_file_name(number, programme.weeks, written_on, programme.version)


def client_number(client_id: int) -> int:
    """Six digits by which a client's files lie together; never another's after he is gone.

    Counting clients would give a number twice once somebody is erased.
    """
    return client_id % 900_000 + 100_000


def disposition(file: str, plain: str) -> str:
    """A file's name in every alphabet, and one in ASCII for what reads no other.

    Source: RFC 6266, appendix D; RFC 5987, section 3.2.
    """
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file, safe='')}"

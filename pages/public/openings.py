"""Who opens a programme: its reader, who has it from then on, or somebody of the house."""

from fastapi import Request

from app.access import current_user
from app.runtime import Runtime
from domain.programmes import delivery, receipts
from domain.programmes.rows import Programme

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


async def note_opened(runtime: Runtime, request: Request, programme: Programme) -> None:
    """A reader who opens his programme has it; the trainer who looks at it proves nothing."""
    if await _is_guess_or_ours(request):
        return
    async with runtime.db.read() as session:
        is_noted = await receipts.has_place(session, programme, receipts.PAGE)
    if not is_noted:
        async with runtime.db.begin() as session:
            await delivery.note_opened(session, programme.id)


async def is_ours(request: Request) -> bool:
    """Whether somebody of the house looks."""
    return "access" in request.scope and await current_user(request) is not None


async def _is_guess_or_ours(request: Request) -> bool:
    """Browsers guess where one may go next: nobody has looked yet."""
    is_guess = "prefetch" in request.headers.get("sec-purpose", "")
    return is_guess or await is_ours(request)

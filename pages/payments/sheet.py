"""GET /payments.xlsx: the payments of these filters as a spreadsheet; behind the guard."""

from asyncio import to_thread

from fastapi import Request, Response
from nicegui import app as server

from app.payment_sheet import MIME, write_sheet
from app.runtime import Runtime
from domain import clock, payment_exports
from pages.payments.filters import Filters

SHEET = "/payments.xlsx"


def build(runtime: Runtime) -> None:
    @server.get(SHEET, include_in_schema=False)
    async def download(request: Request) -> Response:
        timezone = runtime.settings.timezone
        wanted = Filters.read(request.query_params).wanted(timezone)
        async with runtime.db.read() as session:
            rows = await payment_exports.list_rows(session, wanted)
        body = await to_thread(write_sheet, rows, timezone)
        name = f"payments-{clock.now():%Y-%m-%d}.xlsx"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        }
        return Response(body, media_type=MIME, headers=headers)

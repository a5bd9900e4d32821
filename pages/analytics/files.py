"""GET /analytics.xlsx and /analytics.csv: the figures as files; behind the guard."""

from asyncio import to_thread

from fastapi import Request, Response
from nicegui import app as server

from app.analytics_sheet import write_book, write_csv
from app.payment_sheet import MIME
from app.runtime import Runtime
from domain import clock
from pages.analytics.figures import read_figures
from pages.analytics.wanted import BOOK, SHEET, Wanted


def build(runtime: Runtime) -> None:
    @server.get(BOOK, include_in_schema=False)
    async def book(request: Request) -> Response:
        figures = await read_figures(runtime, Wanted.read(request.query_params))
        return _file(await to_thread(write_book, figures.all_tables()), "xlsx", MIME)

    @server.get(SHEET, include_in_schema=False)
    async def sheet(request: Request) -> Response:
        figures = await read_figures(runtime, Wanted.read(request.query_params))
        return _file(write_csv(figures.all_tables()), "csv", "text/csv; charset=utf-8")


def _file(body: bytes, ending: str, kind: str) -> Response:
    name = f"analytics-{clock.now():%Y-%m-%d}.{ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=kind, headers=headers)

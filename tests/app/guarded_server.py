"""A real server with a dashboard of one page, for tests that need sockets. Run as a process.

Arguments: the data folder and the port. Says "ready" once the port is open.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import APIRouter, FastAPI, Request
from sqlmodel import SQLModel

from app.limits import UNLIMITED
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.server import build_server
from app.settings import read_settings
from pages.build import mount


def build(data_dir: Path, port: int) -> FastAPI:
    settings = read_settings(
        env_file=None,
        data_dir=data_dir,
        port=port,
        owner_login="anna",
        owner_password="three plain words",
    )
    runtime = build_runtime(settings, Outside())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with runtime.db.engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        yield
        await runtime.db.close()

    api = build_server(runtime, [_routes()], lifespan, limits=UNLIMITED)
    mount(api, runtime, _draw)
    return api


def _routes() -> APIRouter:
    router = APIRouter()

    @router.post("/api/notes")
    async def write(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @router.get("/api/clients-alive")
    async def count() -> dict[str, int]:
        from nicegui import Client

        return {"alive": len(Client.instances)}

    return router


def _draw(runtime: Runtime) -> None:
    from nicegui import ui

    @ui.page("/")
    def home() -> None:
        clicks = ui.label("0")
        ui.button("more", on_click=lambda: clicks.set_text(str(int(clicks.text) + 1)))
        ui.upload(on_upload=lambda: clicks.set_text("uploaded"))

    @ui.page("/broken")
    def broken() -> None:
        raise RuntimeError("the secret recipe")


if __name__ == "__main__":
    data_dir, port = Path(sys.argv[1]), int(sys.argv[2])
    uvicorn.run(
        build(data_dir, port),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        ws="wsproto",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )

"""A FastAPI with one route that commits one row: the denominator of `benchmarks.payments`."""

import sqlite3
import sys
from pathlib import Path
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, Request

from app.web import build_web


def build(data: Path) -> FastAPI:
    """Durable as the product is: WAL, and a commit is on the disk before it is answered."""
    bare = FastAPI()
    here = sqlite3.connect(data / "bare.db", isolation_level=None, check_same_thread=False)
    here.execute("PRAGMA journal_mode=WAL")
    here.execute("PRAGMA synchronous=FULL")
    here.execute("CREATE TABLE IF NOT EXISTS notice (id TEXT PRIMARY KEY, body BLOB)")

    @bare.post("/notice")
    async def keep(request: Request) -> dict[str, str]:
        body = await request.body()
        here.execute("INSERT INTO notice VALUES (?, ?)", (uuid4().hex, body))
        return {"status": "kept"}

    return bare


def main(port: int, data: str) -> None:
    """Serve it under the product's own uvicorn settings and loop."""
    web = build_web(build(Path(data)))
    web.config.port = port
    import uvloop

    uvloop.run(uvicorn.Server.serve(web))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

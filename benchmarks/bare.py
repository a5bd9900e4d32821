"""A FastAPI with the same two answers and nothing else: the denominator of `benchmarks.routes`."""

import sys

import uvicorn
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from app.web import build_web


def build(robots: str) -> FastAPI:
    bare = FastAPI()

    @bare.get("/healthz")
    async def healthz() -> PlainTextResponse:
        return PlainTextResponse("ok")

    @bare.get("/robots.txt", response_class=PlainTextResponse)
    async def robots_txt() -> str:
        return robots

    return bare


def main(port: int, robots: str) -> None:
    """Serve it under the product's own uvicorn settings and loop."""
    web = build_web(build(robots))
    web.config.port = port
    import uvloop

    uvloop.run(uvicorn.Server.serve(web))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

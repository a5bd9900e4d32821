"""GET /static/NAME?v=HASH and /favicon.ico: the site's own few files, from memory, pressed once."""

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from domain.errors import NotFound
from pages.public.press import Press
from pages.public.render import STATIC, asset

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"
"""For an address without the file's own hash: it may be another file tomorrow."""
ICON = "favicon.svg"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class StaticFile:
    """A file as it goes out."""

    name: str
    body: bytes

    @cached_property
    def pressed(self) -> bytes:
        return gzip.compress(self.body, 9, mtime=0)

    @cached_property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:16]}"'

    @property
    def media_type(self) -> str:
        suffix = self.name[self.name.rfind(".") :]
        guessed = TYPES.get(suffix) or mimetypes.guess_type(self.name)[0]
        return guessed or "application/octet-stream"

    def answer(self, request: Request, cache: str) -> Response:
        """The file, pressed for those who can unpress it; nothing for those who have it."""
        headers = {"Cache-Control": cache, "ETag": self.etag, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == self.etag:
            return Response(status_code=304, headers=headers)
        body = self.body
        if "gzip" in request.headers.get("accept-encoding", "") and len(self.pressed) < len(body):
            body, headers["Content-Encoding"] = self.pressed, "gzip"
        return Response(body, media_type=self.media_type, headers=headers)


def build(press: Press) -> APIRouter:
    router = APIRouter()
    files = {path.name: StaticFile(path.name, path.read_bytes()) for path in STATIC.iterdir()}

    @router.get("/static/{name}")
    async def send(request: Request, name: str, v: str = "") -> Response:
        if name not in files:
            raise NotFound("static file", name)
        is_own = asset(name).endswith(f"?v={v}")
        return files[name].answer(request, FOREVER if v and is_own else BRIEFLY)

    @router.get("/favicon.ico")
    async def icon(request: Request) -> Response:
        if own := (await press.site()).images.icon:
            return RedirectResponse(own, headers={"Cache-Control": BRIEFLY})
        return files[ICON].answer(request, BRIEFLY)

    return router

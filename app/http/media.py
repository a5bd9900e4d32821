"""GET /media/NAME: pictures the trainer has uploaded. A name is never used for another picture."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from app import uploads
from app.runtime import Runtime
from domain.errors import NotFound

FOR_EVER = "public, max-age=31536000, immutable"


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter()

    @router.get("/media/{name}")
    async def media(name: str) -> FileResponse:
        path = uploads.find_image(runtime.settings.data_dir, name)
        if path is None:
            raise NotFound("picture", name[:60])
        kind = uploads.TYPES[path.suffix.removeprefix(".")]
        return FileResponse(path, media_type=kind, headers={"Cache-Control": FOR_EVER})

    return router

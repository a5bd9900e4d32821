"""POST /api/telegram/webhook: where Telegram posts updates, if it is told to."""

from typing import Any

from fastapi import APIRouter, Header, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from app.ears import Ears
from app.updates import LONGEST_NUMBER

PATH = "/api/telegram/webhook"


class PostedUpdate(BaseModel):
    model_config = ConfigDict(extra="allow")

    update_id: int = Field(ge=0, le=LONGEST_NUMBER)


def build(ears: Ears) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.post(PATH)
    async def receive(
        request: Request, x_telegram_bot_api_secret_token: str = Header("")
    ) -> dict[str, bool]:
        # Before the body is looked at: a stranger learns nothing from how it is read.
        if not ears.is_ours(x_telegram_bot_api_secret_token):
            raise HTTPException(401)
        body: dict[str, Any] = PostedUpdate.model_validate_json(await request.body()).model_dump()
        await ears.receive(body)
        return {"ok": True}

    return router

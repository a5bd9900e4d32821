"""GET /c/TOKEN/telegram: opens the bot for whoever holds a pass, by an invite made just then."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from domain import bots, invites, passes
from pages.public.press import Press


def invite_url(press: Press, token: str) -> str:
    """Where a page's button to the bot leads; empty where there is no bot."""
    return f"/c/{token}/telegram" if press.runtime.settings.telegram_bot_token else ""


def build(press: Press) -> APIRouter:
    router = APIRouter(prefix="/c")

    @router.get("/{token}/telegram", include_in_schema=False)
    async def open_bot(token: str) -> Response:
        secret = press.runtime.settings.telegram_bot_token
        number = bots.number_of(secret.get_secret_value()) if secret else 0
        async with press.runtime.db.begin() as session:
            granted = await passes.get_pass(session, token)
            username = await bots.find_username(session, number)
            if username is None or granted.client_id is None:
                # The bot was never reached yet: the web twin has all of it.
                return RedirectResponse(f"/c/{token}", 303)
            invite = invites.issue(session, granted.client_id, granted.id)
        return RedirectResponse(invites.link(username, invite), 303)

    return router

"""GET /c/TOKEN/telegram: opens the bot for whoever holds a pass, by an invite made just then."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from domain import bots, invites, passes, purchases
from domain.errors import NotFound
from domain.ledger import Transaction
from domain.passes import Pass
from pages.public.press import Press


def invite_url(press: Press, token: str, order: str = "") -> str:
    """Where a page's button to the bot leads; empty where there is no bot.

    Args:
        order: the token of the purchase that the bot is to speak of.
    """
    if not press.runtime.settings.telegram_bot_token:
        return ""
    return f"/c/{token}/telegram" + (f"?order={order}" if order else "")


def build(press: Press) -> APIRouter:
    router = APIRouter(prefix="/c")

    @router.get("/{token}/telegram", include_in_schema=False)
    async def open_bot(token: str, order: str = "") -> Response:
        secret = press.runtime.settings.telegram_bot_token
        number = bots.number_of(secret.get_secret_value()) if secret else 0
        async with press.runtime.db.begin() as session:
            granted = await passes.get_pass(session, token)
            username = await bots.find_username(session, number)
            if username is None or granted.client_id is None:
                # The bot was never reached yet: the web twin has all of it.
                return RedirectResponse(f"/c/{token}", 303)
            ordered = await _find_ordered(session, granted, order)
            invite = invites.issue(session, granted.client_id, granted.id, purchase_id=ordered)
        return RedirectResponse(invites.link(username, invite), 303)

    return router


async def _find_ordered(session: Transaction, granted: Pass, order: str) -> UUID | None:
    """The purchase with this token, if it was made with this very pass."""
    if not order:
        return None
    try:
        purchase = await purchases.get_by_token(session, order)
    except NotFound:
        return None
    return purchase.id if purchase.pass_id == granted.id else None

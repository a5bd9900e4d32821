"""GET and POST /u/TOKEN: leaving, by a person's button or by his mail program in one click.

RFC 8058: a POST needs neither cookie nor confirmation and is answered without a redirect; a GET
changes nothing, since scanners of mail follow every link.
"""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from domain import messages, people
from domain.contacts import ContactKind
from domain.people import Contact
from pages.public.press import Press, new_form_id, texts
from pages.public.views import UnsubscribedView, UnsubscribeView

ONE_CLICK = ("List-Unsubscribe", "One-Click")


def build(press: Press) -> APIRouter:
    router = APIRouter(prefix="/u", default_response_class=HTMLResponse)

    @router.get("/{token}")
    async def ask(request: Request, token: str) -> Response:
        async with press.runtime.db.read() as session:
            client_id = await messages.find_unsubscriber(session, token)
            contacts = await people.list_contacts(session, client_id)
        view = UnsubscribeView(
            site=await press.site(),
            token=token,
            form_id=new_form_id(),
            address=_masked(contacts),
        )
        return press.answer(request, view)

    @router.post("/{token}")
    async def leave(request: Request, token: str) -> Response:
        fields = texts(await request.form())
        async with press.runtime.db.begin() as session:
            await messages.unsubscribe(session, token)
        name, value = ONE_CLICK
        if fields.get(name) == value:
            return PlainTextResponse("OK")
        return press.answer(request, UnsubscribedView(site=await press.site()))

    return router


def _masked(contacts: Sequence[Contact]) -> str:
    """The address as its owner knows it again and nobody else learns it."""
    addresses = [c.value for c in contacts if c.kind is ContactKind.EMAIL and c.is_trusted]
    if not addresses:
        return ""
    name, _, domain = addresses[0].partition("@")
    return f"{name[0]}\N{HORIZONTAL ELLIPSIS}@{domain}"

"""GET /c/TOKEN: the client's cabinet, and what he does there.

What its bearer may see and do is decided in `domain.cabinets`.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.http.purchases import WIRE_STATUS
from app.words import cabinets as words
from app.words import messages as message_words
from app.words import sheets
from domain import cabinets, clock, passes
from domain.cabinets import Bought, Cabinet, ConsentMissing, ConsentState
from domain.consents import ConsentKind
from domain.errors import Refused
from domain.payments import OPEN, Status
from domain.programmes.rows import Kind, Programme
from domain.programmes.writing import Awaited
from domain.reminders import PURPOSE
from domain.subscriptions import Subscription
from pages.public.openings import PRIVATE
from pages.public.press import Press, new_form_id, texts
from pages.public.programme_file import disposition
from pages.public.suggestions import suggest
from pages.public.telegram import invite_url
from pages.public.views import (
    CabinetPaymentView,
    CabinetProgrammeView,
    CabinetView,
    ConsentView,
    DeletedView,
    PlannedMessageView,
    SubscriptionView,
)


def build(press: Press) -> APIRouter:
    router = APIRouter(prefix="/c", default_response_class=HTMLResponse)
    _build_looking(router, press)
    _build_doing(router, press)
    return router


def _build_looking(router: APIRouter, press: Press) -> None:
    @router.get("/{token}")
    async def show(request: Request, token: str, done: str = "") -> Response:
        async with press.runtime.db.read() as session:
            is_nobodys = (await passes.get_pass(session, token)).client_id is None
        if is_nobodys:
            return RedirectResponse(f"/start/{token}", 303, PRIVATE)
        return await _page(press, request, token, saved=words.DONE.get(done, ""))

    @router.get("/{token}/export")
    async def export(token: str) -> Response:
        async with press.runtime.db.begin() as session:
            told = await cabinets.export(session, token)
        text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
        headers = PRIVATE | {"Content-Disposition": disposition(words.EXPORT_FILE, "data.json")}
        return Response(text, media_type="application/json", headers=headers)


def _build_doing(router: APIRouter, press: Press) -> None:
    begin = press.runtime.db.begin

    @router.post("/{token}/consents")
    async def consent(request: Request, token: str) -> Response:
        fields = texts(await request.form())
        kind = _kind(fields.get("kind", ""))
        if fields.get("action") == "give":
            async with begin() as session:
                await cabinets.give_consent(session, token, kind)
            return _done(token, "given")
        try:
            async with begin() as session:
                await cabinets.withdraw_consent(session, token, kind)
        except ConsentMissing:
            return await _page(press, request, token, error=words.NOTHING_TO_WITHDRAW, status=409)
        return _done(token, "withdrawn")

    @router.post("/{token}/link")
    async def send_link(token: str) -> Response:
        async with begin() as session:
            await cabinets.ask_for_link(session, token)
        return _done(token, "link")

    @router.post("/{token}/delete")
    async def delete(request: Request, token: str) -> Response:
        fields = texts(await request.form())
        if not words.is_sure(fields.get("sure", "")):
            return await _page(press, request, token, error=words.NOT_SURE, status=422)
        async with begin() as session:
            is_whole = await cabinets.erase(session, token)
        response = press.answer(request, DeletedView(await press.site(), is_whole=is_whole))
        response.headers.update(PRIVATE)
        return response


def _done(token: str, what: str) -> Response:
    return RedirectResponse(f"/c/{token}?done={what}", 303, PRIVATE)


def _kind(text: str) -> ConsentKind:
    try:
        return ConsentKind(text)
    except ValueError as e:
        raise Refused({"kind": "unknown_value"}) from e


async def _page(
    press: Press,
    request: Request,
    token: str,
    *,
    saved: str = "",
    error: str = "",
    status: int = 200,
) -> Response:
    async with press.runtime.db.read() as session:
        cabinet = await cabinets.open_cabinet(session, token)
        suggestions = await suggest(session, cabinet)
    view = CabinetView(
        site=await press.site(),
        token=token,
        form_id=new_form_id(),
        client_name=cabinet.name,
        is_whole=cabinet.granted.is_proven,
        export_url=f"/c/{token}/export",
        consents=tuple(_consent(state) for state in cabinet.consents),
        programmes=tuple(_programme(row) for row in cabinet.programmes),
        subscriptions=tuple(_subscription(row, press, token) for row in cabinet.subscriptions),
        payments=tuple(_payment(bought, cabinet) for bought in cabinet.bought),
        planned=tuple(sorted(_planned(cabinet), key=lambda planned: planned.due_at)),
        progress_url=_progress_url(cabinet, token),
        suggestions=suggestions,
        saved=saved,
        error=error,
        telegram_invite_url=invite_url(press, token),
    )
    response = press.answer(request, view, status)
    response.headers.update(PRIVATE)
    return response


def _progress_url(cabinet: Cabinet, token: str) -> str:
    """The journal, once there is something of this bearer's that it could be of."""
    is_there = any(row.may_be_seen for row in cabinet.programmes)
    return f"/c/{token}/progress" if is_there or cabinet.granted.is_proven else ""


def _consent(state: ConsentState) -> ConsentView:
    changed_at: datetime | None = None
    if state.latest is not None:
        changed_at = state.latest.withdrawn_at or state.latest.created_at
    return ConsentView(
        kind=state.kind.value,
        is_given=state.is_given,
        changed_at=changed_at,
        version=str(state.text.version),
    )


def _programme(row: Programme) -> CabinetProgrammeView:
    url = f"/p/{row.token}" if row.may_be_seen else ""
    return CabinetProgrammeView(
        title=sheets.title(row.weeks, is_free=row.kind is Kind.DEMO),
        written_at=row.created_at,
        weeks=row.weeks,
        url=url,
        pdf_url=url and f"{url}.pdf",
        today_url=url and f"{url}/today",
    )


def _subscription(row: Subscription, press: Press, token: str) -> SubscriptionView:
    today = clock.now().astimezone(ZoneInfo(press.runtime.settings.timezone)).date()
    return SubscriptionView(
        title=row.purchase.title,
        paid_at=row.paid_at,
        state=words.say_subscription(row, today),
        url=f"/p/{row.programme.token}" if row.programme is not None else "",
        start_url=f"/start/{token}" if row.awaits is Awaited.ANSWERS else "",
    )


def _payment(bought: Bought, cabinet: Cabinet) -> CabinetPaymentView:
    payment, payer_id = bought.payment, bought.purchase.payer_id
    is_given = payer_id == cabinet.client_id or bought.purchase.pass_id == cabinet.granted.id
    is_open = payment is not None and payment.status in OPEN
    is_cancelled = payment is not None and payment.status is Status.CANCELLED
    return CabinetPaymentView(
        title=bought.purchase.title,
        amount=bought.purchase.amount,
        at=bought.purchase.created_at,
        status=WIRE_STATUS[payment.status] if payment else "pending",  # type: ignore[arg-type]  # the same four words
        pay_url=f"/pay/go/{bought.purchase.token}" if is_open or is_cancelled else "",
        receipt_url=bought.receipt_url or "",
        gift="" if payer_id is None else "given" if is_given else "received",
    )


def _planned(cabinet: Cabinet) -> Iterator[PlannedMessageView]:
    for message in cabinet.waiting:
        yield PlannedMessageView(
            title=message_words.TITLE.get(message.kind, message.kind),
            due_at=message.due_at or message.wanted_at,
            channel=message_words.CHANNEL.get(message.channel or "", words.ANY_CHANNEL),
            purpose=message_words.PURPOSE[message.purpose],
        )
    for reminder in cabinet.planned:
        yield PlannedMessageView(
            title=message_words.TITLE[f"reminder_{reminder.kind}"],
            due_at=reminder.due_at,
            channel=words.ANY_CHANNEL,
            purpose=message_words.PURPOSE[PURPOSE[reminder.kind]],
        )

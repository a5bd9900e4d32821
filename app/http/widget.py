"""/api/widget/*: what the chat on any site asks for. How it looks is `pages.public.widget`.

A visitor is known by his token alone, which no cookie carries; what was said before is read from
the talk's own rows, never from the browser.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID
from weakref import WeakValueDictionary

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, Field, StringConstraints

from app.http.forms import LeadBody, Utm, VisitorBody, clean_lines
from app.http.leads import Receptionist
from app.http.widget_streams import EVENT_STREAM, Event, Listening, as_json, stream
from app.runtime import Runtime
from app.words import widget as words
from domain import leads, said, site, talks
from domain.agent.answering import Doors, Heard, Reply, answer
from domain.talks import Arrival, TalkLine

Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(clean_lines)]
Said = Annotated[
    str,
    StringConstraints(max_length=talks.LENGTH),
    AfterValidator(clean_lines),
    Field(min_length=1),
]


class ArrivalBody(VisitorBody):
    page_url: Address | None = None
    referrer: Address | None = None
    utm: Utm = Field(default_factory=dict)


class MessageBody(VisitorBody):
    text: Said
    client_message_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


def build(runtime: Runtime, receptionist: Receptionist) -> APIRouter:
    router = APIRouter(prefix="/api/widget")
    desk = Desk(runtime, receptionist)

    @router.post("/sessions", status_code=201)
    async def begin(body: ArrivalBody) -> dict[str, Any]:
        return await desk.begin(body)

    @router.post("/messages")
    async def ask(
        body: MessageBody, request: Request, talk_id: Annotated[UUID, Depends(desk.know)]
    ) -> Response:
        answering = desk.answer(talk_id, Heard(body.text, body.client_message_id))
        if EVENT_STREAM in request.headers.get("accept", ""):
            return stream(answering)
        ending = [event async for event in answering][-1]
        return JSONResponse(ending.data)

    @router.get("/messages")
    async def history(
        talk_id: Annotated[UUID, Depends(desk.know)], after: UUID | None = None
    ) -> dict[str, Any]:
        return {"items": [as_json(line) for line in await desk.read(talk_id, after)]}

    @router.get("/events")
    async def listen(
        talk_id: Annotated[UUID, Depends(desk.know)], after: UUID | None = None
    ) -> Response:
        return stream(Listening(runtime, talk_id, after).events())

    @router.post("/contact", status_code=201)
    async def say_who(
        body: LeadBody,
        request: Request,
        talk_id: Annotated[UUID, Depends(desk.know)],
        idempotency_key: str | None = Header(None),
    ) -> JSONResponse:
        raw = await request.body()
        return JSONResponse(await desk.take_contact(talk_id, body, idempotency_key, raw), 201)

    return router


class Desk:
    """Answers those who hold a talk's token."""

    def __init__(self, runtime: Runtime, receptionist: Receptionist) -> None:
        self._runtime, self._receptionist = runtime, receptionist
        # One answer at a time in a talk: the same message sent twice at once is answered once.
        self._turns: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    async def know(self, authorization: str = Header("")) -> UUID:
        """Whose token this is; 401 for any other text."""
        kind, _, token = authorization.partition(" ")
        if kind.lower() == "bearer" and token:
            async with self._runtime.db.read() as session:
                talk = await talks.find_by_token(session, token.strip()[:200])
            if talk is not None:
                return talk.id
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})

    async def begin(self, body: ArrivalBody) -> dict[str, Any]:
        arrival = Arrival(page_url=body.page_url, referrer=body.referrer, utm=body.utm)
        async with self._runtime.db.begin() as session:
            begun = talks.begin_talk(session, arrival)
            sections = await site.read_site(session)
        return {
            "session_id": str(begun.talk.id),
            "token": begun.token,
            "greeting": sections["widget"]["greeting"],
        }

    async def read(self, talk_id: UUID, after: UUID | None) -> list[TalkLine]:
        async with self._runtime.db.read() as session:
            return list(await talks.read_lines(session, talk_id, after))

    async def answer(self, talk_id: UUID, heard: Heard) -> AsyncIterator[Event]:
        """The answer as events: `start`, its `token`s, `end`."""
        turn = self._turns.setdefault(talk_id, asyncio.Lock())
        yield Event("start", {"client_message_id": heard.client_message_id})
        async with turn:
            doors = Doors(
                retriever=self._runtime.retriever, talker=await self._runtime.model.find()
            )
            async for piece in answer(self._runtime.db.begin, doors, talk_id, heard):
                if isinstance(piece, Reply):
                    yield Event("end", as_json(piece))
                else:
                    yield Event("token", {"text": words.SAID.get(piece, piece)})

    async def take_contact(
        self, talk_id: UUID, body: LeadBody, key: str | None, raw: bytes
    ) -> dict[str, Any]:
        """As a lead; the talk goes to the card that the lead lies on."""
        told = await self._receptionist.receive(body, key, raw)
        async with self._runtime.db.begin() as session:
            lead = await leads.find_lead(session, UUID(told["lead_id"]))
            if lead is not None:  # A robot's is kept nowhere.
                await talks.attach_talk(
                    session, talk_id, client_id=lead.client_id, pass_id=lead.pass_id
                )
                await session.flush()
                await said.reindex(session, lead.client_id)
        return told

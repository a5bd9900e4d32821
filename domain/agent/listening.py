"""Listening: the agent's layers over a messenger's chat, within the transaction of its update.

The same layers as on a site, but for the model, which would hold the transaction open: whatever
they leave goes to the trainer as a question of his client.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, handing_over, talks
from domain.agent.layers import (
    Asked,
    Said,
    answer_from_faq,
    call_trainer,
    chat,
    keep_safe,
    sell,
)
from domain.agent.ports import Retriever
from domain.agent.small_talk import asks_price
from domain.handing_over import SILENCE, Reason
from domain.messages import Message
from domain.people import Client

BY_HAND = ("trainer_message", "chat_answer")
"""Letters that the trainer writes himself."""


async def listen(
    session: AsyncSession, retriever: Retriever, client: Client, text: str, *, channel: str
) -> Said | None:
    """What the agent says to it; None when it is the trainer's to answer.

    While the trainer himself is in the chat only danger is heard.
    """
    talk = await talks.of_client(session, client.id, channel)

    @asynccontextmanager
    async def same() -> AsyncIterator[AsyncSession]:
        yield session

    asked = Asked(
        begin=same,
        retriever=retriever,
        talk_id=talk.id,
        client_id=client.id,
        text=text,
        may_sell=await handing_over.may_sell(session, talk),
        has_asked_price=asks_price(text),
    )
    said = await keep_safe(asked)
    if said is not None:
        talk.selling_stopped_at = talk.selling_stopped_at or clock.now()
        return said
    if await _is_trainer_in(session, client):
        return None
    for layer in (chat, call_trainer, answer_from_faq, sell):
        said = await layer(asked)
        if said is not None:
            return said
    return None


async def _is_trainer_in(session: AsyncSession, client: Client) -> bool:
    lately = select(Message.id).where(
        Message.client_id == client.id,
        col(Message.kind).in_(BY_HAND),
        col(Message.created_at) > clock.now() - SILENCE,
    )
    return (await session.exec(lately.limit(1))).first() is not None


def concerns_trainer(said: Said) -> bool:
    """Whether he must hear of it although there is an answer."""
    return said.calls in {Reason.SAFETY, Reason.ASKED, Reason.HOT}

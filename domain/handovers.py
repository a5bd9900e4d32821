"""Handing a programme over: a message for each channel its client has, and what came of each.

When that is due, `followups` says; what of it was given is kept in `programmes.receipts`.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import messages
from domain.errors import NotFound
from domain.ledger import Begin
from domain.messages import MessageSent, Purpose
from domain.programmes import delivery, receipts
from domain.programmes import rows as programmes
from domain.programmes.rows import Kind, Programme, SendingAsked

DELIVERS = frozenset({"free_week_ready", "programme_ready", "programme_updated"})
"""Messages that put a programme into the client's hands."""


async def send(begin: Begin, programme_id: UUID, number: int = 0) -> None:
    """One message for each channel the person has; without any, one that waits for an address."""
    async with begin() as session:
        try:
            programme = await programmes.get_programme(session, programme_id)
            channels: Sequence[str | None]
            channels = await messages.find_channels(session, programme.client_id)
        except NotFound:
            return  # Erased meanwhile: nobody is left to have it.
        await receipts.note_place(session, programme, receipts.CABINET)
        for over in channels or (None,):
            # What the bot has put into the chat by itself is not sent there again.
            if over is None or number or not await receipts.has_place(session, programme, over):
                await _queue_programme(session, programme, over, number)


async def send_again(fact: SendingAsked, begin: Begin) -> None:
    """The trainer has asked: what the client may see goes to him once more, by every channel."""
    await send(begin, fact.programme_id, number=fact.number)


async def mark_sent(fact: MessageSent, begin: Begin) -> None:
    """A programme is delivered when the message with it was taken by a channel."""
    if fact.kind not in DELIVERS:
        return
    async with begin() as session:
        message = await messages.get_message(session, fact.message_id)
        programme_id = UUID(message.about["programme_id"])
        await delivery.note_arrived(
            session, programme_id, key=message.dedupe_key, channel=fact.channel
        )


async def _queue_programme(
    session: AsyncSession, programme: Programme, over: str | None, number: int
) -> None:
    version = programme.shown_version
    letter = "free_week_ready" if programme.kind is Kind.DEMO else "programme_ready"
    if await receipts.has_earlier(session, programme.id, version):
        letter = "programme_updated"
    key = f"programme:{programme.id}:{version}:{number}:{over or 'any'}"
    is_new = await messages.queue(
        session,
        kind=letter,
        purpose=Purpose.TRANSACTIONAL,
        dedupe_key=key,
        client_id=programme.client_id,
        about={
            "programme_id": str(programme.id),
            "client_id": str(programme.client_id),
            "version": str(version),
        },
        over=over,
    )
    if is_new:
        await receipts.expect(session, programme, version=version, key=key, channel=over)

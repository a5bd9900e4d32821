"""Passes: what a link lets its bearer see.

Knowing someone's phone proves nothing, so whoever fills in a form gets a fresh pass that opens
only what was sent with it. A pass that went to the person's own address, or that the trainer
gave, is proven and opens the whole card.
"""

from uuid import UUID

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound
from domain.ledger import Row, jot
from domain.tokens import new_token


class Pass(Row, table=True):
    client_id: UUID | None = Field(default=None, foreign_key="client.id", index=True)
    """None until its bearer has said who he is."""
    token: str = Field(default_factory=new_token, unique=True)
    name: str | None = None
    """What its bearer calls himself: the card may bear another name, which is not his to read."""
    is_proven: bool = False
    made_card: bool = False
    """The card did not exist before its bearer came: what he adds to it is as good as the rest."""

    @property
    def is_owners(self) -> bool:
        """Whether its bearer speaks for the card, as far as anybody can know."""
        return self.is_proven or self.made_card


def issue(session: AsyncSession, client_id: UUID | None = None, *, is_proven: bool = False) -> Pass:
    """A fresh pass."""
    issued = Pass(client_id=client_id, is_proven=is_proven)
    session.add(issued)
    return issued


def grant(
    session: AsyncSession, client_id: UUID, name: str, *, granted: Pass | None, made_card: bool
) -> Pass:
    """The pass of somebody who has said who he is: the one he holds, else a fresh one."""
    if granted is None:
        granted = Pass(client_id=client_id, name=name, made_card=made_card)
        jot(session, Pass, **granted.model_dump())
        return granted
    granted.client_id, granted.name = client_id, name
    granted.made_card = granted.made_card or made_card
    return granted


async def get_pass(session: AsyncSession, token: str) -> Pass:
    """The pass with this token; NotFound for any other text."""
    found = (await session.exec(select(Pass).where(Pass.token == token[:64]))).first()
    if found is None:
        raise NotFound("pass", "***")
    return found


async def find_pass(session: AsyncSession, pass_id: UUID | None) -> Pass | None:
    """The pass with this id, if there is one still."""
    return await session.get(Pass, pass_id) if pass_id is not None else None


async def proven_pass(session: AsyncSession, client_id: UUID) -> Pass:
    """The pass that is sent to the client's own address; the same one each time."""
    mine = select(Pass).where(Pass.client_id == client_id, col(Pass.is_proven).is_(True))
    found = (await session.exec(mine.order_by(col(Pass.created_at)))).first()
    return found or issue(session, client_id, is_proven=True)

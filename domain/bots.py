"""How our bot is called where people find it; learnt from the messenger, kept for when it is down.

Which bot it is stands in the settings; what it says is `bot/`.
"""

from sqlalchemy import BigInteger
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.ledger import Row


class BotAccount(Row, table=True):
    number: int = Field(sa_type=BigInteger, unique=True)
    username: str


def number_of(token: str) -> int:
    """Which bot a token is of: the number before its colon; 0 for what is no token."""
    number = token.partition(":")[0]
    return int(number) if number.isdigit() else 0


async def find_username(session: AsyncSession, number: int) -> str | None:
    """The username of the bot with this number, if it was ever reached."""
    named = select(BotAccount.username).where(col(BotAccount.number) == number)
    return (await session.exec(named)).first()


async def remember(session: AsyncSession, number: int, username: str) -> None:
    """The bot said how it is called."""
    mine = select(BotAccount).where(col(BotAccount.number) == number)
    row = (await session.exec(mine)).first() or BotAccount(number=number, username=username)
    row.username = username
    session.add(row)

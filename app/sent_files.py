"""Files a messenger has taken once: the same bytes go again by their id, without the weight.

Known by what is in them, so that a paper printed anew is another file. Whose it was is not kept.
"""

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.ledger import Row


class SentFile(Row, table=True):
    __table_args__ = (UniqueConstraint("bot_id", "digest"),)

    bot_id: int = Field(sa_type=BigInteger)
    digest: str
    file_id: str


async def find(session: AsyncSession, bot_id: int, digest: str) -> str | None:
    """The id under which this bot's messenger knows the file."""
    mine = select(SentFile.file_id).where(
        col(SentFile.bot_id) == bot_id, col(SentFile.digest) == digest
    )
    return (await session.exec(mine)).first()


async def remember(session: AsyncSession, bot_id: int, digest: str, file_id: str) -> None:
    """The messenger has taken it; a later id takes the place of an earlier one."""
    row = SentFile(bot_id=bot_id, digest=digest, file_id=file_id)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(SentFile).values(**row.model_dump())
    changed = {"file_id": file_id}
    await session.exec(
        insert.on_conflict_do_update(index_elements=["bot_id", "digest"], set_=changed)
    )

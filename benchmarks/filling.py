"""A database with so many clients, as quickly as it can be written."""

import asyncio
import random
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import SQLModel

import main  # noqa: F401 - brings every table in
from app.db import Database
from app.documents import publish_consents
from app.migrate import migrate
from app.outside import Outside
from app.settings import read_settings
from domain import clock, funnel, people
from domain.contacts import ContactKind
from domain.furnishing import furnish
from domain.ledger import new_id
from domain.people import Client, Contact

NAMES = ("Анна", "Олег", "Мария", "Иван", "Ольга", "Пётр", "Елена", "Денис", "Юлия", "Артём")
SURNAMES = ("Иванов", "Смирнов", "Кузнецов", "Попов", "Соколов", "Лебедев", "Козлов", "Новиков")


def fill(data: Path, clients: int) -> None:
    """Write `clients` people with a phone each over the last two years; others stay."""
    url = f"sqlite:///{data.resolve()}/podhod.db"
    data.mkdir(parents=True, exist_ok=True)
    asyncio.run(migrate(url))
    asyncio.run(_fill(url, clients))


async def _fill(url: str, clients: int) -> None:
    db = Database(url)
    chance = random.Random(1)
    async with db.begin() as session:
        await furnish(session)
        settings = read_settings(env_file=None, data_dir=Path(db.url.database or "").parent)
        await publish_consents(session, settings, Outside())
    async with db.read() as session:
        stages = [stage.id for stage in await funnel.list_stages(session)]
    for first in range(0, clients, 5000):
        numbers = range(first, min(first + 5000, clients))
        rows, contacts, words = [], [], []
        for n in numbers:
            name = f"{chance.choice(NAMES)} {chance.choice(SURNAMES)}"
            client = Client(name=name, stage_id=chance.choice(stages))
            client.created_at = clock.now() - timedelta(minutes=10 * n)
            phone = f"+7900{n:07d}"
            rows.append(client.model_dump())
            contact = Contact(client_id=client.id, kind=ContactKind.PHONE, value=phone)
            contacts.append(contact.model_dump())
            found_by = {*people.split_words(name), phone[1:], phone[-10:], phone[-7:], phone[-4:]}
            words += [
                {"id": new_id(), "created_at": clock.now(), "client_id": client.id, "word": word}
                for word in found_by
            ]
        async with db.begin() as session:
            connection = await session.connection()
            for name, batch in (("client", rows), ("contact", contacts), ("clientword", words)):
                await connection.execute(insert(SQLModel.metadata.tables[name]), batch)
    await db.close()

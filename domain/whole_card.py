"""The whole card: all that the trainer sees of one client, read in one look.

Only reading; each part is kept by its own room.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import (
    accesses,
    clock,
    consents,
    funnel,
    intakes,
    messages,
    payments,
    people,
    presents,
    purchases,
    reminders,
    timeline,
)
from domain.accesses import Access
from domain.consents import Consent
from domain.exercises import Catalogue, read_catalogue
from domain.funnel import Stage
from domain.intakes import Intake
from domain.ledger import Fact
from domain.messages import Message
from domain.payments import Payment
from domain.people import Client, Contact
from domain.presents import Present
from domain.programmes import receipts
from domain.programmes.receipts import ProgrammeReceipt
from domain.programmes.rows import Programme, list_programmes
from domain.progress.accounts import Account, read_account
from domain.progress.measurements import list_measurements
from domain.progress.rows import Measurement
from domain.purchases import Purchase
from domain.reminders import Reminder
from domain.timeline import Stretch

LATEST = 30


@dataclass(frozen=True)
class View:
    client: Client
    contacts: Sequence[Contact]
    stages: Sequence[Stage]
    intakes: Sequence[Intake]
    programmes: Sequence[Programme]
    receipts: Sequence[ProgrammeReceipt]
    purchases: Sequence[Purchase]
    presents: Sequence[Present]
    payments: Sequence[Payment]
    accesses: Sequence[Access]
    messages: Sequence[Message]
    reminders: Sequence[Reminder]
    consents: Sequence[Consent]
    versions: dict[UUID, int]
    catalogue: Catalogue
    """What the exercises in the answers are called."""
    account: Account
    """What was done of all the programmes."""
    journal: Sequence[Measurement]
    history: Stretch


async def read(
    session: AsyncSession, client_id: UUID, kinds: Collection[type[Fact]], limit: int
) -> View:
    """The whole card, with `limit` events of these kinds; NotFound for an erased client."""
    client = await people.get_client(session, client_id)
    written = await list_programmes(session, client.id)
    return View(
        client=client,
        contacts=await people.list_contacts(session, client.id),
        stages=await funnel.list_stages(session),
        intakes=await intakes.list_intakes(session, client.id),
        programmes=written,
        receipts=await receipts.list_for_client(session, client.id, LATEST),
        purchases=await purchases.list_purchases(session, client.id),
        presents=await presents.list_presents(session, client.id),
        payments=await payments.list_payments(session, client_id=client.id, limit=LATEST),
        accesses=await accesses.list_accesses(session, client.id),
        messages=await messages.list_for_client(session, client.id, LATEST),
        reminders=await reminders.list_reminders(
            session, client_id=client.id, state=reminders.State.DUE
        ),
        consents=await consents.list_consents(session, client.id),
        versions=await consents.list_versions(session),
        catalogue=await read_catalogue(session),
        account=await read_account(session, written, clock.now().date()),
        journal=await list_measurements(session, client.id),
        history=await timeline.read(session, client.id, kinds, limit=limit),
    )

"""Every room that has rows, brought in: SQLModel's metadata is whole once this is imported."""

from sqlmodel import SQLModel

from app import idempotency, inbox, outbox
from domain import (
    cards,
    consents,
    exercises,
    funnel,
    intakes,
    leads,
    ledger,
    messages,
    notes,
    passes,
    payments,
    people,
    purchases,
    reminders,
    site,
    tariffs,
    users,
)
from domain.programmes import cleaning, desks, receipts, templates
from domain.programmes import rows as programmes
from domain.progress import rows as progress

ROOMS = (
    cards,
    cleaning,
    consents,
    desks,
    exercises,
    funnel,
    idempotency,
    inbox,
    intakes,
    leads,
    ledger,
    messages,
    notes,
    outbox,
    passes,
    payments,
    people,
    programmes,
    progress,
    purchases,
    receipts,
    reminders,
    site,
    tariffs,
    templates,
    users,
)

metadata = SQLModel.metadata

"""Every room that has rows, brought in: SQLModel's metadata is whole once this is imported."""

from sqlmodel import SQLModel

from app import idempotency, inbox, outbox, sent_files, updates
from domain import (
    books,
    bots,
    cards,
    consents,
    dialogues,
    exercises,
    funnel,
    intakes,
    invites,
    leads,
    ledger,
    menus,
    messages,
    notes,
    passes,
    payments,
    people,
    promos,
    purchases,
    questions,
    reminders,
    site,
    tariffs,
    texts,
    users,
)
from domain.programmes import cleaning, desks, receipts, templates
from domain.programmes import rows as programmes
from domain.progress import rows as progress

ROOMS = (
    books,
    bots,
    cards,
    cleaning,
    consents,
    dialogues,
    desks,
    exercises,
    funnel,
    idempotency,
    inbox,
    intakes,
    invites,
    leads,
    ledger,
    messages,
    notes,
    outbox,
    menus,
    passes,
    payments,
    people,
    programmes,
    progress,
    promos,
    purchases,
    questions,
    receipts,
    reminders,
    site,
    tariffs,
    sent_files,
    updates,
    templates,
    texts,
    users,
)

metadata = SQLModel.metadata

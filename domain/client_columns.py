"""What the list of clients may show of each beside his name: read for one page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.conversations import Direction, Utterance
from domain.intakes import Intake
from domain.leads import Lead
from domain.payments import Payment, Status
from domain.people import Client
from domain.purchases import Purchase


class Column(StrEnum):
    SOURCE = "source"
    UTM = "utm"
    INVITED = "invited"
    TAGS = "tags"
    PHONE = "phone"
    EMAIL = "email"
    TELEGRAM = "telegram"
    GOAL = "goal"
    PAID = "paid"
    LAST_PAID = "last_paid"
    HEARD = "heard"


DEFAULT = (Column.SOURCE, Column.TAGS, Column.PAID)


@dataclass(frozen=True)
class Extra:
    """What other rooms know of one client; empty where no column asks for it."""

    paid: int = 0
    """In kopecks: what he has paid and did not get back whole."""
    last_paid_at: datetime | None = None
    utm: dict[str, str] = field(default_factory=dict)
    invited_by: str | None = None
    """The name of who gave him a present."""
    goal: str | None = None
    heard_at: datetime | None = None


NOTHING = Extra()


def read_columns(kept: Sequence[str] | None) -> tuple[Column, ...]:
    """Those chosen that still exist; the usual ones when nobody has chosen."""
    if kept is None:
        return DEFAULT
    return tuple(column for column in Column if column in kept)


async def read_extra(
    session: AsyncSession, client_ids: Sequence[UUID], columns: Collection[Column]
) -> dict[UUID, Extra]:
    """What the columns show of these clients; who has nothing is absent."""
    extra: dict[UUID, Extra] = {}
    for asked, fields in _questions(client_ids, columns):
        for client_id, *values in (await session.exec(asked)).all():
            told = {key: value for key, value in zip(fields, values, strict=True) if value}
            extra[client_id] = replace(extra.get(client_id, NOTHING), **told)
    return extra


def _questions(
    ids: Sequence[UUID], columns: Collection[Column]
) -> Sequence[tuple[Any, Sequence[str]]]:
    """Each a question and which fields it answers."""
    asked: list[tuple[Any, Sequence[str]]] = []
    if {Column.PAID, Column.LAST_PAID} & set(columns):
        asked.append((_paid(ids), ("paid", "last_paid_at")))
    if Column.UTM in columns:
        asked.append((_utm(ids), ("utm",)))
    if Column.INVITED in columns:
        asked.append((_invited(ids), ("invited_by",)))
    if Column.GOAL in columns:
        asked.append((_goal(ids), ("goal",)))
    if Column.HEARD in columns:
        asked.append((_heard(ids), ("heard_at",)))
    return asked


def _paid(ids: Sequence[UUID]) -> Any:
    mine = select(Payment.client_id, func.sum(Payment.amount), func.max(Payment.paid_at))
    paid = mine.where(col(Payment.client_id).in_(ids), Payment.status == Status.PAID)
    return paid.group_by(col(Payment.client_id))


def _utm(ids: Sequence[UUID]) -> Any:
    """Newest first, so that the first lead with its campaign speaks last."""
    mine = select(Lead.client_id, Lead.utm).where(col(Lead.client_id).in_(ids))
    return mine.order_by(col(Lead.created_at).desc())


def _invited(ids: Sequence[UUID]) -> Any:
    given = select(Purchase.client_id, Client.name).join(
        Client, col(Client.id) == Purchase.payer_id
    )
    return given.where(col(Purchase.client_id).in_(ids)).order_by(col(Purchase.created_at).desc())


def _goal(ids: Sequence[UUID]) -> Any:
    said = select(Intake.client_id, col(Intake.answers)["goal"].as_string())
    mine = said.where(col(Intake.client_id).in_(ids), col(Intake.is_current).is_(True))
    return mine.order_by(col(Intake.created_at))


def _heard(ids: Sequence[UUID]) -> Any:
    heard = select(Utterance.client_id, func.max(Utterance.created_at))
    mine = heard.where(col(Utterance.client_id).in_(ids), Utterance.direction == Direction.IN)
    return mine.group_by(col(Utterance.client_id))

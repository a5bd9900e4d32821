"""By what a list of clients is narrowed, besides words: each wish as one condition on a client.

Every condition asks other rooms about one client through an index of theirs, so that a page of
the list costs as much as it shows.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, or_, select

from domain import clock
from domain.consents import Consent, ConsentKind
from domain.contacts import ContactKind
from domain.conversations import Direction, Utterance
from domain.intakes import Intake
from domain.leads import Lead
from domain.payments import OPEN, Payment, Status
from domain.people import Client, Contact
from domain.progress.rows import SetLog
from domain.purchases import Purchase
from domain.questionnaire import Goal


class Money(StrEnum):
    NEVER = "never"
    WAITS = "waits"
    PAID = "paid"
    REPEAT = "repeat"


class Activity(StrEnum):
    """When the person himself last wrote, trained or left a form."""

    WEEK = "week"
    MONTH = "month"
    SILENT_MONTH = "silent_month"
    SILENT_QUARTER = "silent_quarter"


class Allowed(StrEnum):
    MARKETING = "marketing"
    NO_MARKETING = "no_marketing"
    HEALTH = "health"
    PERSONAL_DATA = "personal_data"


class Reach(StrEnum):
    TELEGRAM = "telegram"
    EMAIL = "email"
    PHONE = "phone"
    NOWHERE = "nowhere"


SPANS = {
    Activity.WEEK: timedelta(days=7),
    Activity.MONTH: timedelta(days=30),
    Activity.SILENT_MONTH: timedelta(days=30),
    Activity.SILENT_QUARTER: timedelta(days=90),
}
SILENT = frozenset({Activity.SILENT_MONTH, Activity.SILENT_QUARTER})
KINDS = {
    Reach.TELEGRAM: ContactKind.TELEGRAM_ID,
    Reach.EMAIL: ContactKind.EMAIL,
    Reach.PHONE: ContactKind.PHONE,
}


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What is None narrows nothing."""

    tariff_id: UUID | None = None
    goal: Goal | None = None
    activity: Activity | None = None
    money: Money | None = None
    consent: Allowed | None = None
    channel: Reach | None = None


def conditions(wanted: Narrowed) -> list[ColumnElement[bool]]:
    """One for each wish; all must hold."""
    found: list[ColumnElement[bool]] = []
    if wanted.tariff_id is not None:
        found.append(_has_bought(wanted.tariff_id))
    if wanted.goal is not None:
        found.append(_wants(wanted.goal))
    if wanted.activity is not None:
        found.append(_is_active(wanted.activity))
    if wanted.money is not None:
        found.append(_has_paid(wanted.money))
    if wanted.consent is not None:
        found.append(_allows(wanted.consent))
    if wanted.channel is not None:
        found.append(_is_reached(wanted.channel))
    return found


def _his(kind: Any, *only: Any) -> ColumnElement[bool]:
    """Whether he has a row of this kind."""
    mine: ColumnElement[bool] = select(kind.id).where(kind.client_id == Client.id, *only).exists()
    return mine


def _has_bought(tariff_id: UUID) -> ColumnElement[bool]:
    bought = select(Purchase.client_id).join(Payment, col(Payment.purchase_id) == Purchase.id)
    theirs = bought.where(Purchase.tariff_id == tariff_id, Payment.status == Status.PAID)
    return col(Client.id).in_(theirs.where(col(Purchase.client_id).is_not(None)))


def _wants(goal: Goal) -> ColumnElement[bool]:
    said = col(Intake.answers)["goal"].as_string()
    return _his(Intake, col(Intake.is_current).is_(True), said == goal.value)


def _is_active(activity: Activity) -> ColumnElement[bool]:
    since = clock.now() - SPANS[activity]
    heard = or_(
        _his(Utterance, Utterance.direction == Direction.IN, Utterance.created_at >= since),
        _his(Lead, Lead.created_at >= since),
        _his(Intake, Intake.created_at >= since),
        _his(SetLog, SetLog.created_at >= since),
    )
    return ~heard if activity in SILENT else heard


def _has_paid(money: Money) -> ColumnElement[bool]:
    if money is Money.WAITS:
        return _his(Payment, col(Payment.status).in_(OPEN))
    if money is Money.REPEAT:
        times = select(func.count()).where(
            Payment.client_id == Client.id, Payment.status == Status.PAID
        )
        return times.scalar_subquery() > 1
    paid = _his(Payment, Payment.status == Status.PAID)
    return paid if money is Money.PAID else ~paid


def _allows(consent: Allowed) -> ColumnElement[bool]:
    kind = ConsentKind.MARKETING if consent is Allowed.NO_MARKETING else ConsentKind(consent)
    stands = (col(Consent.withdrawn_at).is_(None), col(Consent.is_trusted).is_(True))
    given = _his(Consent, Consent.kind == kind, *stands)
    return ~given if consent is Allowed.NO_MARKETING else given


def _is_reached(channel: Reach) -> ColumnElement[bool]:
    trusted = col(Contact.is_trusted).is_(True)
    if channel is Reach.NOWHERE:
        return ~_his(Contact, trusted)
    return _his(Contact, trusted, Contact.kind == KINDS[channel])

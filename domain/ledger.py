"""Rows, transactions and facts: the floor every room stands on."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Enum,
    ForeignKeyConstraint,
    Index,
    Table,
    TypeDecorator,
    event,
    insert,
    text,
)
from sqlalchemy.orm import ORMExecuteState, Session
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock

Transaction: TypeAlias = AsyncSession
"""What rooms are given to read and write in."""
Begin: TypeAlias = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Opens one transaction: commits when the block ends well, rolls back when it raises."""


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database, a naive one refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive moment: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


# A constraint without a name could never be changed again on SQLite.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


@event.listens_for(ForeignKeyConstraint, "after_parent_attach")
def _check_at_commit(constraint: ForeignKeyConstraint, _: Table) -> None:
    """The rows of one transaction may be written in any order; what they refer to is looked for
    when it commits."""
    constraint.deferrable, constraint.initially = True, "DEFERRED"


@event.listens_for(Column, "before_parent_attach")
def _keep_choices_as_text(column: Column[Any], _: Table) -> None:
    """A choice is kept as its value: a new one needs no migration, and a row can be read."""
    if isinstance(column.type, Enum) and column.type.native_enum and column.type.enum_class:
        column.type = Enum(
            column.type.enum_class,
            values_callable=lambda kind: [member.value for member in kind],
            native_enum=False,
            length=40,
        )


def new_id() -> UUID:
    """An identity that is later in order than those before it, to the millisecond (RFC 9562, 7).

    What is written together then lies together in every index. With scattered ones a commit of
    eight leads rewrites some three hundred pages of the database: measured, 240 kB a lead.
    """
    milliseconds = time.time_ns() // 1_000_000
    # An id is no secret (a token is); the system's own randomness costs a call of it each time.
    chance = random.getrandbits(74)
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


class Row(SQLModel):
    """A table's base: an identity and the moment it was written."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Moment)

    if not TYPE_CHECKING:

        def __init__(self, **given: Any) -> None:
            # Left to itself, SQLModel reads the signature of every factory for every row it makes:
            # measured, two fifths of the making.
            for name, make in _factories(type(self)):
                if name not in given:
                    given[name] = make()
            super().__init__(**given)


@cache
def _factories(kind: type[Row]) -> list[tuple[str, Callable[[], Any]]]:
    fields = kind.model_fields.items()
    made = [(name, field.default_factory) for name, field in fields if field.default_factory]
    return cast(list[tuple[str, Callable[[], Any]]], made)


@cache
def _constants(kind: type[Row]) -> dict[str, Any]:
    fields = kind.model_fields.items()
    return {
        name: field.default
        for name, field in fields
        if not field.is_required() and not field.default_factory
    }


def jot(session: AsyncSession, kind: type[Row], /, **values: Any) -> UUID:
    """Write a row that nobody here will look at again, and return its id.

    It goes with the others of its kind. What is asked of the ledger afterwards, in this transaction
    too, finds it. Measured: a quarter of the work of a row that is an object.
    """
    row = {**_constants(kind), **values}
    for name, make in _factories(kind):
        if name not in row:
            row[name] = make()
    jotted: dict[type[Row], list[dict[str, Any]]] = session.info.setdefault("jotted", {})
    jotted.setdefault(kind, []).append(row)
    return cast(UUID, row["id"])


def _write_jotted(session: Session, *_: object) -> None:
    jotted: dict[type[Row], list[dict[str, Any]]] = session.info.pop("jotted", {})
    for kind, rows in jotted.items():
        session.connection().execute(insert(kind), rows)


@event.listens_for(Session, "do_orm_execute")
def _write_before_reading(asked: ORMExecuteState) -> None:
    _write_jotted(asked.session)


for _moment in ("after_flush", "before_commit"):
    event.listen(Session, _moment, _write_jotted)


class Fact(BaseModel):
    """Something that happened and cannot be undone; named in the past tense.

    It holds ids and numbers only, so that a person can be erased without rewriting history.
    """

    model_config = ConfigDict(frozen=True)
    kinds: ClassVar[dict[str, type["Fact"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Fact.kinds[cls.__name__] = cls


class FactRow(Row, table=True):
    """A fact as it is kept: the outbox, the client's history and the audit log in one table."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("ix_fact_client", "client_id", "created_at"),
        Index("ix_fact_kind", "kind", "created_at"),
        Index(
            "ix_fact_fresh",
            "created_at",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    kind: str
    body: dict[str, Any] = Field(sa_type=JSON)
    client_id: UUID | None = None
    """Whose history it belongs to; no foreign key: the history outlives an erased person."""
    told_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the outbox dealt it to its reactions."""

    def fact(self) -> Fact:
        return Fact.kinds[self.kind].model_validate(self.body)


def record(session: AsyncSession, fact: Fact) -> None:
    """Write `fact` down in the same transaction as the change it speaks of."""
    jot(
        session,
        FactRow,
        kind=type(fact).__name__,
        body=fact.model_dump(mode="json"),
        client_id=getattr(fact, "client_id", None),
    )
    facts_of(session).append(fact)


def facts_of(session: AsyncSession) -> list[Fact]:
    """The facts written in this transaction so far, oldest first."""
    facts: list[Fact] = session.info.setdefault("facts", [])
    return facts

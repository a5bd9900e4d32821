"""How Alembic works here: on the connection it is handed, over every table the house knows.

A version file says what a column is in SQLAlchemy's own words and imports nothing of ours, so that
it means the same when the rooms have moved on.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Dialect, Enum, TypeDecorator
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlmodel.sql.sqltypes import AutoString

from app.tables import metadata
from domain.ledger import Moment


def render(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Our own types in SQLAlchemy's words."""
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if isinstance(item, TypeDecorator) and type(item).__module__.startswith(("domain", "app")):
        return _spell(item)
    return False


def _spell(item: TypeDecorator[Any]) -> str:
    """A type of our own, by what it comes down to on either engine."""
    postgresql = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy says nothing of it
    engines: tuple[Dialect, ...] = (SQLiteDialect(), postgresql)
    plain, other = (repr(item.load_dialect_impl(engine).as_generic()) for engine in engines)
    spelled = f"sa.{plain}"
    return spelled if plain == other else f"{spelled}.with_variant(sa.{other}, 'postgresql')"


def run(connection: Connection) -> None:
    """Walk the steps on the connection `app.migrate` has opened."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render,
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])

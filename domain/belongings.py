"""Belongings: what was sent with one pass, whoever's card it hangs on; exported or erased.

The card as a whole is `domain.cards`.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete
from sqlalchemy import select as sql_select
from sqlmodel import SQLModel, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.cards import plain
from domain.consents import Consent
from domain.intakes import Draft, Intake
from domain.invites import Invite
from domain.leads import Lead
from domain.notes import Note
from domain.passes import Pass
from domain.programmes.receipts import ProgrammeReceipt
from domain.programmes.rows import Programme, ProgrammeVersion
from domain.progress.rows import Measurement, PainReport, SessionLog, SetLog, Substitution
from domain.purchases import Purchase
from domain.reminders import Reminder
from domain.talks import Talk, TalkLine
from domain.tokens import new_token

LOGGED = (SetLog, SessionLog, Substitution, PainReport, Measurement)
"""What hangs on a programme that was trained by."""
SENT: tuple[type[Lead | Intake | Purchase], ...] = (Lead, Intake, Purchase)
"""What a bearer sends himself."""


async def are_all(session: AsyncSession, granted: Pass, client_id: UUID) -> bool:
    """Whether the bearer made the card and nobody else, the trainer neither, has added to it."""
    if not granted.made_card:
        return False
    others = [
        select(kind.id).where(
            col(kind.client_id) == client_id,
            or_(col(kind.pass_id).is_(None), col(kind.pass_id) != granted.id),
        )
        for kind in (*SENT, Programme)
    ]
    others.append(select(Note.id).where(col(Note.client_id) == client_id))
    for other in others:
        if (await session.exec(other.limit(1))).first() is not None:
            return False
    return True


TOLD: Mapping[str, tuple[str, ...]] = {
    "lead": ("created_at", "service", "message", "channel", "utm", "first_touch", "last_touch"),
    "draft": ("created_at", "given"),
    "intake": ("created_at", "answers", "verdict", "reasons", "channel"),
    "consent": ("created_at", "kind", "channel", "withdrawn_at"),
    "invite": ("created_at", "opened_at"),
    "programme": ("created_at", "kind", "weeks", "version", "plan"),
    "setlog": (
        "created_at",
        "done_on",
        "week",
        "weekday",
        "slug",
        "number",
        "weight",
        "reps",
        "seconds",
        "rir",
        "pain",
        "place",
        "is_skipped",
    ),
    "sessionlog": ("created_at", "done_on", "week", "weekday", "state", "effort", "note"),
    "substitution": ("created_at", "week", "weekday", "slug", "to_slug", "why"),
    "painreport": ("created_at", "week", "weekday", "slug", "pain", "place"),
    "measurement": ("created_at", "measured_on", "point", "kind", "value"),
    "purchase": ("id", "created_at", "title", "price", "amount", "weeks"),
    "payment": ("created_at", "description", "amount", "provider", "status", "paid_at"),
    "talk": ("id", "created_at", "channel", "page_url", "referrer", "utm"),
    "talkline": ("created_at", "source", "text"),
}
"""What a bearer is told of his rows: nothing by which he could tell whether the card was there
before (a client's id, what is trusted or current, whether a letter has found its way)."""


async def export(session: AsyncSession, granted: Pass) -> dict[str, Any]:
    """What was sent with this pass, by table, and what came of it alone."""
    await session.flush()
    told: dict[str, Any] = {"name": granted.name}
    for name in ("lead", "draft", "intake", "consent", "invite", "purchase", "talk"):
        told[name] = await _rows(session, name, "pass_id", [granted.id])
    programmes = await _own(session, granted)
    told["programme"] = await _rows(session, "programme", "id", programmes)
    for kind in LOGGED:
        name = str(kind.__tablename__)
        told[name] = await _rows(session, name, "programme_id", programmes)
    held = [UUID(row["id"]) for row in told["talk"]]
    told["talkline"] = await _rows(session, "talkline", "talk_id", held)
    bought = [UUID(row["id"]) for row in told["purchase"]]
    told["payment"] = await _rows(session, "payment", "purchase_id", bought)
    return told


async def erase(session: AsyncSession, granted: Pass) -> None:
    """Forget what was sent with this pass; what another has bought or been given stays.

    The pass opens nothing any more. Purchases stay: tax law asks for them.
    """
    programmes = await _own(session, granted)
    of_programmes = (
        *(delete(kind).where(col(kind.programme_id).in_(programmes)) for kind in LOGGED),
        delete(ProgrammeVersion).where(col(ProgrammeVersion.programme_id).in_(programmes)),
        delete(ProgrammeReceipt).where(col(ProgrammeReceipt.programme_id).in_(programmes)),
        delete(Reminder).where(col(Reminder.anchor_id).in_(programmes)),
        delete(Programme).where(col(Programme.id).in_(programmes)),
    )
    built_upon = select(col(Programme.intake_id))
    of_pass = (
        delete(Intake).where(col(Intake.pass_id) == granted.id, col(Intake.id).not_in(built_upon)),
        delete(Invite).where(col(Invite.pass_id) == granted.id),
        delete(Lead).where(col(Lead.pass_id) == granted.id),
        delete(Draft).where(col(Draft.pass_id) == granted.id),
        delete(Consent).where(col(Consent.pass_id) == granted.id),
    )
    held = select(col(Talk.id)).where(col(Talk.pass_id) == granted.id)
    of_talks = (
        delete(TalkLine).where(col(TalkLine.talk_id).in_(held)),
        delete(Talk).where(col(Talk.pass_id) == granted.id),
    )
    for statement in (*of_programmes, *of_pass, *of_talks):
        await session.exec(statement)
    granted.client_id, granted.name, granted.token = None, None, new_token()
    granted.made_card = False


async def _own(session: AsyncSession, granted: Pass) -> list[UUID]:
    """Programmes made of this bearer's answers with this pass."""
    mine = (
        select(col(Programme.id))
        .join(Intake, col(Intake.id) == Programme.intake_id)
        .where(col(Programme.pass_id) == granted.id, col(Intake.pass_id) == granted.id)
    )
    return list((await session.exec(mine)).all())


async def _rows(
    session: AsyncSession, name: str, by: str, values: Sequence[UUID]
) -> list[dict[str, Any]]:
    table: Table = SQLModel.metadata.tables[name]
    wanted = sql_select(*(table.c[column] for column in TOLD[name]))
    connection = await session.connection()
    found = await connection.execute(
        wanted.where(table.c[by].in_(values)).order_by(table.c.created_at)
    )
    return [plain(dict(row)) for row in found.mappings()]

"""Versions: every save is a new one, none is ever lost, and safety is broken only with a reason.

A programme its reader may see already goes on being shown as it was let go; what is saved here
reaches him when the trainer lets it go, too (`delivery.approve`).
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy import select as sql_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import intakes
from domain.errors import Conflict, NotFound
from domain.exercises import Catalogue, read_catalogue
from domain.ledger import record
from domain.programmes.grounds import Ground, ground_for, keep_to_pool
from domain.programmes.lint import Finding, lint
from domain.programmes.plan import Plan
from domain.programmes.rows import (
    Programme,
    ProgrammeEdited,
    ProgrammeVersion,
    get_programme,
)
from domain.programmes.voices import without_stale_voice
from domain.questionnaire import Answers

SAFETY = frozenset(
    {
        "I01",  # a doctor first
        "I08",  # weekly sets over the cap
        "I09",  # sets of one session over the cap
        "I13",  # forbidden by what the client told of his health
        "I14",  # needs what he has not got
        "I15",  # above his level
        "I18",  # longer than asked or allowed
        "I20",  # numbers outside the table's row
        "I21",  # too near the limit for those who must keep away from it
        "I25",  # too big a step of load
        "I27",  # a pulse that is not his
        "I28",  # jumps and intervals for those they are not for
        "I29",  # over sixty: balance, and days of strength
        "I31",  # two of the heaviest lifts in one session
    }
)
"""What may hurt somebody; the other rules are about how well a plan works, and only warn."""
REASON_LENGTH = 500


class StaleVersion(Conflict):
    """Somebody has saved since this was read: both versions are there to be compared."""

    def __init__(self, current: int, yours: int) -> None:
        super().__init__(f"saved at version {current} meanwhile, this is based on {yours}")
        self.current = current
        self.yours = yours


class UnsafeEdit(Conflict):
    """The plan breaks rules of safety, and nobody has said why it should."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"unsafe: {', '.join(sorted({f.code for f in findings}))}")
        self.findings = tuple(findings)


class DangersUnexplained(Conflict):
    """The version breaks rules of safety, and nobody has said why it should."""


@dataclass(frozen=True)
class Judged:
    """A plan on the ground it stands on, with all that is wrong with it."""

    ground: Ground
    findings: tuple[Finding, ...]

    @property
    def dangers(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.code in SAFETY)


async def judge(plan: Plan, answers: Answers, catalogue: Catalogue) -> Judged:
    """Lint a plan without holding the loop."""
    return await asyncio.to_thread(_judge, plan, answers, catalogue)


def _judge(plan: Plan, answers: Answers, catalogue: Catalogue) -> Judged:
    return Judged(ground_for(plan, answers, catalogue), tuple(lint(plan, answers, catalogue)))


async def save(
    session: AsyncSession,
    programme_id: UUID,
    plan: Plan,
    *,
    based_on: int,
    by: str,
    reason: str | None = None,
    known: Sequence[dict[str, Any]] = (),
) -> Programme:
    """Keep the plan as the next version.

    Args:
        based_on: the version it was made out of.
        by: a user's id.
        reason: why rules of safety are broken; it is kept with each of them.
        known: marks of another version that hold here as well.

    Raises:
        StaleVersion: there is a later version.
        UnsafeEdit: it breaks rules of safety that no mark explains, and there is no reason.
    """
    programme = await get_programme(session, programme_id)
    if programme.version != based_on:
        raise StaleVersion(programme.version, based_on)
    why = (reason or "").strip()[:REASON_LENGTH]
    plan, dangers = await _weigh(session, programme, plan)
    earlier = await read_marks(session, programme_id, based_on)
    marks = _explained(dangers, [*earlier, *known], by, why)
    kept = without_stale_voice(plan).model_dump(mode="json")
    await _step(session, programme, kept)
    version = ProgrammeVersion(
        client_id=programme.client_id,
        programme_id=programme.id,
        version=based_on + 1,
        plan=kept,
        by=by,
        reason=why or None,
        marks=marks,
    )
    session.add(version)
    edited = ProgrammeEdited(
        programme_id=programme.id, client_id=programme.client_id, version=version.version, by=by
    )
    record(session, edited)
    await session.flush()
    await session.refresh(programme)
    return programme


async def _weigh(
    session: AsyncSession, programme: Programme, plan: Plan
) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan without alternatives that are not for this person, and what is unsafe in it."""
    answers = (await intakes.get_intake(session, programme.intake_id)).read()
    catalogue = await read_catalogue(session)
    plan = keep_to_pool(plan, ground_for(plan, answers, catalogue))
    return plan, (await judge(plan, answers, catalogue)).dangers


async def _step(session: AsyncSession, programme: Programme, kept: dict[str, Any]) -> None:
    """One version further, unless somebody was quicker."""
    based_on = programme.version
    values: dict[str, Any] = {"version": based_on + 1, "plan": kept, "weeks": len(kept["weeks"])}
    if programme.may_be_seen:
        # From now on what is shown and what is worked on part.
        values["released_version"] = func.coalesce(col(Programme.released_version), based_on)
    mine = update(Programme).where(
        col(Programme.id) == programme.id, col(Programme.version) == based_on
    )
    if not (await session.exec(mine.values(values))).rowcount:
        raise StaleVersion(based_on + 1, based_on)


async def restore(
    session: AsyncSession,
    programme_id: UUID,
    version: int,
    *,
    based_on: int,
    by: str,
    reason: str | None = None,
) -> Programme:
    """Make an old version the newest one again; those between stay.

    Raises:
        NotFound: no such version.
        StaleVersion, UnsafeEdit: as in `save`; what was explained then is explained now.
    """
    old = await get_version(session, programme_id, version)
    plan = Plan.model_validate(old.plan)
    known = old.marks or []
    return await save(
        session, programme_id, plan, based_on=based_on, by=by, reason=reason, known=known
    )


async def get_version(session: AsyncSession, programme_id: UUID, version: int) -> ProgrammeVersion:
    """One version, or NotFound."""
    mine = select(ProgrammeVersion).where(
        ProgrammeVersion.programme_id == programme_id, ProgrammeVersion.version == version
    )
    found = (await session.exec(mine)).first()
    if found is None:
        raise NotFound("programme version", f"{programme_id} {version}")
    return found


@dataclass(frozen=True)
class Told:
    """A version without its plan."""

    version: int
    by: str
    created_at: datetime
    reason: str | None
    marks: tuple[dict[str, Any], ...]


async def list_versions(session: AsyncSession, programme_id: UUID) -> list[Told]:
    """Every version, newest first; the plans stay where they are."""
    await session.flush()
    row = ProgrammeVersion
    columns = (col(row.version), col(row.by), col(row.created_at), col(row.reason), col(row.marks))
    asked = sql_select(*columns).where(col(row.programme_id) == programme_id)
    found = await (await session.connection()).execute(asked.order_by(col(row.version).desc()))
    return [Told(v, by, at, reason, tuple(marks or ())) for v, by, at, reason, marks in found]


async def read_marks(
    session: AsyncSession, programme_id: UUID, version: int
) -> Sequence[dict[str, Any]]:
    """The rules of safety a version breaks; the plan stays where it is."""
    mine = select(col(ProgrammeVersion.marks)).where(
        ProgrammeVersion.programme_id == programme_id, ProgrammeVersion.version == version
    )
    return (await session.exec(mine)).first() or ()


async def check_explained(session: AsyncSession, programme: Programme) -> None:
    """Raise DangersUnexplained if the current version breaks a rule without a reason."""
    marks = await read_marks(session, programme.id, programme.version)
    if any(not known["reason"] for known in marks):
        raise DangersUnexplained(f"programme {programme.id} version {programme.version}")


def mark(finding: Finding, by: str, reason: str) -> dict[str, Any]:
    """A broken rule of safety as it is kept with a version."""
    return {**_key(finding), "by": by, "reason": reason}


def is_marked(finding: Finding, marks: Iterable[dict[str, Any]]) -> bool:
    """Whether somebody has given a reason for exactly this."""
    key = _key(finding)
    return any(mark["reason"] and _same(mark, key) for mark in marks)


def _explained(
    dangers: Iterable[Finding], earlier: Sequence[dict[str, Any]], by: str, reason: str
) -> list[dict[str, Any]]:
    """A mark for each danger: the earlier one with its reason, or a new one with this reason."""
    marks, open_ones = [], []
    for finding in dangers:
        key = _key(finding)
        known = next((m for m in earlier if m["reason"] and _same(m, key)), None)
        if known is None and not reason:
            open_ones.append(finding)
        marks.append(known or mark(finding, by, reason))
    if open_ones:
        raise UnsafeEdit(open_ones)
    return marks


def _key(finding: Finding) -> dict[str, Any]:
    data = {name: _plain(value) for name, value in finding.data.items()}
    return {"code": finding.code, "week": finding.week, "day": finding.day, "data": data}


def _plain(value: object) -> object:
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    return value if isinstance(value, int | float | bool) or value is None else str(value)


def _same(mark: dict[str, Any], key: dict[str, Any]) -> bool:
    return all(mark[name] == value for name, value in key.items())

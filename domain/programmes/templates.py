"""Templates: plans the trainer keeps without a client, and gives to one after another.

Nobody gets a template as it is: what he may not do is swapped or left out, each time with a note,
and the result waits for the trainer as a draft of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, func
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, intakes
from domain.errors import NotFound, Refused
from domain.exercises import Catalogue, Level, Unit, read_catalogue
from domain.ledger import Begin, Row, record
from domain.programmes.grounds import Ground, ground_for, slugs_of, suggest
from domain.programmes.newcomers import refresh_pulse, stand_in
from domain.programmes.obstacles import find_obstacle, refuse_obstacle
from domain.programmes.plan import Day, Item, Phrase, Plan, Week, phrase
from domain.programmes.rows import (
    Kind,
    NothingToWriteFrom,
    Programme,
    ProgrammeDrafted,
    ProgrammeVersion,
    Status,
)
from domain.programmes.settling import settle
from domain.programmes.versions import judge, mark
from domain.questionnaire import Answers
from domain.screening import Verdict, screen

NAME_LENGTH = 80
MOST = 200


class ProgrammeTemplate(Row, table=True):
    name: str = Field(max_length=NAME_LENGTH, unique=True)
    weeks: int
    goal: str
    level: str
    location: str
    days_per_week: int
    minutes: int
    plan: dict[str, Any] = Field(sa_type=JSON)
    by: str

    def read(self) -> Plan:
        return Plan.model_validate(self.plan)


async def save_template(session: AsyncSession, name: str, plan: Plan, by: str) -> ProgrammeTemplate:
    """Keep a plan as a template; a known name is written over.

    Raises:
        Refused: no name, too long a one, or too many templates.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused({"name": "missing"})
    if len(name) > NAME_LENGTH:
        raise Refused({"name": "too_long"})
    known = select(ProgrammeTemplate).where(ProgrammeTemplate.name == name)
    row = (await session.exec(known)).first()
    if row is None and await count_templates(session) >= MOST:
        raise Refused({"name": "too_many"})
    values = _described(plan) | {"name": name, "by": by}
    if row is None:
        row = ProgrammeTemplate(**values)
    for key, value in values.items():
        setattr(row, key, value)
    session.add(row)
    await session.flush()
    return row


def _described(plan: Plan) -> dict[str, Any]:
    kept = plan.model_copy(update={"notes": (), "voice": None, "status": "needs_review"})
    return {
        "weeks": len(plan.weeks),
        "goal": plan.goal.value,
        "level": plan.level,
        "location": plan.location.value,
        "days_per_week": plan.days_per_week,
        "minutes": plan.minutes,
        "plan": kept.model_dump(mode="json"),
    }


async def count_templates(session: AsyncSession) -> int:
    """How many there are."""
    return (await session.exec(select(func.count(col(ProgrammeTemplate.id))))).one()


async def list_templates(session: AsyncSession) -> Sequence[ProgrammeTemplate]:
    """All of them, by name."""
    return (await session.exec(select(ProgrammeTemplate).order_by(ProgrammeTemplate.name))).all()


async def get_template(session: AsyncSession, template_id: UUID) -> ProgrammeTemplate:
    """The template, or NotFound."""
    row = await session.get(ProgrammeTemplate, template_id)
    if row is None:
        raise NotFound("template", template_id)
    return row


async def remove_template(session: AsyncSession, template_id: UUID) -> None:
    """Throw it away; programmes made of it stay."""
    await session.delete(await get_template(session, template_id))


async def apply_template(begin: Begin, template_id: UUID, client_id: UUID, by: str) -> Programme:
    """A draft for the client out of the template, fitted to what he may do.

    Rules of safety that it still breaks are marked, without a reason: it cannot be sent before
    somebody has given one or changed it.

    Raises:
        NothingToWriteFrom: no questionnaire yet.
        DoctorFirst, AnswersOutdated, HealthConsentWithdrawn: his answers allow no programme now.
    """
    async with begin() as session:
        template = await get_template(session, template_id)
        intake = await intakes.find_current(session, client_id)
        catalogue = await read_catalogue(session)
        if intake is None:
            raise NothingToWriteFrom
        refuse_obstacle(intake, await find_obstacle(session, intake))
    plan = fit(template.read(), intake.read(), catalogue)
    dangers = (await judge(plan, intake.read(), catalogue)).dangers
    waits = intake.verdict is not Verdict.GREEN or bool(dangers)
    kept = plan.model_dump(mode="json")
    programme = Programme(
        client_id=client_id,
        intake_id=intake.id,
        kind=Kind.FULL,
        status=Status.NEEDS_REVIEW if waits else Status.DRAFT,
        plan=kept,
        weeks=len(plan.weeks),
    )
    version = ProgrammeVersion(
        client_id=client_id,
        programme_id=programme.id,
        version=1,
        plan=kept,
        by=by,
        marks=[mark(finding, by, "") for finding in dangers],
    )
    async with begin() as session:
        session.add(programme)
        session.add(version)
        record(session, ProgrammeDrafted(programme_id=programme.id, client_id=client_id))
    return programme


@dataclass
class _Fitting:
    """What has been swapped and left out so far, for the notes."""

    swapped: dict[str, str] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)


def fit(plan: Plan, answers: Answers, catalogue: Catalogue) -> Plan:
    """The template for one person: his place, his pool, his pulse; nothing silently."""
    plan = plan.model_copy(update={"location": answers.location})
    ground = ground_for(plan, answers, catalogue)
    fitting = _Fitting()
    weeks = tuple(_week(plan, week, ground, fitting) for week in plan.weeks)
    verdict = screen(answers, clock.now().date()).verdict
    level = min(plan.rank, ground.profile.level, key=lambda rank: rank.value)
    return plan.model_copy(
        update={
            "weeks": weeks,
            "level": Level(level).name.lower(),
            "notes": tuple(_notes(ground, verdict, fitting)),
            "status": "ready" if verdict is Verdict.GREEN else "needs_review",
        }
    )


def _week(plan: Plan, week: Week, ground: Ground, fitting: _Fitting) -> Week:
    days = tuple(_day(plan, week, day, ground, fitting) for day in week.days)
    return week.model_copy(update={"days": days})


def _day(plan: Plan, week: Week, day: Day, ground: Ground, fitting: _Fitting) -> Day:
    if not day.exercises:
        return day
    pool = {exercise.slug for exercise in ground.pool}
    items: list[Item] = []
    for item in day.exercises:
        taken = {*(other.slug for other in items), *(s for s in slugs_of(day) if s in pool)}
        fitted = item
        if item.slug not in pool:
            other = _substitute(item.slug, ground, taken, fitting)
            if other is None:
                fitting.left_out.add(item.slug)
                continue
            fitting.swapped[item.slug] = other
            fitted = stand_in(plan, week.number, item, other, ground, taken)
        items.append(_personal(fitted, ground, easy=week.deload))
    return settle(day.model_copy(update={"exercises": tuple(items)}), ground)


def _substitute(slug: str, ground: Ground, taken: set[str], fitting: _Fitting) -> str | None:
    """The one that stood in for it before, as long as the day has not got it already."""
    known = fitting.swapped.get(slug)
    if known is not None and known not in taken:
        return known
    if slug not in ground.catalogue:
        return None
    found = suggest(ground, slug, taken)
    return found[0].exercise.slug if found else None


def _personal(item: Item, ground: Ground, *, easy: bool) -> Item:
    """Without what belonged to somebody else: his pulse and his weights."""
    if item.unit is Unit.MINUTES:
        return refresh_pulse(item, ground, easy=easy)
    reasons = {name: reason for name, reason in item.reasons.items() if name != "load_g"}
    pool = {exercise.slug for exercise in ground.pool}
    others = tuple(slug for slug in item.alternatives if slug in pool)
    return item.model_copy(update={"load_g": None, "reasons": reasons, "alternatives": others})


def _notes(ground: Ground, verdict: Verdict, fitting: _Fitting) -> Iterator[Phrase]:
    profile = ground.profile
    if verdict is Verdict.CONSENT:
        yield phrase("parent_consent")
    if profile.is_cautious:
        yield phrase("needs_review")
    if profile.is_hypertensive:
        yield phrase("pressure", systolic=160, diastolic=100)
    if profile.by_feel:
        yield phrase("pulse_by_feel")
    for old, new in fitting.swapped.items():
        yield phrase("swapped", old=old, new=new)
    for slug in sorted(fitting.left_out):
        yield phrase("left_out", slug=slug)

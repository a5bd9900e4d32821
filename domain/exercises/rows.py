"""What the trainer did to the catalogue: exercises of his own, and changes to those that ship.

A row stands for one exercise: its own words, picture and link, and whether it is on. `own` is
the whole of an exercise that does not ship.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Conflict, NotFound, Refused
from domain.exercises.catalogue import Catalogue, Exercise, Level, Unit, load_catalogue
from domain.exercises.chains import runs_in_circle
from domain.exercises.slugs import free_slug
from domain.ledger import Fact, Row, record

TEXTS = ("cues", "mistakes", "breathing")


class ExerciseRow(Row, table=True):
    __tablename__ = "exercise"

    slug: str = Field(unique=True, max_length=80)
    own: dict[str, Any] | None = Field(default=None, sa_type=JSON, nullable=True)
    is_on: bool = True
    photo: str = ""
    video_url: str = ""
    cues: list[str] | None = Field(default=None, sa_type=JSON, nullable=True)
    """None for what ships, here and below."""
    mistakes: list[str] | None = Field(default=None, sa_type=JSON, nullable=True)
    breathing: str | None = None


class ExerciseChanged(Fact):
    slug: str


class ExerciseIsOn(Conflict):
    """Only what no new programme takes any more may be removed."""


async def read_catalogue(session: AsyncSession) -> Catalogue:
    """The catalogue as the trainer has it: what ships and his own, with his changes.

    One question to the database; a hundred microseconds where he changed nothing.
    """
    wanted = select(ExerciseRow).order_by(col(ExerciseRow.created_at), col(ExerciseRow.slug))
    rows = (await session.exec(wanted)).all()
    shipped = load_catalogue()
    if not rows:
        return shipped
    exercises = dict(shipped.exercises)
    for row in rows:
        known = _read_own(row) if row.own is not None else exercises.get(row.slug)
        if known is not None:
            exercises[row.slug] = _changed(known, row)
    return Catalogue(exercises)


async def add_own(session: AsyncSession, fields: Mapping[str, Any]) -> str:
    """A new exercise of the trainer's; `fields` are as `forms.clean` gives them.

    Returns:
        Its slug.

    Raises:
        Refused: another has this name, or the chain would run in a circle.
    """
    catalogue = await read_catalogue(session)
    slug = free_slug(fields["name"], catalogue.exercises)
    row = ExerciseRow(slug=slug)
    _write_own(row, fields, catalogue)
    session.add(row)
    record(session, ExerciseChanged(slug=slug))
    return slug


async def change_own(session: AsyncSession, slug: str, fields: Mapping[str, Any]) -> None:
    """Change the whole of an own exercise; Refused as in `add_own`, NotFound for any other."""
    row = await _get_own(session, slug)
    _write_own(row, fields, await read_catalogue(session))
    session.add(row)
    record(session, ExerciseChanged(slug=slug))


async def change_words(session: AsyncSession, slug: str, fields: Mapping[str, Any]) -> None:
    """Change cues, mistakes, breathing and the link of any exercise; what ships is not kept twice.

    Args:
        fields: as `forms.clean_words` gives them.
    """
    row = await _get_row(session, slug)
    shipped = load_catalogue().exercises.get(slug)
    for key in TEXTS:
        same = shipped is not None and _plain(getattr(shipped, key)) == fields[key]
        setattr(row, key, None if same else fields[key])
    row.video_url = fields["video_url"]
    session.add(row)
    record(session, ExerciseChanged(slug=slug))


async def set_photo(session: AsyncSession, slug: str, photo: str) -> None:
    """Show an uploaded picture by the exercise; "" takes it away."""
    row = await _get_row(session, slug)
    row.photo = photo
    session.add(row)
    record(session, ExerciseChanged(slug=slug))


async def switch(session: AsyncSession, slug: str, *, is_on: bool) -> None:
    """Let new programmes take it, or no longer; plans that have it keep it."""
    row = await _get_row(session, slug)
    if row.is_on is is_on:
        return
    row.is_on = is_on
    session.add(row)
    record(session, ExerciseChanged(slug=slug))


async def delete_own(session: AsyncSession, slug: str) -> None:
    """Delete an own exercise that is off; chains that led to it end before it.

    Whether a plan needs it is for `domain.programmes.uses` to know.

    Raises:
        ExerciseIsOn: a programme that is being written this moment may take it.
    """
    row = await _get_own(session, slug)
    if row.is_on:
        raise ExerciseIsOn(f"exercise {slug} is on")
    for other in (await session.exec(select(ExerciseRow))).all():
        if other.own is not None:
            other.own = {k: _without(k, v, slug) for k, v in other.own.items()}
            session.add(other)
    await session.delete(row)
    record(session, ExerciseChanged(slug=slug))


def _without(key: str, value: Any, slug: str) -> Any:
    return None if key in {"regress_to", "progress_to"} and value == slug else value


async def _get_row(session: AsyncSession, slug: str) -> ExerciseRow:
    found = (await session.exec(select(ExerciseRow).where(ExerciseRow.slug == slug))).first()
    if found is None and slug not in load_catalogue():
        raise NotFound("exercise", slug[:80])
    return found or ExerciseRow(slug=slug)


async def _get_own(session: AsyncSession, slug: str) -> ExerciseRow:
    row = await _get_row(session, slug)
    if row.own is None:
        raise NotFound("own exercise", slug[:80])
    return row


def _write_own(row: ExerciseRow, fields: Mapping[str, Any], catalogue: Catalogue) -> None:
    name = fields["name"].casefold()
    if any(e.name.casefold() == name for e in catalogue if e.slug != row.slug):
        raise Refused({"title": "taken"})
    own = {key: value for key, value in fields.items() if key not in {*TEXTS, "video_url"}}
    row.own = own
    if runs_in_circle(catalogue, _read_own(row)):
        raise Refused({"progress_to": "in_circle"})
    row.cues, row.mistakes = fields["cues"], fields["mistakes"]
    row.breathing, row.video_url = fields["breathing"], fields["video_url"]


def _read_own(row: ExerciseRow) -> Exercise:
    own = row.own or {}
    return Exercise(
        slug=row.slug,
        name=own["name"],
        pattern=own["pattern"],
        is_compound=own["is_compound"],
        primary=tuple(own["primary"]),
        secondary=tuple(own["secondary"]),
        equipment=tuple(frozenset(group) for group in own["equipment"]),
        locations=frozenset(own["locations"]),
        level=Level(own["level"]),
        is_unilateral=own["is_unilateral"],
        unit=Unit(own["unit"]),
        fatigue=own["fatigue"],
        tags=frozenset(own["tags"]),
        regress_to=own["regress_to"],
        progress_to=own["progress_to"],
        aliases=tuple(own["aliases"]),
        is_own=True,
    )


def _changed(known: Exercise, row: ExerciseRow) -> Exercise:
    return replace(
        known,
        is_on=row.is_on,
        photo=row.photo,
        video_url=row.video_url,
        cues=known.cues if row.cues is None else tuple(row.cues),
        mistakes=known.mistakes if row.mistakes is None else tuple(row.mistakes),
        breathing=known.breathing if row.breathing is None else row.breathing,
    )


def _plain(text: str | tuple[str, ...]) -> str | list[str]:
    return text if isinstance(text, str) else list(text)

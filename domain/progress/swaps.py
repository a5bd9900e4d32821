"""Swaps: what is done instead of an exercise of the plan; the plan stays as it was approved.

Only the alternatives that the plan itself names may stand in: they are allowed for this person.
"""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound, Refused
from domain.exercises import Catalogue, Exercise, Unit, read_catalogue
from domain.programmes.plan import Day, Item
from domain.programmes.rows import Programme
from domain.progress.reading import read_day
from domain.progress.rows import Substitution, list_substitutions
from domain.progress.spots import Spot

REASONS = ("pain", "busy", "no_equipment", "disliked", "other")
USUAL = {Unit.REPS: (8, 12), Unit.SECONDS: (10, 20), Unit.MINUTES: (5, 10)}
"""For a stand-in that is counted in another unit."""


async def swap(
    session: AsyncSession,
    programme: Programme,
    spot: Spot,
    to_slug: str | None,
    *,
    why: str = "other",
    is_lasting: bool = False,
) -> Substitution:
    """Put another exercise in a slot, or none, today or (`is_lasting`) from this week on.

    Args:
        spot: the exercise that stands there now, the plan's or a stand-in.
        to_slug: one of the item's alternatives, or the plan's own to have it back.

    Raises:
        Refused: not an alternative, in the day already, or `why` is no reason.
        NotFound: no such exercise on that day.
    """
    if why not in REASONS:
        raise Refused({"why": "unknown_value"})
    day = await day_as_trained(session, programme, spot.week, spot.weekday)
    now = next((item for item in day.exercises if item.slug == spot.slug), None)
    if now is None:
        raise NotFound("exercise", spot.slug)
    others = {item.slug for item in day.exercises} - {spot.slug}
    if to_slug is not None and (to_slug not in now.alternatives or to_slug in others):
        raise Refused({"to_slug": "unknown_value"})
    origin = await find_origin(session, programme, spot)
    row = await _find(session, programme, spot._replace(slug=origin))
    row = row or Substitution(
        client_id=programme.client_id,
        programme_id=programme.id,
        week=spot.week,
        weekday=spot.weekday,
        slug=origin,
        why=why,
    )
    row.to_slug, row.why, row.is_lasting = to_slug, why, is_lasting
    session.add(row)
    await session.flush()
    return row


async def day_as_trained(
    session: AsyncSession, programme: Programme, week: int, weekday: int
) -> Day:
    """A day of the plan with what stands in for its exercises; NotFound outside the plan."""
    day = read_day(programme, week, weekday)
    swaps = await list_substitutions(session, programme.id)
    if not swaps:
        return day
    catalogue = await read_catalogue(session)
    items: list[Item] = []
    for item in day.exercises:
        stands = _stand_in(item, _chosen(swaps, Spot(week, weekday, item.slug)), catalogue)
        if stands is not None and stands.slug not in {other.slug for other in items}:
            items.append(stands)
    return day.model_copy(update={"exercises": tuple(items)})


def _chosen(swaps: Sequence[Substitution], spot: Spot) -> Substitution | None:
    """That of this very day, or else the newest that lasts."""
    mine = [swap for swap in swaps if swap.slug == spot.slug]
    exact = [swap for swap in mine if (swap.week, swap.weekday) == (spot.week, spot.weekday)]
    since = (spot.week, spot.weekday)
    lasting = [swap for swap in mine if swap.is_lasting and (swap.week, swap.weekday) <= since]
    return next(iter(exact), None) or (lasting[-1] if lasting else None)


def _stand_in(item: Item, swap: Substitution | None, catalogue: Catalogue) -> Item | None:
    if swap is None or swap.to_slug == item.slug:
        return item
    if swap.to_slug is None or swap.to_slug not in catalogue:
        return None
    return as_done_with(item, catalogue[swap.to_slug])


def as_done_with(item: Item, exercise: Exercise) -> Item:
    """The item with another exercise in it: its sets, rest and reserve, no weight yet."""
    same_unit = exercise.unit is item.unit
    others = (item.slug, *(slug for slug in item.alternatives if slug != exercise.slug))
    return item.model_copy(
        update={
            "slug": exercise.slug,
            "unit": exercise.unit,
            "reps": item.reps if same_unit else USUAL[exercise.unit],
            "rir": item.rir if exercise.unit is Unit.REPS else None,
            "tempo": item.tempo if exercise.unit is Unit.REPS else None,
            "per_side": exercise.is_unilateral,
            "percent_1rm": None,
            "load_g": None,
            "alternatives": others,
        }
    )


async def find_origin(session: AsyncSession, programme: Programme, spot: Spot) -> str:
    """The plan's exercise in whose slot this one stands; NotFound."""
    swaps = await list_substitutions(session, programme.id)
    for item in read_day(programme, spot.week, spot.weekday).exercises:
        chosen = _chosen(swaps, spot._replace(slug=item.slug))
        if (chosen.to_slug if chosen else item.slug) == spot.slug:
            return item.slug
    raise NotFound("exercise", spot.slug)


async def find_stand_in(session: AsyncSession, programme: Programme, spot: Spot) -> str | None:
    """What is done instead of the plan's exercise on that day; None: nothing, or itself."""
    chosen = _chosen(await list_substitutions(session, programme.id), spot)
    return chosen.to_slug if chosen else None


async def find_item(session: AsyncSession, programme: Programme, spot: Spot) -> Item:
    """The exercise as it is done on that day, or as it was planned; NotFound.

    Begun as planned and swapped half way, both may be logged.
    """
    day = await day_as_trained(session, programme, spot.week, spot.weekday)
    planned = read_day(programme, spot.week, spot.weekday)
    for item in (*day.exercises, *planned.exercises):
        if item.slug == spot.slug:
            return item
    raise NotFound("exercise", spot.slug)


async def _find(session: AsyncSession, programme: Programme, spot: Spot) -> Substitution | None:
    place = (Substitution.week == spot.week, Substitution.weekday == spot.weekday)
    mine = select(Substitution).where(Substitution.programme_id == programme.id, *place)
    return (await session.exec(mine.where(col(Substitution.slug) == spot.slug))).first()

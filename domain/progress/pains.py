"""Pains: what is done when an exercise hurts.

From 4 of 10 it gives way to an alternative that spares the place, for good, and the trainer is
told; from 7 the day stops.

Source: the product's own guard-rail [P].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Refused
from domain.exercises import Catalogue, read_catalogue
from domain.health_words import read_health_words
from domain.ledger import record
from domain.programmes.plan import Item
from domain.programmes.rows import Programme
from domain.progress.bouts import HURTS_FROM
from domain.progress.rows import PLACE_LENGTH, PainReport, PainReported, State
from domain.progress.sessions import begin
from domain.progress.spots import Spot
from domain.progress.swaps import day_as_trained, find_item, find_stand_in, swap
from domain.screening import tags_of

STOPS_FROM = 7
WORST = 10


class Step(StrEnum):
    """What to do now."""

    WATCH = "watch"
    """Go on, with care."""
    SWAPPED = "swapped"
    LEFT_OUT = "left_out"
    """Nothing spares the place: the exercise is left out."""
    STOPPED = "stopped"
    """No more today; the trainer is told at once."""


@dataclass(frozen=True)
class Advice:
    step: Step
    to_slug: str | None = None
    """What is done instead, from now on."""


async def report_pain(
    session: AsyncSession,
    programme: Programme,
    spot: Spot,
    pain: int,
    *,
    on: date,
    place: str | None = None,
) -> Advice:
    """Take in that an exercise hurts, 0 to 10, and say what to do.

    Args:
        place: where, in his words or by the questionnaire's code ("knee").

    Raises:
        Refused: pain out of its bounds, or the place told too long.
        NotFound: no such exercise on that day.
    """
    _check(pain, place)
    item = await find_item(session, programme, spot)
    if pain < HURTS_FROM:
        return Advice(Step.WATCH)
    await _keep(session, programme, spot, pain, place)
    to_slug = await _spare(session, programme, spot, item, place)
    if pain >= STOPS_FROM:
        log = await begin(session, programme, spot.week, spot.weekday, on)
        log.state = State.STOPPED
        session.add(log)
        return Advice(Step.STOPPED, to_slug)
    return Advice(Step.SWAPPED if to_slug else Step.LEFT_OUT, to_slug)


async def _spare(
    session: AsyncSession, programme: Programme, spot: Spot, item: Item, place: str | None
) -> str | None:
    """Swap what hurts for good; what was swapped already stays so."""
    day = await day_as_trained(session, programme, spot.week, spot.weekday)
    taken = {other.slug for other in day.exercises}
    if spot.slug not in taken:
        return await find_stand_in(session, programme, spot)
    to_slug = find_spared(item, place, taken, await read_catalogue(session))
    await swap(session, programme, spot, to_slug, why="pain", is_lasting=True)
    return to_slug


def find_spared(
    item: Item, place: str | None, taken: Iterable[str], catalogue: Catalogue
) -> str | None:
    """The first alternative that does not do what hurts; None when each of them does.

    Where the place is not known, it is all that the exercise itself does to a body.
    """
    hurting = hurting_tags(place)
    if item.slug in catalogue:
        hurting |= catalogue[item.slug].tags if not hurting else frozenset()
    for slug in item.alternatives:
        if slug in catalogue and slug not in taken and catalogue[slug].tags.isdisjoint(hurting):
            return slug
    return None


def hurting_tags(place: str | None) -> frozenset[str]:
    """What an exercise must not do to spare this place; nothing where the words say nothing."""
    if not place:
        return frozenset()
    return tags_of({place}) or tags_of(read_health_words(place))


def _check(pain: int, place: str | None) -> None:
    wrong = {} if 0 <= pain <= WORST else {"pain": "out_of_range"}
    if place is not None and len(place) > PLACE_LENGTH:
        wrong["place"] = "too_long"
    if wrong:
        raise Refused(wrong)


async def _keep(
    session: AsyncSession, programme: Programme, spot: Spot, pain: int, place: str | None
) -> None:
    """One report for a place in the plan; told again only when it hurts more than was told."""
    here = (PainReport.week == spot.week, PainReport.weekday == spot.weekday)
    told = select(PainReport).where(PainReport.programme_id == programme.id, *here)
    found = (await session.exec(told.where(PainReport.slug == spot.slug))).first()
    if found is not None and found.pain >= pain:
        found.place = place or found.place
        return
    report = found or PainReport(
        client_id=programme.client_id, programme_id=programme.id, **spot._asdict(), pain=pain
    )
    report.pain, report.place = pain, place or report.place
    session.add(report)
    fact = PainReported(
        client_id=programme.client_id,
        programme_id=programme.id,
        report_id=report.id,
        week=spot.week,
        weekday=spot.weekday,
        pain=pain,
    )
    record(session, fact)

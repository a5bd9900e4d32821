"""Choices: the exercises of a person's sessions, and what others like him would reach.

Who may do less must not be given more. Exercises share their muscles, so six days of push, pull
and legs may have room for fewer sets than five, and an exercise taken away may leave room for
another. The least that the same person would reach with more days, or before he named a dislike
or a condition, is what he may reach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.exercises import Catalogue
from domain.programmes.allotments import typical_sessions
from domain.programmes.pool import Pool, left_to_rules, pool_for
from domain.programmes.profiles import Profile
from domain.programmes.rooms import room_between, room_of
from domain.programmes.schedules import Schedule, fullest, progress, schedule_for
from domain.programmes.selection import Chooser, Session
from domain.programmes.splits import Layout, lay_out, titles_for
from domain.programmes.volumes import has_introduction, muscle_session_limit, volume_in, volume_of

MOST_DAYS = 7
SEEN_WEEKS = 7
"""Weeks whose rises are looked at while exercises are chosen; later ones hardly rise."""

Reached = tuple[int, ...]
"""Sets of each of the first weeks; a deload counts as the week before it."""


def most_for(
    profile: Profile, freer: Sequence[Sequence[Profile]], catalogue: Catalogue, seed: int
) -> Reached:
    """Sets of each of the first weeks at most; empty for no such limit.

    Args:
        freer: rows of the same person, each profile freer than the next.
    """
    rows = [[busier] for busier in _busier(profile)]
    reached = [r for row in (*rows, *freer) for r in _along(row, catalogue, seed)]
    return tuple(map(min, zip(*reached, strict=True)))


def choose(
    profile: Profile, pool: Pool, layout: Layout, schedule: Schedule, seed: int
) -> tuple[Session, ...]:
    """Sessions with as many exercises as their shapes have; a slot left empty is made up for."""
    full_week = (volume_of(profile), schedule.full)
    first_week = (volume_in(profile, 1), schedule.weeks[0].sets)
    weeks = (full_week, first_week) if has_introduction(profile) else (full_week,)
    rooms = [room_of(volume, muscle_session_limit(profile), sets) for volume, sets in weeks]
    loading = [week.sets for week in schedule.weeks if not week.moment.deload]
    rooms += [room_between(a, b) for a, b in pairwise(loading) if a != b]
    typical = typical_sessions(profile, schedule.titles, schedule.shapes)
    alike = [[pick.exercise for pick in session.picks] for session in typical]
    for room in rooms:
        room.furnish(alike)
    chooser = Chooser(profile, pool, seed, rooms)
    return tuple(
        chooser.session(n, title, weekday, alike[n])
        for n, (weekday, title) in enumerate(layout.strength.items())
    )


def _busier(profile: Profile) -> Iterator[Profile]:
    """The same person with more days, once for each split."""
    seen = {titles_for(profile)}
    for days in range(profile.days + 1, MOST_DAYS + 1):
        busier = replace(profile, days=days)
        if titles_for(busier) not in seen:
            seen.add(titles_for(busier))
            yield busier


def _along(row: Sequence[Profile], catalogue: Catalogue, seed: int) -> Iterator[Reached]:
    """What each of a row reaches; one who may do all that was chosen before chooses the same."""
    before: tuple[Schedule, set[str]] | None = None
    for profile in row:
        pool = left_to_rules(pool_for(catalogue, profile))
        schedule = schedule_for(profile, SEEN_WEEKS)
        if before and before[0] is schedule and before[1] <= {e.slug for e in pool}:
            continue
        sessions = choose(profile, pool, lay_out(profile), schedule, seed)
        before = schedule, {pick.exercise.slug for s in sessions for pick in s.picks}
        yield _reached(profile, sessions, schedule)


def _reached(profile: Profile, sessions: Sequence[Session], schedule: Schedule) -> Reached:
    totals: list[int] = []
    for week in progress(profile, sessions, fullest(profile, sessions, schedule), SEEN_WEEKS):
        totals.append(totals[-1] if week.moment.deload else sum(map(sum, week.sets)))
    return tuple(totals)

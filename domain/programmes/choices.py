"""Choices: the exercises of a person's sessions."""

from itertools import pairwise

from domain.programmes.allotments import typical_sessions
from domain.programmes.pool import Pool
from domain.programmes.profiles import Profile
from domain.programmes.rooms import room_between, room_of
from domain.programmes.schedules import Schedule
from domain.programmes.selection import Chooser, Session
from domain.programmes.splits import Layout
from domain.programmes.volumes import has_introduction, muscle_session_limit, volume_in, volume_of


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

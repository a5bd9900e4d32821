"""Skeletons: what stays the same from week to week: sessions, exercises, fullest sets, pace.

A skeleton does not know how many weeks the programme has, so the free first week and the first
week of a bought programme grow out of the same one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from domain.exercises import Catalogue, Exercise, Unit
from domain.programmes import cardio
from domain.programmes.choices import choose
from domain.programmes.durations import RAMP, SETUP, Frame, frame_for
from domain.programmes.freedoms import SEEN_WEEKS, Freedoms
from domain.programmes.paces import Pace
from domain.programmes.pacing import settle, strength_seconds
from domain.programmes.pool import Pool, left_to_rules, pool_for
from domain.programmes.prescriptions import has_ramps
from domain.programmes.profiles import Profile
from domain.programmes.schedules import fullest, schedule_for
from domain.programmes.selection import Session
from domain.programmes.shapes import BALANCE_MINUTES, RAMP_MINUTES, Shape, has_balance
from domain.programmes.splits import Layout, lay_out
from domain.programmes.volumes import (
    Sets,
)
from domain.questionnaire import Lifestyle

CARDIO_CHOICES = 4
ON_THE_SPOT, RUN = "march_place", "run_easy"


@dataclass(frozen=True, kw_only=True)
class Skeleton:
    profile: Profile
    pool: Pool
    layout: Layout
    frame: Frame
    shapes: tuple[Shape, ...]
    sessions: tuple[Session, ...]
    full: Sets
    """Sets of the fullest week."""
    most: tuple[int, ...]
    """Sets of each of the first weeks at most; empty for no such limit."""
    paces: tuple[Pace, ...]
    balance: tuple[Exercise, ...]
    """In turn over the strength days; empty where balance is not trained."""
    steady: tuple[Exercise, ...]
    """Cardio, the best first."""
    hard: Exercise | None
    """For intervals."""
    run: Exercise | None
    finisher: int
    """Minutes of cardio after each strength session; 0 for none."""
    room: int
    """Minutes of cardio that an easy day has room for."""

    @property
    def training_days(self) -> int:
        return len(self.layout.strength) + len(self.layout.cardio)


def build(
    profile: Profile,
    catalogue: Catalogue,
    seed: int,
    lifestyle: Lifestyle,
    *,
    told: Sequence[Profile] = (),
    disliked: Sequence[str] = (),
) -> Skeleton:
    """Choose the exercises, deal the fullest week's sets, and make each session fit.

    Args:
        told, disliked: what the person could be (`freedoms`).
    """
    pool = left_to_rules(pool_for(catalogue, profile))
    layout, frame = lay_out(profile), frame_for(profile)
    schedule = schedule_for(profile, SEEN_WEEKS)
    count = len(layout.strength)
    sessions = choose(profile, pool, layout, schedule, seed)
    full = fullest(profile, sessions, schedule)
    seconds = _seconds(profile, count, frame)
    paces = tuple(settle(profile, s, full[i], seconds) for i, s in enumerate(sessions))
    steady = _steady(pool, seed)
    balance = _balance(profile, pool, count)
    skeleton = Skeleton(
        profile=profile,
        pool=pool,
        layout=layout,
        frame=frame,
        shapes=schedule.shapes,
        sessions=sessions,
        full=full,
        most=Freedoms(told or [profile], disliked, catalogue, seed).most(),
        paces=paces,
        balance=balance,
        steady=steady,
        hard=_hard(pool, seed),
        run=next((e for e in pool if e.slug == RUN and cardio.may_run(profile)), None),
        finisher=0,
        room=_room(profile, frame) if steady else 0,
    )
    return replace(skeleton, finisher=_finisher(skeleton, lifestyle))


def _seconds(profile: Profile, sessions: int, frame: Frame) -> int:
    """Seconds for strength work: all that is not around it."""
    seconds = (profile.minutes - frame.total) * 60
    if has_ramps(profile):
        seconds -= RAMP_MINUTES * RAMP
    if has_balance(profile, sessions):
        seconds -= BALANCE_MINUTES * 60
    return seconds


def _finisher(skeleton: Skeleton, lifestyle: Lifestyle) -> int:
    """Minutes of cardio that even the fullest session leaves, as far as the goal wants them."""
    profile, sessions = skeleton.profile, skeleton.sessions
    if not skeleton.steady:
        return 0
    first = cardio.weekly_minutes(profile.goal, lifestyle, 1, set())[0]
    most = cardio.most_finisher(profile, first, len(sessions), len(skeleton.layout.cardio))
    spare = min(_spare(skeleton, i) for i in range(len(sessions)))
    finisher = min(most, spare)
    return finisher if finisher >= cardio.FINISHER_LEAST else 0


def _spare(skeleton: Skeleton, i: int) -> int:
    """Whole minutes that session `i` leaves in its fullest week, setting cardio up counted in."""
    profile, session = skeleton.profile, skeleton.sessions[i]
    used = strength_seconds(profile, session, skeleton.full[i], skeleton.paces[i])
    left = _seconds(profile, len(skeleton.sessions), skeleton.frame) - used - SETUP
    return max(0, left // 60)


def _room(profile: Profile, frame: Frame) -> int:
    return ((profile.minutes - frame.total) * 60 - SETUP) // 60


def _steady(pool: Pool, seed: int) -> tuple[Exercise, ...]:
    """Steady cardio without impact: machines and walking before marching on the spot."""
    fit = [e for e in pool if e.pattern == "cardio_steady" and "impact" not in e.tags]
    fit.sort(key=lambda e: (e.slug == ON_THE_SPOT, _draw(seed, e.slug)))
    return tuple(fit[:CARDIO_CHOICES])


def _hard(pool: Pool, seed: int) -> Exercise | None:
    """For intervals: what is for the heart alone, machines and running first."""
    fit = [e for e in pool if e.pattern == "cardio_interval" and e.primary == ("cardio",)]
    fit.sort(key=lambda e: (e.unit is not Unit.MINUTES, _draw(seed, e.slug)))
    return fit[0] if fit else None


def _balance(profile: Profile, pool: Pool, sessions: int) -> tuple[Exercise, ...]:
    if not has_balance(profile, sessions):
        return ()
    return tuple(exercise for exercise in pool if exercise.pattern == "balance")


def _draw(seed: int, slug: str) -> int:
    return crc32(f"{seed}:{slug}".encode())

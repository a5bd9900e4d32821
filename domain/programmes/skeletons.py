"""Skeletons: what stays the same from week to week: sessions, exercises, fullest sets, pace.

A skeleton does not know how many weeks the programme has, so the free first week and the first
week of a bought programme grow out of the same one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from domain.exercises import Catalogue, Exercise
from domain.programmes import cardio
from domain.programmes.allocation import Sets, base, fill, limits_for
from domain.programmes.allotments import allot, ceilings_for
from domain.programmes.durations import RAMP, SETUP, Frame, frame_for, item_seconds
from domain.programmes.items import Pace, prescribe
from domain.programmes.pacing import FIRST, settle
from domain.programmes.pool import Pool, pool_for
from domain.programmes.prescriptions import has_ramps
from domain.programmes.profiles import Profile
from domain.programmes.selection import Session, choose_session
from domain.programmes.shapes import BALANCE_MINUTES, RAMP_MINUTES, Shape, has_balance, shape_for
from domain.programmes.splits import SESSIONS, Layout, lay_out
from domain.programmes.volumes import volume_of
from domain.questionnaire import Lifestyle

CARDIO_CHOICES = 4
ON_THE_SPOT = "march_place"


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
    paces: tuple[Pace, ...]
    balance: tuple[Exercise, ...]
    """In turn over the strength days; empty where balance is not trained."""
    steady: tuple[Exercise, ...]
    """Cardio, the best first."""
    finisher: int
    """Minutes of cardio after each strength session; 0 for none."""
    room: int
    """Minutes of cardio that an easy day has room for."""

    @property
    def training_days(self) -> int:
        return len(self.layout.strength) + len(self.layout.cardio)


def build(profile: Profile, catalogue: Catalogue, seed: int, lifestyle: Lifestyle) -> Skeleton:
    """Choose the exercises, deal the fullest week's sets, and make each session fit."""
    pool, layout, frame = pool_for(catalogue, profile), lay_out(profile), frame_for(profile)
    count = len(layout.strength)
    titles = list(layout.strength.values())
    shapes = tuple(shape_for(profile, t, count, volume_of(profile)) for t in titles)
    sessions = _choose(profile, pool, layout, shapes, seed)
    volume = volume_of(profile)
    allotted = allot(profile, titles, shapes, volume)
    ceilings = ceilings_for(profile, sessions, shapes, allotted)
    limits = limits_for(profile, volume, shapes, ceilings)
    full, paces = _settle(profile, sessions, fill(profile, sessions, limits), frame)
    steady = _steady(pool, seed)
    balance = _balance(profile, pool, count)
    skeleton = Skeleton(
        profile=profile,
        pool=pool,
        layout=layout,
        frame=frame,
        shapes=shapes,
        sessions=sessions,
        full=full,
        paces=paces,
        balance=balance,
        steady=steady,
        finisher=0,
        room=_room(profile, frame) if steady else 0,
    )
    return replace(skeleton, finisher=_finisher(skeleton, lifestyle))


def _choose(
    profile: Profile, pool: Pool, layout: Layout, shapes: Sequence[Shape], seed: int
) -> tuple[Session, ...]:
    """Sessions with as many exercises as their shapes have; a slot left empty is made up for."""
    used: Counter[str] = Counter()
    sessions = []
    for (weekday, title), shape in zip(layout.strength.items(), shapes, strict=True):
        slots = SESSIONS[title]
        chosen = choose_session(profile, pool, title, weekday, slots, shape.exercises, used, seed)
        sessions.append(chosen)
    return tuple(sessions)


def _settle(
    profile: Profile, sessions: Sequence[Session], full: Sets, frame: Frame
) -> tuple[Sets, tuple[Pace, ...]]:
    least = base(sessions, full)
    settled = [
        settle(profile, session, full[i], least[i], _seconds(profile, len(sessions), frame))
        for i, session in enumerate(sessions)
    ]
    return [sets for sets, _ in settled], tuple(pace for _, pace in settled)


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
    profile = skeleton.profile
    used = sum(
        item_seconds(prescribe(profile, pick, sets, skeleton.paces[i], FIRST, ()))
        for pick, sets in zip(skeleton.sessions[i].picks, skeleton.full[i], strict=True)
        if sets
    )
    left = _seconds(profile, len(skeleton.sessions), skeleton.frame) - used - SETUP
    return max(0, left // 60)


def _room(profile: Profile, frame: Frame) -> int:
    return ((profile.minutes - frame.total) * 60 - SETUP) // 60


def _steady(pool: Pool, seed: int) -> tuple[Exercise, ...]:
    """Steady cardio without impact: machines and walking before marching on the spot."""
    fit = [e for e in pool if e.pattern == "cardio_steady" and "impact" not in e.tags]
    fit.sort(key=lambda e: (e.slug == ON_THE_SPOT, _draw(seed, e.slug)))
    return tuple(fit[:CARDIO_CHOICES])


def _balance(profile: Profile, pool: Pool, sessions: int) -> tuple[Exercise, ...]:
    if not has_balance(profile, sessions):
        return ()
    return tuple(exercise for exercise in pool if exercise.pattern == "balance")


def _draw(seed: int, slug: str) -> int:
    return crc32(f"{seed}:{slug}".encode())

"""Pacing: makes a session fit its minutes: shorter rests, then pairs, then a circuit.

In a pair two opposed muscles take turns, in a circuit all exercises do: each muscle rests while
the others work, so the rest between two exercises is short and the rest of each muscle is not.
No set is ever given up here: how many there are is settled by `schedules`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.exercises import Level
from domain.programmes.durations import item_seconds, work_seconds
from domain.programmes.items import prescribe_bare
from domain.programmes.paces import Moment, Pace
from domain.programmes.plan import Item
from domain.programmes.prescriptions import STRENGTH_LEARNING_WEEKS
from domain.programmes.profiles import Profile
from domain.programmes.selection import Session
from domain.programmes.splits import PULL, PUSH, stress_for
from domain.questionnaire import Goal

EASES = (1.0, 0.75, 0.5, 0.25, 0.0)
PAIR_REST_LEAST = 15
CIRCUIT_REST = (15, 60)
"""Seconds between two exercises, shortest and longest."""
CUT_REPS = (None, 12, 10, 8, 7, 6, 5, 4)
FIRST = Moment(week=1, into_block=0)
OPPOSED = (
    (PUSH, PULL),
    (("knee_extension",), ("knee_flexion",)),
    (("elbow_flexion",), ("elbow_extension",)),
)
"""Movements whose muscles rest while the others work. Source: the product's own model [P]."""


def settle(profile: Profile, session: Session, sets: Sequence[int], seconds: int) -> Pace:
    """The pace with which the session's strength work fits into `seconds`."""
    plain = Pace(stress=stress_for(profile, session.title))
    for ease in EASES:
        pace = replace(plain, ease=ease)
        if strength_seconds(profile, session, sets, pace) <= seconds:
            return pace
    paired = _paired(profile, session, sets, replace(plain, ease=0.0))
    if paired.pairs and strength_seconds(profile, session, sets, paired) <= seconds:
        return paired
    return _circuit(profile, session, sets, seconds, plain)


def strength_seconds(profile: Profile, session: Session, sets: Sequence[int], pace: Pace) -> int:
    """How long the work takes in the longest of the weeks."""
    return max(
        sum(item_seconds(item) for item in _items(profile, session, sets, pace, moment))
        for moment in _moments(profile)
    )


def _moments(profile: Profile) -> tuple[Moment, ...]:
    """Weeks whose rows of the table differ in length."""
    if profile.goal is Goal.STRENGTH and profile.level is Level.BEGINNER:
        return FIRST, Moment(STRENGTH_LEARNING_WEEKS + 1, 0)
    return (FIRST,)


def _items(
    profile: Profile, session: Session, sets: Sequence[int], pace: Pace, moment: Moment
) -> Iterator[Item]:
    for j, (pick, count) in enumerate(zip(session.picks, sets, strict=True)):
        if count:
            yield prescribe_bare(profile, pick, count, pace.at(j), moment)


def _paired(profile: Profile, session: Session, sets: Sequence[int], pace: Pace) -> Pace:
    """Opposed exercises in pairs, each resting long enough while the other is done."""
    pairs: list[tuple[int, int]] = []
    free = [j for j, count in enumerate(sets) if count]
    while free:
        first = free.pop(0)
        second = next((j for j in free if _oppose(session, first, j, sets)), None)
        if second is not None:
            free.remove(second)
            pairs.append((first, second))
    rests = tuple(
        _pair_rest(profile, session, pair, replace(pace, pairs=()), moment)
        for pair in pairs
        for moment in _moments(profile)
    )
    return replace(pace, pairs=tuple(pairs), pair_rest=max(rests, default=0))


def _oppose(session: Session, one: int, other: int, sets: Sequence[int]) -> bool:
    a, b = (session.picks[j].exercise for j in (one, other))
    if abs(sets[one] - sets[other]) > 1 or a.is_compound is not b.is_compound:
        return False
    return any(
        (a.pattern in x and b.pattern in y) or (a.pattern in y and b.pattern in x)
        for x, y in OPPOSED
    )


def _pair_rest(
    profile: Profile, session: Session, pair: tuple[int, int], pace: Pace, moment: Moment
) -> int:
    """Seconds between the two, so that each rests as long as its row says."""
    one, other = (prescribe_bare(profile, session.picks[j], 1, pace, moment) for j in pair)
    short = [
        (a.rest_s - work_seconds(b.unit, b.reps[0], b.tempo, per_side=b.per_side)) / 2
        for a, b in ((one, other), (other, one))
    ]
    return max(PAIR_REST_LEAST, -(-int(max(short) + 1) // 5) * 5)


def _circuit(
    profile: Profile, session: Session, sets: Sequence[int], seconds: int, plain: Pace
) -> Pace:
    """The longest rests, and the fullest repetitions, with which a circuit fits."""
    shortest, longest = CIRCUIT_REST
    for most in CUT_REPS:
        pace = replace(plain, circuit_rest=0, most_reps=most)
        rest = (seconds - strength_seconds(profile, session, sets, pace)) // max(1, sum(sets))
        if rest >= shortest:
            return replace(pace, circuit_rest=min(rest // 5 * 5, longest))
    return replace(plain, circuit_rest=shortest, most_reps=CUT_REPS[-1])

"""Pacing: makes a session fit its minutes: shorter rests, fewer extra sets, then a circuit.

In a circuit the exercises are done in turn, so that each muscle rests while the others work:
the rest between two exercises is short, the rest of each muscle is not.
"""

from collections.abc import Sequence

from domain.programmes.durations import SETUP, item_seconds, work_seconds
from domain.programmes.items import Moment, Pace, prescribe
from domain.programmes.profiles import Profile
from domain.programmes.selection import Session

EASES = (1.0, 0.75, 0.5, 0.25, 0.0)
CIRCUIT_REST = (15, 60)
"""Seconds between two exercises, shortest and longest."""
CUT_REPS = (None, 12, 10, 8, 7, 6, 5, 4)
FIRST = Moment(week=1, into_block=0)


def settle(
    profile: Profile, session: Session, sets: list[int], least: Sequence[int], seconds: int
) -> tuple[list[int], Pace]:
    """Sets and pace with which the session's strength work fits into `seconds`.

    Args:
        least: sets of each exercise that are not given up.
    """
    sets = list(sets)
    while True:
        for ease in EASES:
            if _seconds(profile, session, sets, Pace(ease)) <= seconds:
                return sets, Pace(ease)
        spare = [j for j, count in enumerate(sets) if count > least[j]]
        if not spare:
            return sets, circuit(profile, session, sets, seconds)
        sets[max(spare, key=lambda j: (sets[j], j))] -= 1


def circuit(profile: Profile, session: Session, sets: Sequence[int], seconds: int) -> Pace:
    """The longest rests, and the fullest repetitions, with which a circuit fits."""
    shortest, longest = CIRCUIT_REST
    for most in CUT_REPS:
        free = seconds - _work(profile, session, sets, most)
        rest = free // max(1, sum(sets)) // 5 * 5
        if rest >= shortest:
            return Pace(circuit_rest=min(rest, longest), most_reps=most)
    return Pace(circuit_rest=shortest, most_reps=CUT_REPS[-1])


def _seconds(profile: Profile, session: Session, sets: Sequence[int], pace: Pace) -> int:
    return sum(
        item_seconds(prescribe(profile, pick, count, pace, FIRST, ()))
        for pick, count in zip(session.picks, sets, strict=True)
        if count
    )


def _work(profile: Profile, session: Session, sets: Sequence[int], most: int | None) -> int:
    """Seconds without the rests."""
    pace = Pace(circuit_rest=0, most_reps=most)
    total = 0
    for pick, count in zip(session.picks, sets, strict=True):
        if count:
            item = prescribe(profile, pick, count, pace, FIRST, ())
            work = work_seconds(item.unit, item.reps[1], item.tempo, per_side=item.per_side)
            total += SETUP + count * work
    return total

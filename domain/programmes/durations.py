"""Durations: how long a session takes.

    minutes = warm-up + cool-down + sum of (setup + sets x (work + rest)) + ramp sets + cardio

Source: the product's own model [P]; worked example: six exercises of three sets of ten at four
seconds with 90 s of rest, a minute of setting up each, eight and four minutes around: 57 minutes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from domain.exercises import Unit
from domain.programmes.plan import Day, Item, Phrase
from domain.programmes.prescriptions import seconds_per_rep
from domain.programmes.profiles import Profile

SETUP = 60
"""Seconds to set one exercise up."""
RAMP = 60
"""Seconds of one ramp set."""
RAMP_CODE = "ramp"
FRAMES = ((51, 8, 4), (49, 7, 4), (47, 7, 3), (36, 6, 3), (34, 5, 3), (32, 5, 2), (0, 4, 2))
"""From so many minutes: warm-up and cool-down. They grow by a minute in two at most, so that a
longer session never has less room for the work."""
HOME_WARMUP, HOME_COOLDOWN = 5, 2


@dataclass(frozen=True)
class Frame:
    """Minutes around the work."""

    warmup: int
    cooldown: int

    @property
    def total(self) -> int:
        return self.warmup + self.cooldown


def frame_for(profile: Profile) -> Frame:
    """Source: ACSM, 5-10 minutes before and 3-5 after; at home and in half an hour 4-5 and 2."""
    warmup, cooldown = next(
        (before, after) for least, before, after in FRAMES if profile.minutes >= least
    )
    if profile.location == "home":
        return Frame(min(warmup, HOME_WARMUP), min(cooldown, HOME_COOLDOWN))
    return Frame(warmup, cooldown)


def work_seconds(unit: Unit, amount: int, tempo: str | None, *, per_side: bool) -> int:
    """Seconds under load in one set of `amount` repetitions, seconds or minutes."""
    seconds = {Unit.REPS: seconds_per_rep(tempo or "2-0-1-0"), Unit.SECONDS: 1, Unit.MINUTES: 60}
    return amount * seconds[unit] * (2 if per_side else 1)


def item_seconds(item: Item) -> int:
    """Seconds an item takes when every set goes to the top of its range."""
    work = work_seconds(item.unit, item.reps[1], item.tempo, per_side=item.per_side)
    return SETUP + item.sets * (work + item.rest_s)


def session_minutes(items: Iterable[Item], frame: Frame, ramp_sets: int = 0) -> int:
    """Minutes of a whole session, rounded up."""
    seconds = sum(item_seconds(item) for item in items) + ramp_sets * RAMP
    return frame.total + ceil(seconds / 60)


def day_minutes(day: Day) -> int:
    """Minutes of a day, worked out again from what it says of itself."""
    return session_minutes(
        day.exercises, Frame(_told(day.warmup), _told(day.cooldown)), _ramps(day)
    )


def _told(lines: Iterable[Phrase]) -> int:
    return sum(int(line.data.get("minutes", 0)) for line in lines)


def _ramps(day: Day) -> int:
    return sum(1 for line in day.warmup if line.code == RAMP_CODE)

"""Warm-ups and cool-downs: what stands before and after the work, in minutes that add up.

Source: ACSM (5-10 minutes of easy movement, joint drills, ramp sets before a heavy first lift).
"""

from collections.abc import Sequence

from domain.exercises import Catalogue, Exercise
from domain.programmes.durations import RAMP_CODE, Frame
from domain.programmes.plan import Item, Phrase, phrase
from domain.programmes.pool import Pool
from domain.questionnaire import Location

RAMP_FROM, RAMP_HEAVY = 70, 80
"""Per cent of the maximum from which a first lift is led up to, and with a third set."""
RAMPS = ((50, 8), (70, 4), (85, 2))
DRILL_REPS, STRETCH_SECONDS = 8, 20

EASY = {
    Location.GYM: "easy_walk",
    Location.HOME: "easy_march",
    Location.OUTDOOR: "easy_stroll",
}
"""What one begins to move with, by what is there: a machine, a room, a path."""
DRILLS = {
    "squat": ("mob_ankle", "mob_hip_flexor"),
    "lunge": ("mob_hip_flexor", "mob_ankle"),
    "hinge": ("mob_cat_cow", "mob_hip_flexor"),
    "hip_thrust": ("mob_hip_flexor", "mob_cat_cow"),
    "push_horizontal": ("mob_arm_circles", "mob_shoulder_stick"),
    "push_vertical": ("mob_arm_circles", "mob_shoulder_stick"),
    "pull_horizontal": ("mob_thoracic", "mob_arm_circles"),
    "pull_vertical": ("mob_thoracic", "mob_shoulder_stick"),
}
MOST_DRILLS = 3


def warm_up(
    frame: Frame, location: str, items: Sequence[Item], pool: Pool, catalogue: Catalogue
) -> tuple[Phrase, ...]:
    """Easy movement, drills for the day's joints, and ramp sets before a heavy first lift."""
    easy = phrase(EASY[Location(location)], minutes=frame.warmup - 2)
    drills = _drills(items, pool, catalogue)
    ready = drills or [phrase("joints", minutes=2)]
    return (easy, *ready, *ramps(items))


def ramps(items: Sequence[Item]) -> list[Phrase]:
    """Lighter sets of the first exercise, when it is heavy."""
    percent = items[0].percent_1rm if items else None
    if percent is None or percent < RAMP_FROM:
        return []
    steps = RAMPS if percent >= RAMP_HEAVY else RAMPS[:2]
    return [
        phrase(RAMP_CODE, slug=items[0].slug, percent=share, reps=reps) for share, reps in steps
    ]


def cool_down(frame: Frame, items: Sequence[Item], pool: Pool) -> tuple[Phrase, ...]:
    """A calm walk, and breathing or a stretch where it is allowed."""
    stretch = next((e for e in pool if e.slug == "stretch_hamstring"), None)
    end = phrase("breathe", minutes=1)
    if stretch is not None and any(item.unit != "min" for item in items):
        end = phrase("stretch", slug=stretch.slug, seconds=STRETCH_SECONDS, minutes=1)
    return (phrase("calm_walk", minutes=frame.cooldown - 1), end)


def _drills(items: Sequence[Item], pool: Pool, catalogue: Catalogue) -> list[Phrase]:
    """Two minutes of drills; the first one carries them."""
    may = {exercise.slug: exercise for exercise in pool}
    wanted = [d for item in items for d in DRILLS.get(catalogue[item.slug].pattern, ())]
    chosen: list[Exercise] = [may[slug] for slug in dict.fromkeys(wanted) if slug in may]
    return [
        phrase(
            "drill_hold" if drill.unit == "sec" else "drill",
            slug=drill.slug,
            amount=STRETCH_SECONDS if drill.unit == "sec" else DRILL_REPS,
            minutes=2 if n == 0 else 0,
        )
        for n, drill in enumerate(chosen[:MOST_DRILLS])
    ]

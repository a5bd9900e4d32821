"""Plates: by how much each kind of equipment can be made heavier.

Source: plates of 1.25 kg on both ends of a bar, dumbbells in steps of 1 kg and from 10 kg of 2,
stacks of 5, kettlebells of 4: what most gyms have [P].
"""

from domain.exercises import Exercise

BAR, STACK, KETTLEBELL = 2_500, 5_000, 4_000
LIGHT_DUMBBELL, DUMBBELL, DUMBBELL_FROM = 1_000, 2_000, 10_000
"""Grams."""

BARS = frozenset(
    {"barbell", "ez_bar", "trap_bar", "smith", "tbar", "landmine", "leg_press", "hack_squat"}
)
STACKS = frozenset(
    {
        "cable",
        "lat_pulldown",
        "row_machine",
        "chest_press",
        "shoulder_press",
        "pec_deck",
        "leg_curl",
        "leg_extension",
        "abductor_machine",
        "adductor_machine",
        "calf_machine",
    }
)
LOWER = frozenset(
    {
        "squat",
        "lunge",
        "hinge",
        "hip_thrust",
        "knee_flexion",
        "knee_extension",
        "hip_abduction",
        "hip_adduction",
        "calf",
    }
)
"""Patterns of the legs and hips."""


def is_lower_body(exercise: Exercise) -> bool:
    return exercise.pattern in LOWER


def step_of(exercise: Exercise, weight: float = 0) -> int | None:
    """Grams between this weight and the next there is; None where nothing is weighed."""
    needs = frozenset[str]().union(*exercise.equipment)
    if needs & BARS:
        return BAR
    if "dumbbells" in needs:
        return DUMBBELL if weight >= DUMBBELL_FROM else LIGHT_DUMBBELL
    if "kettlebell" in needs:
        return KETTLEBELL
    return STACK if needs & STACKS else None


def rounded_down(exercise: Exercise, weight: float) -> int:
    """The heaviest weight there is that is not above this one; nothing under the lightest."""
    step = step_of(exercise, weight) or 1
    # A little slack: 100 kg less a tenth is 90 kg, whatever floating point makes of it.
    return int((weight + 1e-3) // step) * step


def heavier(exercise: Exercise, weight: int, factor: float) -> int:
    """The weight times the factor, rounded down, or the next there is where that is no more."""
    wanted = rounded_down(exercise, weight * factor)
    if wanted > weight:
        return wanted
    step = step_of(exercise, weight) or 1
    return (weight // step + 1) * step


def lighter(exercise: Exercise, weight: int, factor: float) -> int:
    """The weight times the factor, rounded down; the lightest there is gets no lighter."""
    return rounded_down(exercise, weight * factor) or weight

"""How a stick figure stands, sits or lies before a movement and at the end of it.

A field of 100 by 100, the ground at y = 92. Angles are degrees on the screen: 0 points right, 90
down, -90 up. The figure looks to the right unless it lies or is seen from the front.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

GROUND = 92

Limb = tuple[float, float] | tuple[float, float, int]
"""Two angles, of the upper and the lower half; or the point it reaches and the joint's side."""


@dataclass(frozen=True, kw_only=True)
class Stance:
    hip: tuple[float, float]
    trunk: float = -90
    leg: Limb = (90, 90)
    arm: Limb = (90, 90)
    far_leg: Limb | None = None
    far_arm: Limb | None = None
    head: float | None = None
    """Where the head points to; as the trunk does if not said."""
    feet: tuple[float, float] | None = (0, 0)
    """Where the near and the far foot point to."""
    bow: float = 0
    """How far the back is rounded (or, below zero, hollowed)."""
    is_facing: bool = False
    """Seen from the front: with shoulders and hips."""
    has_weight: bool = False
    """Something round in each hand."""
    things: str = ""
    """Bench, bar, rope: path data of thin lines."""


HIP = (48, 54)
UPRIGHT = Stance(hip=HIP, arm=(74, 82))
LOADED = Stance(hip=HIP, arm=(84, 76), has_weight=True)
FACING = Stance(
    hip=HIP,
    is_facing=True,
    leg=(88, 90),
    far_leg=(92, 90),
    arm=(76, 84),
    far_arm=(104, 96),
    feet=(6, 174),
)
HANDS_ON_HIPS = replace(FACING, arm=(48, 142), far_arm=(132, 38))
BENCH, SEAT = "M12 73H72M42 73V94", "M24 32L30 74H54M40 74V94"

SEATED = Stance(hip=(38, 66), trunk=-98, leg=(0, 94), arm=(80, 96), things=SEAT)
LYING = Stance(hip=(54, 87), trunk=180, leg=(76, 92, -1), arm=(20, 0), head=180)

STANCES: Mapping[str, tuple[Stance, Stance]] = {
    "squat": (UPRIGHT, Stance(hip=(34, 71), trunk=-58, leg=(52, 92, -1), arm=(4, -4))),
    "lunge": (
        replace(UPRIGHT, hip=(40, 54)),
        Stance(hip=(46, 70), leg=(65, 92, -1), far_leg=(106, 175), arm=(74, 82), feet=(0, 26)),
    ),
    "hinge": (
        LOADED,
        Stance(hip=(34, 58), trunk=-16, leg=(48, 92, -1), arm=(92, 88), head=-24, has_weight=True),
    ),
    "hip_thrust": (
        Stance(hip=(52, 86), trunk=180, leg=(73, 92, -1), arm=(18, 2), head=180),
        Stance(hip=(50, 71), trunk=150, leg=(73, 92, -1), arm=(12, 2), head=178),
    ),
    "knee_flexion": (
        Stance(hip=(52, 65), trunk=180, leg=(0, 2), arm=(112, 128), feet=(70, 0), things=BENCH),
        Stance(hip=(52, 65), trunk=180, leg=(0, -108), arm=(112, 128), feet=(-24, 0), things=BENCH),
    ),
    "knee_extension": (
        Stance(hip=(38, 66), trunk=-98, leg=(0, 98), arm=(80, 96), things=SEAT),
        Stance(hip=(38, 66), trunk=-98, leg=(0, -4), arm=(80, 96), feet=(-76, 0), things=SEAT),
    ),
    "hip_abduction": (
        HANDS_ON_HIPS,
        replace(HANDS_ON_HIPS, leg=(54, 56), far_leg=(92, 90)),
    ),
    "hip_adduction": (
        replace(HANDS_ON_HIPS, leg=(56, 58), far_leg=(92, 90)),
        replace(HANDS_ON_HIPS, leg=(102, 104), far_leg=(92, 90)),
    ),
    "calf": (
        UPRIGHT,
        replace(UPRIGHT, hip=(48, 47), feet=(66, 0), things="M72 62V42M66 48L72 42L78 48"),
    ),
    "push_horizontal": (
        Stance(hip=(53, 75), trunk=201, leg=(20, 20), arm=(90, 90), feet=(44, 0), head=196),
        Stance(hip=(52, 83), trunk=186, leg=(7, 7), arm=(28, 92, -1), feet=(44, 0), head=184),
    ),
    "push_vertical": (
        replace(FACING, arm=(66, 26, -1), far_arm=(30, 26, 1), things="M16 25H80"),
        replace(FACING, arm=(61, 1, -1), far_arm=(35, 1, 1), things="M16 0H80"),
    ),
    "chest_fly": (
        replace(FACING, arm=(-10, -24), far_arm=(190, 204), things="M78 18L94 4M18 18L2 4"),
        replace(FACING, arm=(51, 49, -1), far_arm=(45, 49, 1), things="M51 49L94 4M45 49L2 4"),
    ),
    "pull_horizontal": (
        Stance(
            hip=(30, 83), trunk=-70, leg=(64, 88, -1), arm=(4, 0), feet=(-80, 0), things="M64 58H97"
        ),
        Stance(
            hip=(30, 83),
            trunk=-96,
            leg=(64, 88, -1),
            arm=(128, -14),
            feet=(-80, 0),
            things="M32 64L97 58",
        ),
    ),
    "pull_vertical": (
        replace(
            FACING,
            hip=(48, 49),
            arm=(66, -1, -1),
            far_arm=(30, -1, 1),
            feet=None,
            things="M14 -2H82",
        ),
        replace(
            FACING,
            hip=(48, 38),
            arm=(68, -1, -1),
            far_arm=(28, -1, 1),
            feet=None,
            things="M14 -2H82",
        ),
    ),
    "shoulder_iso": (
        replace(FACING, has_weight=True),
        replace(FACING, arm=(2, 6), far_arm=(178, 174), has_weight=True),
    ),
    "elbow_flexion": (LOADED, replace(LOADED, arm=(86, -46))),
    "elbow_extension": (
        Stance(hip=(42, 54), trunk=-84, arm=(92, -40), things="M56 32L68 2"),
        Stance(hip=(42, 54), trunk=-84, arm=(84, 76), things="M49 53L68 2"),
    ),
    "core_antiextension": (
        Stance(hip=(62, 73), trunk=169, leg=(90, 0), arm=(90, 180), head=176, feet=None),
        Stance(hip=(54, 81), trunk=190, leg=(9, 9), arm=(90, 180), feet=(44, 0), head=188),
    ),
    "core_flexion": (
        Stance(hip=(54, 87), trunk=180, leg=(78, 92, -1), arm=(20, 0), head=180),
        Stance(hip=(54, 87), trunk=208, leg=(78, 92, -1), arm=(8, -6), head=222, bow=3),
    ),
    "core_rotation": (
        Stance(hip=(40, 86), trunk=-114, leg=(74, 86, -1), arm=(22, 2), has_weight=True),
        Stance(hip=(40, 86), trunk=-114, leg=(74, 86, -1), arm=(118, 100), has_weight=True),
    ),
    "core_antirotation": (
        Stance(hip=HIP, leg=(76, 90), far_leg=(104, 90), arm=(72, -46), things="M60 32H3"),
        Stance(hip=HIP, leg=(76, 90), far_leg=(104, 90), arm=(8, 4), things="M74 32H3"),
    ),
    "core_lateral": (
        Stance(hip=(52, 87), trunk=204, leg=(2, 2), arm=(90, 180), far_arm=(24, 14), feet=None),
        Stance(hip=(54, 81), trunk=190, leg=(9, 9), arm=(90, 180), far_arm=(-86, -90), feet=None),
    ),
    "carry": (
        LOADED,
        Stance(
            hip=HIP, leg=(68, 84), far_leg=(106, 118), arm=(78, 76), feet=(-8, 30), has_weight=True
        ),
    ),
    "cardio_steady": (
        Stance(
            hip=HIP,
            leg=(68, 84),
            far_leg=(106, 118),
            arm=(112, 72),
            far_arm=(62, 30),
            feet=(-8, 30),
        ),
        Stance(
            hip=(46, 52),
            trunk=-80,
            leg=(40, 102),
            far_leg=(108, 152),
            arm=(136, 50),
            far_arm=(52, -44),
            feet=(4, 66),
        ),
    ),
    "cardio_interval": (
        FACING,
        replace(
            FACING,
            hip=(48, 50),
            leg=(60, 64),
            far_leg=(120, 116),
            arm=(-42, -56),
            far_arm=(222, 236),
        ),
    ),
    "plyo": (
        Stance(hip=(36, 68), trunk=-48, leg=(52, 92, -1), arm=(146, 158)),
        Stance(
            hip=(46, 42),
            trunk=-84,
            leg=(82, 108),
            far_leg=(104, 120),
            arm=(-30, -56),
            feet=(50, 60),
            things="M34 92V87M44 92V85M54 92V87",
        ),
    ),
    "balance": (
        UPRIGHT,
        Stance(hip=HIP, far_leg=(12, 98), arm=(22, 10), far_arm=(158, 170)),
    ),
    "mobility": (
        Stance(hip=(62, 73), trunk=194, leg=(90, 0), arm=(90, 88), head=136, bow=8, feet=None),
        Stance(hip=(62, 73), trunk=194, leg=(90, 0), arm=(90, 88), head=222, bow=-7, feet=None),
    ),
}

"""Movements of the trunk and of the whole body whose pose differs from that of their pattern."""

from collections.abc import Mapping
from dataclasses import replace

from app.figures.stances import FACING, HIP, LYING, STANCES, UPRIGHT, Stance

FOURS = replace(STANCES["mobility"][0], hip=(57, 73), bow=0, head=192)
PLANKED = STANCES["push_horizontal"][0]
WALK = STANCES["cardio_steady"][0]
KNEELING = Stance(hip=(40, 73), leg=(90, 180), feet=None)
HANGING = Stance(
    hip=(46, 48), trunk=-92, leg=(86, 92), arm=(-88, -90), feet=(60, 0), things="M28 -7H64"
)
WAVES = "M2 72q8-6 16 0t16 0t16 0t16 0t16 0t16 0"
BICYCLE = "M34 60L48 80H74L68 46H76M84 80a10 10 0 1 1-20 0a10 10 0 1 1 20 0M28 94H90"
RIDING = Stance(hip=(34, 56), trunk=-60, arm=(44, 0), things=BICYCLE)
BRACED = Stance(hip=(36, 66), trunk=-64, leg=(46, 92, -1))

WHOLE: Mapping[str, tuple[Stance, Stance]] = {
    "plank_shoulder_tap": (PLANKED, replace(PLANKED, far_arm=(126, -60))),
    "dead_bug": (
        replace(LYING, leg=(-90, 0), arm=(-90, -90), feet=None),
        replace(
            LYING, leg=(-10, -4), far_leg=(-90, 0), arm=(-90, -90), far_arm=(212, 200), feet=None
        ),
    ),
    "bird_dog": (FOURS, replace(FOURS, far_leg=(-4, -6), far_arm=(190, 186))),
    "ab_wheel": (
        replace(KNEELING, trunk=-26, arm=(72, 76), has_weight=True),
        replace(
            KNEELING, hip=(36, 76), trunk=8, leg=(118, 180), arm=(14, 16), head=-24, has_weight=True
        ),
    ),
    "reverse_crunch": (
        replace(LYING, leg=(-84, 10), feet=None),
        replace(LYING, hip=(53, 83), trunk=172, leg=(-126, -30), feet=None, bow=3),
    ),
    "hanging_raise": (HANGING, replace(HANGING, leg=(-4, -2), feet=(-70, 0))),
    "cable_crunch": (
        replace(KNEELING, trunk=-80, arm=(40, -110), things="M53 28L66 -8"),
        replace(KNEELING, trunk=-14, bow=-3, head=30, arm=(60, 10), things="M86 80L66 -8"),
    ),
    "walk_brisk": (
        Stance(
            hip=HIP, leg=(90, 92), far_leg=(82, 118), arm=(86, 60), far_arm=(98, 70), feet=(0, 30)
        ),
        WALK,
    ),
    "walk_nordic": (
        replace(WALK, arm=(60, 40), far_arm=(116, 96), things="M64 47L52 94M38 51L22 94"),
        replace(WALK, arm=(112, 96), far_arm=(52, 30), things="M39 51L22 94M68 44L58 94"),
    ),
    "march_place": (
        UPRIGHT,
        Stance(hip=HIP, far_leg=(4, 92), arm=(64, -40), far_arm=(118, 50)),
    ),
    "bike_steady": (
        replace(RIDING, leg=(54, 86, -1), far_leg=(42, 74, -1)),
        replace(RIDING, leg=(46, 71, -1), far_leg=(50, 88, -1)),
    ),
    "swim": (
        Stance(
            hip=(56, 66),
            trunk=184,
            leg=(8, -4),
            far_leg=(-2, 10),
            arm=(190, 184),
            far_arm=(30, 8),
            feet=None,
            things=WAVES,
        ),
        Stance(
            hip=(56, 66),
            trunk=184,
            leg=(-2, 10),
            far_leg=(8, -4),
            arm=(-70, 170),
            far_arm=(150, 170),
            feet=None,
            things=WAVES,
        ),
    ),
    "jump_rope": (
        replace(FACING, arm=(62, 24), far_arm=(118, 156), things="M72 44Q48 -58 24 44"),
        replace(
            FACING,
            hip=(48, 46),
            arm=(62, 24),
            far_arm=(118, 156),
            feet=(50, 130),
            things="M72 36Q48 154 24 36",
        ),
    ),
    "step_jack": (
        FACING,
        replace(FACING, leg=(58, 60), arm=(-42, -56), far_arm=(222, 236)),
    ),
    "mountain_climber": (
        PLANKED,
        replace(PLANKED, far_leg=(172, 46), feet=(44, 20)),
    ),
    "burpee": (STANCES["push_horizontal"][0], STANCES["plyo"][1]),
    "battle_rope": (
        replace(
            BRACED, arm=(-12, -30), far_arm=(60, 30), things="M70 32Q80 96 98 93M64 58Q74 96 98 93"
        ),
        replace(
            BRACED, arm=(60, 30), far_arm=(-12, -30), things="M70 32Q80 96 98 93M64 58Q74 96 98 93"
        ),
    ),
    "box_jump": (
        replace(STANCES["plyo"][0], hip=(24, 68), leg=(40, 92, -1), things="M58 94V72H94V94"),
        Stance(hip=(58, 50), trunk=-66, leg=(70, 69, -1), arm=(40, 10), things="M58 94V72H94V94"),
    ),
    "tandem_stand": (
        UPRIGHT,
        Stance(hip=HIP, leg=(80, 86), far_leg=(98, 96), arm=(30, 14), far_arm=(150, 166)),
    ),
    "mob_thoracic": (
        Stance(
            hip=(56, 87), trunk=184, leg=(-8, 164), arm=(178, 180), far_arm=(-20, -12), feet=None
        ),
        Stance(
            hip=(56, 87), trunk=184, leg=(-8, 164), arm=(178, 180), far_arm=(-100, -116), feet=None
        ),
    ),
    "breathing_diaphragm": (
        replace(LYING, arm=(-30, 20)),
        replace(LYING, arm=(-44, 14), things="M34 66q8-9 16 0M38 58q4-5 8 0"),
    ),
}

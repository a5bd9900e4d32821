"""Movements of arms, chest and back whose pose differs from that of their pattern."""

from collections.abc import Mapping
from dataclasses import replace

from app.figures.stances import BENCH, FACING, HIP, LOADED, LYING, SEAT, SEATED, STANCES, Stance

ON_BENCH = Stance(
    hip=(56, 65),
    trunk=180,
    leg=(78, 92, -1),
    arm=(-90, -90),
    head=180,
    has_weight=True,
    things=BENCH,
)
RECLINED = Stance(
    hip=(52, 71),
    trunk=224,
    leg=(80, 92, -1),
    arm=(-84, -88),
    has_weight=True,
    things="M18 42L46 78H64M46 78V94",
)
BENT = STANCES["hinge"][1]
PLANKED = STANCES["push_horizontal"][0]
STEADY = Stance(hip=HIP, leg=(78, 90), far_leg=(102, 90))
WALL, TABLE = "M81 2V94", "M12 79H40M18 79V94M34 79V94"
BARS, LOW_BAR = "M34 56H64M49 56V94", "M20 36H48"

UPPER: Mapping[str, tuple[Stance, Stance]] = {
    "bench_press": (replace(ON_BENCH, arm=(31, 52, 1)), ON_BENCH),
    "bench_press_incline": (replace(RECLINED, arm=(38, 42, 1)), RECLINED),
    "floor_press_db": (
        replace(LYING, arm=(8, -96), has_weight=True),
        replace(LYING, arm=(-90, -90), has_weight=True),
    ),
    "chest_press_machine": (
        replace(SEATED, arm=(116, -16)),
        replace(SEATED, arm=(6, 2)),
    ),
    "pushup_wall": (
        Stance(hip=(43, 55), trunk=-76, leg=(104, 104), arm=(78, 36, 1), things=WALL),
        Stance(hip=(52, 58), trunk=-64, leg=(116, 116), arm=(78, 38, 1), things=WALL),
    ),
    "pushup_incline": (
        Stance(hip=(53, 67), trunk=214, leg=(34, 34), arm=(28, 76, -1), feet=(44, 0), things=TABLE),
        Stance(hip=(49, 73), trunk=203, leg=(23, 23), arm=(28, 76, -1), feet=(44, 0), things=TABLE),
    ),
    "pushup_feet_up": (
        Stance(
            hip=(52, 66),
            trunk=178,
            leg=(2, 2),
            arm=(90, 88),
            feet=(50, 0),
            things="M74 76H98M86 76V94",
        ),
        Stance(
            hip=(52, 76),
            trunk=167,
            leg=(-12, -12),
            arm=(28, 92, -1),
            feet=(50, 0),
            things="M74 76H98M86 76V94",
        ),
    ),
    "dips": (
        Stance(hip=(46, 52), trunk=-84, leg=(76, 140), arm=(92, 90), feet=None, things=BARS),
        Stance(hip=(44, 60), trunk=-70, leg=(76, 140), arm=(49, 52, 1), feet=None, things=BARS),
    ),
    "bench_dip": (
        Stance(
            hip=(42, 62),
            trunk=-94,
            leg=(70, 90, -1),
            arm=(28, 62, 1),
            feet=(-70, 0),
            things="M6 66H32M18 66V94",
        ),
        Stance(
            hip=(40, 78),
            trunk=-94,
            leg=(70, 90, -1),
            arm=(28, 62, 1),
            feet=(-70, 0),
            things="M6 66H32M18 66V94",
        ),
    ),
    "landmine_press": (
        replace(STEADY, arm=(70, -46), things="M62 31L97 94"),
        replace(STEADY, arm=(-34, -32), things="M71 12L97 94"),
    ),
    "pike_pushup": (
        Stance(hip=(52, 60), trunk=158, leg=(56, 56), arm=(20, 92, -1), head=140, feet=(24, 0)),
        Stance(hip=(52, 60), trunk=150, leg=(56, 56), arm=(20, 92, 1), head=128, feet=(24, 0)),
    ),
    "row_bb": (BENT, replace(BENT, arm=(214, 92))),
    "row_inverted": (
        Stance(
            hip=(57, 75), trunk=204, leg=(22, 22), arm=(-86, -88), feet=(-70, 0), things=LOW_BAR
        ),
        Stance(
            hip=(61, 65), trunk=222, leg=(41, 41), arm=(34, 38, -1), feet=(-60, 0), things=LOW_BAR
        ),
    ),
    "lat_pulldown": (
        replace(SEATED, arm=(-58, -78), things=f"{SEAT}M46 14V-8"),
        replace(SEATED, arm=(48, 40, 1), trunk=-102, things=f"{SEAT}M47 39L46 -8"),
    ),
    "pullover_cable": (
        replace(STEADY, trunk=-74, arm=(-24, -24), things="M79 17L86 -6"),
        replace(STEADY, trunk=-74, arm=(76, 80), things="M63 53L86 -6"),
    ),
    "pullover_db": (
        replace(LYING, arm=(-90, -90), has_weight=True),
        replace(LYING, arm=(-146, -164), has_weight=True),
    ),
    "rear_delt_fly": (
        replace(BENT, arm=(86, 90), far_arm=(94, 90)),
        replace(BENT, arm=(20, 26), far_arm=(168, 160)),
    ),
    "face_pull": (
        replace(STEADY, trunk=-94, arm=(-2, -6), things="M73 26H99"),
        replace(STEADY, trunk=-94, arm=(176, -20), things="M46 24L99 26"),
    ),
    "upright_row": (
        replace(FACING, arm=(90, 94), far_arm=(90, 86), things="M26 55H70"),
        replace(FACING, arm=(-16, 134), far_arm=(196, 46), things="M26 33H70"),
    ),
    "shrug_db": (
        replace(FACING, has_weight=True),
        replace(
            FACING, has_weight=True, things="M86 42V24M81 29L86 24L91 29M10 42V24M5 29L10 24L15 29"
        ),
    ),
    "band_external_rot": (
        replace(FACING, arm=(88, 176), things="M41 42H2"),
        replace(FACING, arm=(88, 4), things="M67 42H2"),
    ),
    "triceps_db_overhead": (
        replace(STEADY, arm=(-84, 142), has_weight=True),
        replace(STEADY, arm=(-84, -88), has_weight=True),
    ),
    "french_press": (replace(ON_BENCH, arm=(-90, 170)), ON_BENCH),
    "curl_preacher": (
        replace(SEATED, arm=(40, 30), has_weight=True, things=f"{SEAT}M42 52L56 60V94"),
        replace(SEATED, arm=(40, -70), has_weight=True, things=f"{SEAT}M42 52L56 60V94"),
    ),
    "prone_w": (
        Stance(hip=(58, 87), trunk=180, leg=(0, 0), arm=(20, 0), feet=None),
        Stance(hip=(58, 87), trunk=187, leg=(0, 0), arm=(-30, -150), head=186, feet=None),
    ),
    "scapular_wall": (
        replace(FACING, arm=(-50, -80), far_arm=(230, 260)),
        replace(FACING, arm=(40, -84), far_arm=(140, 264)),
    ),
    "mob_shoulder_stick": (
        replace(FACING, arm=(68, 70), far_arm=(112, 110), things="M18 53H78"),
        replace(FACING, arm=(-56, -60), far_arm=(236, 240), things="M14 4H82"),
    ),
    "mob_arm_circles": (
        replace(FACING, arm=(0, 0), far_arm=(180, 180)),
        replace(
            FACING,
            arm=(-44, -44),
            far_arm=(224, 224),
            things="M78 8A30 30 0 0 1 80 44M18 8A30 30 0 0 0 16 44",
        ),
    ),
    "pushup_grips": (
        replace(PLANKED, things="M24 94H36"),
        replace(STANCES["push_horizontal"][1], things="M24 94H36"),
    ),
    "ohp_db_seat": (
        replace(SEATED, arm=(62, -70), has_weight=True),
        replace(SEATED, arm=(-82, -88), has_weight=True),
    ),
    "ohp_db_stand": (
        replace(FACING, arm=(40, -84), far_arm=(140, 264), has_weight=True),
        replace(FACING, arm=(-74, -86), far_arm=(254, 266), has_weight=True),
    ),
    "curl_hammer": (LOADED, replace(LOADED, arm=(90, -30))),
}

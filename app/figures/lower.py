"""Movements of legs and hips whose pose differs from that of their pattern."""

from collections.abc import Mapping
from dataclasses import replace

from app.figures.stances import FACING, HIP, LOADED, LYING, SEATED, STANCES, UPRIGHT, Stance

DIPPED, BENT = STANCES["squat"][1], STANCES["hinge"][1]
ON_ALL_FOURS = STANCES["mobility"][0]
CHAIR, WALL = "M8 50V94M8 77H30V94", "M29 2V94"
LOW_BENCH, BOX = "M4 73H26M14 73V94", "M56 94V77H90V94"
SHOULDERED = Stance(hip=HIP, arm=(46, 29, -1), has_weight=True)
STRIDE = Stance(hip=(46, 70), leg=(65, 92, -1), far_leg=(106, 175), arm=(74, 82), feet=(0, 26))

LOWER: Mapping[str, tuple[Stance, Stance]] = {
    "squat_chair": (
        replace(UPRIGHT, hip=(44, 54), things=CHAIR),
        Stance(hip=(26, 71), trunk=-66, leg=(44, 92, -1), arm=(12, 4), things=CHAIR),
    ),
    "squat_goblet": (
        replace(LOADED, arm=(76, -44)),
        replace(DIPPED, trunk=-72, arm=(76, -44), has_weight=True),
    ),
    "squat_back": (SHOULDERED, replace(DIPPED, arm=(46, 50, -1), has_weight=True)),
    "squat_front": (
        replace(LOADED, arm=(14, 170)),
        replace(DIPPED, trunk=-70, arm=(14, 170), has_weight=True),
    ),
    "squat_sumo_db": (
        replace(
            FACING,
            hip=(48, 57),
            leg=(66, 76),
            far_leg=(114, 104),
            arm=(49, 54, -1),
            far_arm=(47, 54, 1),
            has_weight=True,
        ),
        replace(
            FACING,
            hip=(48, 68),
            leg=(22, 86),
            far_leg=(158, 94),
            arm=(49, 66, -1),
            far_arm=(47, 66, 1),
            has_weight=True,
        ),
    ),
    "leg_press": (
        Stance(
            hip=(38, 78),
            trunk=-124,
            leg=(60, 62, -1),
            arm=(70, 70),
            feet=(-120, 0),
            things="M10 46L32 83H50M56 46L72 70",
        ),
        Stance(
            hip=(38, 78),
            trunk=-124,
            leg=(69, 56, -1),
            arm=(70, 70),
            feet=(-120, 0),
            things="M10 46L32 83H50M66 40L82 64",
        ),
    ),
    "wall_sit": (
        replace(UPRIGHT, hip=(36, 54), things=WALL),
        Stance(hip=(36, 72), leg=(0, 88), arm=(70, 50), things=WALL),
    ),
    "pistol_squat": (
        UPRIGHT,
        replace(DIPPED, hip=(34, 73), trunk=-52, far_leg=(4, 0), feet=(0, -70)),
    ),
    "bulgarian": (
        Stance(
            hip=(46, 57),
            trunk=-86,
            leg=(60, 92, -1),
            far_leg=(22, 69, -1),
            feet=(0, 170),
            arm=(74, 82),
            things=LOW_BENCH,
        ),
        Stance(
            hip=(44, 71),
            trunk=-80,
            leg=(60, 92, -1),
            far_leg=(22, 69, -1),
            feet=(0, 170),
            arm=(80, 86),
            things=LOW_BENCH,
        ),
    ),
    "step_up": (
        Stance(
            hip=(42, 54),
            trunk=-84,
            leg=(62, 73, -1),
            far_leg=(92, 90),
            arm=(74, 82),
            feet=(0, 0),
            things=BOX,
        ),
        Stance(hip=(66, 35), far_leg=(40, 110), arm=(74, 82), feet=(0, 10), things=BOX),
    ),
    "lunge_side": (
        FACING,
        replace(
            FACING,
            hip=(38, 66),
            trunk=-84,
            leg=(36, 36),
            far_leg=(28, 92, 1),
            arm=(44, 52, -1),
            far_arm=(38, 52, 1),
        ),
    ),
    "deadlift": (
        Stance(hip=(32, 70), trunk=-38, leg=(46, 92, -1), arm=(94, 88), has_weight=True),
        LOADED,
    ),
    "rdl_single": (
        LOADED,
        Stance(
            hip=(46, 56),
            trunk=-10,
            leg=(84, 96),
            far_leg=(176, 178),
            arm=(92, 90),
            feet=(0, 96),
            has_weight=True,
        ),
    ),
    "good_morning": (SHOULDERED, replace(BENT, arm=(57, 50, -1))),
    "kb_swing": (replace(BENT, arm=(128, 136)), replace(LOADED, arm=(2, -4))),
    "hyperextension": (
        Stance(
            hip=(50, 58),
            trunk=40,
            leg=(128, 128),
            arm=(150, -60),
            head=32,
            feet=(-40, 0),
            things="M45 70L58 60M51 66V94",
        ),
        Stance(
            hip=(50, 58),
            trunk=-50,
            leg=(128, 128),
            arm=(70, 200),
            head=-52,
            feet=(-40, 0),
            things="M45 70L58 60M51 66V94",
        ),
    ),
    "superman": (
        Stance(hip=(58, 87), trunk=180, leg=(0, 0), arm=(180, 180), feet=None),
        Stance(hip=(58, 87), trunk=193, leg=(-8, -12), arm=(200, 204), head=196, bow=-3, feet=None),
    ),
    "hip_thrust_bb": (
        Stance(
            hip=(50, 85),
            trunk=214,
            leg=(74, 92, -1),
            arm=(48, 78, 1),
            has_weight=True,
            things=LOW_BENCH,
        ),
        Stance(
            hip=(52, 67),
            trunk=178,
            leg=(74, 92, -1),
            arm=(50, 60, -1),
            has_weight=True,
            things=LOW_BENCH,
        ),
    ),
    "glute_bridge_single": (
        replace(LYING, far_leg=(-50, -40), feet=(0, -100)),
        Stance(
            hip=(50, 71),
            trunk=150,
            leg=(73, 92, -1),
            far_leg=(-36, -34),
            arm=(12, 2),
            head=178,
            feet=(0, -110),
        ),
    ),
    "kickback_cable": (
        Stance(hip=(44, 54), trunk=-78, leg=(88, 90), arm=(40, 0), things="M79 2V94"),
        Stance(
            hip=(44, 54),
            trunk=-74,
            leg=(88, 90),
            far_leg=(128, 132),
            arm=(40, 4),
            feet=(0, 60),
            things="M79 2V94",
        ),
    ),
    "kickback_floor": (
        replace(ON_ALL_FOURS, bow=0, head=192),
        replace(ON_ALL_FOURS, bow=0, head=192, far_leg=(-8, -92)),
    ),
    "leg_curl_seated": (
        replace(SEATED, leg=(0, 6), feet=(-76, 0)),
        replace(SEATED, leg=(0, 118), feet=(20, 0)),
    ),
    "leg_curl_fitball": (
        Stance(hip=(50, 78), trunk=160, leg=(6, 2), arm=(12, 2), head=180, feet=(-80, 0)),
        Stance(hip=(50, 72), trunk=152, leg=(70, 90, -1), arm=(12, 2), head=180, feet=(-50, 0)),
    ),
    "leg_curl_band": (
        replace(UPRIGHT, arm=(40, 10), things="M79 2V94"),
        replace(UPRIGHT, far_leg=(92, 172), arm=(40, 10), feet=(0, 100), things="M79 2V94"),
    ),
    "straight_leg_raise": (
        replace(LYING, far_leg=(2, 4), feet=(0, -80)),
        replace(LYING, far_leg=(-36, -36), feet=(0, -120)),
    ),
    "clamshell": (
        Stance(hip=(56, 87), trunk=184, leg=(2, 174), arm=(178, 180), feet=None),
        Stance(
            hip=(56, 87), trunk=184, leg=(2, 174), far_leg=(-50, 118), arm=(178, 180), feet=None
        ),
    ),
    "side_leg_raise": (
        Stance(hip=(56, 87), trunk=184, leg=(2, 2), arm=(178, 180), feet=None),
        Stance(hip=(56, 87), trunk=184, leg=(2, 2), far_leg=(-34, -34), arm=(178, 180), feet=None),
    ),
    "calf_raise_seat": (
        replace(SEATED, leg=(0, 90), hip=(38, 73), things="M22 38L28 81H52M40 81V94"),
        replace(
            SEATED, leg=(-16, 88), hip=(38, 73), feet=(64, 0), things="M22 38L28 81H52M40 81V94"
        ),
    ),
    "mob_hip_flexor": (
        replace(STRIDE, hip=(42, 72)),
        replace(STRIDE, hip=(52, 75), far_leg=(130, 176), leg=(67, 92, -1)),
    ),
    "mob_ankle": (
        replace(STRIDE, hip=(44, 71), leg=(62, 92, -1), things="M75 20V94"),
        replace(STRIDE, hip=(52, 74), leg=(8, 112), far_leg=(124, 178), things="M75 20V94"),
    ),
    "stretch_hamstring": (
        replace(
            LYING, leg=(2, 4), far_leg=(-36, -36), arm=(-30, -20), feet=None, things="M52 76L84 64"
        ),
        replace(
            LYING, leg=(2, 4), far_leg=(-82, -84), arm=(-36, -44), feet=None, things="M48 70L61 50"
        ),
    ),
}

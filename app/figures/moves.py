"""Which drawing an exercise of the catalogue has: its own, a sibling's, or its pattern's."""

from collections.abc import Mapping

from app.figures.lower import LOWER
from app.figures.stances import STANCES, Stance
from app.figures.upper import UPPER
from app.figures.whole import WHOLE

ALIKE: Mapping[str, str] = {
    "squat_box_low_load": "squat_chair",
    "squat_pause": "squat_back",
    "squat_smith": "squat_back",
    "hack_squat": "leg_press",
    "leg_press_short": "leg_press",
    "wall_sit_short": "wall_sit",
    "step_up_low": "step_up",
    "step_aerobic": "step_up",
    "deadlift_sumo": "deadlift",
    "deadlift_trap": "deadlift",
    "deadlift_kb": "deadlift",
    "hip_thrust_db": "hip_thrust_bb",
    "leg_curl_slide": "leg_curl_fitball",
    "hip_abduction_machine": "hip_abduction",
    "bench_press_db": "bench_press",
    "fly_db": "bench_press",
    "incline_press_db": "bench_press_incline",
    "chest_press_band": "core_antirotation",
    "dips_assisted": "dips",
    "ohp_db_chair": "ohp_db_seat",
    "shoulder_press_machine": "ohp_db_seat",
    "row_db": "row_bb",
    "row_db_chest": "row_bb",
    "row_tbar": "row_bb",
    "row_trx": "row_inverted",
    "row_towel": "row_inverted",
    "lat_pulldown_neutral": "lat_pulldown",
    "lat_pulldown_band": "lat_pulldown",
    "face_pull_band": "face_pull",
    "reverse_pec_deck": "face_pull",
    "walk_incline": "walk_brisk",
    "elliptical": "walk_brisk",
    "heel_toe_walk": "walk_brisk",
    "rower_steady": "pull_horizontal",
    "bike_intervals": "bike_steady",
}
DRAWN = {**STANCES, **LOWER, **UPPER, **WHOLE}


def find_move(pattern: str, slug: str) -> tuple[Stance, Stance]:
    """Before the movement and at its end; one we do not know is drawn as mobility."""
    return DRAWN.get(ALIKE.get(slug, slug)) or STANCES.get(pattern, STANCES["mobility"])

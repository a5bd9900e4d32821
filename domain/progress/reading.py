"""Reading: as much of a kept plan as a tap needs.

A plan of 24 weeks is some hundred milliseconds of checking it; a day of it is one, and without
reasons and warm-ups, which no rule of progress looks at, the whole is a fifth. Measured.
"""

from collections.abc import Mapping
from typing import Any

from domain.errors import NotFound
from domain.programmes.plan import Day, Plan
from domain.programmes.rows import Programme


def read_day(programme: Programme, week: int, weekday: int) -> Day:
    """One day of the plan, or NotFound."""
    for found in programme.plan["weeks"]:
        if found["number"] == week and 1 <= weekday <= len(found["days"]):
            return Day.model_validate(found["days"][weekday - 1])
    raise NotFound("day", f"{week}/{weekday}")


def read_bare(programme: Programme) -> Plan:
    """The whole plan without reasons, warm-ups and words."""
    weeks = [
        {**week, "reasons": {}, "days": [_bare(day) for day in week["days"]]}
        for week in programme.plan["weeks"]
    ]
    return Plan.model_validate({**programme.plan, "weeks": weeks, "notes": [], "voice": None})


def _bare(day: Mapping[str, Any]) -> dict[str, Any]:
    exercises = [{**item, "reasons": {}} for item in day["exercises"]]
    return {**day, "exercises": exercises, "warmup": [], "cooldown": [], "reasons": {}}

"""Plans and logs for tests of progress: one exercise on one day, told in short."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from domain.exercises import Unit, load_catalogue
from domain.programmes.plan import Day, Item, Kind, Plan, Week, phrase
from domain.progress.loads import Prescription, prescribe_next
from domain.progress.rows import SetLog
from domain.progress.spots import Spot
from domain.questionnaire import Goal, Location

MONDAY = date(2026, 11, 2)
NOBODY = UUID(int=0)


def item(slug: str = "squat_back", **changes: object) -> Item:
    """Three sets of 8 to 12 with two in reserve."""
    there = Item(
        slug=slug,
        sets=3,
        reps=(8, 12),
        unit=Unit.REPS,
        rir=2,
        rest_s=120,
        reasons={"exercise": phrase("for_muscle", muscle="quads")},
    )
    return there.model_copy(update=changes)


def day(weekday: int, *items: Item, title: str = "full_body_a") -> Day:
    kind = Kind.STRENGTH if items else Kind.REST
    return Day(weekday=weekday, title=title, kind=kind, minutes=45, exercises=items)


def plan_of(*items: Item, weeks: int = 8, deloads: tuple[int, ...] = (), sessions: int = 1) -> Plan:
    """These exercises every Monday."""
    return Plan(
        status="ready",
        goal=Goal.MUSCLE_GAIN,
        level="intermediate",
        location=Location.GYM,
        days_per_week=1,
        minutes=60,
        seed=1,
        weeks=tuple(
            Week(
                number=n,
                deload=n in deloads,
                days=(day(1, *items), *(day(d) for d in range(2, 8))),
                walking_minutes=0,
            )
            for n in range(1, weeks + 1)
        ),
        progression=phrase("double_progression", upper=2.5, lower=5.0, sessions=sessions),
    )


def bout(
    week: int,
    weight: float | None,
    *reps: int,
    slug: str = "squat_back",
    rir: int | None = 2,
    pain: int | None = None,
    on: date | None = None,
) -> list[SetLog]:
    """Sets of one Monday; weight in kilograms."""
    return [
        SetLog(
            client_id=NOBODY,
            programme_id=NOBODY,
            week=week,
            weekday=1,
            slug=slug,
            number=number,
            weight=None if weight is None else round(weight * 1000),
            reps=count,
            rir=rir,
            pain=pain,
            done_on=on or MONDAY + timedelta(weeks=week - 1),
        )
        for number, count in enumerate(reps, start=1)
    ]


def following(plan: Plan, logs: list[SetLog], slug: str = "squat_back") -> Prescription:
    """What is prescribed for the week after the last one logged, a week later."""
    week = max(log.week for log in logs) + 1
    on = max(log.done_on for log in logs) + timedelta(weeks=1)
    return prescribe_next(plan, logs, on=on)[Spot(week, 1, slug)]


CATALOGUE = load_catalogue()
STRANGER = uuid4()

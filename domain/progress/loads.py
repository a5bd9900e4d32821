"""Loads: the next prescription out of what was done, by double progression.

All sets at the top of the range with the reserve asked for: more weight next time, repetitions
back to the bottom. A step is never more than a tenth. An unknown load is told by the reserve
("a weight that leaves two or three"), never by a test of the maximum.

Source: ACSM 2009 (2 to 10 per cent once a set or two is over target); deloads: Bell et al. 2023;
rounding, breaks and setbacks are the product's own rules [P].
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from domain.exercises import Catalogue, Exercise, Unit, load_catalogue
from domain.programmes.plan import Item, Phrase, Plan, Week, phrase
from domain.progress.bouts import Bout, bouts_of, last_day
from domain.progress.plates import heavier, is_lower_body, lighter, step_of
from domain.progress.rows import SetLog
from domain.progress.spots import Spot

UPPER_STEP, LOWER_STEP = 1.025, 1.05
MOST_STEP = 1.10
"""A load never rises by more (I25)."""
MORE = 3
"""Repetitions beyond the top of the range, where the next weight there is would be too much."""
BREAK, LONG_BREAK = timedelta(weeks=2), timedelta(weeks=4)
AFTER_BREAK, AFTER_SETBACK, IN_DELOAD = 0.90, 0.95, 0.95
UNTRAINED = frozenset({"cardio_steady", "cardio_interval", "balance", "mobility"})
"""Patterns that have no load to progress."""


@dataclass(frozen=True)
class Prescription:
    """What is to be done next in one slot."""

    load_g: int | None
    """Grams; None where it goes by feel, by a band or by one's own weight."""
    reps: tuple[int, int]
    """In the item's unit."""
    aim: int
    """Repetitions to try for in each set: one more than last time, within `reps`."""
    sets: int
    rir: int | None
    reason: Phrase
    """Why so; `app.words.progress.say_reason` spells it."""
    to_slug: str | None = None
    """A harder exercise that it is time for."""


@dataclass(frozen=True)
class Past:
    """What the rules look back on."""

    plan: Plan
    logs: Sequence[SetLog]
    """Of this plan's programme."""
    on: date
    """Today, to know how long a break was."""
    known: dict[Hashable, Sequence[Bout]] = field(default_factory=dict, compare=False)

    @cached_property
    def by_slug(self) -> Mapping[str, Sequence[SetLog]]:
        found: dict[str, list[SetLog]] = {}
        for log in self.logs:
            found.setdefault(log.slug, []).append(log)
        return found

    def bouts(self, item: Item) -> Sequence[Bout]:
        """Those of the item's exercise; the same ones serve all weeks in which it is alike."""
        key = (item.slug, item.sets, item.reps, item.rir)
        if key not in self.known:
            self.known[key] = bouts_of(self.plan, item, self.by_slug.get(item.slug, ()))
        return self.known[key]


@dataclass(frozen=True)
class _Case:
    plan: Plan
    item: Item
    exercise: Exercise
    bouts: Sequence[Bout]
    """At least one; deload weeks are left out."""
    away: timedelta
    """Since it was last trained at all."""

    @property
    def last(self) -> Bout:
        return self.bouts[-1]


def prescribe_next(
    plan: Plan, logs: Sequence[SetLog], *, on: date, catalogue: Catalogue | None = None
) -> Mapping[Spot, Prescription]:
    """What to do in every strength slot that is not logged yet, by its place in the plan.

    Args:
        logs: of this programme; those of swapped-in exercises count for themselves.
        on: today, to know how long a break was.
        catalogue: as the trainer has it; None for what ships.
    """
    past = Past(plan, logs, on)
    logged = {Spot(log.week, log.weekday, log.slug) for log in logs if not log.is_skipped}
    found: dict[Spot, Prescription] = {}
    for week in plan.weeks:
        for day in week.days:
            for item in day.exercises:
                spot = Spot(week.number, day.weekday, item.slug)
                next_ = None if spot in logged else prescribe(item, week, past, catalogue)
                if next_ is not None:
                    found[spot] = next_
    return found


def prescribe(
    item: Item, week: Week, past: Past, catalogue: Catalogue | None = None
) -> Prescription | None:
    """The next prescription for one item in that week; None for cardio, balance and the like."""
    book = catalogue or load_catalogue()
    if item.slug not in book or book[item.slug].pattern in UNTRAINED:
        return None
    exercise = book[item.slug]
    bouts = past.bouts(item)
    if not bouts:
        return _first(item, exercise)
    case = _Case(
        past.plan, item, exercise, bouts, past.on - last_day(item, past.by_slug[item.slug])
    )
    if week.deload:
        return _deload(case)
    for rule in (_after_pain, _after_break, _after_setback, _after_success):
        said = rule(case)
        if said is not None:
            return said
    aim = max(item.reps[0], min(item.reps[1], _more(item, case.last)))
    return _said(item, case.last.weight, phrase("load_same", high=item.reps[1]), aim=aim)


def _first(item: Item, exercise: Exercise) -> Prescription:
    if item.load_g is not None:
        return _said(item, item.load_g, phrase("load_carried", grams=item.load_g))
    if step_of(exercise) is not None and item.rir is not None:
        return _said(item, None, phrase("load_by_feel", rir=item.rir))
    return _said(item, None, phrase("own_weight"))


def _deload(case: _Case) -> Prescription:
    weight = case.last.weight
    if weight is None:
        return _said(case.item, None, phrase("load_deload"))
    eased = lighter(case.exercise, weight, IN_DELOAD)
    load = eased if eased >= weight * AFTER_BREAK else weight
    return _said(case.item, load, phrase("load_deload"))


def _after_pain(case: _Case) -> Prescription | None:
    """What hurt is not made heavier."""
    return _said(case.item, case.last.weight, phrase("load_pain")) if case.last.hurt else None


def _after_break(case: _Case) -> Prescription | None:
    if case.away < BREAK:
        return None
    item, weight = case.item, case.last.weight
    load = None if weight is None else lighter(case.exercise, weight, AFTER_BREAK)
    weeks = case.away.days // 7
    if case.away < LONG_BREAK:
        return _said(item, load, phrase("load_break", weeks=weeks))
    sets = min(item.sets, _first_sets(case.plan, item))
    return _said(item, load, phrase("load_long_break", weeks=weeks), sets=sets)


def _first_sets(plan: Plan, item: Item) -> int:
    """Sets of the exercise in the first week; where it was not in it, the fewest it ever has."""
    by_week = [
        [other.sets for day in week.days for other in day.exercises if other.slug == item.slug]
        for week in plan.weeks
    ]
    return min(by_week[0] or (sets for week in by_week for sets in week), default=item.sets)


def _after_setback(case: _Case) -> Prescription | None:
    """Short of the range in two sessions running at this weight: a little less of it."""
    pair = case.bouts[-2:]
    weights = [bout.weight for bout in pair if bout.weight is not None and bout.fell_short]
    if len(weights) < 2 or weights[1] < weights[0]:
        return None
    load = lighter(case.exercise, weights[1], AFTER_SETBACK)
    return _said(case.item, load, phrase("load_setback", grams=weights[1] - load))


def _after_success(case: _Case) -> Prescription | None:
    last, needed = case.last, int(case.plan.progression.data.get("sessions", 1))
    running = case.bouts[-needed:]
    is_earned = len(running) == needed and all(
        bout.succeeded and bout.weight == last.weight and (bout.told_reserve or needed == 1)
        for bout in running
    )
    if not is_earned:
        return None
    if last.weight is None:
        return _harder(case)
    delta = LOWER_STEP if is_lower_body(case.exercise) else UPPER_STEP
    load = heavier(case.exercise, last.weight, delta)
    if load > last.weight * MOST_STEP:
        return _more_reps(case)
    told = phrase(
        "load_up",
        grams=load - last.weight,
        sets=last.count,
        rir=last.rir,
        on=last.on.isoformat(),
    )
    return _said(case.item, load, told)


def _harder(case: _Case) -> Prescription:
    """No weight to add: the next band, the next exercise of the chain, or more repetitions."""
    item, exercise = case.item, case.exercise
    if any("bands" in group for group in exercise.equipment):
        return _said(item, None, phrase("next_band"))
    if step_of(exercise) is not None:
        return _said(item, None, phrase("load_unknown_up", rir=item.rir or 0))
    harder = exercise.progress_to
    if harder is not None and harder in item.alternatives:
        return _said(item, None, phrase("harder", slug=harder), to_slug=harder)
    return _more_reps(case)


def _more_reps(case: _Case) -> Prescription:
    item, last = case.item, case.last
    low, high = item.reps
    top = high + MORE * _unit(item)
    code = "reps_first" if last.least < top else "reps_are_full"
    aim = min(top, _more(item, last))
    return _said(item, last.weight, phrase(code, high=top), reps=(low, top), aim=aim)


def _more(item: Item, last: Bout) -> int:
    return last.least + _unit(item)


def _unit(item: Item) -> int:
    """The least one adds: a repetition, or five seconds."""
    return 1 if item.unit is Unit.REPS else 5


def _said(
    item: Item,
    load: int | None,
    reason: Phrase,
    *,
    sets: int | None = None,
    reps: tuple[int, int] | None = None,
    aim: int | None = None,
    to_slug: str | None = None,
) -> Prescription:
    return Prescription(
        load_g=load,
        reps=reps or item.reps,
        aim=item.reps[0] if aim is None else aim,
        sets=sets or item.sets,
        rir=item.rir,
        reason=reason,
        to_slug=to_slug,
    )

"""Judges: what must hold of an intake's plan, one for each invariant that one plan cannot show.

What can be seen in a single plan is for `domain.programmes.lint`; here plans are compared with
each other. Each judge answers with what is wrong, or with nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from domain.programmes.lint import lint
from domain.programmes.plan import Item, Plan, Week
from domain.programmes.pool import allowed
from domain.programmes.profiles import profile_of
from domain.programmes.progress import deload_weeks
from domain.programmes.volumes import is_strength, muscle_session_limit, volume_of
from domain.questionnaire import Answers, Sex
from tests.domain.programmes.given import CATALOGUE, DRAFTED, plan_for

SEEN = 4
"""Weeks of the plans that are compared: three loading ones and a trained person's deload."""
RESTRICTIONS = tuple(sorted({*DRAFTED.split()} - {"hypertension"}))
"""Not what sends one to a doctor first."""


@dataclass(frozen=True)
class Intake:
    answers: Answers
    weeks: int
    seed: int
    plan: Plan

    def other(self, **changes: object) -> Plan:
        """The plan of the same person, but for these answers."""
        return plan_for(self.answers.model_copy(update=changes), SEEN, self.seed)


Judge = Callable[[Intake], object]


def repeats_itself(intake: Intake) -> object:
    """I34: the same again for the same seed, another sound one for another."""
    first, second = (plan_for(intake.answers, SEEN, intake.seed) for _ in range(2))
    other = plan_for(intake.answers, SEEN, intake.seed + 1)
    return first != second or lint(other, intake.answers, CATALOGUE)


def gives_its_first_week_free(intake: Intake) -> object:
    """I35."""
    return plan_for(intake.answers, 1, intake.seed).weeks[0] != intake.plan.weeks[0]


def is_as_safe_for_either_sex(intake: Intake) -> object:
    """I36: the same exercises to choose from, the same limits, the same easy weeks."""
    woman, man = (intake.answers.model_copy(update={"sex": sex}) for sex in (Sex.FEMALE, Sex.MALE))
    return _safety(woman) != _safety(man)


def _safety(answers: Answers) -> object:
    profile = profile_of(answers)
    plan = plan_for(answers, SEEN)
    return (
        allowed(CATALOGUE, answers),
        volume_of(profile),
        muscle_session_limit(profile),
        profile.minutes,
        deload_weeks(profile.level, 24),
        [week.deload for week in plan.weeks],
        plan.status,
        lint(plan, answers, CATALOGUE),
    )


def never_gains_by_a_restriction(intake: Intake) -> object:
    """I37: nothing that was excluded comes, and no loading week has more sets.

    Of loading weeks only: with a condition four days of upper and lower body become three of the
    whole body, and where minutes leave no more than one set of each family the rules contradict
    each other in a deload. I16 asks for fifteen sets in three full-body sessions, I12 allows
    three fifths of what four short sessions had, which is less.

    A tool less is no restriction of the body: it brings nothing back, but an exercise that needs
    none may do less for a muscle and want a set more, within every cap.
    """
    answers = intake.answers
    fresh = [c for c in RESTRICTIONS if c not in answers.conditions]
    extra = fresh[intake.seed % len(fresh)]
    conditions = (*(c for c in answers.conditions if c != "none"), extra)
    used = sorted({item.slug for item in items(intake.plan)})
    disliked = (*answers.disliked, used[intake.seed % len(used)])
    plans = [intake.other(conditions=conditions), intake.other(disliked=disliked)]
    poorer = []
    if len(answers.equipment) > 1:
        poorer.append(intake.other(equipment=answers.equipment[1:]))
    excluded = {e.slug for e in CATALOGUE} - {e.slug for e in allowed(CATALOGUE, answers)}
    returning = [p for p in (*plans, *poorer) if not excluded.isdisjoint(_named(p))]
    gaining = [p for p in plans if _gains(p, intake.plan)]
    return returning or gaining or disliked[-1] in _named(plans[1])


def _named(plan: Plan) -> set[str]:
    """Every exercise it has or offers."""
    return {slug for item in items(plan) for slug in (item.slug, *item.alternatives)}


def never_gains_by_less_time(intake: Intake) -> object:
    """I38: of loading weeks, as I37 tells."""
    answers = intake.answers
    shorter = max(20, answers.minutes - 15 - intake.seed % 30)
    plans = [intake.other(minutes=shorter)]
    if answers.days_per_week > 1:
        plans.append(intake.other(days_per_week=answers.days_per_week - 1))
    return [_totals(plan) for plan in plans if _gains(plan, intake.plan)]


def _gains(plan: Plan, before: Plan) -> bool:
    return any(now > then for now, then in zip(_totals(plan), _totals(before), strict=False))


def _totals(plan: Plan) -> list[int]:
    return [weekly_sets(week) for week in plan.weeks[:SEEN] if not week.deload]


def weekly_sets(week: Week) -> int:
    """Working sets of a week."""
    return sum(
        item.sets
        for day in week.days
        for item in day.exercises
        if is_strength(CATALOGUE[item.slug])
    )


def items(plan: Plan) -> Iterator[Item]:
    return (item for week in plan.weeks for day in week.days for item in day.exercises)


JUDGES: Mapping[str, Judge] = {
    "I34": repeats_itself,
    "I35": gives_its_first_week_free,
    "I36": is_as_safe_for_either_sex,
    "I37": never_gains_by_a_restriction,
    "I38": never_gains_by_less_time,
}

"""Lint: a second opinion on a plan, whoever wrote it.

Every invariant is worked out again from the plan, the answers and the catalogue; nothing is
taken from how the generator came to it but the tables of rules. Whether two plans agree with
each other (same seed, one restriction more) is for tests.
"""

from domain.exercises import Catalogue, Level
from domain.programmes.lint import days, plans, weeks
from domain.programmes.lint.findings import Case, Check, Finding
from domain.programmes.plan import Plan
from domain.programmes.profiles import profile_of
from domain.questionnaire import Answers

__all__ = ["CHECKS", "Finding", "lint"]

CHECKS: tuple[Check, ...] = (*plans.CHECKS, *weeks.CHECKS, *days.CHECKS)


def lint(plan: Plan, answers: Answers, catalogue: Catalogue) -> list[Finding]:
    """All that is wrong with the plan; an empty list is praise.

    The plan's own place and number of days stand in for those answered: the trainer may have
    asked for others.
    """
    asked = {"location": plan.location, "days_per_week": plan.days_per_week}
    answers = answers.model_copy(update=asked)
    profile = profile_of(answers, has_logged_weights=plan.rank is Level.ADVANCED)
    unknown = _unknown(plan, catalogue)
    if unknown:
        return [Finding("I14", data={"unknown": slug}) for slug in unknown]
    case = Case(plan, answers, profile, catalogue)
    return [finding for check in CHECKS for finding in check(case)]


def _unknown(plan: Plan, catalogue: Catalogue) -> list[str]:
    slugs = {item.slug for week in plan.weeks for day in week.days for item in day.exercises}
    return sorted(slug for slug in slugs if slug not in catalogue)

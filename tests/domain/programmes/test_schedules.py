"""Schedules: less time and more caution never mean more sets, whatever the exercises will be."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.programmes.profiles import Profile, profile_of
from domain.programmes.schedules import schedule_for
from domain.questionnaire import Answers
from tests.domain.programmes.given import INTAKES, deterministic, intakes

many = settings(deterministic, max_examples=INTAKES)


def _loading(profile: Profile) -> list[int]:
    weeks = schedule_for(profile, 9).weeks
    return [sum(map(sum, week.sets)) for week in weeks if not week.moment.deload]


def _never_more(less: Profile, more: Profile) -> bool:
    return all(a <= b for a, b in zip(_loading(less), _loading(more), strict=True))


@many
@given(answers=intakes(), logged=st.booleans(), minutes=st.integers(1, 40))
def test_fewer_minutes_or_days_never_mean_more_sets(
    answers: Answers, logged: bool, minutes: int
) -> None:
    profile = profile_of(answers, has_logged_weights=logged)
    shorter = replace(profile, minutes=max(20, profile.minutes - minutes))
    rarer = replace(profile, days=max(1, profile.days - 1))

    assert _never_more(shorter, profile)
    assert _never_more(rarer, profile)


@many
@given(answers=intakes(), logged=st.booleans())
def test_caution_never_means_more_sets(answers: Answers, logged: bool) -> None:
    profile = profile_of(answers, has_logged_weights=logged)

    assert _never_more(replace(profile, is_cautious=True), profile)
    assert _never_more(replace(profile, is_cautious=True, needs_balance=True), profile)

"""Waking hours: the next moment at which a person may be disturbed, in whatever zone he lives."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.daytime import Daytime

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Moscow",
        "Asia/Kamchatka",
        "America/New_York",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Apia",
    )
]
MOMENTS = st.integers(0, 10 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 24))
def test_the_earliest_moment_is_day_and_never_more_than_a_day_away(
    moment: datetime, zone: ZoneInfo, starts: int, ends: int
) -> None:
    daytime = Daytime(zone, starts, ends)

    earliest = daytime.earliest(moment)

    assert daytime.includes(earliest)
    assert moment <= earliest <= moment + timedelta(hours=26)


@given(MOMENTS, st.sampled_from(ZONES), st.integers(1, 14))
def test_days_later_is_day_and_about_so_many_days_away(
    moment: datetime, zone: ZoneInfo, days: int
) -> None:
    later = Daytime(zone).days_later(moment, days)

    assert Daytime(zone).includes(later)
    assert abs(later - moment - timedelta(days=days)) <= timedelta(hours=26)


@pytest.mark.parametrize(
    ("hour", "is_day"), [(21, False), (22, True), (2, True), (5, True), (6, False), (12, False)]
)
def test_a_night_worker_is_awake_at_night(hour: int, is_day: bool) -> None:
    shift = Daytime(ZoneInfo("Europe/Moscow"), starts=22, ends=6)

    moment = datetime(2026, 11, 24, hour, tzinfo=ZoneInfo("Europe/Moscow"))

    assert shift.includes(moment) is is_day


def test_equal_hours_mean_no_night_at_all() -> None:
    moment = datetime(2026, 11, 24, 3, tzinfo=UTC)

    assert Daytime(ZoneInfo("Europe/Moscow"), 9, 9).earliest(moment) == moment

"""Moments as one number: times of any zone, days of any year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.dates.instants import beginning, days_about, instant, moment, zone_of

_HOUR = 3_600_000


def day_of(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def test_times_of_two_zones_stand_by_the_moment() -> None:
    written = ["2025-04-03T09:00+08:00", "2025-04-03T03:30:00+02:00", "2025-04-03T02:00:00Z", "2025-04-02T23:00-04:00"]
    times = [instant(each) for each in written]
    assert times == sorted(times, key=lambda time: time or 0)
    assert times[1] == times[0] + _HOUR // 2


def test_where_no_zone_is_known_it_is_that_of_this_computer(zone: Callable[[str], None]) -> None:
    zone("Asia/Shanghai")
    assert instant("2025-04-03T10:00:00") == instant("2025-04-03T10:00:00+08:00")
    assert beginning(20250403) == instant("2025-04-03T00:00:00+08:00")
    zone("America/Sao_Paulo")
    assert instant("2025-04-03T10:00:00") == instant("2025-04-03T10:00:00-03:00")


def test_fractions_of_a_second_count() -> None:
    assert instant("2025-04-03T10:00:00.250Z") == instant("2025-04-03T10:00:00Z") + 250


@pytest.mark.parametrize("written", ["", "2025", "2025-04-03", "2025-02-30T10:00", "2025-04-03T25:00", "yesterday"])
def test_what_is_no_time_has_no_moment(written: str) -> None:
    assert instant(written) is None


@given(st.dates(), st.integers(1, 4000))
def test_days_follow_each_other(day: date, apart: int) -> None:
    if day < date.max - timedelta(days=apart):
        assert beginning(day_of(day)) < beginning(day_of(day + timedelta(days=apart)))


def test_years_without_end_and_before_the_first_are_in_order() -> None:
    days = [-(10**12), -94_999_899, -99_899, 101, 19_691_231, 19_700_101, 20_250_403, 10**12]
    assert [beginning(day) for day in days] == sorted(beginning(day) for day in days)
    assert all(abs(beginning(day)) < 2**63 for day in days)


def test_a_time_is_believed_on_the_day_that_the_record_is_dated() -> None:
    taken = ["", "2025-04-03T17:00:00Z"]
    assert moment("2025-04-03", 20250403, 20250403, taken) == instant(taken[1])
    for date_, first, last in (("2025-04-01", 20250401, 20250401), ("2025-04", 20250401, 20250430)):
        assert moment(date_, first, last, taken) == beginning(20250401)
    assert moment("[2025-04-02,2025-04-03]", 20250402, 20250403, taken) == instant(taken[1])
    assert moment("2025-04-01/2025-04-03", 20250401, 20250403, taken) == beginning(20250401)
    assert moment("", None, None, taken) is None
    assert moment("2025-04-03T08:00:00Z", 20250403, 20250403, taken) == instant("2025-04-03T08:00:00Z")


def test_a_day_is_reckoned_in_the_zone_that_most_of_its_pictures_bear(zone: Callable[[str], None]) -> None:
    zone("UTC")
    taken = [
        "2025-04-03T09:00:00",
        "2025-04-03T08:00:00+02:00",
        "2025-04-03T09:10:00.5+08:00",
        "2025-04-03T11:00+08:00",
    ]
    others = ["2025-04-02T09:00:00+01:00", "2025-04-02T10:00:00+01:00", "2025-04-03T10:00:00Z", "", "yesterday"]
    assert zone_of(20250403, taken + others * 3) == "+08:00"
    assert zone_of(20250403, taken[:3]) == "+02:00"
    assert zone_of(20250403, [*others, taken[0]]) == ""
    assert moment("2025-04-03", 20250403, 20250403, taken[:1], "+08:00") == instant("2025-04-03T09:00:00+08:00")
    assert moment("2025-04-03T09:00", 20250403, 20250403, [], "+08:00") == instant("2025-04-03T09:00:00+08:00")
    assert beginning(20250403, "+08:00") == instant("2025-04-03T00:00:00+08:00")


written = st.builds(
    lambda day, minute, offset: f"2025-04-{day:02}T{minute // 60:02}:{minute % 60:02}:00{offset}",
    st.integers(2, 4),
    st.integers(0, 1439),
    st.sampled_from(["", "", "Z", "+08:00", "+02:00", "-03:30"]),
)


@given(st.lists(written, min_size=2, max_size=8))
def test_times_of_one_day_without_a_zone_stand_among_the_others_of_its_zone(times: list[str]) -> None:
    """One number for each, so that the order is total; what bears the day's zone and what bears none by the clock."""
    day = [time for time in times if time.startswith(times[0][:10])]
    number = int(times[0][:10].replace("-", ""))
    there = zone_of(number, day)
    found = {time: moment(times[0][:10], number, number, [time], there) for time in day}
    assert all(when is not None for when in found.values())
    if there:
        local = sorted((time for time in day if time[19:] in ("", there)), key=lambda time: time[:19])
        assert [found[time] for time in local] == sorted(found[time] or 0 for time in local)
    zoned = sorted((time for time in day if time[19:]), key=lambda time: instant(time) or 0)
    assert [found[time] for time in zoned] == sorted(found[time] or 0 for time in zoned)
    assert all(number in days_about(found[time] or 0) for time in day)

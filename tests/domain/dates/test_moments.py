"""Days of whoever asks, against stamps in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.dates.moments import local_moment, stamps_of, utc

_ZONES = ("UTC", "Asia/Shanghai", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Kiritimati", "Europe/Istanbul")


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(_ZONES),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 40),
)
def test_a_stamp_lies_within_the_days_on_which_it_was_here(
    zone: Callable[[str], None], name: str, moment: datetime, first: date, more: int
) -> None:
    zone(name)
    stamp = utc(moment.replace(tzinfo=UTC))
    here = moment.replace(tzinfo=UTC).astimezone().date()
    last = first + timedelta(days=more)
    for begin, end in ((first, last), (here, here), (here - timedelta(days=1), here)):
        low, high = stamps_of(_number(begin), _number(end))
        assert (low <= stamp < high) == (begin <= here <= end)


def test_what_is_no_day_is_the_end_of_a_month_or_of_time(zone: Callable[[str], None]) -> None:
    zone("Asia/Shanghai")
    assert stamps_of(20250432, 20251232) == ("2025-04-30T16:00:00.000Z", "2025-12-31T16:00:00.000Z")
    assert stamps_of(20250401, 20250400) == ("2025-03-31T16:00:00.000Z",) * 2
    assert stamps_of(-(10**12), 10**12) == ("", "~")
    assert stamps_of(99991231, 99991231) == ("9999-12-30T16:00:00.000Z", "~")
    assert stamps_of(20250000, 20250099)[0] == "2024-12-31T16:00:00.000Z"


@pytest.mark.parametrize(
    ("name", "shown"), [("Asia/Shanghai", "2026-03-11 00:30"), ("America/Sao_Paulo", "2026-03-10 13:30")]
)
def test_a_stamp_is_shown_as_the_clock_here_showed_it(zone: Callable[[str], None], name: str, shown: str) -> None:
    zone(name)
    assert local_moment("2026-03-10T16:30:00.000Z") == shown
    assert local_moment("no stamp") == "no stamp"

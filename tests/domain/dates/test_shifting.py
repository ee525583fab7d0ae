"""Lengths of time as people write them, and times moved by them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive_app.domain.dates.shifting import between, parse_shift, shifted
from archive_app.errors import InvalidInput


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("+1d 2h", timedelta(days=1, hours=2)),
        ("-30m", timedelta(minutes=-30)),
        ("\u22121:30", timedelta(hours=-1, minutes=-30)),
        ("90 seconds", timedelta(seconds=90)),
        ("1 day", timedelta(days=1)),
        ("2\u5929 3\u5c0f\u65f6", timedelta(days=2, hours=3)),
        ("0:00:05", timedelta(seconds=5)),
    ],
)
def test_a_length_is_read_as_people_write_it(written: str, length: timedelta) -> None:
    assert parse_shift(written) == length


@pytest.mark.parametrize("written", ["", "+", "d", "1", "yesterday", "1:99", "9999999h"])
def test_what_is_no_length_is_refused(written: str) -> None:
    with pytest.raises(InvalidInput, match="no length of time"):
        parse_shift(written)


@pytest.mark.parametrize(
    ("captured", "after"),
    [
        ("2025-04-03T23:30", "2025-04-04T00:30"),
        ("2025-04-03T23:30:10.25+08:00", "2025-04-04T00:30:10.25+08:00"),
        ("2024-02-28T23:00:00Z", "2024-02-29T00:00:00Z"),
        ("2025-04-03", None),
        ("", None),
    ],
)
def test_a_time_keeps_its_zone_and_how_exact_it_is(captured: str, after: str | None) -> None:
    assert shifted(captured, timedelta(hours=1)) == after


def test_a_time_stays_in_the_calendar() -> None:
    with pytest.raises(InvalidInput):
        shifted("9999-12-31T23:30", timedelta(hours=1))


def test_how_wrong_a_clock_was() -> None:
    assert between("2025-04-03T10:00:00+08:00", "2025-04-03 17:30") == timedelta(hours=7, minutes=30)
    assert between("2025-04-03T10:00:00+08:00", "2025-04-03T03:00Z") == timedelta(hours=1)
    for captured, taken in (
        ("2025-04-03", "2025-04-03 17:30"),
        ("2025-04-03T10:00", "17:30"),
        ("2025-04-03T10:00", "2025-02-30 1:00"),
    ):
        with pytest.raises(InvalidInput):
            between(captured, taken)

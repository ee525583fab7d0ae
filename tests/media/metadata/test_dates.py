"""Dates of cameras and editors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.media.metadata import dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2014:10:19 13:22:28", "2014-10-19T13:22:28"),
        ("2014-10-19T13:22:28+08:00", "2014-10-19T13:22:28+08:00"),
        ("2015-01-22T00:00:00 +00:00", "2015-01-22T00:00:00+00:00"),
        ("2014-10-19T13:22:28.120Z", "2014-10-19T13:22:28.12Z"),
        ("2014:10:19 13:22", "2014-10-19T13:22"),
        ("2014:10:19", "2014-10-19"),
        ("2014-10", "2014-10"),
        ("1984", "1984"),
        ("2001:05:  :  ", "2001-05"),
        ("2001:05:00 00:00:00", "2001-05"),
        ("2001:00:00 00:00:00", "2001"),
        ("0000:00:00 00:00:00", ""),
        ("    :  :     :  :  ", ""),
        ("2015:02:30 10:00:00", ""),
        ("2015:02:28 25:00:00", ""),
        ("99999:01:01 00:00:00", ""),
        ("TTTT:TT:TT TT:TT:TT", ""),
        ("yesterday", ""),
        ("", ""),
        ("2014:10:19 13:22:28\x00", "2014-10-19T13:22:28"),
    ],
)
def test_written_dates(written: str, iso: str) -> None:
    assert dates.parse_written(written) == iso


def test_fraction_and_zone_from_fields_of_their_own() -> None:
    assert dates.parse_written("2014:10:19 13:22:28", "450", "+05:30") == "2014-10-19T13:22:28.45+05:30"
    assert dates.parse_written("2014:10:19", "450", "+05:30") == "2014-10-19"
    assert dates.parse_written("2014:10:19 13:22:28", "x", "nowhere") == "2014-10-19T13:22:28"


@pytest.mark.parametrize(
    ("date", "time", "iso"),
    [
        ("20040701", "112840+0200", "2004-07-01T11:28:40+02:00"),
        ("20040701", "112840+0000", "2004-07-01T11:28:40"),
        ("20040701", "112840-0000", "2004-07-01T11:28:40"),
        ("20040701", "", "2004-07-01"),
        ("20040700", "", "2004-07"),
        ("20040000", "112840", "2004"),
        ("00000000", "", ""),
        ("2004-07-01", "", "2004-07-01"),
        ("summer", "noon", ""),
    ],
)
def test_iptc_dates(date: str, time: str, iso: str) -> None:
    assert dates.parse_iptc(date, time) == iso


@pytest.mark.parametrize(
    ("text", "zone"),
    [("+08:00", "+08:00"), ("-0330", "-03:30"), ("Z", "Z"), ("UTC", "Z"), ("+15:00", ""), ("+08:75", ""), ("", "")],
)
def test_zones(text: str, zone: str) -> None:
    assert dates.parse_zone(text) == zone


def test_the_satellites_clock_tells_the_zone() -> None:
    assert dates.zone_from_utc("2014-10-19T13:22:28", "2014-10-19T18:22:20Z") == "-05:00"
    assert dates.zone_from_utc("2014-10-19T01:22:28", "2014-10-18T19:37:28Z") == "+05:45"
    assert dates.zone_from_utc("2014-10-19T13:22:28", "2014-10-19T18:15:20Z") == "", "a stale fix proves nothing"
    assert dates.zone_from_utc("2014-10-19T13:22:28", "2014-10-17T13:22:28Z") == ""
    assert dates.zone_from_utc("2014-10-19", "2014-10-19T13:22:28Z") == ""


moments = st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 12, 31))
offsets = st.integers(min_value=-14 * 60, max_value=14 * 60)


@given(moments, offsets)
def test_every_moment_survives(moment: datetime, offset: int) -> None:
    moment = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    iso = dates.parse_written(moment.isoformat())
    assert datetime.fromisoformat(iso) == moment
    assert dates.has_zone(iso)
    assert dates.without_zone(iso) == moment.replace(tzinfo=None, microsecond=0).isoformat()


@given(moments, st.sampled_from([-720, -300, -210, 0, 330, 345, 480, 840]), st.integers(-50, 50))
def test_every_zone_is_found_again(moment: datetime, offset: int, lag: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    try:
        local = (moment + timedelta(minutes=offset, seconds=lag)).replace(tzinfo=None)
    except OverflowError:
        return
    sign = "+" if offset >= 0 else "-"
    expected = f"{sign}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"
    assert dates.zone_from_utc(local.isoformat(), moment.isoformat()) == expected


@given(st.text(max_size=40))
def test_anything_is_a_date_or_nothing(text: str) -> None:
    iso = dates.parse_written(text)
    assert iso == "" or dates.parse_written(iso) == iso

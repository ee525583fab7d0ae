"""The day of the place, of times that are known in UTC alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive_app.domain.dates.capture import Capture, Zone, on_the_spot
from archive_app.domain.dates.dates import parse_date


@pytest.mark.parametrize(
    ("here", "captured", "longitude", "found"),
    [
        ("Asia/Shanghai", "2025-04-02T22:30:00Z", 120.2,
         Capture("2025-04-03T06:30:00+08:00", "2025-04-03", Zone.POSITION)),
        ("America/Sao_Paulo", "2025-04-03T01:30:00Z", -49.3,
         Capture("2025-04-02T22:30:00-03:00", "2025-04-02", Zone.POSITION)),
        ("Asia/Shanghai", "2025-04-02T22:30:00Z", None, Capture("2025-04-02T22:30:00Z", "2025-04-03?", Zone.COMPUTER)),
        # Far from here: the day is that of the place where it is certain, and else one of two.
        ("Asia/Shanghai", "2025-04-02T18:30:00Z", -49.3, Capture("2025-04-02T18:30:00Z", "2025-04-02", Zone.POSITION)),
        ("UTC", "2025-04-02T22:30:00Z", 120.2, Capture("2025-04-02T22:30:00Z", "2025-04-03", Zone.POSITION)),
        ("Asia/Shanghai", "2025-04-02T21:30:00Z", 29.0,
         Capture("2025-04-02T21:30:00Z", "[2025-04-02,2025-04-03]", Zone.UNKNOWN)),
        # What says its zone, or no time, is what the clock on the spot showed.
        ("Asia/Shanghai", "2025-04-02T22:30:00+00:00", 120.2, Capture("2025-04-02T22:30:00+00:00", "2025-04-02")),
        ("Asia/Shanghai", "2025-04-02T22:30:00-05:00", None, Capture("2025-04-02T22:30:00-05:00", "2025-04-02")),
        ("Asia/Shanghai", "2025-04-02T22:30:00", 120.2, Capture("2025-04-02T22:30:00", "2025-04-02")),
        ("Asia/Shanghai", "2025-04", None, Capture("2025-04", "2025-04")),
        ("Asia/Shanghai", "", None, Capture("", "")),
    ],
)  # fmt: skip
def test_a_day_is_the_day_of_the_place(
    zone: Callable[[str], None], here: str, captured: str, longitude: float | None, found: Capture
) -> None:
    zone(here)
    assert on_the_spot(captured, longitude) == found
    assert not found.day or parse_date(found.day)

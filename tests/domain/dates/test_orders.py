"""Days in numbers: by the order of their column, and refused where they can be two."""

from __future__ import annotations

import pytest

from archive_app.domain.dates.orders import day_order, read_day
from archive_app.errors import InvalidInput


def test_a_column_tells_its_order_or_does_not() -> None:
    assert day_order(["3/5/2019", "16/3/2019", "1999"]) == "dmy"
    assert day_order(["3/5/2019", "6/16/16"]) == "mdy"
    assert day_order(["3/5/2019", "2019-05-03", "May 1999"]) == ""
    assert day_order(["16/3/2019", "3/16/2019"]) is None


@pytest.mark.parametrize(
    ("text", "order", "century", "day"),
    [
        ("3.5.2019", "dmy", 0, "2019-05-03"),
        ("3/5/2019", "mdy", 0, "2019-03-05"),
        ("6/16/16", "mdy", 1930, "2016-06-16"),
        ("12/1/93", "mdy", 1930, "1993-12-01"),
        ("93/12/1", "ymd", 1930, "1993-12-01"),
        ("16/3/2019", "", 0, "2019-03-16"),
        ("3/3/2019", "", 0, "2019-03-03"),
        ("2003/10/18", "dmy", 0, "2003-10-18"),
        ("January 4 1965", "dmy", 0, "1965-01-04"),
        ("43586", "1900", 0, "2019-05-01"),
        ("42124.5", "1904", 0, "2019-05-01"),
        ("1990s", "1900", 0, "199X"),
    ],
)
def test_days_by_their_order(text: str, order: str, century: int, day: str) -> None:
    assert read_day(text, order, century) == day


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("3/5/2019", ""),
        ("16/3/2019", None),
        ("3/5/19", "dmy"),
        ("31/2/2019", "dmy"),
        ("43586", ""),
        ("60", "1900"),
        ("2020", "1900"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(text: str, order: str | None) -> None:
    with pytest.raises(InvalidInput):
        read_day(text, order)

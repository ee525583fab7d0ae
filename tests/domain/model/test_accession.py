"""Accession numbers: patterns, series and their gaps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.model.accession import Series, following, read_scheme, series
from archive_app.errors import InvalidInput

_PATTERNS = st.sampled_from(["{year}.{n}", "G-{n:5}", "{n}/{year}", "礼{year}-{n:3}", "a.b({n})"])


@given(_PATTERNS, st.integers(1, 9999), st.integers(1, 999_999_999))
def test_a_number_that_a_pattern_makes_is_read_as_what_it_was_made_of(pattern: str, year: int, ordinal: int) -> None:
    scheme = read_scheme(pattern)
    assert scheme.read(scheme.number(year, ordinal)) == (year if "{year}" in pattern else 0, ordinal)


@given(_PATTERNS, st.sets(st.integers(1, 60), min_size=1))
def test_the_gaps_of_a_series_are_what_is_missing_up_to_its_last_number(pattern: str, there: set[int]) -> None:
    scheme = read_scheme(pattern)
    (found,), others = series(scheme, [scheme.number(2026, each) for each in there])
    missing = {each for first, last in found.gaps for each in range(first, last + 1)}
    assert missing == set(range(1, max(there))) - there
    assert (found.count, found.last, found.missing, others) == (len(there), max(there), len(missing), [])
    then = following(scheme, [scheme.number(2026, each) for each in there], 2026, 2)
    assert then == [scheme.number(2026, max(there) + 1), scheme.number(2026, max(there) + 2)]


def test_each_year_has_a_series_of_its_own_and_what_is_made_otherwise_is_told() -> None:
    found, others = series(read_scheme("{year}.{n}"), ["2019.1", "2019.3", "2020.1", "old 7", "2020.x", "20.4"])
    assert found == [Series(2019, 2, 1, 3, ((2, 2),)), Series(2020, 1, 1, 1, ())]
    assert others == ["20.4", "2020.x", "old 7"]
    assert following(read_scheme("{year}.{n}"), ["2019.3"], 2026) == ["2026.1"]


@pytest.mark.parametrize(
    "pattern", ["{year}", "{n}{n}", "{n}.{m}", "{year}{n}", "{n}.{year}.{year}", "{n:0}", "x" * 61 + "{n}", "{n"]
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape("{n} once")):
        read_scheme(pattern)

"""Anniversaries, as exact as the stage's date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.anniversaries import anniversary_words, is_milestone, next_anniversary
from archive_app.domain.model.kinds import StageKind
from archive_app.domain.model.records import StageValue

TODAY = date(2026, 9, 7)


def stages(*dated: tuple[str, str]) -> list[StageValue]:
    return [
        StageValue(i, StageKind(kind), parse_date(text) if text else None, "", "")
        for i, (kind, text) in enumerate(dated)
    ]


@pytest.mark.parametrize(
    ("said", "years", "when", "days"),
    [
        ("2001-09-19", 25, "2026-09-19", 12),
        ("2001-09-07", 25, "2026-09-07", 0),
        ("2001-09-06", 26, "2027-09-06", 364),
        ("2026-09-07", 1, "2027-09-07", 365),
        ("2030-05-05", 1, "2031-05-05", 1701),
        ("2004-02-29", 23, "2027-02-28", 174),
        ("2016", 10, "2026", None),
        ("2016~", 10, "2026", None),
        ("2025-04", 2, "2027-04", None),
        ("2025-09", 1, "2026-09", None),
        ("2001-21", 25, "2026", None),
        ("2004-XX", 22, "2026", None),
        ("2004-06-XX", 23, "2027-06", None),
    ],
)
def test_as_exact_as_the_date(said: str, years: int, when: str, days: int | None) -> None:
    found = next_anniversary(stages(("sister city", said)), TODAY)
    assert found is not None
    assert (found.years, found.date_edtf, found.days) == (years, when, days)
    assert not found.uncertain


@pytest.mark.parametrize("said", ["201X", "-0500", "../2008", "9999"])
def test_no_year_to_count_from(said: str) -> None:
    assert next_anniversary(stages(("sister city", said)), TODAY) is None


def test_a_choice_of_years_says_which_was_taken() -> None:
    found = next_anniversary(stages(("sister city", "[2015,2016]")), TODAY)
    assert found is not None
    assert (found.years, found.since, found.said, found.milestone) == (10, "2016", "[2015,2016]", True)
    assert anniversary_words(found, "en") == (
        "10 years as sister cities in 2026, day unknown (counted from 2016; the source says 2015 or 2016)"
    )


def test_the_highest_dated_stage_counts() -> None:
    both = stages(("letter of intent", "1999"), ("memorandum", "2000"), ("friendly city", "2001-09-19"))
    assert next_anniversary(both, TODAY).stage is StageKind.FRIENDLY_CITY  # type: ignore[union-attr]
    undated = stages(("memorandum", "2025-04"), ("sister city", ""))
    assert next_anniversary(undated, TODAY).stage is StageKind.MEMORANDUM  # type: ignore[union-attr]
    assert next_anniversary([], TODAY) is None


@pytest.mark.parametrize("over", ["dormant", "ended"])
def test_what_is_over_has_none_until_it_is_taken_up_again(over: str) -> None:
    assert next_anniversary(stages(("sister city", "1990"), (over, "")), TODAY) is None
    assert next_anniversary(stages(("sister city", "1990"), (over, "1995")), TODAY) is None
    again = next_anniversary(stages(("sister city", "1990"), (over, "1995"), ("friendly city", "2010")), TODAY)
    assert again is not None


def test_words() -> None:
    signed = next_anniversary(stages(("sister city", "2001-09-19")), TODAY)
    assert signed is not None
    assert anniversary_words(signed, "en") == "25 years as sister cities on 19 September 2026, in 12 days"
    assert anniversary_words(signed, "zh") == "结为友好城市 25 周年，2026年9月19日，还有 12 天"
    today = next_anniversary(stages(("memorandum", "2025-09-07")), TODAY)
    assert today is not None
    assert anniversary_words(today, "en") == "1 year of the memorandum on 7 September 2026, today"


def test_milestones() -> None:
    celebrated = [years for years in range(101) if is_milestone(years)]
    assert celebrated == [5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100]


@given(st.dates(date(1500, 1, 1), date(2900, 1, 1)), st.dates(date(1500, 1, 1), date(2900, 1, 1)))
def test_the_next_one_is_never_past_and_at_most_a_year_away(signed: date, today: date) -> None:
    found = next_anniversary(stages(("sister city", signed.isoformat())), today)
    assert found is not None
    assert found.days is not None
    assert found.days >= 0
    assert found.years >= 1
    assert (today + timedelta(days=found.days)).year == signed.year + found.years
    if signed <= today:
        assert found.days <= 366

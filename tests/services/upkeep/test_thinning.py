"""Which backups stay when there are too many."""

from __future__ import annotations

import pytest

from archive_app.services.upkeep.thinning import superfluous


@pytest.mark.parametrize(("count", "keep", "gone"), [(0, 3, 0), (3, 3, 0), (4, 3, 1), (2, 1, 1), (9, 0, 8)])
def test_so_many_are_left_and_the_newest_is_always_among_them(count: int, keep: int, gone: int) -> None:
    found = superfluous([float(age) for age in range(count, 0, -1)], keep)
    assert len(found) == gone
    assert count - 1 not in found


def test_a_year_of_days_is_thinned_to_few_that_are_closer_the_newer_they_are() -> None:
    days: list[int] = []
    for today in range(365):
        days.append(today)
        ages = [float(today - day) for day in days]
        days = [day for at, day in enumerate(days) if at not in superfluous(ages, 10)]
    ages = [364 - day for day in days]
    assert len(ages) == 10
    assert (ages[0], ages[-1]) == (364, 0)
    assert sum(age <= 7 for age in ages) >= 3
    assert any(100 <= age <= 300 for age in ages)

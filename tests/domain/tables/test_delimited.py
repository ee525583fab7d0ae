"""Cells that a spreadsheet would run, and how they come back."""

from __future__ import annotations

import pytest

from archive_app.domain.tables.delimited import guard, unguard

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("sign", _SIGNS)
def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(sign: str) -> None:
    for cell in (sign, f"{sign}HYPERLINK(1)", f"'{sign}1", f"''{sign}1"):
        assert guard(cell) == f"'{cell}"
        assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Leeds", "a=1", " =1", "'quoted'", "'", "1-2", "（1）", "\N{MINUS SIGN}3"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell

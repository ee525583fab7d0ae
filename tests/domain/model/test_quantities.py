"""Sums and sizes as tables of others write them: what each says, and what nobody can tell."""

from __future__ import annotations

import pytest

from archive_app.domain.model.quantities import (
    Exact,
    Size,
    Sum,
    decimal_mark,
    read_measure,
    read_number,
    read_sizes,
    read_sum,
)
from archive_app.errors import InvalidInput

_SIDES = ("height", "width", "depth")


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,234.56", "1,234"], "."),
        (["1.234,56", "1.234"], ","),
        (["1,234", "2,500"], ""),
        (["1,234.56", "1.234,56"], None),
        (["$1,200,000", "500"], "."),
        (["12,5"], ","),
        (["500", "no value"], ""),
        ([Exact("1.234"), "12,5"], ","),
    ],
)
def test_a_column_tells_its_mark_or_does_not(cells: list[str], mark: str | None) -> None:
    assert decimal_mark(cells) == mark


def test_a_number_is_read_by_the_mark_of_its_column_alone() -> None:
    assert (read_number("1.234,56", ","), read_number("1,234.56", "."), read_number("1 234", "")) == (
        "1234.56", "1234.56", "1234",
    )  # fmt: skip
    for text, mark in (("1,234", ""), ("1.5", None), ("1,23", "."), ("1.2.3", ","), ("1.234,56", "."), ("-5", ".")):
        with pytest.raises(InvalidInput):
            read_number(text, mark)
    assert read_number(Exact("1.234"), None) == "1.234"


@pytest.mark.parametrize(
    ("text", "mark", "meant", "said"),
    [
        ("US$ 1,200.00", ".", "", Sum("1200", "USD", "")),
        ("$1,200.00", ".", "USD", Sum("1200", "USD", "")),
        ("约 3 万元", "", "", Sum("30000", "CNY", "约")),
        ("3.5亿日元", ".", "", Sum("350000000", "JPY", "")),
        ("1.2 million", ".", "USD", Sum("1200000", "USD", "")),
        ("1.234,56 €", ",", "USD", Sum("1234.56", "EUR", "")),
        ("Over $100", "", "USD", Sum("100", "USD", "over")),
        ("￥3,000.50", ".", "CNY", Sum("3000.5", "CNY", "")),
        ("no value", "", "USD", None),
        ("$not submitted", "", "USD", None),
    ],
)
def test_money_with_its_words(text: str, mark: str, meant: str, said: Sum | None) -> None:
    assert read_sum(text, mark, meant) == said


@pytest.mark.parametrize("text", ["$100", "100-200 EUR", "12 bananas", "-5 EUR", "EUR", "5 EUR USD"])
def test_money_that_nobody_can_tell_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_sum(text, ".", "")


def test_sizes_by_the_sides_that_are_named_or_by_their_order() -> None:
    assert read_sizes("12 x 8 x 3 cm", "", _SIDES) == (
        Size("height", "12", "cm"), Size("width", "8", "cm"), Size("depth", "3", "cm"),
    )  # fmt: skip
    assert read_sizes("W 20,5 cm × H 300 mm", ",", ()) == (Size("width", "20.5", "cm"), Size("height", "300", "mm"))
    assert read_sizes('40" x 29"', "", _SIDES) == (Size("height", "40", "in"), Size("width", "29", "in"))
    assert read_sizes("高30厘米×宽20厘米", "", ()) == (Size("height", "30", "cm"), Size("width", "20", "cm"))
    assert read_sizes("12 x 8", "", _SIDES, "mm")[1] == Size("width", "8", "mm")
    assert read_measure("2 kg", "", "weight") == Size("weight", "2", "kg")
    for text in ("12 x 8", "12 x 8 x 3 x 1 cm", "about so big", "12 kg x 3 kg"):
        with pytest.raises(InvalidInput):
            read_sizes(text, "", _SIDES)
    with pytest.raises(InvalidInput, match="order"):
        read_sizes("12 x 8 cm", "", ())

"""Exact amounts: how they are read, kept, said and compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archive_app.domain.model.amounts import (
    CURRENCIES,
    DIMENSIONS,
    UNITS,
    amount_said,
    asked_amount,
    falls_in,
    read_amount,
    read_currency,
    tidy,
    units_of,
)
from archive_app.domain.model.objects import insurance_said, measure_said, value_said
from archive_app.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1200", "1200"), ("12.50", "12.5"), ("12,5", "12.5"), ("0.10", "0.1"), ("007", "7"), ("0", "0"),
        ("1 200,50", "1200.5"), ("1'200.50", "1200.5"), ("1,200.50", "1200.5"), ("1.200,50", "1200.5"),
        ("1,234,567", "1234567"), ("1.234.567", "1234567"),
        ("12345678901234567.123456789", "12345678901234567.123456789"),
        ("10.000", "10"), ("100", "100"),
    ],
)  # fmt: skip
def test_an_amount_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert read_amount(typed) == kept


@pytest.mark.parametrize("typed", ["", "x", "-1", "1e5", "1.2.3", "1,2,3", "١٢", "0x10", "12 USD", "1" * 19, "NaN"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match="is no amount"):
        read_amount(typed)


def test_what_may_be_two_amounts_is_refused_with_both() -> None:
    with pytest.raises(InvalidInput, match=r"“1,200” may be 1200 or 1\.200"):
        read_amount("1,200")


def test_currencies_are_those_of_iso_4217() -> None:
    assert [read_currency(word) for word in ("usd", " CNY", "€", "RMB", "元", "DEM")] == [
        "USD", "CNY", "EUR", "CNY", "CNY", "DEM"
    ]  # fmt: skip
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    for word in ("¥", "$", "dollars", "ABC", ""):
        with pytest.raises(InvalidInput, match="is no currency"):
            read_currency(word)


def test_every_measure_has_its_units() -> None:
    assert {unit for measure in DIMENSIONS for unit in units_of(measure)} == set(UNITS)


@pytest.mark.parametrize(
    ("value", "unit", "op", "asked", "so"),
    [
        ("30.5", "cm", ">", "30cm", True), ("30.5", "cm", ">", "300mm", True), ("305", "mm", "=", "30.5cm", True),
        ("12", "in", "=", "30.48cm", True), ("1", "lb", "<", "0.46kg", True), ("90", "s", "=", "1.5min", True),
        ("9", "cm", ">", "10cm", False), ("100", "cm", ">", "20cm", True), ("15", "cm", "=", "10..20cm", True),
        ("25", "cm", "=", "10..20cm", False), ("25", "cm", "=", "10..cm", True), ("5", "cm", "=", "..10cm", True),
        ("5", "kg", "=", "5cm", False), ("5", None, "=", "5cm", False), (None, "cm", "=", "5cm", False),
        ("1200", "EUR", ">=", "1000", True), ("1200", "EUR", ">=", "1000EUR", True),
        ("1200", "EUR", ">=", "1000USD", False), ("0.3", "EUR", "=", "0.3EUR", True),
        ("1200", None, ">", "1000EUR", False), ("1200", None, ">", "1000", True),
    ],
)  # fmt: skip
def test_amounts_are_compared_by_value(value: str | None, unit: str | None, op: str, asked: str, so: bool) -> None:
    assert falls_in(value, unit, op, asked) is so


def test_what_is_asked_has_one_form() -> None:
    assert asked_amount("030.0", "height") == "30cm"
    assert asked_amount("10..20 KG", "weight") == "10..20kg"
    assert asked_amount("..1000 eur", "") == "..1000EUR"
    for wrong, sentence in (
        ("x", "is no amount"), ("..", "is no amount"), ("20..10", "ends before it begins"),
        ("5kg", "measures no height. Write one of: cm, mm, m, in, ft"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput, match=sentence):
            asked_amount(wrong, "height")
    with pytest.raises(InvalidInput, match="is no currency"):
        asked_amount("5zzz", "")


def test_amounts_are_said_so_that_they_can_be_read_again() -> None:
    assert amount_said("1234567.5") == "1\u00a0234\u00a0567.5"
    assert read_amount(amount_said("1234567.5")) == "1234567.5"
    assert amount_said("1200") == "1200"
    assert tidy(Decimal("1E+3")) == "1000"


def test_rows_are_said_in_one_line() -> None:
    height = {
        "dimension": "height",
        "value": "30.5",
        "unit": "cm",
        "part": "frame",
        "measured_by": "Li",
        "date": "2024",
    }
    assert measure_said(height) == "height 30.5 cm (frame) · Li · 2024"
    assert value_said({"amount": "25000", "currency": "USD", "basis": "appraisal"}) == "25\u00a0000 USD · appraisal"
    insured = {"insurer": "PICC", "amount": "1200", "currency": "CNY", "since": "2024", "until": "2025-04"}
    assert insurance_said(insured) == "PICC · 1200 CNY · 2024 – April 2025"
    assert insurance_said({"insurer": "PICC"}) == "PICC"

"""What the values and names of a query say: days, numbers, areas, choices."""

from __future__ import annotations

from datetime import date

import pytest

from archive_app.domain.dates.dates import OPEN_FUTURE, OPEN_PAST
from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.query import (
    FIELDS,
    Area,
    FieldTerm,
    ValueType,
    area,
    date_range,
    help_text,
    number_range,
    parse,
    token_at,
    value_text,
)
from archive_app.domain.query.fields import FIELD_LABEL, VALUE_LABEL
from archive_app.errors import QueryError

TODAY = date(2026, 9, 9)


@pytest.mark.parametrize(
    ("value", "op", "first", "last"),
    [
        ("2001", "=", 20010101, 20011231),
        ("2001..2010-04", "=", 20010101, 20100430),
        ("2001..", "=", 20010101, OPEN_FUTURE),
        ("..2010", "=", OPEN_PAST, 20101231),
        ("2008/..", "=", 20080101, OPEN_FUTURE),
        ("[2015,2016]", "=", 20150101, 20161231),
        ("2001", ">", 20011232, OPEN_FUTURE),
        ("2001", ">=", 20010101, OPEN_FUTURE),
        ("2001", "<", OPEN_PAST, 20010100),
        ("2001", "<=", OPEN_PAST, 20011231),
        ("today", "=", 20260909, 20260909),
        ("yesterday", "=", 20260908, 20260908),
        ("week", "=", 20260907, 20260909),
        ("month", "=", 20260901, 20260909),
        ("year", "=", 20260101, 20260909),
        ("yesterday..today", "=", 20260908, 20260909),
    ],
)
def test_days_of_a_value(value: str, op: str, first: int, last: int) -> None:
    assert date_range(value, op, TODAY) == (first, last)


@pytest.mark.parametrize(
    ("value", "op", "first", "last"),
    [
        ("3", "=", 3, 3),
        ("2..4", "=", 2, 4),
        ("3", ">", 4, None),
        ("3", ">=", 3, None),
        ("3", "<", 0, 2),
        ("..3", "=", 0, 3),
    ],
)
def test_numbers_of_a_value(value: str, op: str, first: int, last: int | None) -> None:
    found = number_range(value, op)
    assert found[0] == first
    assert found[1] == last if last is not None else found[1] > 10**12


def test_every_example_of_the_help_is_a_query() -> None:
    lines = help_text()
    assert {line.field for line in lines} == {"", *(one.name for one in FIELDS)}
    for line in lines:
        root = parse(line.example).root
        assert root is not None
        if line.field:
            assert isinstance(root, FieldTerm)
            assert root.field == line.field


def test_names_and_aliases_are_unambiguous_and_typable() -> None:
    names = [name for one in FIELDS for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))
    for one in FIELDS:
        for name in (one.name, *one.aliases):
            assert token_at(f"{name}:x", len(name)).field is one


def test_every_field_and_choice_has_a_name_to_show() -> None:
    assert set(FIELD_LABEL) == {one.name for one in FIELDS}
    choices = {choice for one in FIELDS for choice in one.choices}
    assert choices <= {*FIELD_LABEL, *VALUE_LABEL, *TextRole, *(detail.key for detail in DETAILS), "name", "position",
                       "picture", "link", "people", "caption"}  # fmt: skip


def test_values_say_where_they_stood() -> None:
    term = parse('a city:b,"c d",b').root.children[1]  # type: ignore[union-attr]
    assert isinstance(term, FieldTerm)
    assert [term.position(value) for value in (*term.values, "x")] == [7, 9, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("near:istanbul~200km", Area("istanbul", 0, 0, 200)),
        ("near:istanbul~500m", Area("istanbul", 0, 0, 0.5)),
        ("near:istanbul~2mi", Area("istanbul", 0, 0, 3.218688)),
        ("near:30.25,-120.17", Area("", 30.25, -120.17, 50)),
    ],
)
def test_areas(text: str, expected: Area) -> None:
    term = parse(text).root
    assert isinstance(term, FieldTerm)
    assert area(term.values[0]) == expected


def test_every_choice_reads_as_itself() -> None:
    for one in FIELDS:
        if one.type is ValueType.CHOICE:
            for choice in one.choices:
                assert parse(f"{one.name}:{value_text(choice)}").root == FieldTerm(one.name, "=", (choice,))
            for choice in one.languages:
                assert parse(f"{one.name}:{choice}[zh-Hans]").root == FieldTerm(one.name, "=", (f"{choice}[zh-Hans]",))


def test_a_word_that_is_no_kind_is_told_every_kind_once() -> None:
    with pytest.raises(QueryError) as refused:
        parse("kind:qqqqqq")
    told = str(refused.value).split("It may be ")[1].split(".")[0].split(", ")
    assert told == [kind.value for kind in Kind]

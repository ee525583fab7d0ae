"""Tables whose columns nobody here named, as they stand in a file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.tables import delimited, foreign

_CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12).map(str.strip)
_LINE = st.lists(_CELL, min_size=2, max_size=2)


@given(st.lists(_LINE, max_size=6))
def test_what_is_written_is_read_with_formulas_as_text(lines: list[list[str]]) -> None:
    table = foreign.read(delimited.write(["a", "b"], lines).decode("utf-8-sig"))
    assert [list(cells) for _number, cells in table.lines] == [line for line in lines if any(line)]


def test_lines_are_counted_by_the_file_and_ragged_ones_are_named() -> None:
    table = foreign.read('a;b\n"one\ntwo";2\nshort\n1;2;3\n')
    assert table.heading == ("a", "b")
    assert table.lines == ((2, ("one\ntwo", "2")), (4, ("short", "")))
    assert [each.line for each in table.problems] == [5]


def test_a_thousand_columns_are_read() -> None:
    heads = [f"c{number}" for number in range(1000)]
    assert len(foreign.read("\t".join(heads) + "\n" + "\t".join(heads)).lines[0][1]) == 1000

"""Tables whose columns nobody here named: their headings and lines as they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive_app.domain.tables.delimited import DELIMITERS, unguard
from archive_app.domain.tables.problems import Problem
from archive_app.i18n import _


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """The heading, and each line: where it begins in the file (from 1) and its cells, as many as the heading has."""

    heading: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...] = ()


def read(text: str, delimiter: str = "", skip: int = 0) -> ForeignTable:
    """The table in ``text``, below ``skip`` lines. Those with more cells than the heading are problems, shorter ones
    end with empty cells.
    """
    apart = delimiter or max(DELIMITERS, key=lambda each: len(_first(text, each)))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=apart, strict=True)
    broken: list[Problem] = []

    def numbered() -> Iterator[tuple[int, Sequence[str]]]:
        number = 1
        try:
            for row in rows:
                yield number, [unguard(cell.strip(" ")) for cell in row]
                number = rows.line_num + 1
        except csv.Error as error:
            # Where a quotation mark is missing, nobody knows where the next line begins.
            broken.append(Problem(number, "", _("This line cannot be read as cells: {reason}.").format(reason=error)))

    found = of_rows(numbered(), skip)
    return ForeignTable(found.heading, found.lines, (*found.problems, *broken))


def of_rows(rows: Iterable[tuple[int, Sequence[str]]], skip: int = 0) -> ForeignTable:
    """The same of rows that are cells already, each with its number."""
    heading: tuple[str, ...] = ()
    lines: list[tuple[int, tuple[str, ...]]] = []
    problems: list[Problem] = []
    for number, row in rows:
        cells = tuple(map(_stripped, row))
        if number <= skip or not any(cells):
            continue
        if not heading:
            heading = _told_apart(cells)
        elif any(cells[len(heading) :]):
            problems.append(Problem(number, "", _("This line has more cells than the heading.")))
        else:
            lines.append((number, _wide(cells, len(heading))))
    return ForeignTable(heading, tuple(lines), tuple(problems))


def _stripped(cell: str) -> str:
    """A cell without what stands around it; what has several lines keeps them, the empty ones too. What is more than
    text (a number of a workbook) stays what it is.
    """
    if type(cell) is not str:
        return cell
    return "\n".join(line.strip() for line in cell.split("\n")) if "\n" in cell and cell.strip() else cell.strip()


def _told_apart(cells: Sequence[str]) -> tuple[str, ...]:
    """A heading in which no two are the same: the second “Name” is “Name (2)”."""
    found: list[str] = []
    for cell in cells:
        name, times = " ".join(cell.split()), 1
        head = name
        while head and head in found:
            times += 1
            head = f"{name} ({times})"
        found.append(head)
    return tuple(found)


def _wide(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells[:width], *[""] * (width - len(cells)))


def _first(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []

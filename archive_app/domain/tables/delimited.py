"""Tables as text (CSV), as spreadsheets write and read them.

Cells that a spreadsheet would run as a formula are guarded by an apostrophe when written, which is taken off when read.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive_app.domain.tables.problems import MOST_PROBLEMS, Problem
from archive_app.i18n import _

#: What may stand between two cells, tried in this order.
DELIMITERS = (",", ";", "\t")
#: A table of more bytes than this was not meant to be one.
LARGEST = 64 * 1024 * 1024
#: Full-width signs too, which spreadsheets in Chinese and Japanese read as the others.
_SIGNS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_GUARDED = re.compile(f"'*{_SIGNS}")
_UNGUARDED = re.compile(f"'+{_SIGNS}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: the line of the file that it begins on (from 1), and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file that could be read as cells, and what is wrong with the others or with the whole."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Stopped(Exception):
    """Reading cannot go on after this."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


def guard(cell: str) -> str:
    """``cell`` as it can be handed to a spreadsheet."""
    return f"'{cell}" if _GUARDED.match(cell) else cell


def unguard(cell: str) -> str:
    """What was guarded as it was before."""
    return cell[1:] if _UNGUARDED.match(cell) else cell


def write(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table with its heading, in UTF-8 with the mark that spreadsheets know it by."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def read(data: bytes, columns: Sequence[str], needed: Sequence[str]) -> Table:
    """The rows of ``data`` by the ``columns`` of its heading, in any order; all of ``needed`` must be there.

    ``data`` is UTF-8, or UTF-16 with the mark at its beginning that spreadsheets write.
    """
    try:
        text = _decoded(data)
        delimiter, heading = _heading(text, columns, needed)
    except csv.Error as error:
        return Table(problems=(_unreadable(1, error),))
    except _Stopped as stopped:
        return Table(problems=(stopped.problem,))
    lines: list[Line] = []
    problems: list[Problem] = []
    for each in _lines(text, delimiter, heading):
        if isinstance(each, Line):
            lines.append(each)
        else:
            problems.append(each)
            if len(problems) > MOST_PROBLEMS:
                break
    return Table(tuple(lines), tuple(problems))


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise _Stopped(Problem(0, "", _("This file is too large to be such a table.")))
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if wide:
            reason = _("This is UTF-16, and broken. Save the table as “CSV UTF-8” and try again.")
            raise _Stopped(Problem(0, "", reason)) from None
        before = data[: error.start]
        number, start = before.count(b"\n") + 1, before.rfind(b"\n") + 1
        place = len(before[start:].decode("utf-8", "replace")) + 1
        reason = _("This is not UTF-8. Save the table as “CSV UTF-8” and try again.")
        raise _Stopped(Problem(number, _("character {number}").format(number=place), reason)) from None
    nul = text.find("\0")
    if nul >= 0:
        start = text.rfind("\n", 0, nul) + 1
        column = _("character {number}").format(number=nul - start + 1)
        raise _Stopped(Problem(text.count("\n", 0, nul) + 1, column, _("A table of text holds no NUL characters.")))
    return text


def _heading(text: str, columns: Sequence[str], needed: Sequence[str]) -> tuple[str, list[str]]:
    """The delimiter that makes the most of the first line, and its columns; an empty name is a column without one."""
    readings: list[tuple[str, list[str]]] = []
    for delimiter in DELIMITERS:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        readings.append((delimiter, [cell.strip().lower() for cell in cells]))
    delimiter, names = max(readings, key=lambda reading: len(set(reading[1]) & set(columns)))
    missing = [column for column in needed if column not in names]
    if missing:
        raise _Stopped(
            Problem(
                1,
                missing[0],
                _("There is no such column. The first line names the columns: {columns}.").format(
                    columns=",".join(columns)
                ),
            )
        )
    for number, name in enumerate(names, 1):
        if (name and name not in columns) or (name and name in names[: number - 1]):
            raise _Stopped(
                Problem(
                    1,
                    _("column {number}").format(number=number),
                    _("“{name}” is no column, or is there twice. There are: {columns}.").format(
                        name=short(name), columns=",".join(columns)
                    ),
                )
            )
    return delimiter, names


def _lines(text: str, delimiter: str, heading: list[str]) -> Iterator[Line | Problem]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for place, cells in enumerate(reader):
            if place and any(cell.strip() for cell in cells):
                yield _line(cells, heading, number)
            number = reader.line_num + 1
    except csv.Error as error:
        # Where a quotation mark is missing, nobody knows where the next row begins.
        yield _unreadable(number, error)


def _line(cells: list[str], heading: list[str], number: int) -> Line | Problem:
    for place, cell in enumerate(cells, 1):
        if cell.strip() and (place > len(heading) or not heading[place - 1]):
            reason = _("“{cell}” stands under no heading.").format(cell=short(cell))
            return Problem(number, _("column {number}").format(number=place), reason)
    named = dict.fromkeys(heading, "") | dict(zip(heading, cells, strict=False))
    return Line(number, {name: unguard(cell.strip(" ")).strip() for name, cell in named.items() if name})


def _unreadable(number: int, error: csv.Error) -> Problem:
    return Problem(number, "", _("This line cannot be read as cells: {reason}.").format(reason=error))


def short(text: str, length: int = 60) -> str:
    """``text`` short enough for a sentence, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"

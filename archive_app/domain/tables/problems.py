"""What is wrong with a file that was to be imported: every fault by its place, and nothing imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive_app.errors import InvalidInput
from archive_app.i18n import _, ngettext

#: More faults than these are not listed: whoever has so many looks at the first.
MOST_PROBLEMS = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the line of the file (from 1; 0: the file as a whole), the column by its name or number, and why."""

    line: int
    column: str
    reason: str


def listed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """``problems`` in the order of the file; of more than :data:`MOST_PROBLEMS` the first, and that there are more."""
    found = sorted(problems, key=lambda problem: problem.line)
    if len(found) <= MOST_PROBLEMS:
        return tuple(found)
    return (*found[:MOST_PROBLEMS], Problem(0, "", _("There are more faults than are listed here.")))


class FaultyFile(InvalidInput):
    """A file that was not imported because of its ``problems``, the first of which stands in the message."""

    kind = "faulty-file"

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_sentence(name, self.problems))


def _sentence(name: str, problems: tuple[Problem, ...]) -> str:
    words = ngettext(
        "Nothing was imported: “{file}” has {count} fault. {first}",
        "Nothing was imported: “{file}” has {count} faults. {first}",
        len(problems),
    )
    return words.format(file=name, count=len(problems), first=_placed(problems[0]))


def _placed(problem: Problem) -> str:
    if not problem.line:
        return problem.reason
    if problem.column.isdecimal():
        words = _("Line {line}, column {column}: {reason}")
    else:
        words = _("Line {line}, {column}: {reason}") if problem.column else _("Line {line}: {reason}")
    return words.format(line=problem.line, column=problem.column, reason=problem.reason)

"""What is wrong with a file that was to be imported: every fault by its place, and nothing imported."""

from __future__ import annotations

from collections.abc import Sequence
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


class FaultyFile(InvalidInput):
    """A file that was not imported because of its ``problems``, the first of which stands in the message."""

    kind = "faulty-file"

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_sentence(name, self.problems))


def _sentence(name: str, problems: tuple[Problem, ...]) -> str:
    first = problems[0]
    where = (
        _("line {line}, {column}") if first.line and first.column else _("line {line}") if first.line else "{column}"
    ).format(line=first.line, column=first.column)
    words = ngettext(
        "Nothing was imported: “{file}” has {count} fault. {where}: {reason}",
        "Nothing was imported: “{file}” has {count} faults. The first one, {where}: {reason}",
        len(problems),
    )
    return words.format(file=name, count=len(problems), where=where or _("the whole file"), reason=first.reason)

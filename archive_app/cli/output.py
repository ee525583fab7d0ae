"""What the command line prints: answers on stdout, as text or as one JSON document; everything else on stderr.

Nothing else prints: what records, files and people say passes :func:`plain` here, so that no sign in it acts on a
terminal or turns the direction of what follows. In JSON such signs are written as escapes. Tables, bars and folded
lines are made by rich, which is loaded for the first of them: most commands print plain lines.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from archive_app.cli.options import state
from archive_app.domain.tables.problems import FaultyFile
from archive_app.errors import ArchiveError, QueryError
from archive_app.i18n import _
from archive_app.media.objects.objects import visible
from archive_app.services.progress import Progress as Done

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table


#: What acts on a terminal, and JSON would leave as it is.
_RAW = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """``text`` with its lines and tabs, and nothing else in it that a terminal would obey or hide."""
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))


def command(*words: str) -> str:
    """A command as it may be pasted into the shell of this system, whatever its words hold."""
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def say(sentence: str) -> None:
    """Tell people something beside the answer."""
    messages().print(plain(sentence), soft_wrap=True)


@cache
def messages() -> Console:
    """Where messages and progress go. Never markup: file names may hold square brackets."""
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def answer(document: dict[str, Any], lines: Iterable[str] | Table, *, as_json: bool) -> None:
    """Print ``document`` as JSON, or ``lines`` for people."""
    if as_json:
        state().answered = True
        text = json.dumps(document, ensure_ascii=False, indent=None, default=str)
        text = _RAW.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
        return
    if not isinstance(lines, Iterable):
        from rich.console import Console

        Console(markup=False, highlight=False, emoji=False, soft_wrap=True).print(lines)
        return
    for line in lines:
        sys.stdout.write(plain(line) + "\n")


def fail(error: ArchiveError, *, as_json: bool) -> None:
    """Say what went wrong in one sentence."""
    if as_json:
        document: dict[str, Any] = {}
        if isinstance(error, QueryError):
            document["position"] = error.position
        if isinstance(error, FaultyFile):
            document["problems"] = [
                {"line": each.line, "column": each.column, "reason": each.reason} for each in error.problems
            ]
        fault(error.kind, error.message, document)
    sentence = visible(error.message)
    if isinstance(error, QueryError):
        sentence = _("{sentence} (at character {position})").format(sentence=sentence, position=error.position + 1)
    say(sentence)
    if isinstance(error, FaultyFile):
        rows = [(str(each.line or ""), each.column, each.reason) for each in error.problems]
        messages().print(table((_("Line"), _("Column"), _("Reason")), rows))


def fault(kind: str, message: str, more: dict[str, Any] | None = None) -> None:
    """The document of a command that failed."""
    answer({"error": {"kind": kind, "message": message, **(more or {})}}, (), as_json=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table with these headings."""
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*map(plain, row))
    return grid


def is_watched() -> bool:
    """Whether stderr is a terminal, where somebody sees a bar move. Elsewhere rich need not be loaded for one."""
    isatty = getattr(sys.stderr, "isatty", None)
    return isatty is not None and bool(isatty())


def progress() -> Progress:
    """A progress bar on stderr, shown only to people."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        console=messages(),
        transient=True,
        disable=not messages().is_terminal,
    )


@contextmanager
def told(label: str) -> Iterator[Callable[[Done], None]]:
    """What is to be told how far a job has come; the bar appears when it is told for the first time."""
    bar: Progress | None = None

    def tell(done: Done) -> None:
        nonlocal bar
        if bar is None:
            bar = progress()
            bar.start()
            bar.add_task(label, total=None, rate="")
        rate = _("{rate:.0f} records/s").format(rate=done.rate)
        bar.update(bar.task_ids[0], completed=done.done, total=done.total, rate=rate)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.stop()

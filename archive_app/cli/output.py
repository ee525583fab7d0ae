"""What the command line prints: answers on stdout, as text or as one JSON document; everything else on stderr.

Tables, bars and folded lines are made by rich, which is loaded for the first of them: most commands print plain lines.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from archive_app.domain.tables.problems import FaultyFile
from archive_app.errors import ArchiveError, QueryError
from archive_app.i18n import _
from archive_app.media.objects.objects import visible
from archive_app.services.progress import Progress as Done

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table


@cache
def messages() -> Console:
    """Where messages and progress go. Never markup: file names may hold square brackets."""
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def answer(document: dict[str, Any], lines: Iterable[str] | Table, *, as_json: bool) -> None:
    """Print ``document`` as JSON, or ``lines`` for people."""
    if as_json:
        text = json.dumps(document, ensure_ascii=False, indent=None, default=str)
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
        return
    if not isinstance(lines, Iterable):
        from rich.console import Console

        Console(markup=False, highlight=False, emoji=False, soft_wrap=True).print(lines)
        return
    for line in lines:
        sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def fail(error: ArchiveError, *, as_json: bool) -> None:
    """Say what went wrong in one sentence."""
    if as_json:
        document: dict[str, Any] = {"kind": error.kind, "message": error.message}
        if isinstance(error, QueryError):
            document["position"] = error.position
        if isinstance(error, FaultyFile):
            document["problems"] = [
                {"line": each.line, "column": each.column, "reason": each.reason} for each in error.problems
            ]
        answer({"error": document}, (), as_json=True)
    sentence = visible(error.message)
    if isinstance(error, QueryError):
        sentence = _("{sentence} (at character {position})").format(sentence=sentence, position=error.position + 1)
    messages().print(sentence, soft_wrap=True)
    if isinstance(error, FaultyFile):
        faults = table(_("Line"), _("Column"), _("Reason"))
        for each in error.problems:
            faults.add_row(str(each.line or ""), visible(each.column), visible(each.reason))
        messages().print(faults)


def table(*columns: str) -> Table:
    """An empty table with these headings."""
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(column, overflow="fold")
    return grid


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

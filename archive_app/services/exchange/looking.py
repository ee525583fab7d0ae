"""Copies of originals to look at with another program: read-only, with names that say what they are.

Originals lie under the names of their content and no other program is ever led to them. This is not the gate's business
(`services/clearance`): who sits at the archive looks at what is theirs already, on their own screen, and nothing is
handed to anybody; the copies are the session's own and end with it. What is dragged out, exported or printed is meant
for others and passes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app import inside
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import _
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.exchange.naming import names
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of one original, and what sort of file it is."""

    file: Path
    mime: str


def copies(
    archive: Archive,
    *,
    ids: Sequence[int],
    folder: Path,
    first: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Copy]:
    """Copies of the originals of ``ids`` in ``folder``, or only of the ``first``: the one that each record is shown by,
    or another where that is missing.

    One that lies there already is taken as it is, unless something was done to it. InvalidInput where there is nothing
    to copy; Cancelled leaves the copies that are whole.
    """
    wanted = list(_wanted(archive, ids, first))
    if not wanted:
        raise InvalidInput(_("None of these records has a file here."))
    ticker, found = Ticker(len(wanted), on_progress), []
    for name, source, mime in wanted:
        if cancelled():
            raise Cancelled(_("Stopped. Files that were written so far are whole."))
        found.append(Copy(_copied(source, folder / name), mime))
        ticker.tick(name)
    return found


def _wanted(archive: Archive, ids: Sequence[int], first: bool) -> Iterator[tuple[str, Path, str]]:
    for record in (reading.record(archive, each) for each in ids):
        files = sorted(names(record, str), key=lambda each: first and each[1] is not record.shown)
        named = [(name, Path(file.path), file.mime) for name, file in files]
        there = [each for each in named if inside.is_file(each[1])]
        if len(there) < len(named):
            archive.objects.require_there()
        yield from there[:1] if first else there


def _copied(source: Path, target: Path) -> Path:
    if target.is_file() and _facts(target) == _facts(source):
        return target
    target = outputs.free(target)
    outputs.copy(source, target, read_only=True)
    return target


def _facts(file: Path) -> tuple[int, int]:
    facts = file.stat()
    return facts.st_size, facts.st_mtime_ns

"""Looking after an archive: is all of it there, and does what is derived follow from it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field

from archive_app.errors import Cancelled, Unreadable
from archive_app.i18n import _
from archive_app.media.objects.objects import Fixity, visible
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be: ``what`` is ``original``, ``database``, ``history``, ``record``, ``search
    index`` or ``membership``; ``code`` says what of it, where there is more to say, and ``field`` which of the record.
    """

    what: str
    ref: str
    reason: str
    field: str = ""
    code: str = ""

    @property
    def where(self) -> str:
        """Record and field, as one names them."""
        return ", ".join(filter(None, (self.ref, self.field)))


@dataclass(slots=True)
class VerifyReport:
    """``checked`` originals were read; ``problems`` is empty when all is well. ``strangers`` lie between the originals
    and are none, by their paths in the archive: they do no harm.
    """

    checked: int = 0
    strangers: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(
    archive: Archive,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> VerifyReport:
    """Read every original against its digest, check the database, and compare what is derived with what a rebuild
    gives.
    """
    report = VerifyReport()
    archive.sweep()
    ticker = Ticker(0, on_progress)

    def told(done: int, total: int) -> None:
        if cancelled():
            raise Cancelled(_("The check was stopped after {count} originals.").format(count=0))
        ticker.at(done, total)

    flaws = archive.store.check(told)
    report.problems += [Problem(each.what, each.ref, each.reason, each.field, each.code) for each in flaws]
    with archive.store.read_anew() as reader:
        originals = {(digest, extension): ref for digest, extension, _size, ref in reader.files.originals()}
    for digest, extension, _path in archive.objects.iter_objects():
        originals.setdefault((digest, extension), "")
    report.strangers = [visible(os.fspath(path.relative_to(archive.folder))) for path in archive.objects.strangers()]
    ticker = Ticker(len(originals), on_progress)
    for (digest, extension), ref in originals.items():
        if cancelled():
            raise Cancelled(_("The check was stopped after {count} originals.").format(count=report.checked))
        if reason := _fault(archive, digest, extension):
            report.problems.append(Problem("original", ref, reason))
        report.checked += 1
        ticker.tick(ref)
    return report


def _fault(archive: Archive, digest: str, extension: str) -> str:
    """What is wrong with one original; empty where nothing is. Raises StorageError where all of them are gone."""
    try:
        found = archive.objects.verify(digest, extension)
    except Unreadable as unreadable:
        return unreadable.message
    if found is Fixity.MISSING:
        return _("The original is missing from the object store.")
    return _("The original's bytes have changed since it was taken in.") if found is Fixity.CHANGED else ""


def reindex(
    archive: Archive,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Make all that is derived again, a few hundred records at a time, so that others can work meanwhile; returns how
    many records were indexed. Stopped half way, what was not reached is as it was: Cancelled.
    """
    ticker = Ticker(0, on_progress)
    return archive.store.reindex(ticker.at, cancelled)

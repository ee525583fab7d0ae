"""Rows of the catalogue that were damaged come back from the history, which says what each of them should hold."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archive_app.errors import Cancelled, NotAnArchive, NotFound, StorageError
from archive_app.i18n import _, ngettext
from archive_app.media.objects.sources import candidates
from archive_app.paths import DATABASE
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.upkeep.maintenance import Problem
from archive_app.store.face.values import Mended

#: How the names of catalogues end, also of those that are kept beside one that was replaced.
_CATALOGUE = ".db"


@dataclass(slots=True)
class MendReport:
    """``regained`` steps of the history came from a backup, ``mended`` rows and fields were put back; ``left`` is what
    could not be. ``unread`` names what could not be looked into.
    """

    regained: list[int] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    mended: list[Mended] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)


def mend(
    archive: Archive,
    source: Path | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> MendReport:
    """Put back every row and field that is not what the history says, and make anew what is derived.

    Cancelled, where it is stopped: then nothing was changed. Where steps of the history are damaged themselves, what
    they say is not believed; they are taken first from catalogues in the folder or backup ``source``.
    """
    if source is not None and not os.path.exists(source):  # noqa: PTH110 - never raises
        raise NotFound(_("There is no folder or backup “{file}”.").format(file=source))
    archive.require_writable()
    ticker = Ticker(0, on_progress)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        if cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        ticker.at(done, 0)

    report = MendReport()
    if source is not None and archive.store.damaged_steps(told):
        _regain(archive, source, report, told)
    report.mended = archive.store.mend(told)
    archive.store.reindex(ticker.at, lambda: False)
    for flaw in archive.store.check(ticker.at):
        report.left.append(Problem(flaw.what, flaw.ref, flaw.reason, flaw.field, flaw.code))
    return report


def _regain(archive: Archive, source: Path, report: MendReport, told: Callable[[int], None]) -> None:
    """Look at every catalogue that lies there, until the history is whole."""
    for candidate in candidates(source, lambda size: size > 0, report.unread, lambda: told(0)):
        if candidate.name.endswith(_CATALOGUE):
            try:
                with outputs.scratch_folder("regain") as folder:
                    copy = folder / DATABASE
                    outputs.pour(copy, candidate.chunks())
                    report.regained += archive.store.regain(copy, told)
            except (OSError, StorageError, NotAnArchive):
                report.unread.append(candidate.name)
            if report.regained and not archive.store.damaged_steps(told):
                break


def summary(report: MendReport) -> str:
    """How much was put back, and how much is amiss still."""
    if not report.mended and not report.left and not report.regained:
        return _("All that is recorded is as it was written.")
    words = ngettext("Put back {count} value.", "Put back {count} values.", len(report.mended))
    said = [words.format(count=f"{len(report.mended):,}")]
    if report.regained:
        words = ngettext(
            "Took {count} step of the history from a backup.",
            "Took {count} steps of the history from a backup.",
            len(report.regained),
        )
        said.insert(0, words.format(count=f"{len(report.regained):,}"))
    if report.left:
        words = ngettext(
            "{count} finding is left: restore a backup for it.",
            "{count} findings are left: restore a backup for them.",
            len(report.left),
        )
        said.append(words.format(count=f"{len(report.left):,}"))
    return " ".join(said)

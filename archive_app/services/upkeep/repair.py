"""Originals that are damaged or missing come back from wherever the same bytes still lie."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archive_app.errors import Cancelled, NotFound
from archive_app.i18n import _, ngettext
from archive_app.media.objects.objects import Fixity, visible
from archive_app.media.objects.sources import Candidate, candidates
from archive_app.services.archive import Archive
from archive_app.services.ingest import pictures
from archive_app.services.progress import Progress, Ticker


@dataclass(frozen=True, slots=True)
class Repaired:
    """An original that is whole again: the ref of its record (empty where none has it), and where it was found."""

    ref: str
    sha256: str
    found: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """An original that is damaged or missing still, and which of both."""

    ref: str
    sha256: str
    reason: str


@dataclass(slots=True)
class RepairReport:
    """``checked`` originals were read. ``unread`` names what could not be looked into."""

    checked: int = 0
    repaired: list[Repaired] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Wanted:
    """One content that is looked for: its size (0: unknown), and what is wrong, by the extension it is kept with."""

    ref: str
    size: int
    wrong: dict[str, Fixity]


def repair(
    archive: Archive,
    source: Path,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RepairReport:
    """Look in the folder or backup ``source`` for every original that is damaged or missing, and put it back.

    ``source`` is only read. NotFound where it is not there. Cancelled, where it is stopped: what was put back stays.
    """
    if not os.path.exists(source):  # noqa: PTH110 - never raises
        raise NotFound(_("There is no folder or backup “{file}”.").format(file=source))
    archive.require_writable()
    archive.sweep()
    with archive.objects.taking():
        return _Repair(archive, on_progress, cancelled).done(source)


class _Repair:
    """One repair under way."""

    def __init__(
        self, archive: Archive, on_progress: Callable[[Progress], None] | None, cancelled: Callable[[], bool]
    ) -> None:
        self.report = RepairReport()
        self._archive = archive
        self._ticker = Ticker(0, on_progress)
        self._cancelled = cancelled
        self._wanted: dict[str, _Wanted] = {}

    def done(self, source: Path) -> RepairReport:
        self._look()
        if self._wanted:
            self._search(source)
        for sha256, wanted in self._wanted.items():
            self.report.lacking.append(Lacking(wanted.ref, sha256, _reason(wanted)))
        return self.report

    def _look(self) -> None:
        """Read every original, as a check of the archive does."""
        with self._archive.store.read() as reader:
            kept = {(sha256, extension): (size, ref) for sha256, extension, size, ref in reader.files.originals()}
        for sha256, extension, _path in self._archive.objects.iter_objects():
            kept.setdefault((sha256, extension), (0, ""))
        for (sha256, extension), (size, ref) in kept.items():
            self._check()
            fixity = self._archive.objects.look(sha256, extension, size)
            if fixity is not Fixity.OK:
                self._wanted.setdefault(sha256, _Wanted(ref, size, {})).wrong[extension] = fixity
            self.report.checked += 1
            self._ticker.at(self.report.checked, len(kept), ref)

    def _search(self, source: Path) -> None:
        sizes = {wanted.size for wanted in self._wanted.values()}
        found = list(candidates(source, lambda size: size in sizes or 0 in sizes, self.report.unread, self._check))
        for number, candidate in enumerate(found, 1):
            if not self._wanted:
                break
            self._check()
            self._try(candidate)
            self._ticker.at(number, len(found), visible(candidate.name))

    def _try(self, candidate: Candidate) -> None:
        try:
            sha256 = candidate.digest(self._check)
            if sha256 in self._wanted:
                self._put_back(sha256, candidate)
        except OSError:
            self.report.unread.append(candidate.name)

    def _put_back(self, sha256: str, candidate: Candidate) -> None:
        objects, wanted = self._archive.objects, self._wanted[sha256]
        for extension in wanted.wrong:
            staged = objects.stage_chunks(candidate.chunks())
            if staged.sha256 != sha256:
                # It changed since it was read.
                objects.discard(staged)
                return
            objects.adopt(staged, extension)
        objects.sync_directories()
        del self._wanted[sha256]
        self._archive.thumbnails.forget(sha256)
        pictures.thumbnail(self._archive, sha256)
        self.report.repaired.append(Repaired(wanted.ref, sha256, visible(candidate.name)))

    def _check(self) -> None:
        if self._cancelled():
            count = len(self.report.repaired)
            words = ngettext(
                "Stopped. {count} original was put back.", "Stopped. {count} originals were put back.", count
            )
            raise Cancelled(words.format(count=f"{count:,}"))


def _reason(wanted: _Wanted) -> str:
    if Fixity.CHANGED in wanted.wrong.values():
        return _("The original's bytes have changed since it was taken in.")
    return _("The original is missing from the object store.")


def summary(report: RepairReport) -> str:
    """How many originals are whole again, and how many are not."""
    if not report.repaired and not report.lacking:
        return _("Checked {count} originals: all is well.").format(count=f"{report.checked:,}")
    words = ngettext("Repaired {count} original.", "Repaired {count} originals.", len(report.repaired))
    said = [words.format(count=f"{len(report.repaired):,}")]
    if report.lacking:
        words = ngettext(
            "{count} is damaged or missing still: look elsewhere for it.",
            "{count} are damaged or missing still: look elsewhere for them.",
            len(report.lacking),
        )
        said.append(words.format(count=f"{len(report.lacking):,}"))
    return " ".join(said)

"""Original files for somebody: copies in a folder, with names that say what they are, and with what is known of them
inside or beside them where that is wanted. The originals themselves are only read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from archive_app import inside
from archive_app.domain.model.carrying import FIELDS, How
from archive_app.domain.model.kinds import FileRole
from archive_app.domain.model.records import FileValue, Record
from archive_app.errors import Cancelled, InvalidInput, Unreadable
from archive_app.i18n import _
from archive_app.media.metadata.facts import Metadata
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.clearance.clearance import Kept
from archive_app.services.exchange import saying
from archive_app.services.exchange.naming import names
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading


@dataclass(frozen=True, slots=True)
class OriginalsReport:
    """The ``files`` that were written, what stays in the archive (``kept``), the refs of records without a file, or
    whose file is gone from the archive, and what could not be read (``unread``: ref and reason). ``sidecars`` were
    written beside them; ``beside`` says of which records instead of inside, and why.
    """

    folder: Path
    files: tuple[Path, ...]
    kept: tuple[Kept, ...]
    without: tuple[str, ...]
    unread: tuple[tuple[str, str], ...] = ()
    sidecars: tuple[Path, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()


def export_originals(
    archive: Archive,
    *,
    ids: Sequence[int],
    folder: Path,
    how: How = How.NONE,
    fields: Collection[str] = FIELDS,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> OriginalsReport:
    """Put copies of the original files of ``ids`` into ``folder``, which must be there and lie in no archive. Nothing
    in it is replaced: files of one name are numbered. What the archive says of them, as far as it is of ``fields``,
    goes with them as ``how`` says. InvalidInput where there is nothing that may leave; Cancelled leaves the files that
    are whole.
    """
    outputs.check_folder(folder)
    gate = clearance.clear(archive, ids)
    clearance.refuse_nothing(gate)
    ticker = Ticker(len(gate.ids), on_progress)
    run = _Run(folder, how, fields, gate.without)
    for record in (reading.record(archive, each) for each in gate.ids):
        named = _named(record, gate.without, folder)
        there = [(name, file) for name, file in named if inside.is_file(Path(file.path))]
        said = saying.metadata_of(archive, record, gate.without) if there and how is not How.NONE else None
        for name, file in there:
            if cancelled():
                raise Cancelled(_("Stopped. Files that were written so far are whole."))
            run.copy(record, name, file, said)
        if len(there) < len(named):
            archive.objects.require_there()
        if not there or len(there) < len(named):
            run.without.append(record.ref)
        ticker.tick(record.ref)
    if not run.files and not gate.kept and not run.unread:
        raise InvalidInput(_("None of these records has a file."))
    return run.report(gate.kept)


def _named(record: Record, without: Callable[[str], str], folder: Path) -> list[tuple[str, FileValue]]:
    """The names of a record's files, none of which is taken in ``folder``: all of them bear the same number or none."""
    for again in count(1):
        named = names(record, without, again)
        if not any(os.path.lexists(folder / name) for name, _file in named):
            # What goes with a file comes after it: it may be written anew beside the copy.
            return sorted(named, key=lambda each: each[1].role is FileRole.SIDECAR)
    raise AssertionError("numbers end")


class _Run:
    """One export under way."""

    def __init__(self, folder: Path, how: How, fields: Collection[str], without: Callable[[str], str]) -> None:
        self._folder, self._how, self._fields, self._without = folder, how, fields, without
        self.files: list[Path] = []
        self.without: list[str] = []
        self.unread: list[tuple[str, str]] = []
        self._sidecars: list[Path] = []
        self._beside: list[tuple[str, str]] = []
        #: Records whose sidecar was written anew, upon what theirs said.
        self._renewed: set[int] = set()

    def copy(self, record: Record, name: str, file: FileValue, said: Metadata | None) -> None:
        """One file of a record, with what is ``said`` of it."""
        target = outputs.free(self._folder / name)
        try:
            if record.id in self._renewed and self._is_own(record, file):
                return
            if said is None or file.role is FileRole.SIDECAR:
                outputs.copy(Path(file.path), target)
            else:
                self._carry(record, file, target, said)
            self.files.append(target)
        except Unreadable as error:
            self.unread.append((record.ref, error.message))

    def _is_own(self, record: Record, file: FileValue) -> bool:
        from archive_app.services.exchange import carrying

        return carrying.own_sidecar(record) is file

    def _carry(self, record: Record, file: FileValue, target: Path, said: Metadata) -> None:
        # What writes packets takes a while to load, and most exports need none of it.
        from archive_app.services.exchange import carrying

        said = saying.regions_of(said, record, file, self._without)
        done = carrying.carry(file, target, said, self._how, self._fields, carrying.own_sidecar(record))
        if done.sidecar:
            self._sidecars.append(done.sidecar)
            self._renewed.add(record.id)
        self._beside += [(record.ref, done.reason)] if done.reason else []

    def report(self, kept: tuple[Kept, ...]) -> OriginalsReport:
        """What became of it; ``kept`` may not leave."""
        return OriginalsReport(
            self._folder, tuple(self.files), kept, tuple(self.without), tuple(self.unread), tuple(self._sidecars),
            tuple(self._beside),
        )  # fmt: skip

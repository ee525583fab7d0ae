"""Original files for somebody: copies in a folder, with names that say what they are, and with what is known of them
inside or beside them where that is wanted. The originals themselves are only read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app import inside
from archive_app.domain.model.carrying import FIELDS, How
from archive_app.domain.model.kinds import FileRole
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.showing import shown
from archive_app.errors import Cancelled, InvalidInput, Unreadable
from archive_app.i18n import _
from archive_app.media.metadata.facts import Metadata
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.clearance.clearance import Kept
from archive_app.services.exchange import saying
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading

#: What one system or another does not take in a name.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
#: Bytes of a name; a system takes 255, and a number may come to it.
_NAME_BYTES = 180


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
    run = _Run(folder, how, fields)
    for record in (reading.record(archive, each) for each in gate.ids):
        named = list(names(record, gate.without(record.title)))
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


class _Run:
    """One export under way."""

    def __init__(self, folder: Path, how: How, fields: Collection[str]) -> None:
        self._folder, self._how, self._fields = folder, how, fields
        self.files: list[Path] = []
        self.without: list[str] = []
        self.unread: list[tuple[str, str]] = []
        self._sidecars: list[Path] = []
        self._beside: list[tuple[str, str]] = []

    def copy(self, record: Record, name: str, file: FileValue, said: Metadata | None) -> None:
        """One file of a record, with what is ``said`` of it."""
        target = outputs.free(self._folder / name)
        try:
            if said is None or file.role is FileRole.SIDECAR:
                outputs.copy(Path(file.path), target)
            else:
                self._carry(record, file, target, said)
            self.files.append(target)
        except Unreadable as error:
            self.unread.append((record.ref, error.message))

    def _carry(self, record: Record, file: FileValue, target: Path, said: Metadata) -> None:
        # What writes packets takes a while to load, and most exports need none of it.
        from archive_app.services.exchange import carrying

        done = carrying.carry(file, target, said, self._how, self._fields, carrying.own_sidecar(record))
        self._sidecars += [done.sidecar] if done.sidecar else []
        self._beside += [(record.ref, done.reason)] if done.reason else []

    def report(self, kept: tuple[Kept, ...]) -> OriginalsReport:
        """What became of it; ``kept`` may not leave."""
        return OriginalsReport(
            self._folder, tuple(self.files), kept, tuple(self.without), tuple(self.unread), tuple(self._sidecars),
            tuple(self._beside),
        )  # fmt: skip


def names(record: Record, called: str) -> Iterator[tuple[str, FileValue]]:
    """The files of a record that is ``called`` so, each with the name that it is given: ref, title, its number where
    there are several.
    """
    for number, file in enumerate(record.files, start=1):
        ending, title = Path(file.path).suffix, called
        if title.lower().endswith(ending.lower()):
            title = title[: len(title) - len(ending)]
        several = f" {number}" if len(record.files) > 1 else ""
        yield f"{_short(f'{record.ref} {shown(title)}')}{several}{ending}", file


def _short(name: str) -> str:
    """``name`` as every system takes it."""
    name = _NOT_IN_NAMES.sub("-", name)
    while len(os.fsencode(name)) > _NAME_BYTES:
        name = name[:-1]
    return name.strip(" .-") or "file"

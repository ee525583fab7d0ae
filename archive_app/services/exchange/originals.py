"""Original files for somebody: copies in a folder, with names that say what they are."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app import inside
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.showing import shown
from archive_app.errors import Cancelled, InvalidInput, Unreadable
from archive_app.i18n import _
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.clearance.clearance import Kept
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading

#: What one system or another does not take in a name.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
#: Bytes of a name; a system takes 255, and a number may come to it.
_NAME_BYTES = 180


@dataclass(frozen=True, slots=True)
class OriginalsReport:
    """The ``files`` that were written, what stays in the archive (``kept``), the refs of records without a file, or
    whose file is gone from the archive, and what could not be read (``unread``: ref and reason).
    """

    folder: Path
    files: tuple[Path, ...]
    kept: tuple[Kept, ...]
    without: tuple[str, ...]
    unread: tuple[tuple[str, str], ...] = ()


def export_originals(
    archive: Archive,
    *,
    ids: Sequence[int],
    folder: Path,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> OriginalsReport:
    """Put copies of the original files of ``ids`` into ``folder``, which must be there and lie in no archive. Nothing
    in it is replaced: files of one name are numbered. InvalidInput where there is nothing that may leave; Cancelled
    leaves the files that are whole.
    """
    outputs.check_folder(folder)
    gate = clearance.clear(archive, ids)
    clearance.refuse_nothing(gate)
    ticker = Ticker(len(gate.ids), on_progress)
    files: list[Path] = []
    without: list[str] = []
    unread: list[tuple[str, str]] = []
    for record in (reading.record(archive, each) for each in gate.ids):
        there = [
            (name, file) for name, file in names(record, gate.without(record.title)) if inside.is_file(Path(file.path))
        ]
        for name, file in there:
            if cancelled():
                raise Cancelled(_("Stopped. Files that were written so far are whole."))
            target = outputs.free(folder / name)
            try:
                outputs.copy(Path(file.path), target)
                files.append(target)
            except Unreadable as error:
                unread.append((record.ref, error.message))
        if len(there) < len(record.files):
            archive.objects.require_there()
        if not there or len(there) < len(record.files):
            without.append(record.ref)
        ticker.tick(record.ref)
    if not files and not gate.kept and not unread:
        raise InvalidInput(_("None of these records has a file."))
    return OriginalsReport(folder, tuple(files), gate.kept, tuple(without), tuple(unread))


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

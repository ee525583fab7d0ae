"""A copy of a whole archive in one file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive_app.domain.text.refusals import reason
from archive_app.errors import ArchiveBusy, StorageError
from archive_app.i18n import _
from archive_app.media.objects import bag, bagit
from archive_app.scratch import Scratch
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.upkeep import drives, places
from archive_app.services.upkeep.maintenance import Problem
from archive_app.store.face.store import DATABASE, MARKER

#: Of a folder's name in that of its backup; a disk takes 255 for the whole.
_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class BackupReport:
    """The backup file and its SHA-256 (hex); ``problems`` names originals that are not in it, or were damaged before
    they were copied.
    """

    file: Path
    sha256: str
    problems: tuple[Problem, ...] = ()


def backup(
    archive: Archive,
    *,
    out: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BackupReport:
    """Write the whole archive into one verified file: a BagIt bag in a tar, by default in ``backups/``.

    What can't be read is left out and named. StorageError where the place of the backup is at fault, or the archive
    went away.
    """
    archive.objects.require_there()
    named = f"{_named_after(archive.folder)}-{datetime.now():%Y%m%d-%H%M%S}.tar"
    target = (out or archive.folder / "backups" / named).absolute()
    if out is not None:
        outputs.check(target, backup=True)
        outputs.make_folder(target.parent)
    with archive.store.read() as reader:
        mark = reader.history.mark()
    with outputs.written(target, backup=True) as draft, announced(archive):
        purged = left_by_purges(archive)
        # Beside the backup: the archive's own drive may be full, or only be read.
        copy = draft.with_name(DATABASE)
        archive.store.copy_to(copy)
        members = [(MARKER, archive.folder / MARKER), (DATABASE, copy)]
        # Everything in the object store, so that an ingest that was undone can be redone after a restore too.
        members += [
            (path.relative_to(archive.folder).as_posix(), path)
            for _digest, _ext, path in archive.objects.iter_objects()
            if path not in purged
        ]
        found = _Found(archive, Ticker(len(members), on_progress))
        said, base = bagit.description(archive.folder.name, archive.info.uid), bagit.base(target.stem)
        digest = bag.write(
            draft, members, said, base=base, on_member=found.took, on_unread=found.missed, cancelled=cancelled
        )
        found.look_for_missing({path for _name, path in members})
    _remember(archive, target, mark, len(found.problems))
    return BackupReport(target, digest, tuple(found.problems))


def _remember(archive: Archive, target: Path, mark: str, problems: int) -> None:
    """A backup in one file is the last one where none is kept by content: those are brought up to date again."""
    known = places.last(archive)
    if known is None or not known.state:
        at, apart = places.now(), not drives.same(archive.folder, target.parent)
        places.remember(archive, places.Last(str(target), mark, at, at, at, apart, problems))


class _Found:
    """What a backup met on its way."""

    def __init__(self, archive: Archive, ticker: Ticker) -> None:
        self.problems: list[Problem] = []
        self._archive = archive
        self._ticker = ticker

    def took(self, name: str, digest: str) -> None:
        """``name`` is in the backup, with bytes of this digest."""
        self._ticker.tick(name)
        if name.startswith("objects/") and not Path(name).name.startswith(digest):
            self._add(_("{name}: its bytes have changed.").format(name=name))

    def missed(self, name: str, error: OSError) -> None:
        """``name`` can't be read. Raises StorageError where there is no backup without it, or the archive is gone."""
        self._ticker.tick(name)
        unread = self._archive.objects.unreadable(error)
        if not name.startswith("objects/"):
            raise StorageError(
                _("“{file}” cannot be read: {reason}. No backup was made.").format(
                    file=self._archive.folder / name, reason=reason(error)
                )
            ) from error
        self._add(_("{name} is not in the backup: {reason}").format(name=name, reason=unread.message))

    def look_for_missing(self, there: Collection[Path]) -> None:
        """Name the originals that should have been there."""
        with self._archive.store.read() as reader:
            originals = reader.files.originals()
        for digest, extension, _size, ref in originals:
            path = self._archive.objects.path_of(digest, extension)
            if path not in there:
                name = path.relative_to(self._archive.folder).as_posix()
                why = _("The original is missing from the object store.")
                self._add(_("{name} is not in the backup: {reason}").format(name=name, reason=why), ref)

    def _add(self, sentence: str, ref: str = "") -> None:
        self.problems.append(Problem("original", ref, sentence))


@contextlib.contextmanager
def announced(archive: Archive) -> Iterator[None]:
    """Let others of this archive see that a backup copies what it has listed; where nothing can be written, there is
    nobody who could remove it either.
    """
    with contextlib.ExitStack() as stack:
        # What was purged meanwhile goes when it is done.
        stack.callback(_sweep, archive)
        with contextlib.suppress(OSError):
            stack.enter_context(Scratch(archive.folder / "staging", "backup"))
        yield


def _sweep(archive: Archive) -> None:
    with contextlib.suppress(StorageError, ArchiveBusy):
        archive.sweep()


def left_by_purges(archive: Archive) -> set[Path]:
    """Originals that lie there and are destroyed already: asked before the catalogue is copied, which knows nothing of
    them.
    """
    with archive.store.read() as reader:
        return {archive.objects.path_of(*each) for each in reader.files.leaving()}


def _named_after(folder: Path) -> str:
    """The folder's name, cut where a longer one would leave no room for the date."""
    name = folder.name
    while len(os.fsencode(name)) > _NAME_BYTES:
        name = name[:-1]
    return name

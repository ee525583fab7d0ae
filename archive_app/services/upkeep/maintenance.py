"""Looking after an archive: is all of it there, a copy of it, and back from the copy."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archive_app.domain.text.clutter import is_clutter
from archive_app.domain.text.refusals import reason
from archive_app.errors import Cancelled, NotAnArchive, Refused, StorageError
from archive_app.i18n import _
from archive_app.media.objects import bag
from archive_app.media.objects.objects import Fixity, visible
from archive_app.services import outputs
from archive_app.services.archive import Archive, open_archive
from archive_app.services.progress import Progress, Ticker
from archive_app.store.face.store import DATABASE, MARKER, read_info

#: Of a folder's name in that of its backup; a disk takes 255 for the whole.
_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be: ``what`` is ``original``, ``database``, ``search index`` or
    ``membership``.
    """

    what: str
    ref: str
    reason: str


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


@dataclass(frozen=True, slots=True)
class BackupReport:
    """The backup file and its SHA-256 (hex); ``problems`` names originals that were damaged before they were copied."""

    file: Path
    sha256: str
    problems: tuple[Problem, ...] = ()


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
    with archive.store.read_anew() as reader:
        report.problems += [Problem("database", "", reason) for reason in reader.index.checks.integrity()]
        report.problems += [Problem("search index", ref, reason) for ref, reason in reader.index.checks.search()]
        report.problems += [Problem("membership", ref, reason) for ref, reason in reader.index.checks.memberships()]
        report.problems += [Problem("search index", ref, reason) for ref, reason in reader.index.checks.facets()]
        originals = {(digest, extension): ref for digest, extension, _size, ref in reader.files.originals()}
    for digest, extension, _path in archive.objects.iter_objects():
        originals.setdefault((digest, extension), "")
    report.strangers = [visible(os.fspath(path.relative_to(archive.folder))) for path in archive.objects.strangers()]
    ticker = Ticker(len(originals), on_progress)
    for (digest, extension), ref in originals.items():
        if cancelled():
            raise Cancelled(_("The check was stopped after {count} originals.").format(count=report.checked))
        match archive.objects.verify(digest, extension):
            case Fixity.MISSING:
                report.problems.append(Problem("original", ref, _("The original is missing from the object store.")))
            case Fixity.CHANGED:
                report.problems.append(
                    Problem("original", ref, _("The original's bytes have changed since it was taken in."))
                )
            case Fixity.OK:
                pass
        report.checked += 1
        ticker.tick(ref)
    return report


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


def backup(
    archive: Archive,
    *,
    out: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BackupReport:
    """Write the whole archive into one verified file: a BagIt bag in a tar, by default in ``backups/``."""
    named = f"{_named_after(archive.folder)}-{datetime.now():%Y%m%d-%H%M%S}.tar"
    target = (out or archive.folder / "backups" / named).absolute()
    if out is not None:
        outputs.check(target, backup=True)
        outputs.make_folder(target.parent)
    with outputs.written(target, backup=True) as draft, _scratch(archive) as scratch:
        copy = scratch / DATABASE
        archive.store.copy_to(copy)
        members = [(MARKER, archive.folder / MARKER), (DATABASE, copy)]
        # Everything in the object store, so that an ingest that was undone can be redone after a restore too.
        members += [
            (path.relative_to(archive.folder).as_posix(), path)
            for _digest, _ext, path in archive.objects.iter_objects()
        ]
        ticker = Ticker(len(members), on_progress)
        problems: list[Problem] = []

        def check(name: str, digest: str) -> None:
            ticker.tick(name)
            if name.startswith("objects/") and not Path(name).name.startswith(digest):
                problems.append(Problem("original", "", _("{name}: its bytes have changed.").format(name=name)))

        digest = bag.write(draft, members, on_member=check, cancelled=cancelled)
    return BackupReport(target, digest, tuple(problems))


@contextlib.contextmanager
def _scratch(archive: Archive) -> Iterator[Path]:
    """A folder of the archive's own for a copy of its database."""
    try:
        scratch = Path(tempfile.mkdtemp(prefix="backup-", dir=archive.folder / "staging"))
    except OSError as error:
        raise StorageError(
            _("The archive's folder cannot be written to: {reason}.").format(reason=reason(error))
        ) from error
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _named_after(folder: Path) -> str:
    """The folder's name, cut where a longer one would leave no room for the date."""
    name = folder.name
    while len(os.fsencode(name)) > _NAME_BYTES:
        name = name[:-1]
    return name


def restore(file: Path, folder: Path) -> Path:
    """Make the archive in the backup ``file`` again in ``folder``; returns the folder.

    An empty or new folder is filled. A folder that holds the same archive is put back to the state of the backup,
    with its own database kept beside in ``backups/``; any other folder is refused, and so is one inside another
    archive. The whole backup is checked before anything moves.
    """
    folder = folder.absolute()
    outputs.check_home(folder)
    if not file.is_file():
        raise NotAnArchive(_("There is no backup “{file}”.").format(file=file))
    there = _is_there(folder)
    new = not folder.exists()
    if not there and not outputs.is_free(folder):
        raise Refused(_("The folder “{folder}” is not empty. Choose an empty or a new folder.").format(folder=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".restore-", dir=folder))
    except OSError as error:
        raise StorageError(
            _("The folder “{folder}” cannot be written to: {reason}.").format(folder=folder, reason=reason(error))
        ) from error
    try:
        for _name, _placed in bag.unpack_iter(file, scratch):
            pass
        info = read_info(scratch)
        if there:
            _keep_present(folder, info.uid)
        _move_in(scratch, folder)
    except OSError as error:
        raise StorageError(
            _("The backup could not be restored: {reason}. Nothing was changed.").format(reason=reason(error))
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        if new and not any(folder.iterdir()):
            folder.rmdir()
    open_archive(folder).close()
    return folder


def _is_there(folder: Path) -> bool:
    """Whether the folder holds an archive, or what damage has left of one."""
    return any((folder / name).exists() for name in (MARKER, DATABASE))


def _keep_present(folder: Path, uid: str) -> None:
    """Set aside the database that is about to be replaced; Refused where the folder holds another archive.

    A database that can be read is copied through SQLite; a damaged one is moved as it is.
    """
    try:
        present = read_info(folder).uid
    except NotAnArchive:
        present = uid
    if present != uid:
        raise Refused(
            _("The folder “{folder}” holds another archive. Choose an empty or a new folder.").format(folder=folder)
        )
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    try:
        with open_archive(folder) as opened:
            opened.claim_window()
            opened.store.copy_to(folder / "backups" / f"before-restore-{stamp}.db")
    except NotAnArchive:
        aside = folder / "backups" / f"damaged-{stamp}"
        aside.mkdir(parents=True)
        for left in [folder / MARKER, *folder.glob(f"{DATABASE}*")]:
            if left.exists():
                left.replace(aside / left.name)


def _move_in(scratch: Path, folder: Path) -> None:
    """Originals first, then the database, the marker last: a kill in between leaves an archive that can be restored
    again.
    """
    for source in sorted(path for path in scratch.rglob("*") if path.is_file()):
        # Backups of earlier versions hold what a system left beside the originals.
        if source.parent != scratch and not is_clutter(source.name):
            target = folder / source.relative_to(scratch)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    for leftover in (f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal"):
        (folder / leftover).unlink(missing_ok=True)
    for name in (DATABASE, MARKER):
        (scratch / name).replace(folder / name)

"""A copy of a whole archive in one file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive_app.domain.text.refusals import reason
from archive_app.errors import StorageError
from archive_app.i18n import _
from archive_app.media.objects import bag, bagit
from archive_app.scratch import Scratch
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.upkeep.maintenance import Problem
from archive_app.store.face.store import DATABASE, MARKER

#: Of a folder's name in that of its backup; a disk takes 255 for the whole.
_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class BackupReport:
    """The backup file and its SHA-256 (hex); ``problems`` names originals that were damaged before they were copied."""

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

        said, base = bagit.description(archive.folder.name, archive.info.uid), bagit.base(target.stem)
        digest = bag.write(draft, members, said, base=base, on_member=check, cancelled=cancelled)
    return BackupReport(target, digest, tuple(problems))


@contextlib.contextmanager
def _scratch(archive: Archive) -> Iterator[Path]:
    """A folder of the archive's own for a copy of its database."""
    try:
        scratch = Scratch(archive.folder / "staging", "backup")
    except OSError as error:
        raise StorageError(
            _("The archive's folder cannot be written to: {reason}.").format(reason=reason(error))
        ) from error
    with scratch as folder:
        yield folder


def _named_after(folder: Path) -> str:
    """The folder's name, cut where a longer one would leave no room for the date."""
    name = folder.name
    while len(os.fsencode(name)) > _NAME_BYTES:
        name = name[:-1]
    return name

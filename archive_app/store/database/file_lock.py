"""Locks between processes: one window to an archive, one upgrade.

The lock is the operating system's and goes with the process, so nothing is left behind by a kill.
"""

from __future__ import annotations

import os
from pathlib import Path

from archive_app import inside, locks
from archive_app.domain.text.refusals import reason
from archive_app.errors import StorageError
from archive_app.i18n import _
from archive_app.locks import Grip

WINDOW = ".window-lock"
#: In the folder of backups, while an older archive is brought up to date.
UPGRADE = ".upgrade-lock"


class FileLock:
    """A lock file in an archive's folder; held from a :meth:`take` that succeeds until :meth:`release`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / name
        self._folder = folder
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Whether the lock is held now; false where another process has it. StorageError if it can't be tried."""
        if self._descriptor is not None:
            return True
        try:
            inside.check_file(self._path)
            descriptor, grip = locks.take(self._path)
        except OSError as error:
            raise StorageError(
                _("The archive in “{folder}” cannot be written to: {reason}.").format(
                    folder=self._folder, reason=reason(error)
                )
            ) from error
        if grip is Grip.OURS:
            self._descriptor = descriptor
        # Where the drive has no locks nobody is kept out.
        return grip is not Grip.THEIRS

    def release(self) -> None:
        """Let another process have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

"""One window to an archive: a lock file held open for as long as the window lives.

The lock is the operating system's and goes with the process, so nothing is left behind by a kill.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from archive_app.errors import ArchiveBusy, StorageError
from archive_app.i18n import _


class WindowLock:
    """Take with :meth:`take`, give back with :meth:`release`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ".window-lock"
        self._folder = folder
        self._descriptor: int | None = None

    def take(self) -> None:
        """ArchiveBusy if another window has the archive."""
        if self._descriptor is not None:
            return
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StorageError(
                _("The archive in “{folder}” cannot be written to: {reason}.").format(
                    folder=self._folder, reason=error.strerror or error
                )
            ) from error
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise ArchiveBusy(_("This archive is open in another window. Close it there first.")) from None
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another window have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

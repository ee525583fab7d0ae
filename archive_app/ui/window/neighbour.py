"""Two windows on one archive: the second one knocks, and the first one comes to the front.

A knock is a file in the folder of the archive, which the window that has it takes away. Nobody does where that window
is on another machine.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from archive_app.errors import ArchiveBusy
from archive_app.i18n import _
from archive_app.services.archive import Archive, claim_window

_KNOCK = ".window-knock"
#: How long a knock waits for an answer, and how often it looks, in seconds.
_PATIENCE, _LOOK = 1.5, 0.03


class InFront(ArchiveBusy):
    """Another window has the archive, and has come to the front."""


class Door(QObject):
    """``knocked`` says that another window would have the archive in ``folder``."""

    knocked = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._knock = folder / _KNOCK
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._look)

    def close(self) -> None:
        """Listen no more."""
        self._watcher.directoryChanged.disconnect(self._look)

    def _look(self) -> None:
        try:
            self._knock.unlink()
        except OSError:
            return
        self.knocked.emit()


def claimed(archive: Archive) -> Archive:
    """``archive``, kept for this window; InFront or ArchiveBusy where another one has it, and it is closed here."""
    try:
        claim_window(archive)
    except ArchiveBusy as busy:
        archive.close()
        if knock(archive.folder):
            raise InFront(_("This archive is open in another window, which is in front now.")) from busy
        raise
    except BaseException:
        archive.close()
        raise
    return archive


def knock(folder: Path) -> bool:
    """Whether the window that has the archive in ``folder`` answers."""
    sign = folder / _KNOCK
    with contextlib.suppress(OSError):
        sign.touch()
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            time.sleep(_LOOK)
            if not sign.exists():
                return True
        sign.unlink()
    return False

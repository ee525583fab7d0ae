"""An open archive: what every service takes first."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from archive_app.errors import ArchiveBusy, StorageError
from archive_app.i18n import N_, _
from archive_app.media.objects.objects import ObjectStore
from archive_app.media.pictures.thumbnails import ThumbnailCache
from archive_app.services import outputs
from archive_app.services.hub import Hub
from archive_app.services.person import Person, author
from archive_app.services.progress import Progress, Ticker
from archive_app.store.face import store
from archive_app.store.face.values import WINDOW, FileLock

if TYPE_CHECKING:
    from archive_app.media.pictures.workers import DecoderPool


class Archive:
    """One archive with its database, its objects and its derived pictures. Close it when done."""

    def __init__(self, opened: store.Store, hub: Hub, author: Callable[[], str]) -> None:
        self.folder = opened.folder
        self.info = opened.info
        self.hub = hub
        #: Who makes the changes now.
        self.author = author
        self.store = opened
        self.objects = ObjectStore(opened.folder)
        self.thumbnails = ThumbnailCache(opened.folder / "derived" / "thumbs.sqlite")
        self._decoders: DecoderPool | None = None
        self._making = threading.Lock()
        self._window = FileLock(opened.folder, WINDOW)

    @property
    def decoders(self) -> DecoderPool:
        """The workers that read and decode files; what starts them is loaded when they are first asked for."""
        with self._making:
            if self._decoders is None:
                from archive_app.media.pictures.workers import DecoderPool

                self._decoders = DecoderPool()
            return self._decoders

    def claim_window(self) -> None:
        """Keep this archive for one window until it is closed; ArchiveBusy if another window has it."""
        if not self._window.take():
            raise ArchiveBusy(_("This archive is open in another window. Close it there first."))

    def sweep(self) -> int:
        """Remove the originals that a purge has left, and their pictures; how many are gone. What another program has
        open stays until the next time.
        """
        with self.store.read() as reader:
            if not reader.files.leaving():
                return 0
        # Within a change nobody can begin to take the same bytes in again, and count on what lies here.
        with self.store.transact(N_("Purge")) as transaction:
            gone = [each for each in transaction.reader.files.leaving() if self.objects.remove(*each)]
            transaction.files_left(gone)
        self.objects.sync_directories()
        for digest, _extension in gone:
            self.thumbnails.forget(digest)
        return len(gone)

    def close(self) -> None:
        """Stop the workers and close every file."""
        if self._decoders is not None:
            self._decoders.close()
        self.thumbnails.close()
        self.store.close()
        self._window.release()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_archive(folder: Path, *, person: Person | None = None) -> Archive:
    """Make a new, empty archive in ``folder``; StorageError if it can't be made, Refused if the folder is not empty or
    lies in an archive.

    ``person`` is who makes the changes, and by default whoever sits at this computer.
    """
    outputs.check_home(folder)
    hub = Hub()
    who = author(person or Person())
    return Archive(store.create(folder.absolute(), hub.publish, who), hub, who)


def open_archive(
    folder: Path, *, on_progress: Callable[[Progress], None] | None = None, person: Person | None = None
) -> Archive:
    """Open the archive in ``folder``; NotAnArchive, ArchiveTooNew or StorageError say why it can't be.

    An archive that an earlier version indexed is indexed anew, of which ``on_progress`` is told.
    """
    hub, tell = Hub(), Ticker(0, on_progress).at
    who = author(person or Person())
    archive = Archive(store.open_(folder.absolute(), hub.publish, who, tell), hub, who)
    # A disk that refuses it now is asked again the next time, and by a check.
    with contextlib.suppress(StorageError, ArchiveBusy):
        archive.sweep()
    return archive


def claim_window(archive: Archive) -> None:
    """See :meth:`Archive.claim_window`."""
    archive.claim_window()

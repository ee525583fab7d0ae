"""An open archive: what every service takes first."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from archive_app import scratch
from archive_app.errors import ArchiveBusy, StorageError
from archive_app.i18n import N_, _
from archive_app.media.objects.objects import ObjectStore
from archive_app.media.pictures.thumbnails import ThumbnailCache
from archive_app.services import outputs
from archive_app.services.hub import Hub
from archive_app.services.person import Person, author
from archive_app.services.progress import Progress, Ticker
from archive_app.store.face import store
from archive_app.store.face.reader import Reader
from archive_app.store.face.values import WINDOW, FileLock

if TYPE_CHECKING:
    from archive_app.media.pictures.workers import DecoderPool


class Archive:
    """One archive with its database, its objects and its derived pictures. Close it when done."""

    def __init__(
        self, opened: store.Store, hub: Hub, author: Callable[[], str], decoders: DecoderPool | None = None
    ) -> None:
        self.folder = opened.folder
        self.info = opened.info
        self.hub = hub
        #: Who makes the changes now.
        self.author = author
        self.store = opened
        self.objects = ObjectStore(opened.folder)
        self.thumbnails = _thumbnails(opened)
        self._decoders = decoders
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

    def require_writable(self) -> None:
        """StorageError with the reason where nothing can be changed in this archive."""
        if self.store.why_not:
            with self.store.transact(""):
                pass

    def claim_window(self) -> None:
        """Keep this archive for one window until it is closed; ArchiveBusy if another window has it."""
        if not self.store.why_not and not self._window.take():
            raise ArchiveBusy(_("This archive is open in another window. Close it there first."))

    def sweep(self) -> int:
        """Remove what was left by those who are gone: temporary things, originals that were never recorded, those that
        a purge has left, and their pictures; how many originals are gone. What another program has open stays until the
        next time, and where nothing can be written all of it does.
        """
        if self.store.why_not:
            return 0
        sweep_temporary(self.folder)
        outputs.sweep_scratch()
        self.objects.under_way.sweep()
        gone = [*self._sweep_unrecorded(), *self._sweep_purged()]
        if gone:
            self.objects.sync_directories()
        for digest in gone:
            self.thumbnails.forget(digest)
        return len(gone)

    def is_being_backed_up(self) -> bool:
        """Whether a backup is under way, here or elsewhere, which copies what it has listed: no original goes then."""
        return scratch.living(self.objects.staging, "backup")

    def _sweep_purged(self) -> list[str]:
        with self.store.read() as reader:
            if not reader.files.leaving() or self.is_being_backed_up():
                return []
        # Within a change nobody can begin to take the same bytes in again, and count on what lies here.
        with self.store.transact(N_("Purge")) as transaction:
            gone = [each for each in transaction.reader.files.leaving() if self.objects.remove(*each)]
            transaction.files_left(gone)
        return [digest for digest, _extension in gone]

    def _sweep_unrecorded(self) -> list[str]:
        """What an ingest had put in its place when it was killed, before it was recorded."""
        with self.store.read() as reader:
            if not self._abandoned(reader) or self.is_being_backed_up():
                return []
        with self.store.transact(N_("Ingest")) as transaction:
            abandoned = self._abandoned(transaction.reader)
            there = [(digest, extension) for digest in abandoned for extension in self.objects.kept_as(digest)]
            spoken_of = transaction.reader.files.spoken_of(there)
            gone = [each for each in there if each not in spoken_of]
            left = {digest for digest, extension in gone if not self.objects.remove(digest, extension)}
            transaction.files_recorded([digest for digest in abandoned if digest not in left])
        return [digest for digest, _extension in gone if digest not in left]

    def _abandoned(self, reader: Reader) -> list[str]:
        """The digests of what nobody is about to keep any more."""
        day_ago = (datetime.now(UTC) - timedelta(seconds=scratch.AGE)).isoformat()
        return [
            digest
            for digest, since, owners in reader.files.entering()
            # Earlier versions noted no owner.
            if not any(map(self.objects.under_way.is_alive, owners)) and (owners or since < day_ago)
        ]

    def close(self) -> None:
        """Stop the workers and close every file."""
        if self._decoders is not None:
            self._decoders.close()
        self.thumbnails.close()
        self.objects.under_way.close()
        self.store.close()
        self._window.release()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _thumbnails(opened: store.Store) -> ThumbnailCache:
    """Small pictures that were made here, or none yet; those of an archive that can only be read are not kept."""
    if opened.why_not:
        return ThumbnailCache(None)
    made = ThumbnailCache(opened.folder / "derived" / "thumbs.sqlite")
    if not opened.acquaintance.is_made_here() and made.clear():
        opened.acquaintance.note()
    return made


#: What earlier versions left in an archive's folder and in its ``backups/``, and the lock of a killed upgrade.
_EARLIER = re.compile(
    r"\.restore-[a-z0-9_]{8}|archive\.part|\.[0-9a-f]{32}\.part|before-\d{4}-to-\d{4}\.db\.part|\.upgrade-lock"
)


def sweep_temporary(folder: Path) -> None:
    """Remove from an archive's folder what is only under way and whose owner is gone; never raises."""
    for place in (folder, folder / "backups"):
        scratch.sweep(place, lambda path: _EARLIER.fullmatch(path.name) is not None)


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
    folder: Path,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    person: Person | None = None,
    decoders: DecoderPool | None = None,
) -> Archive:
    """Open the archive in ``folder``; NotAnArchive, ArchiveTooNew or StorageError say why it can't be.

    An archive that an earlier version indexed is indexed anew, of which ``on_progress`` is told. ``decoders`` that were
    begun before are used, and closed with it.
    """
    hub, tell = Hub(), Ticker(0, on_progress).at
    who = author(person or Person())
    archive = Archive(store.open_(folder.absolute(), hub.publish, who, tell), hub, who, decoders)
    # A disk that refuses it now is asked again the next time, and by a check.
    with contextlib.suppress(StorageError, ArchiveBusy):
        archive.sweep()
    return archive


def claim_window(archive: Archive) -> None:
    """See :meth:`Archive.claim_window`."""
    archive.claim_window()

"""Staging and examining many files at once: threads copy and hash, worker processes decode, groups come out in order.

At most a few groups are under way at any time, so memory stays flat however many files there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from archive_app.errors import StorageError, Unreadable
from archive_app.i18n import sentences
from archive_app.media.documents.reading import has_words
from archive_app.media.formats.filetypes import Family
from archive_app.media.formats.sniff import FileType, sniff
from archive_app.media.metadata.facts import Metadata, with_sidecar
from archive_app.media.objects.objects import Fixity, ObjectStore, Staged
from archive_app.media.pictures.messages import TRACKS
from archive_app.media.pictures.workers import DecoderPool, Examined
from archive_app.services.ingest.pictures import THUMBNAIL_EDGE
from archive_app.services.ingest.sidecars import Beside

_STAGERS = 3
_GROUPS_AHEAD = 3
#: So many are handed on first, and twice as many each time up to a whole group: who looks on sees something at once.
_FIRST = 4


@dataclass(slots=True)
class Prepared:
    """One file on its way: staged (or the reason why not), and what was found in it once it was examined."""

    path: Path
    staged: Staged | None = None
    filetype: FileType | None = None
    reason: str = ""
    storage_failed: bool = False
    examined: Future[Examined] | None = None
    #: The extensions that these bytes are kept with already.
    known: list[str] = field(default_factory=list)
    #: What is wrong with what is kept of them: damaged or missing, by extension.
    wrong: dict[str, Fixity] = field(default_factory=dict)
    found: Examined | None = field(default=None, repr=False)
    #: What it says, where it is a document: on its way, and read.
    reading: Future[Examined] | None = None
    read: Examined | None = field(default=None, repr=False)
    #: Where it lay, from the folder that was given on.
    folder: str = ""
    #: The sidecars that speak of it, the one that counts most first.
    beside: list[Prepared] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        return self.staged.sha256 if self.staged else ""

    @property
    def extension(self) -> str:
        return self.filetype.extension if self.filetype else ""

    @property
    def pictures(self) -> dict[int, bytes]:
        return self.found.pictures if self.found else {}

    @property
    def picture_reason(self) -> str:
        return self.found.reason if self.found else ""

    @property
    def metadata(self) -> Metadata | None:
        """What it says of itself, with what its sidecars say on top."""
        said = self.found.metadata if self.found else None
        for sidecar in reversed(self.beside):
            if said is not None and sidecar.metadata is not None:
                said = with_sidecar(said, sidecar.metadata)
        return said

    @property
    def note(self) -> str:
        """What is to be said of a file that was taken in: of its type, and of what it says about itself."""
        remarks = self.metadata.warnings if self.metadata else ()
        found = self.found.note if self.found else ""
        return sentences(self.filetype.note if self.filetype else "", *remarks, found)

    def adopt(self, objects: ObjectStore) -> None:
        """Rename the staged copy to its place."""
        if self.staged:
            objects.adopt(self.staged, self.extension)

    def heal(self, objects: ObjectStore) -> None:
        """Put these bytes in the place of those that are damaged or missing."""
        whole: Path | None = None
        for extension in self.wrong if self.staged else ():
            # The same bytes under a second name are a second file.
            staged = objects.stage(whole) if whole is not None else self.staged
            if staged is not None:
                whole = objects.adopt(staged, extension)

    def discard(self, objects: ObjectStore) -> None:
        """Drop the staged copy of a file that is not to be kept, or is kept already."""
        if self.staged:
            objects.discard(self.staged)


_NONE: Beside = MappingProxyType({})


class Pipeline:
    """Prepares files for one ingest; ``left`` are the paths that a stop kept from being taken in."""

    def __init__(
        self, objects: ObjectStore, decoders: DecoderPool, known: Callable[[str], list[str]], beside: Beside = _NONE
    ) -> None:
        self._objects = objects
        self._decoders = decoders
        self._known = known
        self._beside = beside
        self.left: list[Path] = []

    def run(self, paths: list[Path], *, group: int, stop: Callable[[], bool]) -> Iterator[list[Prepared]]:
        """Groups of prepared files in the order of ``paths``, the first ones small. ``stop`` is asked before each file
        is begun.

        What gave no picture for a reason that may have passed comes last: it is tried once more when the rest is done.

        StorageError, where the archive's own disk fails, becomes the reason of the file it happened to; the caller
        decides what it means for the rest.
        """
        waiting = deque(paths)
        under_way: deque[tuple[Path, Future[Prepared]]] = deque()
        ready: list[Prepared] = []
        late: list[Prepared] = []
        size = min(_FIRST, group)
        with ThreadPoolExecutor(_STAGERS, thread_name_prefix="stage") as stagers:
            while waiting or under_way:
                while waiting and len(under_way) < group * _GROUPS_AHEAD and not stop():
                    path = waiting.popleft()
                    under_way.append((path, stagers.submit(self._prepare, path)))
                if (waiting or under_way) and stop():
                    self._leave(under_way)
                    self.left.extend(waiting)
                    waiting.clear()
                if under_way:
                    prepared = self._finish(under_way.popleft()[1].result())
                    (late if prepared.found is not None and prepared.found.again else ready).append(prepared)
                if len(ready) >= size:
                    yield ready
                    ready, size = [], min(2 * size, group)
            for prepared in late:
                ready.append(prepared if stop() else self._try_again(prepared))
                if len(ready) >= group:
                    yield ready
                    ready = []
            if ready:
                yield ready

    def _leave(self, under_way: deque[tuple[Path, Future[Prepared]]]) -> None:
        """Whoever says stop waits for nothing more: what was begun and is not ready is left as well."""
        for _path, future in under_way:
            future.cancel()
        while under_way:
            path, future = under_way.popleft()
            self.left.append(path)
            if future.cancelled():
                continue
            prepared = future.result()
            for each in (prepared, *prepared.beside):
                for begun in (each.examined, each.reading):
                    if begun is not None:
                        begun.cancel()
                each.discard(self._objects)

    def _prepare(self, path: Path) -> Prepared:
        prepared = self._begin(path, (THUMBNAIL_EDGE,))
        for sidecar in self._beside.get(path, ()) if prepared.staged is not None else ():
            prepared.beside.append(self._begin(sidecar, ()))
        return prepared

    def _begin(self, path: Path, edges: tuple[int, ...]) -> Prepared:
        prepared = Prepared(path)
        try:
            prepared.staged = self._objects.stage(path)
        except (Unreadable, StorageError) as error:
            prepared.reason = error.message
            prepared.storage_failed = isinstance(error, StorageError)
            return prepared
        prepared.filetype = sniff(prepared.staged.head, path.name)
        prepared.known = self._known(prepared.sha256)
        for extension in prepared.known:
            # The right bytes are here: what lies there is read again, since it can be put right now.
            fixity = self._objects.look(prepared.sha256, extension, prepared.staged.size)
            if fixity is not Fixity.OK:
                prepared.wrong[extension] = fixity
        if not prepared.known or prepared.wrong:
            path = prepared.staged.staging_path
            prepared.examined = self._examine(path, prepared.filetype, edges)
            if edges and has_words(prepared.filetype):
                prepared.reading = self._decoders.submit(path, prepared.filetype, (), words=True)
        return prepared

    def _try_again(self, prepared: Prepared) -> Prepared:
        if prepared.staged is not None and prepared.filetype is not None:
            again = self._examine(prepared.staged.staging_path, prepared.filetype, (THUMBNAIL_EDGE,)).result()
            if not again.reason or again.metadata != Metadata():
                prepared.found = again
        return prepared

    def _examine(self, path: Path, filetype: FileType, edges: tuple[int, ...]) -> Future[Examined]:
        besides = (TRACKS,) if filetype.family in (Family.VIDEO, Family.AUDIO) else ()
        return self._decoders.submit(path, filetype, edges, besides=besides)

    @staticmethod
    def _finish(prepared: Prepared) -> Prepared:
        for each in (prepared, *prepared.beside):
            if each.examined is not None:
                each.found = each.examined.result()
                each.examined = None
            if each.reading is not None:
                each.read, each.reading = each.reading.result(), None
        return prepared

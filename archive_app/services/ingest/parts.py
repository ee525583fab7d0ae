"""Parts of a picture in all its pixels, for whoever looks closely at one that is too large to be shown whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from pathlib import Path

from archive_app.domain.model.records import FileValue
from archive_app.errors import ArchiveError
from archive_app.media.formats.filetypes import CAMERA_RAW, Family, FileType
from archive_app.media.pictures.workers import DecoderPool, Examined

#: Longest edge of one part, in its own pixels.
PART_EDGE = 512
#: Pixels of the largest picture that is shown whole: more would take the window more memory than all else.
MOST_WHOLE = 40_000_000
#: Seconds of the processor until a picture is decoded: one of 300 million pixels takes fifteen on a machine of today.
_SECONDS = 60.0

#: Left, top, right and bottom in the upright picture, and of how many of its pixels one is wanted.
Part = tuple[int, int, int, int, int]


def has_parts(file: FileValue) -> bool:
    """Whether this picture is so large that it is shown by its parts."""
    many = (file.width or 0) * (file.height or 0) > MOST_WHOLE
    return many and file.mime.startswith("image/") and file.mime not in CAMERA_RAW


class Parts:
    """Hands out parts of one picture after the other, in a process of its own that ends with :meth:`rest`."""

    def __init__(self) -> None:
        self._pool: DecoderPool | None = None
        self._waiting: dict[Part, Future[Examined]] = {}

    @property
    def is_at_work(self) -> bool:
        """Whether the process is there."""
        return self._pool is not None

    def ask(self, file: FileValue, part: Part, done: Callable[[bytes | None], None]) -> None:
        """Have ``done`` called in some thread with a JPEG picture of that part, or with None where there can be none.
        The last that was asked for comes first."""
        path = Path(file.path)
        filetype = FileType(file.mime, path.suffix.removeprefix("."), Family.PICTURE)
        if self._pool is None:
            self._pool = DecoderPool(workers=1, time_limit=_SECONDS)
        pool = self._pool
        asked = pool.submit(path, filetype, (PART_EDGE,), urgent=True, part=part)
        self._waiting[part] = asked

        def answered(future: Future[Examined]) -> None:
            if future.cancelled():
                return
            made = None
            with suppress(CancelledError, ArchiveError):
                made = future.result().pictures.get(PART_EDGE)
            if self._pool is pool:
                done(made)

        asked.add_done_callback(answered)

    def only(self, wanted: set[Part]) -> None:
        """Nobody looks at the others any more."""
        for part in self._waiting.keys() - wanted:
            self._waiting.pop(part).cancel()

    def rest(self) -> None:
        """Let the process and its memory go."""
        self._waiting.clear()
        pool, self._pool = self._pool, None
        if pool is not None:
            # Its end takes a moment, for which nobody waits.
            threading.Thread(target=pool.close, name="parts", daemon=True).start()

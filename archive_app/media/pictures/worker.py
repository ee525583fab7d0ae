"""Inside a worker process of :mod:`.workers`: limits on what it may use, then one file after the other."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from archive_app import i18n
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats.filetypes import Family
from archive_app.media.metadata.metadata import Metadata, read_metadata
from archive_app.media.pictures.decode import decode_pictures
from archive_app.media.pictures.workers import OVERSPENT, Examined, Job, receive, send

#: Address space of one worker. A picture at the limit of pixels takes 1.2 GB; threads and libraries reserve the rest.
_MEMORY = 3 << 30
_GRACE = 2.0


def main() -> None:
    """Answer jobs from standard input until it ends, which it does when the program does."""
    jobs = sys.stdin.buffer
    # What libraries print must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit()
    warnings.simplefilter("ignore")
    send(answers, "ready")
    while isinstance(job := receive(jobs), Job):
        # Ends even a worker whose parent is gone and can't kill it, and one that hangs inside a library.
        faulthandler.dump_traceback_later(job.patience + _GRACE, exit=True)
        try:
            with _spending(job.seconds):
                answer = _examine(job, answers)
            send(answers, answer)
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _spending(seconds: float) -> Iterator[None]:
    """End this process as soon as that much of the processor's time is spent, whatever a library is about just then."""
    if not hasattr(signal, "setitimer"):
        # Windows has no such clock. A library that never lets another thread in is ended by the one on the wall.
        done = threading.Event()
        threading.Thread(target=_watch, args=(time.process_time() + seconds, done), daemon=True).start()
        try:
            yield
        finally:
            done.set()
        return
    # Left to itself the signal ends the process, and no code of Python needs to run for it.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _watch(until: float, done: threading.Event) -> None:
    while not done.wait(0.2):
        if time.process_time() > until:
            os._exit(OVERSPENT)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, amount in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        with suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(what, (amount, amount))
    with suppress(OSError):
        os.nice(5)


def _examine(job: Job, answers: IO[bytes]) -> Examined:
    i18n.set_language(job.language)
    try:
        metadata = read_metadata(job.path, job.filetype, encoding=job.encoding)
    except Unreadable as error:
        return Examined(reason=error.message, again=isinstance(error.__cause__, OSError))
    except MemoryError:
        metadata = Metadata(warnings=(_("What the file says about itself is too large to read."),))
    if job.filetype.family is Family.PICTURE:
        send(answers, metadata)
    width, height = _upright(metadata)
    if not job.max_edges:
        return Examined(metadata, {}, width, height)
    try:
        pictures = decode_pictures(job.path, job.filetype, job.max_edges, metadata.orientation)
    except Unreadable as error:
        # The system's own faults have a number, and those that a decoder finds in a file have none.
        cause = error.__cause__
        again = isinstance(cause, MemoryError) or getattr(cause, "errno", None) is not None
        return Examined(metadata, {}, width, height, reason=error.message, again=again)
    any_picture = next(iter(pictures.values()))
    data = {edge: picture.data for edge, picture in pictures.items()}
    if width is None or height is None or job.filetype.mime in ("image/heic", "image/heif", "image/avif"):
        width, height = any_picture.width, any_picture.height
    return Examined(metadata, data, width, height, any_picture.frames)


def _upright(metadata: Metadata) -> tuple[int | None, int | None]:
    if metadata.orientation >= 5:
        return metadata.height, metadata.width
    return metadata.width, metadata.height

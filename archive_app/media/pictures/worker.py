"""Inside a worker process of :mod:`.workers`: limits on what it may use, then one file after the other."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from queue import SimpleQueue
from typing import IO, BinaryIO

from archive_app import i18n
from archive_app.errors import Unreadable
from archive_app.media.formats import charsets
from archive_app.media.formats.filetypes import CAMERA_RAW
from archive_app.media.metadata import dates
from archive_app.media.metadata.facts import sound_alone
from archive_app.media.metadata.metadata import Metadata, read_metadata
from archive_app.media.metadata.plain import too_large
from archive_app.media.pictures import cage, decode, developing, first_page, jxl
from archive_app.media.pictures.decode import decode_pictures, why_no_picture
from archive_app.media.pictures.handover import Inlet
from archive_app.media.pictures.messages import (
    TRACKS,
    WAVE,
    Examined,
    Job,
    receive_job,
    send_found,
    send_metadata,
    send_ready,
)
from archive_app.media.pictures.parts import LastSheet
from archive_app.media.pictures.printable import printable
from archive_app.media.pictures.workers import OVERSPENT
from archive_app.media.recordings.ffmpeg import libraries
from archive_app.media.recordings.tracks import tracks
from archive_app.media.recordings.waves import wave

_GRACE = 2.0
#: Which signal comes when the parent ends: an option of Linux's prctl.
_PR_SET_PDEATHSIG = 1
_ORPHANED = 76
_BROKEN_OFF = 77
_LAST_SHEET = LastSheet()


def main(parts: Collection[str] = ()) -> None:
    """Answer jobs from standard input until it ends, which it does when the program does."""
    jobs = Inlet()
    # What libraries print must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    end_with_parent()
    warnings.simplefilter("ignore")
    with suppress(OSError, AttributeError):
        os.nice(5)
    load(parts)
    send_ready(answers, cage.close())
    for job, file in _Jobs(jobs):
        # Ends even a worker whose parent is gone and can't kill it, and one that hangs inside a library.
        faulthandler.dump_traceback_later(job.patience + _GRACE, exit=True)
        try:
            with file, _spending(job.seconds):
                found = _examine(job, file, answers)
            send_found(answers, found)
        except Exception:
            # Python itself would end with the number of the watchdog, by which what hung is known.
            os._exit(_BROKEN_OFF)
        finally:
            faulthandler.cancel_dump_traceback_later()


def load(parts: Collection[str]) -> None:
    """Load all that these jobs may need: nothing can be opened when the walls stand, and no module be imported."""
    decode.load()
    charsets.load()
    dates.parse_written("2001:01:01 01:01:01")
    if "heif" in parts:
        decode.register_heif()
    if "raw" in parts:
        developing.load()
    if "jxl" in parts:
        jxl.load()
    if "pages" in parts:
        first_page.load()
    if "words" in parts:
        from archive_app.media.documents import reading

        reading.load()
    if "recordings" in parts:
        from archive_app.media.metadata.video import load as load_recordings

        load_recordings()
        libraries()
    for language in i18n.LANGUAGES.keys() & {"en", *parts}:
        i18n.translated("", language)


def end_with_parent() -> None:
    """Let the system end this process with its parent, even while a library lets no other thread in. Linux does that;
    elsewhere the end of the pipe does, as soon as the library pauses, and at last the watchdog."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class _Jobs:
    """Jobs in their order. A thread reads them, so that the end of the pipe, which is the end of the program, is seen
    while a file is being decoded: the process ends there and then."""

    def __init__(self, inlet: Inlet) -> None:
        self._inlet = inlet
        self._waiting: SimpleQueue[tuple[Job, BinaryIO] | None] = SimpleQueue()
        self._busy = False
        threading.Thread(target=self._listen, name="jobs", daemon=True).start()

    def __iter__(self) -> Iterator[tuple[Job, BinaryIO]]:
        while (job := self._waiting.get()) is not None:
            self._busy = True
            yield job
            self._busy = False

    def _listen(self) -> None:
        try:
            while (job := receive_job(self._inlet.stream)) is not None:
                self._waiting.put((job, self._inlet.take_over()))
        finally:
            self._waiting.put(None)
            if self._busy:
                os._exit(_ORPHANED)


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


def _examine(job: Job, file: BinaryIO, answers: IO[bytes]) -> Examined:
    """What was found in the file; its metadata is sent before anything is decoded, and survives a crash there."""
    i18n.set_language(job.language)
    if job.prints is not None:
        return _printed(job, file, answers)
    if job.part is not None:
        return _part(job, file, answers)
    if job.words or job.page is not None:
        return _leafed(job, file, answers)
    metadata, fault = Metadata(), Examined()
    try:
        metadata = read_metadata(file, job.filetype, encoding=job.encoding)
    except Unreadable as error:
        fault = Examined(reason=error.message, again=isinstance(error.__cause__, OSError))
    except MemoryError:
        metadata = Metadata(warnings=(too_large(),))
    metadata = send_metadata(answers, metadata)
    width, height = _upright(metadata)
    besides = _besides(job, file)
    if fault.reason or not job.max_edges:
        return replace(besides, width=width, height=height, reason=fault.reason or besides.reason, again=fault.again)
    if sound_alone(metadata.raw):
        return replace(besides, reason=why_no_picture(job.filetype, sound=True))
    try:
        pictures = decode_pictures(file, job.filetype, job.max_edges, metadata.orientation, job.at)
    except Unreadable as error:
        return replace(besides, width=width, height=height, reason=error.message, again=_may_pass(error))
    any_picture = next(iter(pictures.values()))
    data = {edge: picture.data for edge, picture in pictures.items()}
    # What stands first in a raw file may be the size of a small picture in it.
    larger = job.filetype.mime in CAMERA_RAW and any_picture.width > (width or 0)
    if width is None or height is None or larger or job.filetype.mime in ("image/heic", "image/heif", "image/avif"):
        width, height = any_picture.width, any_picture.height
    return replace(besides, pictures=data, width=width, height=height, frames=any_picture.frames, reason="")


def _besides(job: Job, file: BinaryIO) -> Examined:
    """What else was asked of a recording; why there is no wave, or what is to be said of its words."""
    found = Examined()
    if TRACKS in job.besides:
        try:
            found = replace(found, tracks=tracks(file))
        except Unreadable as error:
            found = replace(found, note=error.message)
    if WAVE in job.besides:
        try:
            found = replace(found, wave=wave(file))
        except Unreadable as error:
            found = replace(found, reason=error.message, again=_may_pass(error))
    return found


def _printed(job: Job, file: BinaryIO, answers: IO[bytes]) -> Examined:
    send_metadata(answers, Metadata())
    orientation, turn = job.prints or (1, 0)
    try:
        return Examined(pictures={max(job.max_edges): printable(file, job.filetype, orientation, turn, job.at)})
    except Unreadable as error:
        return Examined(reason=error.message, again=_may_pass(error))


def _leafed(job: Job, file: BinaryIO, answers: IO[bytes]) -> Examined:
    """The words of a document, one of its pages, or how many of them there are."""
    send_metadata(answers, Metadata())
    try:
        if job.page is None:
            # Of a worker that reads words it is loaded: see load().
            from archive_app.media.documents import reading

            return Examined(words=reading.read_words(file, job.filetype))
        if job.letters:
            from archive_app.media.documents import pdf_text

            return Examined(letters=pdf_text.letters(file, job.page))
        if not job.max_edges:
            return Examined(frames=decode.frames_counted(file, job.filetype))
        leaf = decode.page_picture(file, job.filetype, max(job.max_edges), job.page)
        return Examined(Metadata(), {max(job.max_edges): leaf.data}, leaf.width, leaf.height, leaf.frames)
    except Unreadable as error:
        return Examined(reason=error.message, again=_may_pass(error))
    except MemoryError:
        return Examined(reason=too_large(), again=True)


def _part(job: Job, file: BinaryIO, answers: IO[bytes]) -> Examined:
    send_metadata(answers, Metadata())
    left, top, right, bottom, by = job.part or (0, 0, 0, 0, 1)
    try:
        sheet = _LAST_SHEET.of(file, job.filetype, lambda: read_metadata(file, job.filetype).orientation)
        return Examined(pictures={max(job.max_edges): sheet.part((left, top, right, bottom), by)})
    except Unreadable as error:
        return Examined(reason=error.message, again=_may_pass(error))


def _may_pass(error: Unreadable) -> bool:
    """The system's own faults have a number, and those that a decoder finds in a file have none."""
    cause = error.__cause__
    return isinstance(cause, MemoryError) or getattr(cause, "errno", None) is not None


def _upright(metadata: Metadata) -> tuple[int | None, int | None]:
    if metadata.orientation >= 5:
        return metadata.height, metadata.width
    return metadata.width, metadata.height

"""Worker processes that read metadata and decode pictures, so that no file can hang, crash or swell the program.

Each worker is a fresh interpreter that is handed jobs through its standard input (:mod:`.worker`). It is started when
there is something to do, killed and replaced when a file takes too long, brings it down or makes it say what no worker
says (:mod:`.messages`), and ends by itself when this process does. What a file may take is the processor's time, which
stands still where the machine is busy with other things or asleep; the clock on the wall only ends what hangs without
doing anything. ``multiprocessing`` is not used: it would import the program's main module, and with it the window,
again in every worker.
"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from pathlib import Path
from queue import PriorityQueue
from typing import IO, BinaryIO

from archive_app import i18n, inside
from archive_app.errors import StorageError
from archive_app.i18n import _, ngettext
from archive_app.media.formats.filetypes import FileType
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.plain import IllFormed
from archive_app.media.pictures.cage import Wall
from archive_app.media.pictures.handover import Outlet
from archive_app.media.pictures.messages import (
    Examined,
    Job,
    parts_of,
    receive_found,
    receive_metadata,
    receive_ready,
    send_job,
)

__all__ = ["DecoderPool", "Examined", "Job"]

#: Seconds of the processor that one file may take before its worker is killed.
TIME_LIMIT = 10.0
#: So many times as long may pass on the clock before it counts as hanging.
_PATIENCE = 12
_START_LIMIT = 120.0
#: What is loaded stays: Python need not look, now or at any later time, for what of it is no longer used.
_BOOT = (
    "import gc, sys; gc.disable(); sys.path[:] = {path!r}; from archive_app.media.pictures.worker import main; "
    "gc.freeze(); gc.enable(); main({parts!r})"
)


#: Urgent ones first, the last of them before the others; then the rest in order; the end after everything.
_Rank = tuple[int, int]
_Wish = tuple[_Rank, Path, Job | None, "Future[Examined]"]


class DecoderPool:
    """Examines files in ``workers`` processes. Safe to use from several threads.

    None starts before it is needed, or :meth:`start` says that it will be.
    """

    def __init__(self, workers: int = 2, time_limit: float = TIME_LIMIT, patience: float = 0.0) -> None:
        self._count = workers
        self._time_limit = time_limit
        self._patience = patience or time_limit * _PATIENCE
        self._wishes: PriorityQueue[_Wish] = PriorityQueue()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._workers: set[_Worker] = set()
        self._waiting = 0
        self._numbers = itertools.count(1)
        self._closed = False
        self._parts: frozenset[str] = frozenset()

    def submit(
        self,
        path: Path,
        filetype: FileType,
        max_edges: Sequence[int] = (256,),
        *,
        urgent: bool = False,
        encoding: str = "",
        prints: tuple[int, int] | None = None,
        page: int | None = None,
        words: bool = False,
        at: int | None = None,
        besides: tuple[str, ...] = (),
        part: tuple[int, int, int, int, int] | None = None,
        letters: bool = False,
    ) -> Future[Examined]:
        """Metadata and pictures of a file, later. Never raises for a bad file: its reason says why.

        ``prints`` asks for the picture alone, as it is printed: by the camera's orientation, and turned by hand;
        ``page`` for that page of a document alone, with ``letters`` where these stand on it, and ``words`` for the
        words of a document alone. ``at`` is the place of a video's picture in milliseconds, ``besides`` what else is
        wanted of a recording; ``part`` asks for what lies in the box of the upright picture whose four sides it says,
        of so many pixels one.

        ``urgent``: somebody is looking at the place where the picture will be; the last such wish is served first.
        StorageError in the future: no worker can be started.
        """
        wish: Future[Examined] = Future()
        edges = tuple(max_edges)
        limits = self._time_limit, self._patience
        job = Job(filetype, edges, i18n.language(), *limits, encoding, prints, page, words, at, besides, part, letters)
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            self._waiting += 1
            if len(self._threads) < min(self._count, self._waiting):
                self._begin()
            number = next(self._numbers)
            self._wishes.put(((0, -number) if urgent else (1, number), path, job, wish))
        return wish

    def start(self) -> None:
        """Begin all workers now. Who has files for each of them need not wait for them after the first."""
        with self._lock:
            while not self._closed and len(self._threads) < self._count:
                self._begin(early=True)

    def _begin(self, *, early: bool = False) -> None:
        thread = threading.Thread(target=self._serve, args=(early,), name="decoder", daemon=True)
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        """End all workers; files still waiting are cancelled."""
        with self._lock:
            self._closed = True
            threads = list(self._threads)
            for _thread in threads:
                self._wishes.put(((2, next(self._numbers)), Path(), None, Future()))
            for worker in self._workers:
                worker.kill()
        for thread in threads:
            thread.join(timeout=5)

    def __enter__(self) -> DecoderPool:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _serve(self, early: bool) -> None:
        worker: _Worker | None = None
        if early:
            # Where it can't be started, the first file says so.
            with suppress(StorageError, CancelledError):
                worker = self._replace(None, frozenset({i18n.language()}))
        while True:
            _rank, path, job, future = self._wishes.get()
            if job is None:
                break
            try:
                if self._closed or not future.set_running_or_notify_cancel():
                    future.cancel()
                    continue
                if worker is None or not worker.alive or not parts_of(job) <= worker.parts:
                    worker = self._replace(worker, parts_of(job))
                examined = worker.examine(path, job)
                if self._closed and not worker.alive:
                    raise CancelledError
                future.set_result(examined)
            except BaseException as error:
                future.set_exception(error)
            finally:
                with self._lock:
                    self._waiting -= 1
        if worker is not None:
            worker.stop()

    def _replace(self, old: _Worker | None, parts: frozenset[str]) -> _Worker:
        """Another worker in the place of one that is gone, or lacks parts. CancelledError: the pool was closed
        meanwhile."""
        if old is not None:
            with self._lock:
                self._workers.discard(old)
            old.stop()
        if self._closed:
            raise CancelledError
        with self._lock:
            # Whoever had recordings or pictures of telephones will have more of them.
            self._parts |= parts
            parts = self._parts
        worker = _Worker(parts)
        with self._lock:
            self._workers.add(worker)
            if self._closed:  # while it started, so that closing didn't know it
                worker.kill()
        return worker


def walls_here() -> frozenset[Wall]:
    """Which walls a worker finds around it on this system. StorageError: none can be started."""
    worker = _Worker(frozenset())
    worker.stop()
    return worker.walls


class _Worker:
    """One process and the pipe to it. Used by one thread; only :meth:`kill` may be called from another."""

    def __init__(self, parts: frozenset[str]) -> None:
        self.parts = parts
        self.walls: frozenset[Wall] = frozenset()
        command = [sys.executable, "-c", _BOOT.format(path=sys.path, parts=sorted(parts))]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
        self._to = Outlet()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=self._to.inlet,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=flags,
                env=environment,
            )
        except OSError as error:
            self._to.close()
            raise StorageError(_("The part that reads pictures can't be started; restart the computer.")) from error
        self._to.begin(self._process)
        assert self._process.stdout is not None
        self._from: IO[bytes] = self._process.stdout
        self._late = False
        with self._deadline(_START_LIMIT):
            if not self._is_ready():
                self.stop()
                raise StorageError(_("The part that reads pictures can't be started; install the program again."))

    def _is_ready(self) -> bool:
        try:
            self.walls = receive_ready(self._from)
            return True
        except (OSError, EOFError, IllFormed):
            return False

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def examine(self, path: Path, job: Job) -> Examined:
        """Hand over one open file; whatever happens to the worker becomes the reason."""
        try:
            file = inside.open_file(path)
        except OSError:
            return Examined(reason=_("The file can't be read; the drive may be failing or was removed."), again=True)
        with file:
            return self._handed(file, job)

    def _handed(self, file: BinaryIO, job: Job) -> Examined:
        metadata = Metadata()
        with self._deadline(job.patience):
            try:
                send_job(self._to.stream, job)
                self._to.hand_over(file)
                metadata = receive_metadata(self._from)
                return receive_found(self._from, job.max_edges, metadata)
            except IllFormed:
                # Whatever it is now, it is not what was started, and what it says next is not waited for.
                self.kill()
            except (OSError, EOFError):
                pass
        self.stop()
        return Examined(metadata, reason=self._why(job), again=True)

    def _why(self, job: Job) -> str:
        """Why the worker is gone without an answer."""
        if self._late or self._process.returncode == HUNG:
            return _("Making a picture hung and was given up; its drive may have been away.")
        if self._process.returncode in LATE:
            seconds = round(job.seconds)
            late = ngettext(
                "Making a picture took longer than {n} second.",
                "Making a picture took longer than {n} seconds.",
                seconds,
            )
            return late.format(n=seconds)
        if self._process.returncode == ESCAPING:
            return _("The file made its decoder reach beyond what it was handed, and was shut out.")
        return _("The picture is so damaged that the decoder broke off.")

    def kill(self) -> None:
        with suppress(OSError):
            self._process.kill()

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        self._to.close()
        # What ended by itself is on its way out: its own code says why, which a kill would write over.
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GOING)
        self.kill()
        self._process.wait()
        self._from.close()

    def _deadline(self, seconds: float) -> _Deadline:
        return _Deadline(self, seconds)

    def too_late(self) -> None:
        self._late = True
        self.kill()


class _Deadline:
    """Kills a worker that has not answered in the time on the clock."""

    def __init__(self, worker: _Worker, seconds: float) -> None:
        self._timer = threading.Timer(seconds, worker.too_late)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_exc: object) -> None:
        self._timer.cancel()


#: Exit code of a worker that ended itself because nothing happened any more: the one of faulthandler.
HUNG = 1
#: Exit codes of one whose file took too much of the processor: its own, or that it was ended by the system's signal.
OVERSPENT = 75
LATE = (OVERSPENT, -int(getattr(signal, "SIGPROF", 0)) or OVERSPENT)
#: Exit code of one that was ended where it tried to leave its cage.
ESCAPING = -int(getattr(signal, "SIGSYS", 0)) or OVERSPENT + 1
#: Seconds that a worker that closed its pipe may take to be gone.
_GOING = 0.5

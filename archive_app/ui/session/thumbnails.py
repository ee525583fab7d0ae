"""Thumbnails for the views: last wished, first made; decoded in threads, made pixmaps in the GUI thread."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap, QTransform

from archive_app.ui.session.jpeg import picture
from archive_app.ui.session.later import Later
from archive_app.ui.session.mailbox import Mailbox

THREADS = 2
#: Wishes beyond this are those for cells long scrolled away: the oldest are dropped.
WISHES = 400
BUDGET = 192 * 1024 * 1024
#: Turned thumbnails that are kept.
TURNED = 200
#: How long arrivals are gathered before the views hear of them, in milliseconds.
GATHER = 30
#: Pixels on the longer side of what is taken for a thumbnail.
LARGEST = 1024

log = logging.getLogger(__name__)

Source = Callable[[str], bytes | None]


class Thumbnails(QObject):
    """``source`` makes the bytes of one thumbnail from the SHA-256 of its file; it is called in other threads."""

    #: The ``frozenset`` of SHA-256 for which :meth:`pixmap` now has an answer.
    arrived = Signal(object)

    def __init__(self, source: Source, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._made: OrderedDict[str, QPixmap] = OrderedDict()
        self._bytes = 0
        self._none: set[str] = set()
        self._turns: dict[tuple[str, int], QPixmap] = {}
        self._wishes: deque[str] = deque()
        self._asked: set[str] = set()
        self._wake = threading.Condition()
        self._closed = False
        self._images = Mailbox(self)
        self._new: set[str] = set()
        self._gather = Later(self, GATHER, self._tell)
        self._threads = [
            threading.Thread(target=self._work, name=f"thumbnails-{n}", daemon=True) for n in range(THREADS)
        ]
        for thread in self._threads:
            thread.start()

    def pixmap(self, sha256: str, turn: int = 0) -> QPixmap | None:
        """The thumbnail if it is here; otherwise it is wished for, and :attr:`arrived` says when it came.

        ``turn`` is in degrees clockwise.
        """
        if not sha256 or sha256 in self._none:
            return None
        made = self._made.get(sha256)
        if made is not None:
            self._made.move_to_end(sha256)
            return self._turned(sha256, made, turn) if turn else made
        self._wish(sha256)
        return None

    def _turned(self, sha256: str, made: QPixmap, turn: int) -> QPixmap:
        """Few pictures are turned: turning 256 pixels once is all that painting them costs."""
        if (sha256, turn) not in self._turns:
            if len(self._turns) >= TURNED:
                self._turns.clear()
            self._turns[sha256, turn] = made.transformed(QTransform().rotate(turn))
        return self._turns[sha256, turn]

    def known_missing(self, sha256: str) -> bool:
        """Whether this file turned out to have no thumbnail."""
        return sha256 in self._none

    def try_again(self) -> None:
        """Originals were repaired, or pictures made: what had no thumbnail may have one now."""
        self._new |= self._none
        self._none.clear()
        if self._new:
            self._gather.start_once()

    def close(self) -> None:
        """End the threads."""
        with self._wake:
            self._closed = True
            self._wishes.clear()
            self._wake.notify_all()
        for thread in self._threads:
            thread.join()
        self._images.close()
        self._gather.stop()

    def _wish(self, sha256: str) -> None:
        with self._wake:
            if sha256 in self._asked:
                return
            self._asked.add(sha256)
            self._wishes.append(sha256)
            while len(self._wishes) > WISHES:
                self._asked.discard(self._wishes.popleft())
            self._wake.notify()

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._wishes and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                sha256 = self._wishes.pop()
            image = QImage()
            try:
                image = picture(self._source(sha256), LARGEST)
            except Exception:
                # One picture that cannot be had must not end the thread that makes all others.
                log.exception("no thumbnail of %s", sha256)
            finally:
                self._images.put(partial(self._take, sha256, image))

    def _take(self, sha256: str, image: QImage) -> None:
        with self._wake:
            self._asked.discard(sha256)
        if image.isNull():
            self._none.add(sha256)
        else:
            self._keep(sha256, QPixmap.fromImage(image))
        self._new.add(sha256)
        self._gather.start_once()

    def _keep(self, sha256: str, made: QPixmap) -> None:
        self._made[sha256] = made
        self._bytes += made.width() * made.height() * 4
        while self._bytes > BUDGET and len(self._made) > 1:
            _old, dropped = self._made.popitem(last=False)
            self._bytes -= dropped.width() * dropped.height() * 4

    def _tell(self) -> None:
        new, self._new = frozenset(self._new), set()
        self.arrived.emit(new)

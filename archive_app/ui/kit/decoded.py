"""Pictures that are decoded for the large view: those just looked at, and the next one before it is asked for.

A key is answered from here. Until the preview of a photograph of 24 megapixels is there, or all its pixels, it takes
half a second and more on a busy machine; what is here is there within 30 ms
(``tests/benchmarks/test_bench_stepping.py``).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QTransform

from archive_app.domain.model.records import FileValue
from archive_app.services.ingest import parts, pictures
from archive_app.ui.session.jpeg import picture
from archive_app.ui.session.session import Session

#: A preview takes 11 MB, all pixels of 24 megapixels take 96: what has over 40 comes in parts.
_PREVIEWS, _WHOLE = 4, 2
_Key = tuple[str, int]


class Decoded(QObject):
    """What is asked for is answered in this thread; what comes ahead is only kept. Upright, as the file is turned."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._previews, self._whole = _Images(_PREVIEWS), _Images(_WHOLE)

    def preview_now(self, file: FileValue) -> QImage | None:
        """The preview, where it is here already."""
        return self._previews.get(_key(file))

    def whole_now(self, file: FileValue) -> QImage | None:
        """All its pixels, where they are here already."""
        return self._whole.get(_key(file))

    def read_preview(self, file: FileValue, done: Callable[[tuple[QImage, str]], None]) -> None:
        """Its preview, or an empty picture and why there is none."""
        archive = self._session.archive

        def work() -> tuple[QImage, str]:
            image = self._preview(file)
            return image, "" if not image.isNull() else pictures.why_no_picture(archive, file.sha256)

        self._session.tasks.read(work, done, owner=self, key=self._named("preview"))

    def read_whole(self, file: FileValue, done: Callable[[tuple[QImage, str]], None]) -> None:
        """All its pixels, 16,384 on an edge at most, and the file's hash."""
        self._session.tasks.read(
            lambda: (self._all(file), file.sha256), done, owner=self, key=self._named("full-picture")
        )

    def prepare(self, file: FileValue, *, whole: bool) -> None:
        """Decode the preview of a file that will probably be shown next, and all its pixels where they will be too."""

        def work() -> None:
            self._preview(file)
            if whole and not parts.has_parts(file):
                self._all(file)

        self._session.tasks.read(work, lambda _none: None, owner=self, key=self._named("ahead"))

    def overtake(self) -> None:
        """Whatever was asked for is not wanted any more; what comes ahead still is."""
        self._session.tasks.forget(self._named("preview"))
        self._session.tasks.forget(self._named("full-picture"))

    def rest(self) -> None:
        """Nobody looks: let go of what takes most room."""
        self._whole.clear()

    def _preview(self, file: FileValue) -> QImage:
        archive = self._session.archive
        return self._previews.made(
            _key(file), lambda: upright(pictures.preview(archive, file.sha256), pictures.PREVIEW_EDGE, file.turn)
        )

    def _all(self, file: FileValue) -> QImage:
        archive = self._session.archive
        return self._whole.made(
            _key(file), lambda: upright(pictures.full(archive, file.sha256), pictures.FULL_EDGE, file.turn)
        )

    def _named(self, what: str) -> str:
        return f"{what}-{id(self)}"


class _Images:
    """So many pictures at most, those used last; each is made once, whoever asks meanwhile. For any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._there: OrderedDict[_Key, QImage] = OrderedDict()
        self._under_way: dict[_Key, Future[QImage]] = {}

    def get(self, key: _Key) -> QImage | None:
        with self._lock:
            if key in self._there:
                self._there.move_to_end(key)
            return self._there.get(key)

    def made(self, key: _Key, make: Callable[[], QImage]) -> QImage:
        """The picture, made by ``make`` where it is not there; an empty one is not kept."""
        with self._lock:
            if key in self._there:
                self._there.move_to_end(key)
                return self._there[key]
            under_way = self._under_way.get(key)
            if under_way is None:
                mine = self._under_way[key] = Future()
        if under_way is not None:
            return under_way.result()
        try:
            image = make()
        except BaseException as error:
            self._ended(key)
            mine.set_exception(error)
            raise
        self._ended(key, image)
        mine.set_result(image)
        return image

    def clear(self) -> None:
        with self._lock:
            self._there.clear()

    def _ended(self, key: _Key, image: QImage | None = None) -> None:
        with self._lock:
            self._under_way.pop(key)
            if image is not None and not image.isNull():
                self._there[key] = image
                while len(self._there) > self._most:
                    self._there.popitem(last=False)


def _key(file: FileValue) -> _Key:
    return file.sha256, file.turn


def upright(data: bytes | None, edge: int, turn: int) -> QImage:
    """The JPEG in ``data``, of ``edge`` pixels at most, turned clockwise by ``turn`` degrees, or an empty one."""
    image = picture(data, edge)
    return image.transformed(QTransform().rotate(turn)) if turn else image

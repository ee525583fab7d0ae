"""Originals made ready for printing, gathered on disk in one file that a PDF can take its pictures from.

Workers make them ready (:mod:`..pictures.printable`). The gathering file is itself a PDF that holds nothing but the
JPEG streams: qpdf copies them from there one at a time when the catalogue is written, so that memory does not grow with
the number of plates.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive_app import inside
from archive_app.domain.model.catalogue import PictureFile
from archive_app.errors import Cancelled, Unreadable
from archive_app.i18n import _
from archive_app.media.formats.sniff import sniff
from archive_app.media.objects.objects import HEAD
from archive_app.media.pictures import jpeg
from archive_app.media.pictures.printable import KEEP_EDGE
from archive_app.media.pictures.workers import DecoderPool, Examined

#: Pictures that the workers are given ahead.
_AHEAD = 5


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """A picture as it goes into the PDF: an upright JPEG, RGB or grey. ``width`` and ``height`` in pixels."""

    data: bytes
    width: int
    height: int
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """Where one picture went: the number of its object in the gathering file; its size in pixels."""

    number: int
    width: int
    height: int
    grey: bool


def _begun(picture: PictureFile, decoders: DecoderPool) -> Future[Examined] | Unreadable:
    """A worker makes it ready; what can't be handed to one says why."""
    path = picture.path
    try:
        with inside.open_file(path) as stream:
            filetype = sniff(stream.read(HEAD), path.name)
    except FileNotFoundError:
        return Unreadable(_("The original is missing from the archive."))
    except OSError:
        return Unreadable(_("The original cannot be read; the drive may be failing."))
    return decoders.submit(path, filetype, (KEEP_EDGE,), prints=(picture.orientation, picture.turn), at=picture.at)


def _ready(begun: Future[Examined] | Unreadable) -> PrintPicture | Unreadable:
    if isinstance(begun, Unreadable):
        return begun
    found = begun.result()
    data = found.pictures.get(KEEP_EDGE, b"")
    size = jpeg.size_of(data)
    if size is None:
        return Unreadable(found.reason)
    return PrintPicture(data, *size, jpeg.is_grey(data))


def _prepared(
    pictures: Iterable[PictureFile], decoders: DecoderPool, cancelled: Callable[[], bool]
) -> Iterator[tuple[PictureFile, PrintPicture | Unreadable]]:
    """Every picture or the reason why there is none, in order; the workers are given a few ahead, and only a few."""
    ahead: deque[tuple[PictureFile, Future[Examined] | Unreadable]] = deque()
    waiting = iter(pictures)
    try:
        while True:
            while len(ahead) < _AHEAD and (picture := next(waiting, None)) is not None:
                ahead.append((picture, _begun(picture, decoders)))
            if not ahead:
                return
            if cancelled():
                raise Cancelled(_("The catalogue was cancelled."))
            picture, begun = ahead.popleft()
            yield picture, _ready(begun)
    finally:
        for _picture, begun in ahead:
            if isinstance(begun, Future):
                begun.cancel()


def gather(
    pictures: Iterable[PictureFile],
    target: Path,
    decoders: DecoderPool,
    *,
    on_picture: Callable[[], None] = lambda: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[dict[PictureFile, Gathered], dict[PictureFile, str]]:
    """Write all pictures to the file ``target``; returns where each went, and the reasons of those that could not.

    A picture that comes twice is prepared once, by the workers of ``decoders``. Raises Cancelled, and
    OSError where the disk of ``target`` fails.
    """
    placed: dict[PictureFile, Gathered] = {}
    refused: dict[PictureFile, str] = {}
    with target.open("wb") as out:
        writer = _StreamFile(out)
        for picture, outcome in _prepared(dict.fromkeys(pictures), decoders, cancelled):
            if isinstance(outcome, Unreadable):
                refused[picture] = outcome.message
            else:
                placed[picture] = Gathered(writer.add(outcome), outcome.width, outcome.height, outcome.grey)
            on_picture()
        writer.finish()
    return placed, refused


class _StreamFile:
    """Writes the smallest PDF there is around a row of JPEG streams. Objects 1 and 2 are the catalog and the pages."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._offsets = [0, 0, 0]
        self._out.write(b"%PDF-1.7\n")
        self._object(1, b"<< /Type /Catalog /Pages 2 0 R >>")
        self._object(2, b"<< /Type /Pages /Kids [] /Count 0 >>")

    def _object(self, number: int, *parts: bytes) -> None:
        self._offsets[number] = self._out.tell()
        self._out.write(b"%d 0 obj\n" % number)
        self._out.writelines(parts)
        self._out.write(b"\nendobj\n")

    def add(self, picture: PrintPicture) -> int:
        """Write one picture; returns the number of its object."""
        number = len(self._offsets)
        self._offsets.append(0)
        head = b"<< /Width %d /Height %d /Filter /DCTDecode /Length %d >>\nstream\n"
        sizes = (picture.width, picture.height, len(picture.data))
        self._object(number, head % sizes, picture.data, b"\nendstream")
        return number

    def finish(self) -> None:
        start, count = self._out.tell(), len(self._offsets)
        self._out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        self._out.writelines(b"%010d 00000 n \n" % offset for offset in self._offsets[1:])
        self._out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start))

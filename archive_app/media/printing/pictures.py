"""Originals made ready for printing, gathered on disk in one file that a PDF can take its pictures from.

A picture is printed at no more than 1,600 pixels on its longer edge, which is 240 to the inch over the whole width of
an A4 page. The gathering file is itself a PDF that holds nothing but the JPEG streams: qpdf copies them from there one
at a time when the catalogue is written, so that memory does not grow with the number of plates.
"""

from __future__ import annotations

import io
import os
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps

from archive_app import inside
from archive_app.domain.model.catalogue import PictureFile
from archive_app.errors import Cancelled, Unreadable
from archive_app.i18n import _
from archive_app.media.formats.sniff import sniff
from archive_app.media.objects.objects import HEAD
from archive_app.media.pictures import colour
from archive_app.media.pictures.decode import decode_picture

#: Longest edge of a printed picture that had to be made smaller, and of one that is taken as it is.
EDGE, KEEP_EDGE = 1600, 2000
_QUALITY = 88
_ORIENTATION = 0x0112  # EXIF
_KEEP_BYTES = 1_500_000
#: Pillow turns the other way round than people do.
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


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


def print_picture(picture: PictureFile) -> PrintPicture:
    """The original ready for printing, turned as it was by hand. Raises Unreadable with the reason where it cannot be
    decoded.
    """
    made = _upright(picture)
    return _turned(made, picture.turn) if picture.turn else made


def _turned(made: PrintPicture, turn: int) -> PrintPicture:
    """``turn`` is in degrees clockwise."""
    with Image.open(io.BytesIO(made.data), formats=("JPEG",)) as image:
        turned = image.transpose(_TURNS[turn])
    out = io.BytesIO()
    turned.save(out, "JPEG", quality=_QUALITY)
    return PrintPicture(out.getvalue(), turned.width, turned.height, made.grey)


def _upright(picture: PictureFile) -> PrintPicture:
    path = picture.path
    try:
        with inside.open_file(path) as stream:
            filetype = sniff(stream.read(HEAD), path.name)
            if filetype.mime == "image/jpeg":
                quick = _from_jpeg(stream, picture.orientation)
                if quick is not None:
                    return quick
    except FileNotFoundError as error:
        raise Unreadable(_("The original is missing from the archive.")) from error
    except OSError as error:
        raise Unreadable(_("The original cannot be read; the drive may be failing.")) from error
    return _read_back(decode_picture(path, filetype, EDGE, picture.orientation).data)


def _from_jpeg(stream: BinaryIO, orientation: int) -> PrintPicture | None:
    """The quick way for a camera's pictures; None where anything is unusual, and the slow way knows the reason."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            stream.seek(0)
            with Image.open(stream, formats=("JPEG",)) as image:
                if image.getexif().get(_ORIENTATION, 1) != orientation:
                    return None
                return (_kept_as_it_is(image, stream) if orientation == 1 else None) or _reduced(image)
        except Exception:  # whatever the damage makes the decoder raise
            return None


def _read_back(data: bytes) -> PrintPicture:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return PrintPicture(data, image.width, image.height, image.mode == "L")


def _kept_as_it_is(image: Image.Image, stream: BinaryIO) -> PrintPicture | None:
    """The bytes of a JPEG that fits already, without its metadata: where it was taken stays in the archive."""
    if image.mode not in ("RGB", "L") or max(image.size) > KEEP_EDGE:
        return None
    if os.fstat(stream.fileno()).st_size > _KEEP_BYTES or not _is_srgb(image):
        return None
    stream.seek(0)
    data = _without_metadata(stream.read())
    if data is None:
        return None
    image.load()  # a picture that breaks off is told apart here, not in the partner's viewer
    return PrintPicture(data, image.width, image.height, image.mode == "L")


def _is_srgb(image: Image.Image) -> bool:
    profile = image.info.get("icc_profile")
    return not profile or b"s\x00R\x00G\x00B" in profile or b"sRGB" in profile


def _without_metadata(data: bytes) -> bytes | None:
    """A baseline or progressive JPEG without its APP and comment segments, or None where it is another kind.

    APP14 stays: it says how the colours were encoded.
    """
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC0, 0xC1, 0xC2, 0xC4):
            return None
        if marker == 0xDA:
            return b"".join((*kept, data[at:]))
        if not (0xE0 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(data[at:end])
        at = end
    return None


def _reduced(image: Image.Image) -> PrintPicture:
    factor = max(image.size) / EDGE
    if factor > 1:
        # draft() counts by the shorter side: asked for a square it would decode more than is needed.
        image.draft(None, (int(image.width / factor), int(image.height / factor)))
    made = colour.to_srgb(ImageOps.exif_transpose(image))
    if max(made.size) > EDGE:
        made.thumbnail((EDGE, EDGE), Image.Resampling.BICUBIC, reducing_gap=3.0)
    out = io.BytesIO()
    made.save(out, "JPEG", quality=_QUALITY)
    return PrintPicture(out.getvalue(), made.width, made.height, made.mode == "L")


def _prepared(
    pictures: Iterable[PictureFile], cancelled: Callable[[], bool]
) -> Iterator[tuple[PictureFile, PrintPicture | Unreadable]]:
    """Every picture or the reason why there is none, in order; a few threads work ahead, and only a few."""
    workers = max(2, min(4, os.cpu_count() or 2))
    with ThreadPoolExecutor(workers, thread_name_prefix="print-picture") as pool:
        ahead: deque[tuple[PictureFile, Future[PrintPicture]]] = deque()
        waiting = iter(pictures)
        try:
            while True:
                while len(ahead) <= workers and (picture := next(waiting, None)) is not None:
                    ahead.append((picture, pool.submit(print_picture, picture)))
                if not ahead:
                    return
                if cancelled():
                    raise Cancelled(_("The catalogue was cancelled."))
                picture, future = ahead.popleft()
                try:
                    yield picture, future.result()
                except Unreadable as reason:
                    yield picture, reason
        finally:
            for _picture, future in ahead:
                future.cancel()


def gather(
    pictures: Iterable[PictureFile],
    target: Path,
    *,
    on_picture: Callable[[], None] = lambda: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[dict[PictureFile, Gathered], dict[PictureFile, str]]:
    """Write all pictures to the file ``target``; returns where each went, and the reasons of those that could not.

    A picture that comes twice is prepared once. Raises Cancelled, and OSError where the disk of ``target`` fails.
    """
    placed: dict[PictureFile, Gathered] = {}
    refused: dict[PictureFile, str] = {}
    with target.open("wb") as out:
        writer = _StreamFile(out)
        for picture, outcome in _prepared(dict.fromkeys(pictures), cancelled):
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

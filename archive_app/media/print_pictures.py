"""Originals made ready for printing, gathered on disk in one file that a PDF can take its pictures from.

A picture is printed at no more than 1,600 pixels on its longer edge, which is 240 to the inch over the whole width of
an A4 page. The gathering file is itself a PDF that holds nothing but the JPEG streams: qpdf copies them from there one
at a time when the catalogue is written, so that memory does not grow with the number of plates.
"""

from __future__ import annotations

import io
import os
import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

from archive_app.errors import Cancelled, Unreadable
from archive_app.i18n import _

#: Longest edge of a printed picture that had to be made smaller, and of one that is taken as it is.
EDGE, KEEP_EDGE = 1600, 2000
_QUALITY = 88
_KEEP_BYTES = 1_500_000
_LARGEST = 250_000_000  # pixels; beyond it a picture is a bomb or wants another program
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, struct.error,
           ZeroDivisionError, OverflowError, Image.DecompressionBombError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """A picture as it goes into the PDF: JPEG, RGB, upright. ``width`` and ``height`` in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """Where one picture went: the number of its object in the gathering file, and its size in pixels."""

    number: int
    width: int
    height: int


def print_picture(path: Path) -> PrintPicture:
    """The original ``path`` ready for printing. Raises Unreadable with the reason where it cannot be decoded."""
    try:
        with Image.open(path) as image:
            if image.width * image.height > _LARGEST:
                raise Unreadable(_("The picture is too large to be printed."))
            kept = _kept_as_it_is(image, path)
            return kept or _reduced(image)
    except FileNotFoundError as error:
        raise Unreadable(_("The original is missing from the archive.")) from error
    except _BROKEN as error:
        raise Unreadable(_("The picture could not be decoded.")) from error
    except MemoryError as error:
        raise Unreadable(_("The picture is too large to be printed.")) from error


def _kept_as_it_is(image: Image.Image, path: Path) -> PrintPicture | None:
    """The bytes of a JPEG that fits already, without its metadata: where it was taken stays in the archive."""
    if image.format != "JPEG" or image.mode != "RGB" or max(image.size) > KEEP_EDGE:
        return None
    if path.stat().st_size > _KEEP_BYTES or image.getexif().get(0x0112, 1) != 1 or not _is_srgb(image):
        return None
    data = _without_metadata(path.read_bytes())
    if data is None:
        return None
    image.load()  # a picture that breaks off is told apart here, not in the partner's viewer
    return PrintPicture(data, image.width, image.height)


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
        image.draft("RGB", (int(image.width / factor), int(image.height / factor)))
    upright = ImageOps.exif_transpose(image)
    picture = _to_srgb(upright)
    if max(picture.size) > EDGE:
        picture.thumbnail((EDGE, EDGE), Image.Resampling.BICUBIC, reducing_gap=3.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return PrintPicture(out.getvalue(), picture.width, picture.height)


def _to_srgb(image: Image.Image) -> Image.Image:
    if image.mode in ("I;16", "I;16L", "I;16B", "I", "F"):
        image = _to_eight_bits(image)
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa"):
        coloured = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(coloured, mask=coloured.getchannel("A"))
        image = paper
    profile = image.info.get("icc_profile")
    if profile and not _is_srgb(image) and image.mode in ("RGB", "CMYK", "L"):
        image = _from_profile(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _to_eight_bits(image: Image.Image) -> Image.Image:
    wide = image.convert("F")
    low, high = wide.getextrema()
    top = 65535.0 if isinstance(high, float) and high > 255 else 255.0
    if image.mode in ("I", "F") and isinstance(high, float) and isinstance(low, float) and (high > 65535 or low < 0):
        top = max(high, 1.0)
    return wide.point(lambda value: value * (255.0 / top)).convert("L")


def _from_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that is broken or of another colour space
        return image
    return changed if changed is not None else image


def _prepared(paths: Iterable[Path], cancelled: Callable[[], bool]) -> Iterator[tuple[Path, PrintPicture | Unreadable]]:
    """Every picture or the reason why there is none, in order; a few threads work ahead, and only a few."""
    workers = max(2, min(4, os.cpu_count() or 2))
    with ThreadPoolExecutor(workers, thread_name_prefix="print-picture") as pool:
        ahead: deque[tuple[Path, Future[PrintPicture]]] = deque()
        waiting = iter(paths)
        try:
            while True:
                while len(ahead) <= workers and (path := next(waiting, None)) is not None:
                    ahead.append((path, pool.submit(print_picture, path)))
                if not ahead:
                    return
                if cancelled():
                    raise Cancelled(_("The catalogue was cancelled."))
                path, future = ahead.popleft()
                try:
                    yield path, future.result()
                except Unreadable as reason:
                    yield path, reason
        finally:
            for _path, future in ahead:
                future.cancel()


def gather(
    paths: Iterable[Path],
    target: Path,
    *,
    on_picture: Callable[[], None] = lambda: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[dict[Path, Gathered], dict[Path, str]]:
    """Write all pictures to the file ``target``; returns where each went, and the reasons of those that could not.

    A path that comes twice is prepared once. Raises Cancelled, and OSError where the disk of ``target`` fails.
    """
    placed: dict[Path, Gathered] = {}
    refused: dict[Path, str] = {}
    with target.open("wb") as out:
        writer = _StreamFile(out)
        for path, outcome in _prepared(dict.fromkeys(paths), cancelled):
            if isinstance(outcome, Unreadable):
                refused[path] = outcome.message
            else:
                placed[path] = Gathered(writer.add(outcome), outcome.width, outcome.height)
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

"""Originals made ready for printing, in a worker: an upright JPEG in sRGB or grey, without where it was taken.

A picture is printed at no more than 1,600 pixels on its longer edge, which is 240 to the inch over the whole width of
an A4 page.
"""

from __future__ import annotations

import io
import os
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

from archive_app.media.formats.filetypes import FileType
from archive_app.media.pictures import colour, jpeg
from archive_app.media.pictures.decode import decode_pictures

#: Longest edge of a printed picture that had to be made smaller, and of one that is taken as it is.
EDGE, KEEP_EDGE = 1600, 2000
_QUALITY = 88
_ORIENTATION = 0x0112  # EXIF
_KEEP_BYTES = 1_500_000
#: Pillow turns the other way round than people do.
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def printable(stream: BinaryIO, filetype: FileType, orientation: int, turn: int, at: int | None = None) -> bytes:
    """The original as it is printed, at most :data:`KEEP_EDGE` pixels on its longer edge, and turned by so many degrees
    clockwise; a video by its picture ``at`` so many milliseconds. Raises Unreadable with the reason where it cannot be
    decoded.
    """
    made = _from_jpeg(stream, orientation) if filetype.mime == "image/jpeg" else None
    if made is None:
        made = decode_pictures(stream, filetype, (EDGE,), orientation, at)[EDGE].data
    return _turned(made, turn) if turn else made


def _turned(made: bytes, turn: int) -> bytes:
    with Image.open(io.BytesIO(made), formats=("JPEG",)) as image:
        turned = image.transpose(_TURNS[turn])
    out = io.BytesIO()
    turned.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _from_jpeg(stream: BinaryIO, orientation: int) -> bytes | None:
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


def _kept_as_it_is(image: Image.Image, stream: BinaryIO) -> bytes | None:
    """The bytes of a JPEG that fits already, without its metadata: where it was taken stays in the archive."""
    if image.mode not in ("RGB", "L") or max(image.size) > KEEP_EDGE:
        return None
    if os.fstat(stream.fileno()).st_size > _KEEP_BYTES or not _is_srgb(image):
        return None
    stream.seek(0)
    data = _without_metadata(stream.read())
    # What stands behind the end of some, or anything else that nobody would take from a worker, goes the slow way.
    if data is None or jpeg.size_of(data) is None:
        return None
    image.load()  # a picture that breaks off is told apart here, not in the partner's viewer
    return data


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


def _reduced(image: Image.Image) -> bytes:
    factor = max(image.size) / EDGE
    if factor > 1:
        # draft() counts by the shorter side: asked for a square it would decode more than is needed.
        image.draft(None, (int(image.width / factor), int(image.height / factor)))
    made = colour.to_srgb(ImageOps.exif_transpose(image))
    if max(made.size) > EDGE:
        made.thumbnail((EDGE, EDGE), Image.Resampling.BICUBIC, reducing_gap=3.0)
    out = io.BytesIO()
    made.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()

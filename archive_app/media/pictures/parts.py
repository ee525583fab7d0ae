"""Parts of a picture in all its pixels: the picture is decoded once, and kept as long as parts of it are asked for."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable
from typing import BinaryIO

from PIL import ExifTags, Image

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats import damage
from archive_app.media.formats.damage import MAX_PIXELS
from archive_app.media.formats.filetypes import FileType
from archive_app.media.pictures import colour, decode, shrinking
from archive_app.media.pictures.planes import Box, planes_of

#: Bytes that a pixel takes at most, decoded as usual.
_PIXEL = 4
_QUALITY = 90
#: Left for what is made of a picture that lies there whole.
_BESIDES = 96 << 20

_Cut = Callable[[Box, int], Image.Image]


class Sheet:
    """One picture. Raises Unreadable where it has no parts: it is none, or too large to be decoded whole, and of a kind
    that can't be taken apart."""

    def __init__(self, stream: BinaryIO, filetype: FileType, orientation: int) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._size, self._orientation, self._cut = _opened(stream, filetype.mime, orientation)
        except Unreadable:
            raise
        except Exception as error:  # decoders raise whatever the damage makes them raise
            raise Unreadable(damage.explain(error, stream, filetype.mime)) from error

    def part(self, box: Box, by: int) -> bytes:
        """A JPEG picture of what lies in ``box`` of the upright picture, of every ``by`` pixels one."""
        width, height = self._size
        inside = self._orientation < 5
        right, bottom = (width, height) if inside else (height, width)
        box = max(0, box[0]), max(0, box[1]), min(box[2], right), min(box[3], bottom)
        if box[0] >= box[2] or box[1] >= box[3]:
            raise Unreadable(_("No picture can be made of this file."))
        made = self._cut(_as_kept(box, self._size, self._orientation), by)
        if self._orientation in decode.TRANSPOSE:
            made = made.transpose(decode.TRANSPOSE[self._orientation])
        out = io.BytesIO()
        made.save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()


class LastSheet:
    """The picture whose parts were asked for last."""

    def __init__(self) -> None:
        self._known: tuple[int, ...] = ()
        self._sheet: Sheet | None = None

    def of(self, file: BinaryIO, filetype: FileType, orientation: Callable[[], int]) -> Sheet:
        """The one that is kept, where it is of this file. Raises Unreadable."""
        status = os.fstat(file.fileno())
        known = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if self._sheet is None or known != self._known:
            self._sheet = None
            self._sheet, self._known = Sheet(file, filetype, orientation()), known
        return self._sheet


def _opened(stream: BinaryIO, mime: str, orientation: int) -> tuple[tuple[int, int], int, _Cut]:
    """Size and orientation as the picture lies there, and what cuts parts out of it."""
    formats = decode.PLUGINS.get(mime)
    if formats is None:
        raise Unreadable(_("No picture can be made of this file."))
    if "HEIF" in formats:
        decode.register_heif()
    stream.seek(0)
    with Image.open(stream, formats=formats) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            raise Unreadable(damage.too_large(width * height))
        small = image.mode in ("L", "P", "1")
        if width * height * (1 if small else _PIXEL) <= shrinking.ROOM - _BESIDES:
            return _whole(image, orientation)
    made = planes_of(stream, "image/jpeg" if mime == "image/mpo" else mime)
    if made is None:
        raise Unreadable(damage.explain(MemoryError(), stream, mime))
    return made.size, orientation, made.cut


def _whole(image: Image.Image, orientation: int) -> tuple[tuple[int, int], int, _Cut]:
    profile, transparency = image.info.get("icc_profile"), image.info.get("transparency")
    if image.format in decode.UPRIGHT_ALREADY:
        orientation = 1
    elif image.format == "AVIF":
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    image.load()
    kept = colour.to_scalable(image) if image.mode.startswith(("I", "F", "P", "1")) else image
    kept = kept if kept is not image or image.format == "JPEG" else image.copy()

    def cut(box: Box, by: int) -> Image.Image:
        part = kept.crop(box)
        for name, value in (("icc_profile", profile), ("transparency", transparency)):
            if value is not None and kept.mode == image.mode:
                part.info[name] = value
        return colour.to_srgb(part.reduce(by) if by > 1 else part)

    return kept.size, orientation, cut


def _as_kept(box: Box, size: tuple[int, int], orientation: int) -> Box:
    """Where that box of the upright picture lies in the one that is kept as the camera held it."""
    left, top, right, bottom = box
    width, height = size
    if orientation >= 5:
        left, top, right, bottom = top, left, bottom, right
    if orientation in (2, 3, 7, 8):
        left, right = width - right, width - left
    if orientation in (3, 4, 6, 7):
        top, bottom = height - bottom, height - top
    return left, top, right, bottom

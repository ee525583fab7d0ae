"""What is wrong with a picture that its decoder refused, in words for the person whose file it is."""

from __future__ import annotations

import io
import re
from typing import BinaryIO

from PIL import Image

from archive_app.i18n import _
from archive_app.media.formats.tiff import STRIP_COUNTS, STRIP_OFFSETS, TILE_COUNTS, TILE_OFFSETS, TiffSkeleton

#: Pixels of the largest picture that is decoded: a camera back of 150 megapixels is served, a bomb is not.
MAX_PIXELS = 300_000_000

_BOXED = frozenset({"image/heic", "image/heif", "image/avif", "image/jp2", "image/x-canon-cr3"})
_MAX_BOXES = 1000


def explain(error: Exception, stream: BinaryIO, mime: str) -> str:
    """The reason in one sentence, from what the decoder raised and from the file's own lengths."""
    text = str(error).lower()
    if isinstance(error, MemoryError):
        return _("The picture needs more memory than there is for one picture.")
    if isinstance(error, Image.DecompressionBombError):
        pixels = re.search(r"\d{6,}", text)
        return too_large(int(pixels[0]) if pixels else MAX_PIXELS)
    if "decompressed data too large" in text:
        return _("The picture holds packed text or colours that unpack to more than is safe.")
    cut = isinstance(error, EOFError) or "truncated" in text or "not enough" in text or "end of file" in text
    if cut or _is_cut_off(stream, mime):
        return _("The picture is cut off: the end of the file is missing.")
    return _("The picture is damaged and can't be shown.")


def too_large(pixels: int) -> str:
    """The one reason for bombs and for pictures that are honestly too large."""
    return _("The picture says it has {count} million pixels: more than the limit of {limit} million.").format(
        count=f"{pixels // 1_000_000:,}", limit=f"{MAX_PIXELS // 1_000_000:,}"
    )


def _is_cut_off(stream: BinaryIO, mime: str) -> bool:
    """Does the file end before its own container says."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if mime == "image/webp":
        head = stream.read(8)
        return len(head) < 8 or int.from_bytes(head[4:], "little") + 8 > size
    if mime in _BOXED:
        return _boxes_end(stream, size) > size
    if mime == "image/tiff":
        return _strips_end(stream) > size
    return False


def _boxes_end(stream: BinaryIO, size: int) -> int:
    position = 0
    for _count in range(_MAX_BOXES):
        stream.seek(position)
        head = stream.read(16)
        if len(head) < 8 or position >= size:
            break
        length = int.from_bytes(head[:4], "big")
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:], "big")
        if length < 8:
            break
        position += length
    return position


def _strips_end(stream: BinaryIO) -> int:
    skeleton = TiffSkeleton(stream)
    end = skeleton.first
    for directory in skeleton.directories[:1]:
        for offsets, counts in ((STRIP_OFFSETS, STRIP_COUNTS), (TILE_OFFSETS, TILE_COUNTS)):
            pairs = zip(skeleton.integers(directory, offsets), skeleton.integers(directory, counts), strict=False)
            end = max([end, *(offset + count for offset, count in pairs)])
    return end

"""What is wrong with a picture that its decoder refused, in words for the person whose file it is.

Decoders tell their faults apart by words alone, which change from version to version: the file itself is asked.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image, PngImagePlugin

from archive_app.i18n import _
from archive_app.media.formats.endings import is_cut_off

#: Pixels of the largest picture that is decoded: a camera back of 150 megapixels is served, a bomb is not.
MAX_PIXELS = 300_000_000

_MAX_CHUNKS = 10_000


def explain(error: Exception, stream: BinaryIO, mime: str) -> str:
    """The reason in one sentence, from the kind of what the decoder raised and from the file's own lengths."""
    if isinstance(error, MemoryError):
        return _("The picture needs more memory than there is for one picture.")
    if isinstance(error, Image.DecompressionBombError):
        pixels = re.search(r"\d{6,}", str(error))
        return too_large(int(pixels[0]) if pixels else MAX_PIXELS)
    if mime == "image/png" and any(_unpacks_to_too_much(packed) for packed in _packed_words(stream)):
        return _("The picture holds packed text or colours that unpack to more than is safe.")
    if isinstance(error, EOFError) or is_cut_off(stream, mime):
        return _("The picture is cut off: the end of the file is missing.")
    return _("The picture is damaged and can't be shown.")


def too_large(pixels: int) -> str:
    """The one reason for bombs and for pictures that are honestly too large."""
    return _("The picture says it has {count} million pixels: more than the limit of {limit} million.").format(
        count=f"{pixels // 1_000_000:,}", limit=f"{MAX_PIXELS // 1_000_000:,}"
    )


def _packed_words(stream: BinaryIO) -> Iterator[bytes]:
    """What stands packed in the chunks of a PNG that hold text or a profile of colours."""
    stream.seek(8)
    for _count in range(_MAX_CHUNKS):
        head = stream.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return
        length = int.from_bytes(head[:4], "big")
        if head[4:] in (b"iCCP", b"zTXt", b"iTXt"):
            _name, _end, rest = stream.read(length).partition(b"\0")
            if head[4:] != b"iTXt":
                yield rest[1:]
            elif rest[:1] == b"\1":
                # After whether it is packed, and how: the language, and the name in it.
                yield rest[2:].split(b"\0", 2)[-1]
            stream.seek(4, 1)
        else:
            stream.seek(length + 4, 1)


def _unpacks_to_too_much(packed: bytes) -> bool:
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(packed, PngImagePlugin.MAX_TEXT_CHUNK)
    except zlib.error:
        return False
    return bool(unpacking.unconsumed_tail)

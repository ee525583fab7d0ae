"""Pictures that are whole and that a decoder refuses for what lies around them: the same picture without it.

Nothing is mended that is really missing: a picture that is cut off stays refused.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import BinaryIO

from PIL import Image

_LARGEST = 128 << 20
_EOI = b"\xff\xd9"
#: What a decoder makes something of where it misses bits, and passes over where it has all it needs.
_FILLER = b"\x55" * 64


def mended(stream: BinaryIO, mime: str) -> BinaryIO | None:
    """The picture in a form that its decoder takes; None where there is nothing to be mended."""
    mend = _MENDED.get(mime)
    if mend is None:
        return None
    stream.seek(0)
    data = stream.read(_LARGEST + 1)
    found = mend(data) if len(data) <= _LARGEST else b""
    return io.BytesIO(found) if found else None


def _jpeg(data: bytes) -> bytes:
    """Without the mark of its end. Whether all of it is there is seen by what other bytes behind it would change."""
    data = data.rstrip(b"\x00")
    if data.endswith(_EOI):
        return b""
    whole, other = (_pixels(data + more + _EOI) for more in (b"", _FILLER))
    return data + _EOI if whole and whole == other else b""


def _pixels(data: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            return image.tobytes()
    except Exception:  # decoders raise whatever the damage makes them raise
        return b""


def _png(data: bytes) -> bytes:
    """Without what is damaged of the words, dates and colours in it."""
    kept, position = [data[:8]], 8
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        chunk = data[position : position + 12 + length]
        name = chunk[4:8]
        if name[:1].isupper() or zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:], "big"):
            kept.append(chunk)
        position += len(chunk)
        if name == b"IEND":
            return b"".join(kept)
    return b""


_MENDED: dict[str, Callable[[bytes], bytes]] = {"image/jpeg": _jpeg, "image/mpo": _jpeg, "image/png": _png}

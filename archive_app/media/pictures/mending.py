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
#: Zero bytes that end a picture with the tables of ITU-T T.81, K.3: its last blocks have eight zero bits or nine.
_LAST_ZEROS = 2


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
    """Without the mark of its end.

    Zeros behind a picture may be padding, and may be its last bits: one whose file ends with it is whole with all of
    them, one that was padded misses two bytes of them at most.
    """
    kept = data.rstrip(b"\x00")
    if kept.endswith(_EOI):
        return b""
    zeros = len(data) - len(kept)
    for length in range(len(kept), len(kept) + min(zeros, _LAST_ZEROS) + 1):
        if _is_whole(data[:length]):
            return data[:length] + _EOI
    if zeros > _LAST_ZEROS and _is_whole(data) and not _is_whole(data[:-1]):
        return data + _EOI
    return b""


def _is_whole(data: bytes) -> bool:
    """Whether all of the picture is there: seen by what other bytes behind it would change."""
    whole, other = (_pixels(data + more + _EOI) for more in (b"", _FILLER))
    return bool(whole) and whole == other


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

"""Is this a JPEG picture, and how large? Asked of bytes that nobody has decoded yet: their segments say it."""

from __future__ import annotations

import io
from typing import BinaryIO

_START, _END = b"\xff\xd8", b"\xff\xd9"
#: Frames that a decoder for the web knows: baseline, extended and progressive.
_FRAMES = (0xC0, 0xC1, 0xC2)
_OTHER_FRAMES = (0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
_SCAN = 0xDA
_MOST_SEGMENTS = 1_000


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a whole JPEG picture; None of anything else, and of one that is cut off."""
    frame = _frame(data)
    return None if frame is None else frame[:2]


def is_grey(data: bytes) -> bool:
    """Whether a JPEG picture has no colours."""
    frame = _frame(data)
    return frame is not None and frame[2] == 1


def has_endless_head(stream: BinaryIO) -> bool:
    """Whether more stands before the picture than any camera writes there. A decoder that puts the parts of one thing
    together, each to all before it, would not come to an end."""
    stream.seek(len(_START))
    for _count in range(_MOST_SEGMENTS):
        head = stream.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] == _SCAN:
            return False
        stream.seek(max(0, int.from_bytes(head[2:], "big") - 2), io.SEEK_CUR)
    return True


def _frame(data: bytes) -> tuple[int, int, int] | None:
    """Width, height and how many colours each pixel is made of."""
    if not (data.startswith(_START) and data.endswith(_END)):
        return None
    size: tuple[int, int, int] | None = None
    position = len(_START)
    for _count in range(_MOST_SEGMENTS):
        head = data[position : position + 4]
        if len(head) < 4 or head[0] != 0xFF:
            return None
        marker, length = head[1], int.from_bytes(head[2:], "big")
        if marker == _SCAN:
            return size
        if marker in _OTHER_FRAMES or length < 2:
            return None
        if marker in _FRAMES:
            frame = data[position + 4 : position + 2 + length]
            # A second frame would say what size the decoder believes in.
            if size is not None or len(frame) < 6 or frame[0] != 8:
                return None
            size = int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big"), frame[5]
            if not all(size) or len(frame) != 6 + 3 * frame[5] or frame[5] not in (1, 3):
                return None
        position += 2 + length
    return None

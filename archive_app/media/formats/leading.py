"""Whether a recording is complete in itself, or a list that would lead a player to other files and to the net.

Players look past a tag at the head of a file, so that a list may hide behind one and call itself sound.
"""

from __future__ import annotations

from typing import BinaryIO

_TAG, _HEAD, _LONGEST_TAG = 10, 64, 64
#: What begins a playlist (HLS), a list of pieces (FFmpeg's), a session (SDP), or anything in XML (DASH and others).
_LISTS = (b"#EXTM3U", b"ffconcat", b"v=0", b"<", b"[playlist]", b"[Reference]")
_MARK = b"\xef\xbb\xbf"


def leads_elsewhere(stream: BinaryIO) -> bool:
    """Whether ``stream`` is such a list. It is left at its beginning."""
    place = 0
    # More tags than this no player skips, and no file has.
    for _tag in range(_LONGEST_TAG):
        stream.seek(place)
        head = stream.read(_HEAD)
        size = _tagged(head)
        if not size:
            break
        place += size
    stream.seek(0)
    return head.removeprefix(_MARK).lstrip().startswith(_LISTS)


def _tagged(head: bytes) -> int:
    """The size of the ID3 tag that ``head`` begins with, 0 where it begins with none."""
    if len(head) < _TAG or head[:3] != b"ID3" or head[3] == 0xFF or max(head[6:10]) > 0x7F:
        return 0
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    return _TAG + size + (_TAG if head[5] & 0x10 else 0)

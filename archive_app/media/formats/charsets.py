"""Text of unknown encoding, as older cameras and editors wrote it."""

from __future__ import annotations

import codecs
import re

from archive_app.media.formats import encodings

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")

#: What bytes are read as besides, be it that they say so or only to judge by.
_OTHERS = (
    "ascii", "latin-1", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "gb2312",
    "gbk", "big5", "euc_kr", "iso2022_jp", "shift_jis",
)  # fmt: skip


def load() -> None:
    """Load every encoding that text may be in, as nothing can be loaded by a worker that has begun to read."""
    for name in (*encodings.LABELS, *_OTHERS):
        codecs.lookup(name)


def clean(text: str) -> str:
    """``text`` without control characters and surrounding blanks; line ends are made one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "ignore").decode("utf-8")
    return _CONTROLS.sub("", text).strip(" \t\n\ufeff\ufffe")


def bare(data: bytes) -> bytes:
    """``data`` up to where the zeros that fill a field begin."""
    return data.split(b"\x00\x00\x00", 1)[0].rstrip(b"\x00")


def decode(data: bytes) -> str:
    """UTF-8 where it is that, else by the encoding that its letters speak for."""
    data = bare(data)
    return read_as(data, encodings.guess(data))


def read_as(data: bytes, encoding: str) -> str:
    """``data`` in this encoding; what it has no letters for is left out."""
    return clean(data.decode(encoding, "ignore"))

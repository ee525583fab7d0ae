"""The metadata blocks of one file as bytes, and the limits within which they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

#: No block over 16 MiB is read, and no more than 4,096 chunks of one file are looked at.
MAX_BLOCK = 16 << 20
MAX_CHUNKS = 4096
EXIF = b"Exif\x00\x00"


@dataclass(slots=True)
class Blocks:
    """Metadata of one file as bytes.

    ``exif`` begins with the TIFF header; ``exif_directory`` is a second TIFF structure that holds what usually stands
    in the EXIF directory of the first. ``iptc_digest`` is the MD5 of the IPTC block at the time when the XMP was last
    written (Photoshop resource 0x0425).
    """

    exif: bytes = b""
    exif_directory: bytes = b""
    xmp: list[bytes] = field(default_factory=list)
    xmp_extensions: dict[bytes, dict[int, bytes]] = field(default_factory=dict)
    iptc: bytes = b""
    iptc_digest: bytes = b""
    width: int | None = None
    height: int | None = None
    comment: bytes = b""
    text: dict[str, str] = field(default_factory=dict)


def read_exactly(stream: BinaryIO, length: int) -> bytes:
    """``length`` bytes, or EOFError."""
    if length > MAX_BLOCK:
        raise EOFError
    data = stream.read(length)
    if len(data) != length:
        raise EOFError
    return data

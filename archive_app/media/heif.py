"""Metadata of HEIC, HEIF and AVIF by way of their decoders, which know where the container put it."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

import pi_heif
from PIL import Image

from archive_app.media.containers import Blocks

_MAX_FILE = 512 << 20


def find_blocks(stream: BinaryIO, mime: str) -> Blocks:
    """The blocks of a file as its decoder found them; none where it is damaged."""
    blocks = Blocks()
    data = io.BytesIO(stream.read(_MAX_FILE))
    try:
        info, (blocks.width, blocks.height) = _avif(data) if mime == "image/avif" else _heif(data)
    except Exception:  # libheif and libavif report damage in many ways
        return blocks
    exif, packet = info.get("exif"), info.get("xmp")
    if isinstance(exif, bytes):
        blocks.exif = exif.removeprefix(b"Exif\x00\x00")
    if isinstance(packet, bytes) and packet.strip():
        blocks.xmp.append(packet)
    for entry in info.get("metadata") or []:
        if entry.get("type") == "iptc" and isinstance(entry.get("data"), bytes):
            blocks.iptc = entry["data"]
    return blocks


def _heif(data: BinaryIO) -> tuple[dict[Any, Any], tuple[int, int]]:
    image = pi_heif.open_heif(data)
    return dict(image.info), image.size


def _avif(data: BinaryIO) -> tuple[dict[Any, Any], tuple[int, int]]:
    with Image.open(data, formats=["AVIF"]) as image:
        return dict(image.info), image.size

"""Videos and sounds made for a test: pictures one after the other in an AVI, and a sound of known loudness."""

from __future__ import annotations

import io
import math
import struct
import wave
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (192, 108)


def sharp(shade: int = 160) -> Image.Image:
    """What somebody would like to see of a video."""
    image = Image.new("RGB", SIZE, (shade, 120, 90))
    draw = ImageDraw.Draw(image)
    for left in range(0, SIZE[0], 12):
        draw.rectangle((left, 20 + left % 40, left + 5, 90), "white" if left % 24 else "black")
    return image


def blank(colour: str) -> Image.Image:
    return Image.new("RGB", SIZE, colour)


def film(path: Path, pictures: Sequence[Image.Image], rate: int = 10) -> Path:
    """An AVI of these pictures, each of them a whole one (Motion JPEG)."""
    frames = []
    for picture in pictures:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=95)
        frames.append(out.getvalue() + b"\x00" * (len(out.getvalue()) % 2))
    width, height = pictures[0].size
    head = struct.pack("<14I", 1_000_000 // rate, 0, 0, 0x10, len(frames), 0, 1, 0, width, height, 0, 0, 0, 0)
    stream = struct.pack("<4s4sIHHIIIIIIII4H", b"vids", b"MJPG", 0, 0, 0, 0, 1, rate, 0, len(frames), 0, 0, 0,
                         0, 0, width, height)  # fmt: skip
    form = struct.pack("<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0)
    said = _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", form))
    movie, index, place = b"", b"", 4
    for frame in frames:
        index += struct.pack("<4sIII", b"00dc", 0x10, place, len(frame))
        movie += _chunk(b"00dc", frame)
        place += 8 + len(frame)
    body = b"AVI " + _list(b"hdrl", _chunk(b"avih", head) + said) + _list(b"movi", movie) + _chunk(b"idx1", index)
    path.write_bytes(_chunk(b"RIFF", body))
    return path


def sound(path: Path, loudness: Sequence[float], *, channels: int = 1, rate: int = 8000) -> Path:
    """A tone of a tenth of a second for each loudness, 0 to 1; a second channel is silent."""
    data = bytearray()
    for loud in loudness:
        for sample in range(rate // 10):
            value = round(32_000 * loud * math.sin(sample * 0.7))
            data += struct.pack("<h", value) + b"\x00\x00" * (channels - 1)
    with wave.open(str(path), "wb") as out:
        out.setparams((channels, 2, rate, 0, "NONE", ""))
        out.writeframes(bytes(data))
    return path


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data


def _list(name: bytes, data: bytes) -> bytes:
    return _chunk(b"LIST", name + data)

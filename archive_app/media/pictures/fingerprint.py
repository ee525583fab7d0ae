"""The fingerprint of a picture, made of its thumbnail: see ``domain/model/fingerprints``."""

from __future__ import annotations

import io

from PIL import Image, ImageStat

from archive_app.domain.model.fingerprints import Fingerprint
from archive_app.media.pictures import jpeg

#: The edge of a thumbnail at most, in pixels.
_EDGE = 512
_SIDE = 8
_BYTES = 16
#: Shades of grey by which a picture has to vary, or there is nothing on it to be told by: a standard deviation.
_PLAIN = 4.0
#: To which proportions pictures are cropped, the longer side by the shorter.
_PROPORTIONS = (1.0, 5 / 4, 4 / 3, 3 / 2, 16 / 9)
#: How much of each side is left where the edges are cut off all round.
_SHARES = (0.95, 0.9, 0.85, 0.8)
#: Proportions closer than this are the same.
_ALIKE = 0.02
_Box = tuple[float, float, float, float]


def fingerprint(thumbnail: bytes) -> Fingerprint:
    """The words of an upright JPEG of at most 512 pixels; none where it is no such picture, or shows nothing."""
    size = jpeg.size_of(thumbnail)
    if size is None or max(size) > _EDGE or min(size) < _SIDE:
        return ()
    try:
        with Image.open(io.BytesIO(thumbnail), formats=("JPEG",)) as image:
            grey = image.convert("L")
    except (OSError, SyntaxError, ValueError):
        return ()
    if ImageStat.Stat(grey).stddev[0] < _PLAIN:
        return ()
    return tuple(_word(grey, box) for box in _boxes(*grey.size))


def to_bytes(words: Fingerprint) -> bytes:
    """As it is kept: 16 bytes a word."""
    return b"".join(word.to_bytes(_BYTES, "big") for word in words)


def from_bytes(kept: bytes) -> Fingerprint:
    """What :func:`to_bytes` made."""
    return tuple(int.from_bytes(kept[at : at + _BYTES], "big") for at in range(0, len(kept), _BYTES))


def _boxes(width: int, height: int) -> list[_Box]:
    """The whole, what cropping to other proportions leaves at the middle, and what cutting the edges off leaves."""
    boxes: list[_Box] = [(0.0, 0.0, float(width), float(height))]
    for proportion in sorted({each for ratio in _PROPORTIONS for each in (ratio, 1 / ratio)}):
        if abs(width / height / proportion - 1) > _ALIKE:
            across, down = min(width, height * proportion), min(height, width / proportion)
            boxes.append(_middle(width, height, across, down))
    return boxes + [_middle(width, height, width * share, height * share) for share in _SHARES]


def _middle(width: int, height: int, across: float, down: float) -> _Box:
    return (width - across) / 2, (height - down) / 2, (width + across) / 2, (height + down) / 2


def _word(grey: Image.Image, box: _Box) -> int:
    right = grey.resize((_SIDE + 1, _SIDE), Image.Resampling.BOX, box=box).tobytes()
    down = grey.resize((_SIDE, _SIDE + 1), Image.Resampling.BOX, box=box).tobytes()
    word = 0
    for row in range(_SIDE):
        for at in range(row * (_SIDE + 1), row * (_SIDE + 1) + _SIDE):
            word = word << 1 | (right[at + 1] > right[at])
    for at in range(_SIDE * _SIDE):
        word = word << 1 | (down[at + _SIDE] > down[at])
    return word

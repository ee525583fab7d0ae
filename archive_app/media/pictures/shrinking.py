"""Pictures of fewer pixels, made within the memory that a worker may use: what is too large to lie there beside its
copy comes out with a half, a third… of its pixels, rather than not at all.
"""

from __future__ import annotations

from PIL import Image

from archive_app.media.pictures import cage, colour

#: Bytes that a decoded picture and what is made of it may take; the rest is for the worker and the result.
ROOM = cage.MEMORY * 4 // 5
_GAP = 2.0
_SCALES = (1, 2, 4, 8)
_SMALL_PIXELS = ("1", "L", "P")
_PIXEL = 4


def shrunk(image: Image.Image, edge: int) -> Image.Image:
    """At most ``edge`` pixels on the longer side, in a mode that :func:`.colour.to_srgb` takes. It may be ``image``
    itself, where that has no other frames.
    """
    _draft(image, edge)
    image.load()
    if image.mode in ("P", "PA", "1", "I;16", "I;16B", "I;16L", "I", "F") and max(image.size) > edge:
        image = colour.to_scalable(image)
    whole = _bytes(image, image.size)
    if _taken(image, image.size, edge) > ROOM:
        divisor = next((by for by in range(2, 64) if whole + 2 * whole / by**2 <= ROOM), 1)
        if divisor > 1:
            image = colour.to_scalable(image).reduce(divisor)
    if max(image.size) > edge:
        return image.resize(fitted(image.size, edge), good_filter(edge), reducing_gap=_GAP)
    return image if image.format in ("JPEG", None) else image.copy()


def is_too_large(image: Image.Image) -> bool:
    """Whether all of it, decoded, would leave no room for what is to be made of it."""
    return _bytes(image, image.size) > ROOM


def has_room_for_a_copy(size: tuple[int, int]) -> bool:
    """Whether a picture of this size, decoded, leaves room for another like it."""
    return 2 * size[0] * size[1] * _PIXEL <= ROOM


def good_filter(edge: int) -> Image.Resampling:
    """Good enough for a cell of a grid, or good enough to judge a photograph by."""
    return Image.Resampling.BOX if edge <= 512 else Image.Resampling.LANCZOS


def fitted(size: tuple[int, int], edge: int) -> tuple[int, int]:
    """The same shape, its longer side ``edge``."""
    scale = edge / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _draft(image: Image.Image, edge: int) -> None:
    """Let a decoder that can (JPEG's) make fewer pixels in the first place."""
    width, height = image.size
    for scale in _SCALES:
        asked = min(edge, width // scale), min(edge, height // scale)
        if scale == 1:
            asked = edge, edge
        made = max([1, *(by for by in _SCALES if by <= min(width // max(1, asked[0]), height // max(1, asked[1])))])
        if _taken(image, (width // made, height // made), edge) <= ROOM:
            break
    image.draft(None, asked)


def _taken(image: Image.Image, size: tuple[int, int], edge: int) -> float:
    """Bytes for the picture of this size, for what is made of it, and for what lies between."""
    whole = _bytes(image, size)
    if max(size) <= edge:
        return 2 * whole
    made = fitted(size, edge)
    fewer = max(1, int(size[0] / made[0] / _GAP))
    between = (whole / fewer**2 if fewer > 1 else 0) + _bytes(image, (made[0], size[1] // fewer))
    return whole + between + 2 * _bytes(image, made)


def _bytes(image: Image.Image, size: tuple[int, int]) -> int:
    return size[0] * size[1] * (1 if image.mode in _SMALL_PIXELS else _PIXEL)

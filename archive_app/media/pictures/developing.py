"""Developing a camera's raw picture with LibRaw, where it has no picture of itself inside that is large enough."""

from __future__ import annotations

from typing import Any, BinaryIO

from PIL import Image

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats.damage import MAX_PIXELS, too_large


def load() -> None:
    """Load it before the walls of a worker stand."""
    import rawpy

    rawpy.Params(half_size=True, use_camera_wb=True)


def developed(stream: BinaryIO, edge: int) -> tuple[Image.Image, tuple[int, int]]:
    """An upright picture in sRGB, of half the size where ``edge`` pixels on its longer side need no more, and the size
    of the whole. Raises Unreadable with the reason.

    Colours as the camera balanced them; brightness as LibRaw finds it.
    """
    import rawpy

    stream.seek(0)
    try:
        with rawpy.imread(stream) as raw:
            size = _upright(raw.sizes)
            if size[0] * size[1] > MAX_PIXELS:
                raise Unreadable(too_large(size[0] * size[1]))
            pixels = raw.postprocess(use_camera_wb=True, half_size=max(size) >= 2 * edge)
    except rawpy.LibRawIOError as error:
        raise Unreadable(_("A camera's raw picture that is cut off: kept, without a picture.")) from error
    except rawpy.LibRawError as error:
        raise Unreadable(_("A camera's raw picture that can't be developed: kept, without a picture.")) from error
    return Image.fromarray(pixels), size


def _upright(sizes: Any) -> tuple[int, int]:
    # LibRaw's turn: 5 and 6 are a quarter, one way and the other.
    return (sizes.iheight, sizes.iwidth) if sizes.flip in (5, 6) else (sizes.iwidth, sizes.iheight)

"""JPEG XL by libjxl, where the library for it is installed with the program (``exchange-archive[jxl]``)."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, BinaryIO

from PIL import Image

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats.damage import MAX_PIXELS, too_large

#: What is installed to have it.
EXTRA = "exchange-archive[jxl]"
_LIBRARY = "pylibjxl"
#: Bytes of the largest file that is read.
_LARGEST = 256 << 20


def is_there() -> bool:
    """Whether this installation has it."""
    return find_spec(_LIBRARY) is not None


def load() -> None:
    """Load it before the walls of a worker stand."""
    if is_there():
        import_module(_LIBRARY)


def decoded(stream: BinaryIO) -> Image.Image:
    """The first picture, upright. Raises Unreadable where it is too large, else whatever the library does."""
    library: Any = import_module(_LIBRARY)
    stream.seek(0)
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise Unreadable(_("The picture needs more memory than there is for one picture."))
    said = library.probe(data)
    if said["width"] * said["height"] > MAX_PIXELS:
        raise Unreadable(too_large(said["width"] * said["height"]))
    return Image.fromarray(library.decode(data).squeeze())

"""Pictures for the window out of bytes: JPEG of a known size, and nothing else that Qt has a plugin for.

What was not made a moment ago by a worker lay in a file that anybody may have written.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from archive_app.media.pictures import jpeg


def picture(data: bytes | None, edge: int) -> QImage:
    """The JPEG in ``data``; empty where it is none, or longer than ``edge`` pixels on a side."""
    size = jpeg.size_of(data or b"")
    if size is None or max(size) > edge:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data or b""))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    # Or whichever plugin thinks that it knows the bytes better would be asked.
    reader.setAutoDetectImageFormat(False)
    return reader.read()

"""Paths on this machine as Qt's addresses and back: byte for byte, where Qt would put a mark for what is no UTF-8."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl


def address(path: Path) -> QUrl:
    """The address of ``path``."""
    return QUrl.fromEncoded(path.absolute().as_uri().encode())


def dropped(data: QMimeData) -> list[Path]:
    """The files and folders of this machine in what was dropped or pasted."""
    return [_path(url) for url in data.urls() if url.isLocalFile()]


def _path(url: QUrl) -> Path:
    if sys.platform == "win32":
        return Path(url.toLocalFile())
    written = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(written)))

"""Qt's part that plays recordings: loaded when the first of them comes, and not on every system to be had."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QLoggingCategory


def loads() -> bool:
    """Load it; False where this system lacks a library of sound."""
    # What libraries for sound and for graphics cards a system lacks, and what a decoder finds in each file.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    try:
        import_module("PySide6.QtMultimedia")
    except ImportError:
        return False
    return True

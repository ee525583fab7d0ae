"""Records that are being dragged: as themselves within the window, as files for whatever lies outside it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QMetaType, QMimeData, QModelIndex, QPoint
from PySide6.QtWidgets import QScrollBar, QWidget

from archive_app.i18n import _
from archive_app.ui.kit import local_files

#: What is dragged within the program.
RECORDS = "application/x-exchange-archive-records"
_FILES = "text/uri-list"


class Dragged(QMimeData):
    """``ids`` are the records. ``files`` makes the files when somebody outside asks for them, and not before; where it
    is none there are none.
    """

    def __init__(self, ids: Sequence[int], files: Callable[[], Sequence[Path]] | None) -> None:
        super().__init__()
        self._files = files
        self._offered = files is not None
        self.setData(RECORDS, json.dumps({"process": os.getpid(), "ids": list(ids)}).encode())

    def formats(self) -> list[str]:
        there = super().formats()
        return [*there, _FILES] if self._offered and _FILES not in there else there

    def hasFormat(self, mimetype: str) -> bool:
        return (self._offered and mimetype == _FILES) or super().hasFormat(mimetype)

    def retrieveData(self, mimetype: str, preferred: QMetaType) -> Any:  # type: ignore[override]
        if mimetype == _FILES and self._files is not None:
            make, self._files = self._files, None
            self.setUrls([local_files.address(file) for file in make()])
        return super().retrieveData(mimetype, preferred)


def ids_in(data: QMimeData) -> list[int]:
    """The records that are dragged; none where it is something else, or comes from another window's archive."""
    if not data.hasFormat(RECORDS):
        return []
    try:
        said = json.loads(bytes(data.data(RECORDS).data()))
    except ValueError:
        return []
    return [int(each) for each in said["ids"]] if said.get("process") == os.getpid() else []


def usual_hint() -> str:
    """What can be done with what is dragged, wherever it is."""
    return _("Drop on an entry at the left to link or pick; outside the window for copies of the originals.")


@dataclass(frozen=True, slots=True)
class Place:
    """An entry that records may be dropped on: that of the record ``ref``, or that of the ``picked``; of neither where
    nothing can be. ``label`` is what it is called.
    """

    label: str
    ref: str = ""
    picked: bool = False


class Receiver(Protocol):
    """A list on whose entries records may be dropped."""

    def viewport(self) -> QWidget: ...
    def verticalScrollBar(self) -> QScrollBar: ...
    def indexAt(self, point: QPoint, /) -> QModelIndex: ...
    def place(self, index: QModelIndex) -> Place | None:
        """What the entry stands for; ``None`` beside all entries."""

    def light(self, index: QModelIndex) -> None:
        """Show that what is dragged would be dropped here; an index of nothing ends it."""

    def rested(self, index: QModelIndex) -> None:
        """What is dragged rests on this entry, which may have others below it."""

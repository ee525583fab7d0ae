"""Qt's own window for files, where the system has none, in the look of the house.

Dates and sizes as everywhere, our icons, columns and places wide enough for their words. Where the system has a window
of its own, that is shown and none of this counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QIdentityProxyModel,
    QModelIndex,
    QPersistentModelIndex,
    QStandardPaths,
    Qt,
    QUrl,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFileSystemModel,
    QListView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from archive_app.domain.text.showing import size_text
from archive_app.ui.kit import room
from archive_app.ui.kit.icons import icon

Index = QModelIndex | QPersistentModelIndex
_NAME, _SIZE, _TYPE, _DATE = range(4)
_WIDE, _HIGH, _PLACES = 940, 560, 190
#: The widths of columns, and the least that a name has.
_COLUMNS = {_SIZE: 80, _TYPE: 110, _DATE: 140}
_LEAST, _MARGINS = 160, 50
_BUTTONS = {"backButton": "back", "forwardButton": "forward", "newFolderButton": "add-folder",
            "listModeButton": "grid", "detailModeButton": "table"}  # fmt: skip
_USUAL = (
    QStandardPaths.StandardLocation.HomeLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.PicturesLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
)


class FileFacts(QIdentityProxyModel):
    """The files as Qt reads them, with what is said of them in our words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._files: QFileSystemModel | None = None

    def setSourceModel(self, model: QAbstractItemModel) -> None:
        self._files = model if isinstance(model, QFileSystemModel) else None
        super().setSourceModel(model)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._files is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole):
            return super().data(index, role)
        source = self.mapToSource(index)
        column, folder = index.column(), self._files.isDir(source)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("open-folder" if folder else "file") if column == _NAME else None
        if column == _DATE:
            return self._files.lastModified(source).toLocalTime().toString("yyyy-MM-dd HH:mm")
        if column == _SIZE:
            return "" if folder else size_text(self._files.size(source))
        return super().data(index, role)


class _Places(QStyledItemDelegate):
    """The usual places, each with our folder."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.icon = icon("open-folder")


def make(parent: QWidget, title: str, start: Path, kinds: str = "") -> QFileDialog:
    """Such a window, which begins in the folder ``start``."""
    dialog = QFileDialog(parent, title, str(start), kinds)
    dialog.setProxyModel(FileFacts(dialog))
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    places = [QStandardPaths.writableLocation(each) for each in _USUAL]
    usual = [place for place in dict.fromkeys(places) if place and Path(place).is_dir()]
    dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in usual])
    room.fit(dialog, _WIDE, _HIGH)
    for splitter in dialog.findChildren(QSplitter):
        splitter.setSizes([_PLACES, dialog.width() - _PLACES])
    name = dialog.width() - _PLACES - sum(_COLUMNS.values()) - _MARGINS
    for tree in dialog.findChildren(QTreeView):
        for column, width in {_NAME: max(_LEAST, name), **_COLUMNS}.items():
            tree.header().resizeSection(column, width)
    for called, drawing in _BUTTONS.items():
        for button in dialog.findChildren(QToolButton, called):
            button.setIcon(icon(drawing))
    for sidebar in dialog.findChildren(QListView, "sidebar"):
        sidebar.setItemDelegate(_Places(sidebar))
    return dialog

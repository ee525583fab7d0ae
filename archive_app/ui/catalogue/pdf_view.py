"""The pages of a PDF, where QtPdf can be loaded; where it can't, the pane says so and the rest works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from archive_app.i18n import _
from archive_app.ui.kit.editors import plain_label


class PdfView(QStackedWidget):
    """``available`` says whether pages can be shown here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Any = None
        self._pages: QWidget | None = None
        self.words = plain_label(_("Press Preview to see the pages."), "empty")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self.words)
        self._load()

    @property
    def available(self) -> bool:
        """Whether QtPdf could be loaded."""
        return self._pages is not None

    @property
    def page_count(self) -> int:
        """How many pages the open file has."""
        return int(self._document.pageCount()) if self._document is not None else 0

    def open_file(self, file: Path) -> None:
        """Show the pages of ``file``."""
        if self._document is None or self._pages is None:
            return
        self._document.load(str(file))
        self.setCurrentWidget(self._pages)

    def close_file(self) -> None:
        """Let go of the open file."""
        if self._document is not None:
            self._document.close()
        self.setCurrentWidget(self.words)

    def _load(self) -> None:
        try:
            from PySide6.QtPdf import QPdfDocument
            from PySide6.QtPdfWidgets import QPdfView
        except ImportError as error:
            words = _("The pages cannot be shown here ({reason}). The catalogue can still be saved.")
            self.words.setText(words.format(reason=error))
            return
        self._document = QPdfDocument(self)
        pages = QPdfView(self)
        pages.setDocument(self._document)
        pages.setPageMode(QPdfView.PageMode.MultiPage)
        pages.setZoomMode(QPdfView.ZoomMode.FitInView)
        pages.setAccessibleName(_("Pages of the catalogue"))
        self._pages = pages
        self.addWidget(pages)

"""Choosing how press captions are to be read that do not say their encoding: by what each of them would say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from archive_app.i18n import _, ngettext
from archive_app.services.ingest.encodings import Reading
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label


class EncodingDialog(QDialog):
    """Shows the caption of the first record in every encoding; ``choose`` is called with the one that was chosen."""

    def __init__(
        self, readings: Sequence[Reading], count: int, choose: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self.setWindowTitle(_("Encoding of captions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        words = ngettext(
            "The file does not say how its caption is encoded. Which of these is right?",
            "{count} files do not say how their captions are encoded. Which of these is right for the first of them?",
            count,
        )
        self.question = plain_label(words.format(count=f"{count:,}"))
        self.question.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Encoding"))
        for reading in readings:
            item = QListWidgetItem(f"{reading.text}\n{reading.label}")
            item.setData(Qt.ItemDataRole.UserRole, reading.encoding)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.accept())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Read anew"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.question)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)

    def accept(self) -> None:
        """Read them by what is chosen."""
        item = self.list.currentItem()
        super().accept()
        if item is not None:
            self._choose(item.data(Qt.ItemDataRole.UserRole))

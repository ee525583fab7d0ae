"""Texts that were not saved the last time: each with what stands in its place today."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.text.showing import isolated
from archive_app.i18n import _
from archive_app.services.tagging.unsaved import Found
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label


class RecoveredDialog(QDialog):
    """``restored`` and ``discarded`` give the :class:`Found` that is to be put back or forgotten."""

    restored = Signal(object)
    discarded = Signal(object)

    def __init__(self, texts: Sequence[Found], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Texts that were not saved"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 640, 480)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setSpacing(theme.SMALL)
        for each in texts:
            self._column.addWidget(self._card(each))
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(
            plain_label(
                _("What you put back is one step each, and can be undone. Nothing goes until you say so."), "muted"
            )
        )
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def _card(self, each: Found) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        where = isolated(each.title) if each.records else _("This record is not there any more.")
        column.addWidget(plain_label(f"{where} · {each.label}", "strong"))
        column.addWidget(plain_label(_("Typed"), "field"))
        column.addWidget(plain_label(each.draft.text))
        if not each.free and each.stored is not None:
            column.addWidget(plain_label(_("Changed since; there now"), "field"))
            column.addWidget(plain_label(each.stored or _("empty")))
        line = QHBoxLayout()
        line.addStretch(1)
        copy = QPushButton(_("Copy the text"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(each.draft.text))
        discard = QPushButton(_("Discard"))
        discard.clicked.connect(lambda: self._end(card, each, put_back=False))
        restore = QPushButton(_("Put it back") if each.free else _("Put it in place of what is there"))
        restore.setEnabled(each.stored is not None)
        restore.clicked.connect(lambda: self._end(card, each, put_back=True))
        for button in (copy, discard, restore):
            button.setAutoDefault(False)
            line.addWidget(button)
        column.addLayout(line)
        return card

    def _end(self, card: QWidget, each: Found, *, put_back: bool) -> None:
        (self.restored if put_back else self.discarded).emit(each)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        if self._column.count() == 1:
            self.close()

"""Texts that were not saved: each with what stands in its place today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from archive_app.i18n import N_, _
from archive_app.services.tagging.unsaved import Found
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label


@dataclass(frozen=True, slots=True)
class Wording:
    """How the list is called and what it says of itself; what the two texts and the two ways are called."""

    title: str
    hint: str
    typed: str
    there: str
    changed: str
    discard: str
    restore: str


#: After a crash, and where somebody else has changed a text while it was typed.
LAST_TIME = Wording(
    N_("Texts that were not saved"),
    N_("Each is kept until you put it back or discard it. Putting it back is one step, which can be undone."),
    N_("Typed"),
    N_("There now"),
    N_("Changed since; there now"),
    N_("Discard"),
    N_("Put it in place of what is there"),
)
MEANWHILE = Wording(
    N_("Changed by somebody else meanwhile"),
    N_("Both texts are kept until you choose one. Putting yours in its place is one step, which can be undone."),
    N_("Typed here"),
    N_("There now"),
    N_("There now"),
    N_("Keep what is there"),
    N_("Put mine in its place"),
)


class RecoveredDialog(QDialog):
    """``restored`` and ``discarded`` give the :class:`Found` that is to be put back or forgotten."""

    restored = Signal(object)
    discarded = Signal(object)

    def __init__(self, texts: Sequence[Found], parent: QWidget | None = None, wording: Wording = LAST_TIME) -> None:
        super().__init__(parent)
        self._wording = wording
        self.setWindowTitle(_(wording.title))
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
        layout.addWidget(plain_label(_(wording.hint), "muted"))
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def _card(self, each: Found) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        where = isolated(each.title) if each.records else _("This record is not there any more.")
        column.addWidget(plain_label(f"{where} · {each.label}", "strong"))
        column.addWidget(plain_label(_(self._wording.typed), "field"))
        column.addWidget(plain_label(each.draft.text))
        if not each.free and each.stored is not None:
            column.addWidget(plain_label(_(self._wording.changed if each.changed else self._wording.there), "field"))
            column.addWidget(plain_label(each.stored or _("empty")))
        line = QHBoxLayout()
        line.addStretch(1)
        copy = QPushButton(_("Copy the text"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(each.draft.text))
        discard = QPushButton(_(self._wording.discard))
        discard.clicked.connect(lambda: self._end(card, each, put_back=False))
        restore = QPushButton(_("Put it back") if each.free else _(self._wording.restore))
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

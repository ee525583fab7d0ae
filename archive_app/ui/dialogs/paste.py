"""Pasting what was copied of one record into others: what of it, and what that would do, before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import _, labelled
from archive_app.services.records import pasting
from archive_app.services.records.copying import GROUP_LABEL
from archive_app.services.records.pasting import Offer, Paste
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.session.session import Session
from archive_app.ui.tagbar.tagger import Tagger

#: Letters of a value that are shown; the tip has more.
_LETTERS = 100
_WIDTH, _HEIGHT = 720, 640
_VALUE, _EFFECT = 3, 2


class PasteDialog(QDialog):
    """``boxes`` are the ticks by the keys of what there is."""

    def __init__(
        self, session: Session, tagger: Tagger, found: Paste, records: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tagger = tagger
        self._found = found
        self._records = list(records)
        self.setWindowTitle(_("Paste metadata"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.boxes: dict[str, QCheckBox] = {}
        self.summary = plain_label(name="strong")
        self.summary.setAccessibleName(_("What would be done"))
        self._lay_out()
        self._tell()
        room.fit(self, _WIDTH, min(_HEIGHT, self.sizeHint().height()))

    def accept(self) -> None:
        """Paste what is ticked, and remember the ticks."""
        copied = self._session.copied
        copied.remember(
            {
                (offer.piece.key, offer.piece.family): self.boxes[offer.piece.key].isChecked()
                for offer in self._found.offers
                if not offer.replaced
            }
        )
        self._tagger.paste(self._records, self._found.source, [offer.piece for offer in self._ticked()])
        super().accept()

    def _ticked(self) -> list[Offer]:
        return [offer for offer in self._found.offers if self.boxes[offer.piece.key].isChecked()]

    def _tell(self) -> None:
        """Say what would be done by what is ticked now."""
        offers = self._ticked()
        self.summary.setText(pasting.summed(self._found, offers))
        self.go.setEnabled(any(offer.changed for offer in offers))

    def _tick_all(self, on: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(on)

    # -- laying out

    def _lay_out(self) -> None:
        source = self._found.source
        head = plain_label(_("From “{title}” ({ref})").format(title=isolated(source.title), ref=source.ref), "strong")
        about = _("Texts and facts take the place of what is there. Links are added, none is taken away.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Paste"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(head)
        layout.addWidget(plain_label(about, "muted"))
        layout.addWidget(self._list(), 1)
        if self._found.links_left:
            layout.addWidget(plain_label(pasting.left_said(self._found), "muted"))
        layout.addLayout(self._choices())
        layout.addWidget(self.summary)
        layout.addWidget(buttons)

    def _list(self) -> QScrollArea:
        page = QWidget()
        page.setObjectName("page")
        grid = QGridLayout(page)
        grid.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        grid.setHorizontalSpacing(theme.LARGE)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(1, _VALUE)
        grid.setColumnStretch(2, _EFFECT)
        row = 0
        for group, offers in groupby(self._found.offers, lambda offer: offer.piece.group):
            heading = plain_label(_(GROUP_LABEL[group]), "heading")
            heading.setContentsMargins(0, theme.SMALL if row else 0, 0, 0)
            grid.addWidget(heading, row, 0, 1, 3)
            row += 1
            for offer in offers:
                for column, widget in enumerate(self._line(offer)):
                    grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
                row += 1
        grid.setRowStretch(row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.StyledPanel)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area

    def _line(self, offer: Offer) -> tuple[QCheckBox, QLabel, QLabel]:
        piece = offer.piece
        box = QCheckBox(shown(piece.label).replace("&", "&&"))
        box.setAccessibleName(labelled(shown(piece.label), shown(piece.value)))
        # What would take the place of something is ticked by whoever means it, each time.
        wanted = self._session.copied.ticked(piece.key, piece.family, piece.usual)
        box.setChecked(wanted and not offer.replaced)
        box.toggled.connect(self._tell)
        self.boxes[piece.key] = box
        value = plain_label(shown(piece.value, _LETTERS))
        if len(piece.value) > _LETTERS or "\n" in piece.value:
            value.setToolTip(theme.plain_tip(piece.value))
        effect = plain_label(pasting.said(offer), "why")
        effect.setProperty("wrong", bool(offer.replaced))
        return box, value, effect

    def _choices(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.TIGHT)
        for text, on in ((_("Tick all"), True), (_("Tick none"), False)):
            button = QPushButton(text)
            button.setObjectName("quiet")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, on=on: self._tick_all(on))
            line.addWidget(button)
        line.addStretch(1)
        return line

"""Items side by side: the picture of each, what tells it from the others, and which one stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import ElidedLabel, plain_label
from archive_app.ui.kit.file_facts import file_facts
from archive_app.ui.kit.icons import kind_icon
from archive_app.ui.kit.section import clear
from archive_app.ui.session.session import Session

_PICTURE = QSize(216, 162)
_WIDTH = 240
_TITLE = 60


class _Picture(QToolButton):
    """The picture of one item. ``opened``: it is to be shown in the window."""

    opened = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.opened.emit()


class SideBySide(QScrollArea):
    """Cards from left to right. ``record_wanted`` gives the one that is to be shown in the window; ``stays_changed``
    says that another one stays.
    """

    record_wanted = Signal(object)
    stays_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._records: Sequence[Record] = ()
        self._files: dict[int, FileValue | None] = {}
        self._choice = QButtonGroup(self)
        self._choice.idToggled.connect(self._toggled)
        self._marks: list[QWidget] = []
        content = QWidget()
        self._row = QHBoxLayout(content)
        self._row.setSpacing(theme.MEDIUM)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The keys are for the list of groups; a card is chosen by its number.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        session.thumbnails.arrived.connect(self._draw)

    def show_records(self, records: Sequence[Record], files: Mapping[int, str] | None = None) -> None:
        """Show these, the first as the one that stays, each by the one of its ``files`` (by SHA-256) that is meant."""
        self._records = records
        self._files = {record.id: _meant(record, (files or {}).get(record.id, "")) for record in records}
        for button in self._choice.buttons():
            self._choice.removeButton(button)
        clear(self._row)
        self._marks = []
        for place, record in enumerate(records):
            # From the same line on, however many there are below.
            self._row.addWidget(self._card(place, record), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addStretch(1)
        self.stay(0)
        self._draw()

    @property
    def stays(self) -> int:
        """The place of the one that stays; -1 where nothing is shown."""
        return self._choice.checkedId()

    def stay(self, place: int) -> None:
        """Let the one at ``place`` stay."""
        button = self._choice.button(place)
        if button is not None:
            button.setChecked(True)
            self.ensureWidgetVisible(button)

    def _card(self, place: int, record: Record) -> QWidget:
        card = QWidget()
        card.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HAIR)
        picture = _Picture()
        picture.setCheckable(True)
        picture.setIconSize(_PICTURE)
        picture.setIcon(kind_icon(record.kind))
        picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        picture.setObjectName("view-picture")
        picture.setAccessibleName(_("{title} stays").format(title=isolated(record.title, _TITLE)))
        tip = _("Let this one stay ({number}); double click shows it in the window")
        picture.setToolTip(tip.format(number=place + 1))
        picture.opened.connect(lambda: self.record_wanted.emit(record))
        self._choice.addButton(picture, place)
        mark = plain_label(_("stays"), "strong", wrap=False)
        mark.hide()
        head = QHBoxLayout()
        head.addWidget(plain_label(f"{place + 1}", "muted", wrap=False))
        head.addWidget(ElidedLabel(record.title, name="strong"), 1)
        head.addWidget(mark)
        self._marks.append(mark)
        layout.addWidget(picture)
        layout.addLayout(head)
        layout.addWidget(plain_label(record.ref, "muted", wrap=False))
        file = self._files[record.id]
        if file is not None:
            for words in _differing(file, record.title):
                layout.addWidget(ElidedLabel(words, name="muted"))
        return card

    def _toggled(self, place: int, on: bool) -> None:
        if 0 <= place < len(self._marks):
            self._marks[place].setVisible(on)
        if on:
            self.stays_changed.emit()

    def _draw(self) -> None:
        for place, record in enumerate(self._records):
            file, button = self._files[record.id], self._choice.button(place)
            made = self._session.thumbnails.pixmap(file.sha256, file.turn) if file is not None else None
            if made is not None and button is not None:
                button.setIcon(QIcon(made))


def _meant(record: Record, sha256: str) -> FileValue | None:
    return next((file for file in record.files if file.sha256 == sha256), record.shown)


def _differing(file: FileValue, title: str) -> list[str]:
    """What tells a file from others of the same picture, a line each."""
    name = [file.original_name] if file.original_name != title else []
    return [*name, *(value for label, value in file_facts(file) if label not in _alike())]


def _alike() -> set[str]:
    """What says nothing to the eye."""
    return {_("SHA-256"), _("Position")}

"""The first screen, when no archive is open: make one, open one, look at the demo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from archive_app import paths
from archive_app.i18n import LANGUAGES, _, language
from archive_app.services.person import account
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import SavingLine, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.local_files import dropped
from archive_app.ui.kit.section import clear


class StartPage(QWidget):
    """What to do first. ``opened`` gives a folder that was chosen among the recent ones or dropped here."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    opened = Signal(Path)
    #: What the one who sits here is called, and which language is to be spoken.
    named, spoken = Signal(str), Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = SavingLine()
        self.name.setPlaceholderText(account())
        self.name.setAccessibleName(_("Your name"))
        self.name.saved.connect(self.named)
        self.setObjectName("start")
        self.setAcceptDrops(True)
        self.new = self._action("new-archive", _("New archive…"), _("An empty folder becomes an archive"))
        self.open = self._action("open-folder", _("Open archive…"), _("A folder that holds one"))
        about = _("Hangzhou and its partners, to try things out")
        self.demo = self._action("demo", _("Create the demo archive"), about)
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(theme.HAIR)
        self._recent_title = plain_label(_("Opened last"), "field", wrap=False)
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(theme.CARD)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.SMALL)
        column.addLayout(_masthead())
        column.addSpacing(theme.MEDIUM)
        column.addWidget(plain_label(_("Your name"), "field", wrap=False))
        column.addWidget(self.name)
        column.addWidget(plain_label(_("It stands beside each of your changes."), "muted"))
        column.addSpacing(theme.MEDIUM)
        for button in (self.new, self.open, self.demo):
            column.addWidget(button)
        column.addSpacing(theme.MEDIUM)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        hint = plain_label(_("Or drop the folder of an archive on this window."), "muted")
        last = self._languages()
        last.insertWidget(0, hint, 1)
        column.addLayout(last)
        page = QWidget()
        page.setObjectName("start")
        inner = QVBoxLayout(page)
        inner.addStretch(1)
        inner.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        inner.addStretch(1)
        # In a low window the card scrolls.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def put_name(self, name: str) -> None:
        """Show who sits here."""
        self.name.put(name)

    def put_recent(self, folders: Sequence[Path]) -> None:
        """Offer the archives that were opened last."""
        clear(self._recent)
        self._recent_title.setVisible(bool(folders))
        for folder in folders:
            button = QPushButton(icon("archive"), f"{folder.name}   {folder.parent}".replace("&", "&&"))
            button.setObjectName("record")
            button.setToolTip(theme.plain_tip(str(folder)))
            button.clicked.connect(lambda _on=False, chosen=folder: self.opened.emit(chosen))
            self._recent.addWidget(button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        folders = dropped(event.mimeData())
        if folders:
            event.acceptProposedAction()
            self.opened.emit(folders[0])

    def _languages(self) -> QHBoxLayout:
        """Each in its own words: who can't read the window finds the way out of it."""
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        for code, name in LANGUAGES.items():
            button = QPushButton(name)
            button.setObjectName("record")
            button.setCheckable(True)
            button.setChecked(code == language())
            button.setEnabled(code != language())
            button.clicked.connect(lambda _on=False, chosen=code: self.spoken.emit(chosen))
            line.addWidget(button)
        return line

    def _action(self, drawing: str, label: str, about: str) -> QPushButton:
        button = QPushButton(icon(drawing), f"{label}\n{about}")
        button.setObjectName("choice")
        button.setIconSize(QSize(24, 24))
        button.setAccessibleName(label)
        button.setAccessibleDescription(about)
        return button


def program_icon() -> QIcon:
    """The icon of the program, a drawing of the icon set where it has none."""
    file = paths.resources("icons", "app.svg")
    return QIcon(str(file)) if file.is_file() else icon("partnership")


def _masthead() -> QHBoxLayout:
    mark = QLabel()
    mark.setPixmap(program_icon().pixmap(48, 48))
    title = plain_label("Exchange Archive", "masthead", wrap=False)
    about = plain_label(_("The memory of a city's partnerships"), "muted", wrap=False)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(title)
    words.addWidget(about)
    line = QHBoxLayout()
    line.setSpacing(theme.MEDIUM)
    line.addWidget(mark)
    line.addLayout(words, 1)
    return line

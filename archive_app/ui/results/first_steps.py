"""What an archive with nothing in it shows: which city is home, where photographs go, and the keys to begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.model.records import RecordRef
from archive_app.errors import ArchiveError
from archive_app.i18n import _, labelled
from archive_app.services import settings
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import SavingLine, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import clear
from archive_app.ui.session.session import Session


class FirstSteps(QFrame):
    """``add_wanted`` asks for files to take in, ``demo_wanted`` for the demo archive."""

    add_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("card")
        self.setFixedWidth(theme.CARD)
        self.home = SavingLine()
        self.home.setPlaceholderText(_("The city whose partnerships these are"))
        self.home.setAccessibleName(_("Home city"))
        self.home.saved.connect(self._found)
        self.fault = plain_label(name="fault")
        self.fault.hide()
        self.add = QPushButton(icon("add-files"), _("Choose photographs…"))
        self.add.clicked.connect(self.add_wanted)
        self.demo = QPushButton(icon("demo"), _("Look at the demo…"))
        self.demo.clicked.connect(self.demo_wanted)
        self._keys = QGridLayout()
        self._lay_out()
        self._read_home()
        session.bridge.changed.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_home()

    def event(self, event: QEvent) -> bool:
        done, layout = super().event(event), self.layout()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and layout is not None:
            # Qt reckons how high wrapped sentences are in the width of the pane, which is more than this has.
            self.setMinimumHeight(layout.totalHeightForWidth(theme.CARD))
        return done

    def put_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show the keys to begin with: what is pressed, and what it does."""
        clear(self._keys)
        for row, (pressed, does) in enumerate(keys):
            self._keys.addWidget(plain_label(pressed, "key", wrap=False), row, 0)
            self._keys.addWidget(plain_label(does, "muted", wrap=False), row, 1)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.demo)
        buttons.addStretch(1)
        self._keys.setHorizontalSpacing(theme.LARGE)
        self._keys.setVerticalSpacing(theme.TIGHT)
        self._keys.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        column.setSpacing(theme.SMALL)
        column.addWidget(plain_label(_("This archive is empty"), "heading"))
        column.addWidget(plain_label(_("Home city"), "field", wrap=False))
        column.addWidget(self.home)
        column.addWidget(self.fault)
        column.addSpacing(theme.SMALL)
        words = _("Drop photographs, videos or whole folders on this window. They are copied; yours stay as they are.")
        column.addWidget(plain_label(words))
        column.addLayout(buttons)
        column.addSpacing(theme.SMALL)
        column.addWidget(plain_label(_("Seven keys to begin with"), "field", wrap=False))
        column.addLayout(self._keys)

    def _read_home(self) -> None:
        archive = self._session.archive
        self._session.tasks.read(lambda: settings.home_city(archive), self._show_home, owner=self, key="first-home")

    def _follow(self, _change: object) -> None:
        """The city may have been undone."""
        if self.isVisible():
            self._read_home()

    def _show_home(self, home: RecordRef | None) -> None:
        self.home.put(home.title if home else "")

    def _found(self, name: str) -> None:
        self.fault.hide()
        archive = self._session.archive
        self._session.edit(
            lambda: settings.name_home(archive, name),
            lambda _change: self._session.told.emit(labelled(_("Home city"), name.strip() or _("none"))),
            owner=self,
            failed=self._failed,
        )

    def _failed(self, error: ArchiveError) -> None:
        self.fault.setText(error.message)
        self.fault.show()
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)

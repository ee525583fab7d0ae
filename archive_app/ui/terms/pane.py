"""One term whole: its labels in every language, what it means, and what has it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import Record
from archive_app.i18n import _
from archive_app.services.records import reading
from archive_app.services.terms.terms import TermNode
from archive_app.ui.inspector.identifiers import IdentifiersSection
from archive_app.ui.inspector.names import NamesSection
from archive_app.ui.inspector.texts import TextsSection
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import flush_all, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session
from archive_app.ui.terms.model import uses_text

#: How long the choice must rest before the term is read, in milliseconds.
REST = 40


class TermPane(QWidget):
    """What is typed is saved when one moves on, as in the inspector."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = 0
        self._record: Record | None = None
        self.names = NamesSection(session)
        self.texts = TextsSection(session)
        self.identifiers = IdentifiersSection(session)
        self.uses = QPushButton(icon("search"), "")
        self.remove = QPushButton(icon("delete"), _("Delete the term"))
        for button in (self.uses, self.remove):
            button.setAutoDefault(False)
        page = QWidget()
        page.setObjectName("inspector")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        for section in (self.names, self.texts, self.identifiers):
            column.addWidget(section)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.MEDIUM, 0, 0, 0)
        foot.setSpacing(theme.SMALL)
        for button in (self.uses, self.remove):
            foot.addWidget(button)
        foot.addStretch(1)
        whole = self._page = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(whole)
        self.none = plain_label(_("No term is chosen.\nChoose one to see and edit it here."), "empty")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outside.addWidget(self.none)
        self._rest = Later(self, REST, self._read)
        session.bridge.changed.connect(self._changed)

    def show_term(self, node: TermNode | None) -> None:
        """Show the term of ``node``, nothing for none."""
        if self._wanted and (node is None or node.record.id != self._wanted):
            flush_all(self)
        self._wanted = node.record.id if node is not None else 0
        count = node.uses if node is not None else 0
        self.uses.setText(uses_text(count))
        self.uses.setEnabled(bool(count))
        self._page.setVisible(node is not None)
        self.none.setVisible(node is None)
        if node is not None:
            self._rest.start()

    def _changed(self, change: ChangeSet) -> None:
        if self._wanted and (change.everything or self._wanted in change.ids):
            self._rest.start()

    def _read(self) -> None:
        archive, term = self._session.archive, self._wanted
        if term:
            self._session.tasks.read(
                lambda: reading.record(archive, term), self._put, owner=self, key="term", failed=lambda _gone: None
            )

    def _put(self, record: Record) -> None:
        if record.id == self._wanted:
            self._record = record
            self.names.show_record(record)
            self.texts.show_record(record)
            self.identifiers.show_record(record)

"""What a record is called in other registers: pasted as the address of a page, or typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.identifiers import BY_KEY
from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.records import IdentifierValue, Record
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.records import identifiers
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import ElidedLabel, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section, clear
from archive_app.ui.session.session import Session


class PasteLine(QLineEdit):
    """A line that is emptied by Escape."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class IdentifiersSection(Section):
    """One line for each identifier, and one to paste another into. Nothing is opened unless a button is pressed."""

    def __init__(self, session: Session) -> None:
        super().__init__("identifiers", _("Identifiers"), session.settings)
        self._session = session
        self._record = 0
        self._shown: tuple[IdentifierValue, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.fault = plain_label(name="fault")
        self.fault.hide()
        self.line = PasteLine()
        self.line.setObjectName("identifier-add")
        self.line.setPlaceholderText(_("Paste an address, or wikidata:Q406"))
        self.line.setToolTip(
            theme.plain_tip(
                _("An address at Wikidata, GeoNames, VIAF, ISNI, GND or Getty, or register:value; Enter adds it")
            )
        )
        self.line.setAccessibleName(_("Add an identifier"))
        self.line.returnPressed.connect(self.add)
        self.line.textEdited.connect(lambda _text: self.fault.hide())
        self.content.addLayout(self._lines)
        self.content.addWidget(self.line)
        self.content.addWidget(self.fault)

    def show_record(self, record: Record) -> None:
        """Show the identifiers of ``record``; items have them seldom."""
        self.setVisible(record.kind not in ITEM_KINDS or bool(record.identifiers))
        if record.id != self._record:
            self.line.setText("")
            self.fault.hide()
        elif record.identifiers == self._shown:
            return
        self._record, self._shown = record.id, record.identifiers
        clear(self._lines)
        for identifier in record.identifiers:
            self._lines.addWidget(self._row(identifier))
        self.say(len(record.identifiers))

    def add(self) -> None:
        """Give the record what was pasted."""
        archive, record, text = self._session.archive, self._record, self.line.text()
        if not text.strip():
            return

        def done(_change: ChangeSet) -> None:
            if record == self._record:
                self.line.setText("")
                self.fault.hide()

        self._session.edit(
            lambda: identifiers.paste(archive, record=record, text=text), done, owner=self, failed=self._failed
        )

    def _failed(self, error: ArchiveError) -> None:
        self.fault.setText(error.message)
        self.fault.show()

    def _row(self, identifier: IdentifierValue) -> QWidget:
        scheme = BY_KEY.get(identifier.scheme)
        label = _(scheme.label) if scheme is not None else identifier.scheme
        named = f"{label} {isolated(identifier.value)}"
        url = identifiers.url_of(identifier.scheme, identifier.value)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(theme.TIGHT, 0, 0, 0)
        layout.setSpacing(theme.HAIR)
        field = plain_label(label, "field", wrap=False)
        field.setMinimumWidth(76)
        layout.addWidget(field)
        layout.addWidget(ElidedLabel(identifier.value), 1)
        copied = url or identifier.value
        layout.addWidget(_button("copy", _("Copy {what}").format(what=named), lambda: self._copy(copied)))
        if url:
            words = _("Open the page of {what} in the browser").format(what=named)
            layout.addWidget(_button("open-page", words, lambda: QDesktopServices.openUrl(QUrl(url))))
        layout.addWidget(_button("remove", _("Remove {what}").format(what=named), lambda: self._remove(identifier.id)))
        return row

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._session.told.emit(_("Copied: {text}").format(text=isolated(text)))

    def _remove(self, identifier: int) -> None:
        archive = self._session.archive
        self._session.edit(lambda: identifiers.remove_identifier(archive, identifier_id=identifier))


def _button(drawing: str, label: str, press: object) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(drawing))
    button.setAutoRaise(True)
    button.setToolTip(theme.plain_tip(label))
    button.setAccessibleName(label)
    button.clicked.connect(press)
    return button

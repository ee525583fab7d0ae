"""Saving the search that is shown: its name, suggested from what it asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError, Refused
from archive_app.i18n import _
from archive_app.services.search import saved
from archive_app.services.search.saved import SavedSearch
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.session.session import Session


class SaveSearchDialog(QDialog):
    """Stays open until the search is saved; a name that is taken can be given to this search instead."""

    def __init__(self, session: Session, query: str, order: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = query
        self._order = order
        self.setWindowTitle(_("Save this search"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self.name = QLineEdit(saved.suggest_name(query))
        self.name.setAccessibleName(_("Name"))
        self.name.setMinimumHeight(self.name.sizeHint().height())
        self.name.setMaxLength(saved.LONGEST_NAME)
        self.name.selectAll()
        self.name.textEdited.connect(lambda _text: self._forgive())
        shown = plain_label(query, "muted")
        shown.setAccessibleName(_("Search"))
        self.fault = FaultLabel()
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.addRow(_("Name"), self.name)
        form.addRow(_("Search"), shown)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.replace = buttons.addButton(_("Replace"), QDialogButtonBox.ButtonRole.ActionRole)
        self.replace.setAutoDefault(False)
        self.replace.clicked.connect(self._replace)
        self.replace.hide()
        self.go = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        self.name.setFocus()

    def _save(self) -> None:
        archive, name = self._session.archive, self.name.text()

        def done(made: SavedSearch) -> None:
            self._session.told.emit(_("Saved: {name}").format(name=isolated(made.name)))
            self.accept()

        self.go.setEnabled(False)
        self._session.edit(
            lambda: saved.save_search(archive, name=name, query=self._query, order=self._order),
            done,
            owner=self,
            failed=self._failed,
        )

    def _replace(self) -> None:
        archive, name = self._session.archive, self.name.text()

        def work() -> ChangeSet:
            there = saved.find_search(archive, name)
            return saved.change_search(archive, search_id=there.id, query=self._query, order=self._order)

        def done(_change: ChangeSet) -> None:
            self._session.told.emit(_("Saved: {name}").format(name=isolated(name.strip())))
            self.accept()

        self.replace.setEnabled(False)
        self._session.edit(work, done, owner=self, failed=self._failed)

    def _forgive(self) -> None:
        """Another name is another try."""
        self.fault.hide()
        self.replace.hide()
        self.replace.setEnabled(True)
        self.go.setEnabled(True)

    def _failed(self, error: ArchiveError) -> None:
        self._forgive()
        self.fault.say(error.message)
        self.replace.setVisible(isinstance(error, Refused))
        self.adjustSize()
        self.name.setFocus()

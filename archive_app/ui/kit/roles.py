"""Offering the terms of the vocabulary of roles where a role is typed."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from archive_app.i18n import _
from archive_app.services.terms import terms
from archive_app.ui.session.session import Session


def offer_roles(session: Session, line: QLineEdit) -> None:
    """Offer the roles that hold what is typed into ``line``; any other role can be typed as well."""
    model = QStringListModel(line)
    completer = QCompleter(model, line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = QListView()
    popup.setAccessibleName(_("Roles"))
    completer.setPopup(popup)
    line.setCompleter(completer)

    def take(words: list[str]) -> None:
        model.setStringList(words)
        if words and line.hasFocus() and line.text():
            completer.setCompletionPrefix(line.text())
            completer.complete()

    def ask() -> None:
        # At the first letter and not before: most lines are never typed into.
        if not model.rowCount():
            session.tasks.read(lambda: terms.role_words(session.archive), take, owner=line, key=f"roles-{id(line)}")

    line.textEdited.connect(ask)

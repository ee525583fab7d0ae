"""Asking for a folder that is empty or not there yet: by its path, or below one that is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services import outputs
from archive_app.ui.dialogs import choose
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label

#: Letters of the name of a city.
_LONGEST = 200


def asked(parent: QWidget, title: str, suggested: Path) -> Path | None:
    """A folder that is empty or not there yet, or ``None``."""
    dialog = NewFolderDialog(title, suggested, parent)
    folder = dialog.folder() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return folder


def asked_for_archive(parent: QWidget, title: str, suggested: Path) -> tuple[Path, str] | None:
    """A folder for a new archive, and the city that is its own, empty for none yet; or ``None``."""
    dialog = NewFolderDialog(title, suggested, parent, home=True)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    answer = (dialog.folder(), dialog.home.text().strip())
    dialog.deleteLater()
    return answer if accepted else None


class NewFolderDialog(QDialog):
    """Says at once what would become of what is typed. A folder that is full gets the suggested name below it. With
    ``home`` it asks for the archive's own city as well, which may stay empty.
    """

    def __init__(self, title: str, suggested: Path, parent: QWidget | None = None, *, home: bool = False) -> None:
        super().__init__(parent)
        self._name = suggested.name
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.path = QLineEdit(str(suggested))
        self.path.setAccessibleName(_("Folder"))
        self.path.textChanged.connect(self._look)
        self.browse = QPushButton(_("Choose…"))
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        self.state = plain_label()
        self.state.setWordWrap(True)
        self.state.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.home = QLineEdit()
        self.home.setAccessibleName(_("Home city"))
        self.home.setMaxLength(_LONGEST)
        self.home.setPlaceholderText(_("May stay empty, and be said later"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Use this folder"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addWidget(self.path, 1)
        line.addWidget(self.browse)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(plain_label(_("Folder"), "muted"))
        layout.addLayout(line)
        layout.addWidget(self.state)
        for part in (
            plain_label(_("Home city"), "muted"),
            self.home,
            plain_label(_("The city whose partnerships these are"), "muted"),
        ):
            layout.addWidget(part)
            part.setVisible(home)
        layout.addWidget(buttons)
        # A button becomes that of a dialog only once it is in it.
        self.go.setDefault(True)
        self.path.setFocus()
        self.path.setCursorPosition(len(self.path.text()))
        self._look()

    def folder(self) -> Path:
        """What is typed; a bare name lies in the user's own folder."""
        return choose.typed(self.path.text())

    def _browse(self) -> None:
        chosen = choose.folder(self, self.windowTitle(), self.folder())
        if chosen is not None:
            self.path.setText(str(chosen if outputs.is_free(chosen) else chosen / self._name))

    def _look(self, _text: str = "") -> None:
        fault, folder = "", self.folder()
        try:
            outputs.check_home(folder)
            if folder.exists() and not folder.is_dir():
                fault = _("“{name}” is a file. Choose another name.").format(name=isolated(folder.name))
            elif not outputs.is_free(folder):
                fault = _("“{name}” is not empty. Choose an empty folder, or type a new name behind it.").format(
                    name=isolated(folder.name or str(folder))
                )
        except ArchiveError as error:
            fault = error.message
        except (OSError, ValueError):
            fault = _("There can be no such folder.")
        if not self.path.text().strip():
            self.state.setText("")
        elif fault:
            self.state.setText(fault)
        elif folder.is_dir():
            self.state.setText(_("The folder is there, and is empty."))
        else:
            self.state.setText(_("The folder will be made."))
        self.go.setEnabled(bool(self.path.text().strip()) and not fault)

"""Asking which backup is meant: one of those that are kept at a place, or one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.text import showing
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _, ngettext
from archive_app.media.objects.vault import State
from archive_app.services.upkeep import places, standing
from archive_app.ui.dialogs import choose
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label


def asked(parent: QWidget, place: str) -> Path | None:
    """The file, or the folder of the one backup that was chosen, or ``None``. ``place`` is looked into at first."""
    dialog = BackupChoice(place, parent)
    chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return chosen


class BackupChoice(QDialog):
    """Shows at once what is kept in the folder that is typed or chosen, the newest first."""

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Restore from backup"))
        room.fit(self, 640, 360)
        self.path = QLineEdit(place)
        self.path.setAccessibleName(_("Backup"))
        self.path.setPlaceholderText(_("A folder or a file"))
        self.folder = self._browse(_("Choose a folder…"), self._ask_folder)
        self.file = self._browse(_("Choose a file…"), self._ask_file)
        self.state = plain_label()
        self.state.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.list = QListWidget()
        self.list.setAccessibleName(_("Backups"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Restore…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addWidget(self.path, 1)
        line.addWidget(self.folder)
        line.addWidget(self.file)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(plain_label(_("Backup"), "muted"))
        layout.addLayout(line)
        layout.addWidget(self.state)
        layout.addWidget(self.list, 1)
        layout.addStretch()
        layout.addWidget(buttons)
        self.go.setDefault(True)
        self.path.textChanged.connect(self._look)
        self.list.currentItemChanged.connect(self._ready)
        self.list.itemActivated.connect(lambda _item: self.go.click())
        self._look()

    def chosen(self) -> Path | None:
        """The file that is named, or the folder of the backup that is marked in the list."""
        item = self.list.currentItem()
        if item is not None:
            return Path(item.data(Qt.ItemDataRole.UserRole))
        named = self._named()
        return named if named is not None and named.is_file() else None

    def _browse(self, words: str, ask: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(ask)
        return button

    def _ask_folder(self) -> None:
        chosen = choose.folder(self, self.windowTitle(), self._named() or Path.home())
        if chosen is not None:
            self.path.setText(str(chosen))

    def _ask_file(self) -> None:
        kinds = _("Backup or copy of a database (*.tar *.db)")
        chosen = choose.file(self, self.windowTitle(), Path.home(), kinds)
        if chosen is not None:
            self.path.setText(str(chosen))

    def _named(self) -> Path | None:
        text = self.path.text().strip()
        return choose.typed(text) if text else None

    def _look(self, _text: str = "") -> None:
        """Say what is there, and list it."""
        self.list.clear()
        named, words = self._named(), _("Choose the folder that backups went to, or one file.")
        try:
            found = places.kept(named) if named is not None and named.is_dir() else []
            if found:
                words = ngettext("{count} backup is kept here.", "{count} backups are kept here.", len(found)).format(
                    count=f"{len(found):,}"
                )
            elif named is not None and named.is_file():
                words = _("A backup in one file.")
            elif named is not None:
                words = _("There is no backup in “{folder}”.").format(folder=isolated(str(named)))
        except ArchiveError as error:
            found, words = [], error.message
        except OSError:
            found, words = [], _("There is no backup in “{folder}”.").format(folder=isolated(str(named)))
        self.state.setText(words)
        self._fill(found, named)
        self._ready()

    def _fill(self, found: list[tuple[Path, State]], named: Path | None) -> None:
        several = len({state.archive for _folder, state in found}) > 1
        for folder, state in found:
            words = ngettext("{count} original", "{count} originals", state.originals)
            said = [
                standing.moment(state.made_at),
                words.format(count=f"{state.originals:,}"),
                showing.size_text(state.size),
            ]
            # Archives have no name of their own: what tells their backups apart is the folder that each has here.
            said += [folder.parents[2].name] if several else []
            item = QListWidgetItem(" · ".join(said), self.list)
            item.setData(Qt.ItemDataRole.UserRole, str(folder))
            if folder == named:
                self.list.setCurrentItem(item)
        if found and self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))

    def _ready(self, *_items: object) -> None:
        self.go.setEnabled(self.chosen() is not None)

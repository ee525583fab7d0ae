"""Where files and the archive differ: both sides, line by line, and which of them holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from archive_app.domain.text.showing import shown
from archive_app.i18n import _, ngettext
from archive_app.services.ingest.rereading import Difference
from archive_app.ui.kit import room
from archive_app.ui.kit.editors import plain_label

_LETTERS = 300


class RereadDialog(QDialog):
    """Calls ``take`` with those lines in which the file is to hold; the others stay as the archive has them."""

    def __init__(
        self,
        found: Sequence[Difference],
        take: Callable[[list[Difference]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._found, self._take = list(found), take
        self.setWindowTitle(_("Read files again"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 900, 520)
        words = ngettext(
            "In {count} place the archive and a file differ. Tick it where the file is right.",
            "In {count} places the archive and files differ. Tick those where the file is right.",
            len(found),
        )
        self.list = QTreeWidget()
        self.list.setAccessibleName(_("Differences"))
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.list.setHeaderLabels([_("Record"), _("Field"), _("The archive says"), _("The file says")])
        for each in self._found:
            mine, said = shown(each.mine, _LETTERS), shown(each.said, _LETTERS)
            line = QTreeWidgetItem(self.list, [f"{each.record.ref} {each.record.title}", each.label, mine, said])
            line.setCheckState(0, Qt.CheckState.Unchecked)
        for column in range(3):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, min(self.list.columnWidth(column), 260))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.every = buttons.addButton(_("Tick all"), QDialogButtonBox.ButtonRole.ActionRole)
        self.every.clicked.connect(self._tick_all)
        self.go = buttons.addButton(_("Take over from files"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setEnabled(False)
        self.list.itemChanged.connect(self._follow)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(words.format(count=f"{len(found):,}")))
        layout.addWidget(self.list, 1)
        layout.addWidget(plain_label(_("The originals stay as they are, and it can be undone."), "muted"))
        layout.addWidget(buttons)

    def _lines(self) -> list[QTreeWidgetItem]:
        lines = (self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount()))
        return [line for line in lines if line is not None]

    def _ticked(self) -> list[Difference]:
        return [
            each
            for each, line in zip(self._found, self._lines(), strict=True)
            if line.checkState(0) is Qt.CheckState.Checked
        ]

    def _tick_all(self) -> None:
        for line in self._lines():
            line.setCheckState(0, Qt.CheckState.Checked)

    def _follow(self) -> None:
        self.go.setEnabled(bool(self._ticked()))

    def _accept(self) -> None:
        wanted, take = self._ticked(), self._take
        self.accept()
        take(wanted)

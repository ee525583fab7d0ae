"""What is to go with copies of originals: nothing, or what the archive says of them, inside or beside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from archive_app.domain.model.carrying import FIELD_LABEL, HOW_LABEL, How
from archive_app.i18n import _, ngettext
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import plain_label

_COLUMNS = 3


class ExportOriginalsDialog(QDialog):
    """Calls ``wanted`` with where it goes and which fields, when that is decided. ``count`` records are chosen."""

    def __init__(
        self, count: int, wanted: Callable[[How, tuple[str, ...]], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self.setWindowTitle(_("Export originals"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self.how = Combo()
        self.how.setAccessibleName(_("What goes with the copies"))
        for how, label in HOW_LABEL.items():
            self.how.addItem(_(label), how.value)
        self.how.currentIndexChanged.connect(self._follow)
        self.fields = {name: QCheckBox(_(label)) for name, label in FIELD_LABEL.items()}
        grid = QGridLayout()
        grid.setSpacing(theme.SMALL)
        for number, box in enumerate(self.fields.values()):
            box.setChecked(True)
            box.toggled.connect(self._follow)
            grid.addWidget(box, number // _COLUMNS, number % _COLUMNS)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Choose a folder…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        chosen = ngettext(
            "The files of {count} record will be copied.", "The files of {count} records will be copied.", count
        )
        layout.addWidget(plain_label(chosen.format(count=f"{count:,}")))
        layout.addWidget(plain_label(_("What goes with the copies")))
        layout.addWidget(self.how)
        layout.addLayout(grid)
        note = plain_label(
            _("The originals stay as they are, and so does what other programs wrote into them."), "muted"
        )
        note.setWordWrap(True)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self._follow()

    def _follow(self) -> None:
        how = How(self.how.currentData())
        for box in self.fields.values():
            box.setEnabled(how is not How.NONE)
        self.go.setEnabled(how is How.NONE or any(box.isChecked() for box in self.fields.values()))

    def _accept(self) -> None:
        chosen = tuple(name for name, box in self.fields.items() if box.isChecked())
        how, wanted = How(self.how.currentData()), self._wanted
        self.accept()
        wanted(how, chosen)

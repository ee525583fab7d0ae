"""What purging would destroy, named before it is done; the button that does it is never pressed by Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.records import Purge
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _, ngettext, noted
from archive_app.services.records import deleted
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import kind_icon
from archive_app.ui.session.session import Session

#: Names that are listed; of more it is said how many.
_NAMED = 1_000
#: How low the list may get, in pixels; on a small screen all of it scrolls.
_LIST = 120
_DAYS = 30
_MOST_DAYS = 99_999


class PurgeDialog(QDialog):
    """``purge_wanted`` gives the records that are to be destroyed, all of which were named."""

    purge_wanted = Signal(list)

    def __init__(self, session: Session, chosen: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._picked = list(chosen)
        self._gone: Purge | None = None
        self.setWindowTitle(_("Purge from the bin"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 560, 520)
        self.chosen, self.all, self.older = QRadioButton(), QRadioButton(_("Everything in the bin")), QRadioButton()
        words = ngettext("The chosen record", "The {count} chosen records", len(self._picked))
        self.chosen.setText(words.format(count=f"{len(self._picked):,}"))
        self.chosen.setVisible(bool(self._picked))
        self.older.setText(_("What has been in the bin for more days than:"))
        self.days = QLineEdit(str(_DAYS))
        self.days.setValidator(QIntValidator(0, _MOST_DAYS, self))
        self.days.setAccessibleName(self.older.text())
        self.days.setFixedWidth(56)
        self.named = self._make_list()
        self.count = plain_label(name="heading")
        self.about = plain_label()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(_("Purge for good"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self._lay_out()
        # Where nothing was chosen, nothing is preset: everything is never what somebody did not ask for.
        self.chosen.setChecked(bool(self._picked))
        for button in (self.chosen, self.all, self.older):
            button.toggled.connect(self._toggled)
        self.days.textEdited.connect(self._typed)
        self._look()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setSpacing(theme.SMALL)
        older = QHBoxLayout()
        older.addWidget(self.older)
        older.addWidget(self.days)
        older.addStretch(1)
        layout.addWidget(self.chosen)
        layout.addWidget(self.all)
        layout.addLayout(older)
        layout.addWidget(self.count)
        layout.addWidget(self.about)
        layout.addWidget(plain_label(deleted.warning(), "muted"))
        # Last, since it is long: on a small screen all else is read without scrolling.
        layout.addWidget(self.named, 1)
        layout.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setSpacing(theme.SMALL)
        whole.addWidget(area, 1)
        whole.addWidget(self.buttons)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        cancel.setFocus()
        self.go.setAutoDefault(False)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._purge)
        self.buttons.rejected.connect(self.reject)

    def _toggled(self, on: bool) -> None:
        if on:
            self._look()

    def _typed(self, _text: str) -> None:
        if self.older.isChecked():
            self._look()
        else:
            self.older.setChecked(True)

    def _look(self) -> None:
        """Work out what would be destroyed, and show it."""
        self._gone = None
        self.go.setEnabled(False)
        self.named.clear()
        self.about.clear()
        self.named.setVisible(False)
        if not any(button.isChecked() for button in (self.chosen, self.all, self.older)):
            self.count.setText(_("Choose what is to be purged."))
            return
        self.count.setText(_("Looking what that is…"))
        archive, picked = self._session.archive, self._picked if self.chosen.isChecked() else None
        days = int(self.days.text() or _MOST_DAYS) if self.older.isChecked() else 0

        def work() -> tuple[Purge, str]:
            ids = deleted.lying(archive, older_than=days) if picked is None else picked
            gone = deleted.foreseen(archive, records=ids)
            return gone, deleted.waiting(archive, gone)

        self._session.tasks.read(work, self._show, owner=self, key="purge", failed=self._failed)

    def _show(self, found: tuple[Purge, str]) -> None:
        gone, delay = found
        self._gone = gone
        count = len(gone.records)
        words = ngettext("{count} record will be destroyed", "{count} records will be destroyed", count)
        self.count.setText(words.format(count=f"{count:,}") if count else _("There is nothing to purge."))
        self.named.setVisible(bool(count))
        for record in gone.records[:_NAMED]:
            title = isolated(record.title)
            named = title if record.title == record.ref else noted(title, record.ref)
            self.named.addItem(QListWidgetItem(kind_icon(record.kind), named))
        rest = count - self.named.count()
        if rest:
            self.named.addItem(ngettext("and {count} more", "and {count} more", rest).format(count=f"{rest:,}"))
        self.about.setText("\n".join(filter(None, (*deleted.told(gone), delay))) if count else "")
        self.go.setEnabled(bool(count))

    def _failed(self, error: ArchiveError) -> None:
        """One was brought back meanwhile: what was chosen is no more."""
        self.count.setText(error.message)

    def _purge(self) -> None:
        if self._gone is not None:
            self.purge_wanted.emit([record.id for record in self._gone.records])
            self.accept()

    def _make_list(self) -> QListWidget:
        listed = QListWidget()
        listed.setAccessibleName(_("What would be destroyed"))
        listed.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setMinimumHeight(_LIST)
        return listed

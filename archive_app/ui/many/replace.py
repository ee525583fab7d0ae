"""Find and replace in the texts of many records: what it would do is shown as one types, and only what is ticked is
done.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.text.languages import language_said
from archive_app.domain.text.showing import covered
from archive_app.errors import ArchiveError
from archive_app.i18n import N_, _, labelled, ngettext
from archive_app.services.records import replacing
from archive_app.services.records.replacing import PLACES, Pattern, Replacement, Replacements, ReplaceReport, Wanted
from archive_app.ui.history.sides import Side, SideModel, SideTable
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.empty_words import EmptyWords
from archive_app.ui.kit.marked import excerpt
from archive_app.ui.session.jobs import Jobs, Stop, Tell
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
#: How long typing must rest before it is looked what would change, in milliseconds.
REST = 200
#: From so many texts on replacing is a job, with progress and a way to stop it.
MANY = 2_000


def _side(change: Replacement) -> Side:
    """One replacement, cut around what was found and with that marked."""
    lang = f" ({language_said(change.lang)})" if change.lang else ""
    side = Side(f"{change.record.ref} · {_(PLACES[change.place])}{lang}", change.old, change.new)
    old, went = excerpt(covered(change.old), change.went)
    new, came = excerpt(covered(change.new), change.came)
    # Both are worked out by comparing otherwise.
    side.__dict__.update(texts=(old, new), spans=(tuple(went), tuple(came)))
    return side


class ReplaceModel(SideModel):
    """Old and new side by side, each line with a tick."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_("Where"), _("Old"), _("New")), parent)
        self.changes: tuple[Replacement, ...] = ()
        self._off: set[int] = set()

    def show_changes(self, changes: tuple[Replacement, ...]) -> None:
        """Show these, all ticked."""
        self.changes, self._off = changes, set()
        self.put([_side(change) for change in changes])
        self.ticked_changed.emit()

    @property
    def ticked(self) -> list[Replacement]:
        """What is to be done."""
        return [change for row, change in enumerate(self.changes) if row not in self._off]

    def tick(self, rows: Sequence[int]) -> None:
        """Tick these rows, or take their ticks away if all have one."""
        if self._off.isdisjoint(rows):
            self._off.update(rows)
        else:
            self._off.difference_update(rows)
        self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0), [Qt.ItemDataRole.CheckStateRole])
        self.ticked_changed.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Unchecked if index.row() in self._off else Qt.CheckState.Checked
        return super().data(index, role)

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()])
        return True


class _Table(SideTable):
    """Space ticks the selected lines."""

    def __init__(self, model: ReplaceModel) -> None:
        super().__init__(model, _("What would change"))
        self._changes = model
        self.setItemDelegateForColumn(0, QStyledItemDelegate(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if event.key() == Qt.Key.Key_Space and rows:
            self._changes.tick(rows)
        else:
            super().keyPressEvent(event)


class ReplaceDialog(QDialog):
    """``chosen`` and ``found`` are ids; several chosen ones are looked through first, else all that were found."""

    def __init__(
        self, session: Session, jobs: Jobs, chosen: Sequence[int], found: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._stop = threading.Event()
        self.setWindowTitle(_("Find and replace in captions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 900, 580)
        self.seek, self.by = QLineEdit(), QLineEdit()
        self.scope, self.places = Combo(), Combo()
        for ids, words in ((chosen, _("Chosen: {count}")), (found, _("All in the result: {count}"))):
            self.scope.addItem(words.format(count=f"{len(ids):,}"), list(ids))
        self.scope.setCurrentIndex(0 if len(chosen) > 1 else 1)
        for place, label in PLACES.items():
            self.places.addItem(_(label), (place,))
        self.places.addItem(_("All texts"), tuple(place for place in PLACES if place != "name"))
        self.lang = QLineEdit()
        self.lang.setPlaceholderText(_("all languages"))
        self.lang.setMaximumWidth(140)
        self.regular = QCheckBox(_("Regular expression"))
        self.case = QCheckBox(_("Case counts"))
        self.accents = QCheckBox(_("Accents count"))
        self.words = QCheckBox(_("Whole words"))
        self.model = ReplaceModel(self)
        self.table = _Table(self.model)
        EmptyWords(self.table, _("Type above what is to be found: here stands what would change."))
        self.count = plain_label(name="muted")
        self.count.hide()
        self.fault = plain_label(name="fault")
        self.fault.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(_("Replace"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self._rest = Later(self, REST, self._look)
        self._lay_out()
        self._connect()
        self._tell()

    def done(self, result: int) -> None:
        self._stop.set()
        super().done(result)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_("Find"), self.seek)
        form.addRow(_("Replace by"), self.by)
        where, how = QHBoxLayout(), QHBoxLayout()
        for widget, name in (
            (self.scope, _("Which records")),
            (self.places, _("Which texts")),
            (self.lang, _("Language")),
        ):
            widget.setAccessibleName(name)
            where.addWidget(widget)
        where.addStretch(1)
        for box in (self.regular, self.case, self.accents, self.words):
            how.addWidget(box)
        how.addStretch(1)
        form.addRow(_("In"), where)
        form.addRow("", how)
        self.seek.setAccessibleName(_("Find"))
        self.by.setAccessibleName(_("Replace by"))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(form)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.fault)
        layout.addWidget(self.buttons)
        self.seek.setFocus()

    def _connect(self) -> None:
        for line in (self.seek, self.by, self.lang):
            line.textEdited.connect(lambda _text: self._ask())
        for combo in (self.scope, self.places):
            combo.currentIndexChanged.connect(lambda _place: self._ask())
        for box in (self.regular, self.case, self.accents, self.words):
            box.toggled.connect(lambda _on: self._ask())
        self.model.ticked_changed.connect(self._tell)
        self.buttons.accepted.connect(self._replace)
        self.buttons.rejected.connect(self.reject)

    def _ask(self) -> None:
        self._stop.set()
        self._session.tasks.forget("replace")
        self.model.show_changes(())
        self.fault.hide()
        self._counted(_("Looking what this will do…") if self.seek.text() else "")
        self._rest.start()

    def _look(self) -> None:
        if not self.seek.text():
            return
        archive, ids = self._session.archive, self.scope.currentData()
        pattern = Pattern(
            self.seek.text(),
            self.by.text(),
            self.regular.isChecked(),
            self.case.isChecked(),
            self.accents.isChecked(),
            self.words.isChecked(),
        )
        wanted = Wanted(pattern, tuple(self.places.currentData()), tuple(self.lang.text().replace(",", " ").split()))
        stop = self._stop = threading.Event()
        self._session.tasks.read(
            lambda: replacing.preview(archive, records=ids, wanted=wanted, cancelled=stop.is_set),
            self._show,
            owner=self,
            key="replace",
            failed=self._failed,
        )

    def _show(self, found: Replacements) -> None:
        self.model.show_changes(found.changes)
        if found.refused:
            record, reason = found.refused[0]
            self._say(labelled(record.ref, reason))
        if not found.changes:
            words = ngettext("Nothing in {count} text.", "Nothing in {count} texts.", found.looked)
            self._counted(words.format(count=f"{found.looked:,}"))

    def _counted(self, words: str) -> None:
        self.count.setText(words)
        self.count.setVisible(bool(words))

    def _tell(self) -> None:
        ticked, all_ = len(self.model.ticked), len(self.model.changes)
        self.go.setEnabled(bool(ticked))
        if all_:
            words = ngettext("{some} of {count} text will change.", "{some} of {count} texts will change.", all_)
            self._counted(words.format(some=f"{ticked:,}", count=f"{all_:,}"))

    def _replace(self) -> None:
        archive, changes = self._session.archive, self.model.ticked
        if not changes or not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        session = self._session

        def tell(report: ReplaceReport) -> None:
            session.told.emit(_told(report))

        if len(changes) < MANY:
            session.edit(lambda: replacing.apply(archive, changes=changes), tell, owner=session)
        else:

            def work(progress: Tell, stop: Stop) -> ReplaceReport:
                return replacing.apply(archive, changes=changes, on_progress=progress, cancelled=stop)

            self._jobs.start(N_("Replacing"), work, tell, owner=session, whole=True)
        self.accept()

    def _failed(self, error: ArchiveError) -> None:
        self._counted("")
        self._say(error.message)

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()


def _told(report: ReplaceReport) -> str:
    words = ngettext(
        "{count} text changed. Ctrl+Z takes it back.", "{count} texts changed. Ctrl+Z takes it back.", report.changed
    ).format(count=f"{report.changed:,}")
    if not report.left:
        return words
    left = ngettext(
        "{count} had been changed meanwhile and was left alone.",
        "{count} had been changed meanwhile and were left alone.",
        len(report.left),
    )
    return f"{words} {left.format(count=f'{len(report.left):,}')}"

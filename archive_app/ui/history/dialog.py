"""The history of the archive, or of one record: steps at the left, what they changed at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import RecordRef, StepValue
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.history import history
from archive_app.services.history.history import Cancellation, HistoryFilter
from archive_app.ui.history.changes import ChangesPane
from archive_app.ui.history.filters import FilterBar
from archive_app.ui.history.steps import PAGE, StepModel, StepTable
from archive_app.ui.history.then import ThenPane
from archive_app.ui.kit import room, theme, under_way
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.job_strip import JobStrip
from archive_app.ui.session.jobs import Jobs, Stop, Tell
from archive_app.ui.session.session import Session

_SIZE = (1080, 640)


class HistoryDialog(QDialog):
    """Stays open while steps are undone. ``record_wanted`` asks to show a record, when it closes."""

    record_wanted = Signal(object)

    def __init__(self, session: Session, record: RecordRef | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record = record.id if record else None
        self._wanted = 0
        title = _("History of {title}").format(title=isolated(record.title, 80)) if record else _("History")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.filters = FilterBar()
        self.filters.changed.connect(self._filtered)
        self.filters.fault.connect(self._say)
        self.model = StepModel(self, self._more)
        self.table = StepTable(self.model)
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._chosen_changed())
        self.changes = ChangesPane(session, self._record)
        self.changes.undo_wanted.connect(self._undo)
        self.changes.some_wanted.connect(self._undo_some)
        self.changes.record_wanted.connect(self._show_record)
        self.undo = self.changes.undo
        self.then = ThenPane(session, record.id) if record else None
        self.fault = plain_label(name="fault")
        self.fault.hide()
        self.strip = JobStrip(Jobs(self))
        self.empty = plain_label(name="empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._left = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._remembered()
        for key in ("Ctrl+Return", "Ctrl+Backspace"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(self._show_chosen if key == "Ctrl+Return" else self._undo)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.filters.words.setFocus)
        session.bridge.changed.connect(self._changed)
        self._offer()
        self._read()
        self.table.setFocus()

    # -- what is shown

    def chosen(self) -> StepValue | None:
        """The step that is chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.steps[rows[0].row()] if rows else None

    def done(self, result: int) -> None:
        """Keep the size for the next time."""
        settings = self._session.settings
        settings.put("history/geometry", self.saveGeometry())
        settings.put("history/panes", self.splitter.saveState())
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the line of words before it closes; Enter in it goes to the steps."""
        words = self.filters.words
        if event.key() == Qt.Key.Key_Escape and words.hasFocus() and words.text():
            words.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if words.hasFocus():
                self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._left.addWidget(self.table)
        self._left.addWidget(self.empty)
        for pane in (self._left, self.changes):
            self.splitter.addWidget(pane)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([580, 500])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme.SMALL, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.filters)
        column.addWidget(self.splitter, 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        if self.then is not None:
            self.tabs = QTabWidget()
            self.tabs.setDocumentMode(True)
            self.tabs.addTab(page, _("Changes"))
            self.tabs.addTab(self.then, _("As it was on…"))
            self.tabs.currentChanged.connect(self._tab_changed)
            layout.addWidget(self.tabs, 1)
        else:
            layout.addWidget(page, 1)
        layout.addWidget(self.fault)
        layout.addWidget(self.strip)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _remembered(self) -> None:
        room.fit(self, *_SIZE)
        settings = self._session.settings
        room.restore(self, settings.state("history/geometry"))
        panes = settings.state("history/panes")
        if not panes.isEmpty():
            self.splitter.restoreState(panes)

    def _tab_changed(self, tab: int) -> None:
        step = self.chosen()
        if tab == 1 and self.then is not None and step is not None:
            self.then.show_step(step.id)
            self.then.slider.setFocus()

    def _chosen_changed(self) -> None:
        self.changes.put(self.chosen())
        self._say("")

    # -- reading

    def _offer(self) -> None:
        archive = self._session.archive
        self._session.tasks.read(
            lambda: history.people(archive),
            lambda found: self.filters.offer(*found),
            owner=self,
            key=f"history-people-{id(self)}",
        )

    def _filtered(self) -> None:
        self._read()

    def _read(self) -> None:
        asked = self.filters.asked()
        if asked is not None:
            count = max(PAGE, len(self.model.steps))
            self._ask(asked, None, count, lambda steps: self._put(steps, asked, whole=len(steps) < count))

    def _more(self, before: int) -> None:
        asked = self.filters.asked()
        if asked is not None:
            self._ask(asked, before, PAGE, lambda steps: self.model.add(steps, whole=len(steps) < PAGE))

    def _ask(
        self, asked: HistoryFilter, before: int | None, limit: int, done: Callable[[list[StepValue]], None]
    ) -> None:
        archive, record, cancellation = self._session.archive, self._record, Cancellation()
        self._session.tasks.read(
            lambda: history.history(
                archive,
                record=record,
                limit=limit,
                before=before,
                asked=asked,
                operations=False,
                cancellation=cancellation,
            ),
            done,
            owner=self,
            key=f"history-{id(self)}",
            failed=self._failed,
            cancellation=cancellation,
        )

    def _put(self, steps: list[StepValue], asked: HistoryFilter, *, whole: bool) -> None:
        before = self.chosen()
        row = self.table.currentIndex().row()
        self.model.put(steps, whole=whole)
        nothing = _("Nothing has been done yet.") if asked == HistoryFilter() else _("No step fits what is asked for.")
        self.empty.setText(nothing)
        self._left.setCurrentWidget(self.table if steps else self.empty)
        if not steps:
            self.changes.put(None)
            return
        places = {step.id: place for place, step in enumerate(steps)}
        place = places.get(before.id) if before else 0
        self._choose(min(row, len(steps) - 1) if place is None else place)

    def _choose(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(max(0, row), 0), flags)
        self.changes.put(self.chosen())

    def _changed(self, _change: ChangeSet) -> None:
        self._read()
        if self.then is not None:
            self.then.refresh()

    # -- taking back

    def _undo(self) -> None:
        step = self.chosen()
        if step is not None and self.undo.isEnabled():
            archive, number = self._session.archive, step.id
            self._say("")
            self._make(
                _("Undo: {label}").format(label=step.label),
                lambda tell, stop: history.undo(archive, step=number, on_progress=tell, cancelled=stop),
            )

    def _undo_some(self, operations: Sequence[int]) -> None:
        step = self.chosen()
        if step is not None:
            archive, number = self._session.archive, step.id
            self._say("")
            self._make(
                _("Undo: {label}").format(label=step.label),
                lambda tell, stop: history.undo_operations(
                    archive, step=number, operations=operations, on_progress=tell, cancelled=stop
                ),
            )

    def _make(self, label: str, work: Callable[[Tell, Stop], object]) -> None:
        jobs = self.strip.jobs
        under_way.change(self._session, jobs, label, work, lambda _done: None, owner=self, failed=self._failed)

    def _show_chosen(self) -> None:
        if self.changes.go.isEnabled():
            self.changes.go.click()

    def _show_record(self, record: RecordRef) -> None:
        self.record_wanted.emit(record)
        self.accept()

    def _failed(self, error: ArchiveError) -> None:
        self._say(error.message)

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

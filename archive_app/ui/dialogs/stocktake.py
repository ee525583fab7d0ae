"""Taking stock of a place: refs are typed or scanned one after the other; what is missing or unexpected is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError, NotFound
from archive_app.i18n import _
from archive_app.services.exchange.stocktaking import STATES, sums
from archive_app.services.records import reading, stocktakes
from archive_app.services.records.stocktakes import Counted, Report, State
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.empty_words import EmptyWords
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex


class _Lines(QAbstractTableModel):
    """The lines of a stock-take, of which there may be thousands, and others after every ref that is scanned."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Counted, ...] = ()

    def put(self, lines: tuple[Counted, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        line = self.lines[index.row()]
        match index.column():
            case 0:
                return line.record.ref if line.record is not None else ""
            case 1:
                return isolated(line.record.title) if line.record is not None else ""
            case 2:
                return isolated(line.place)
        return _(STATES[line.state])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Ref"), _("Name"), _("Location"), _("Result"))[section]
        return None


class StocktakeDialog(QDialog):
    """``report_wanted`` asks to write the :class:`Report` shown. ``place`` is the location in hand, where there is
    one. It stays beside the window, which can be used meanwhile.
    """

    report_wanted = Signal(object)

    def __init__(self, session: Session, place: RecordRef | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._place = 0
        self.report: Report | None = None
        self.setWindowTitle(_("Stock-take"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 620, 620)
        self.place = RecordEdit(session, lambda: {Kind.LOCATION}, ())
        self.place.setAccessibleName(_("Location"))
        self.place.setPlaceholderText(_("Type a name or a ref"))
        self.place.chosen.connect(self.show_place)
        self.due = QLineEdit()
        self.due.setAccessibleName(_("Due again on"))
        self.scan = QLineEdit()
        self.scan.setAccessibleName(_("Found"))
        self.scan.setPlaceholderText(_("Scan a label, or type a ref, and press Enter"))
        self.scan.returnPressed.connect(self._count)
        self.told = plain_label("", "muted")
        self.fault = FaultLabel()
        self.move_here = QCheckBox(_("Move what is found unexpectedly here"))
        self.model = _Lines()
        self.lines = QTableView()
        self.lines.setModel(self.model)
        self.lines.setAccessibleName(_("Objects of the stock-take"))
        self.lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.lines.setTabKeyNavigation(False)
        self.lines.verticalHeader().hide()
        self.lines.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.lines.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        self.lines.selectionModel().selectionChanged.connect(lambda *_change: self._follow())
        self._empty = EmptyWords(self.lines, _("Choose a location, and begin its stock-take."))
        self.sums = plain_label("")
        self.begin, self.missing = QPushButton(_("Begin")), QPushButton(_("Mark as missing"))
        self.end, self.save = QPushButton(_("End")), QPushButton(_("Save report…"))
        self.begin.clicked.connect(self._begin)
        self.missing.clicked.connect(self._miss)
        self.end.clicked.connect(self._end)
        self.save.clicked.connect(lambda: self.report_wanted.emit(self.report))
        self._lay_out()
        self._follow()
        if place is not None:
            self.place.setText(place.title)
            self.show_place(place)

    def show_place(self, place: RecordRef) -> None:
        """Show the stock-take of ``place`` that is open, or its last one."""
        self._place = place.id
        self._read()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.addRow(_("Location"), self.place)
        form.addRow(_("Due again on"), self.due)
        form.addRow(_("Found"), self.scan)
        buttons = QHBoxLayout()
        for button in (self.begin, self.missing, self.end, self.save):
            # Enter counts what was scanned, and never ends anything.
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        for part in (self.move_here, self.told, self.fault, self.lines, self.sums):
            layout.addWidget(part, 1 if part is self.lines else 0)
        layout.addLayout(buttons)

    def _read(self) -> None:
        archive, place = self._session.archive, self._place

        def work() -> Report | None:
            try:
                return stocktakes.report(archive, place=place)
            except NotFound:
                return None

        self._session.tasks.read(work, self._put, owner=self, key="stocktake", after_changes=True)

    def _put(self, report: Report | None) -> None:
        self.report = report
        self.model.put(report.lines if report else ())
        self.sums.setText(" ".join(sums(report)) if report else "")
        self._follow()
        if self._open:
            self.scan.setFocus()

    @property
    def _open(self) -> bool:
        return self.report is not None and not self.report.stocktake.closed_on

    def _chosen(self) -> list[int]:
        """The expected objects that are selected."""
        lines = [self.model.lines[index.row()] for index in self.lines.selectionModel().selectedRows()]
        return [line.record.id for line in lines if line.record is not None and line.state is not State.UNEXPECTED]

    def _follow(self) -> None:
        self.begin.setEnabled(bool(self._place) and not self._open)
        for part in (self.scan, self.move_here, self.end):
            part.setEnabled(self._open)
        self.missing.setEnabled(self._open and bool(self._chosen()))
        self.save.setEnabled(self.report is not None)

    def _do(self, change: Callable[[], object], told: str = "") -> None:
        self.fault.hide()

        def done(_change: object) -> None:
            self.told.setText(told)
            self._read()

        self._session.edit(change, done, owner=self, failed=self._refused)

    def _refused(self, error: ArchiveError) -> None:
        self.told.clear()
        self.fault.say(error.message)

    def _begin(self) -> None:
        archive, place, due = self._session.archive, self._place, self.due.text()
        self._do(lambda: stocktakes.start(archive, place=place, due=due))

    def _count(self) -> None:
        text = self.scan.text().strip()
        # A scanner does not wait for an answer: what it types next is another ref.
        self.scan.clear()
        if not text:
            return
        archive, place, move = self._session.archive, self._place, self.move_here.isChecked()

        def work() -> RecordRef:
            record = reading.resolve(archive, text, kinds={Kind.OBJECT})
            stocktakes.found(archive, place=place, records=[record.id], move=move)
            return record

        def done(record: RecordRef) -> None:
            self.told.setText(_("Found: {ref} {title}").format(ref=record.ref, title=isolated(record.title)))
            self._read()

        self.fault.hide()
        self._session.edit(work, done, owner=self, failed=self._refused)

    def _miss(self) -> None:
        archive, place, records = self._session.archive, self._place, self._chosen()
        self._do(lambda: stocktakes.missing(archive, place=place, records=records))

    def _end(self) -> None:
        archive, place, due = self._session.archive, self._place, self.due.text()
        self._do(
            lambda: stocktakes.close(archive, place=place, due=due),
            _("The stock-take is closed: what was not found is missing. Undo opens it again."),
        )

"""The codes in a table that is edited in place, imported and exported."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.codes import LONGEST
from archive_app.domain.model.records import RecordRef
from archive_app.domain.tables.problems import FaultyFile
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import N_, _, ngettext
from archive_app.services.tagging import code_files, code_lines, codes
from archive_app.services.tagging.code_files import ImportReport
from archive_app.services.tagging.code_lines import CodeLine, CodeTable
from archive_app.services.tagging.codes import Code, NewTarget
from archive_app.ui.codes.delegate import CodeDelegate
from archive_app.ui.codes.model import CodeModel, Column
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.job_strip import JobStrip
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.reports import Finding
from archive_app.ui.session.session import Session

Key = Qt.Key
_KEY = "codes-table"


class CodeView(QTableView):
    """Enter edits the cell that the cursor is in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Key.Key_Return, Key.Key_Enter) and not event.modifiers() and index.isValid():
            if self.state() != QAbstractItemView.State.EditingState and index.column() != Column.WRITTEN:
                self.edit(index)
            return
        super().keyPressEvent(event)


class CodesDialog(QDialog):
    """Every change is one step of the history, made at once; the table follows whatever changes codes."""

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        #: The code and the record to put the cursor on when the table is read again.
        self._wanted: tuple[str, int] | None = None
        self._offered: RecordRef | None = None
        self.setWindowTitle(_("Codes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 880, 560)
        self.model = CodeModel(self)
        self.view = self._table()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Show only lines with…"))
        self.filter.setAccessibleName(_("Filter the list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.model.filter)
        self.code = QLineEdit()
        self.code.setPlaceholderText(_("Code, such as ist10"))
        self.code.setAccessibleName(_("Code"))
        self.code.setMaxLength(2 * LONGEST)
        self.record = RecordEdit(session)
        self.record.setPlaceholderText(_("stands for… type a name"))
        self.record.setAccessibleName(_("Stands for"))
        self.said = plain_label(name="muted")
        self.said.hide()
        self.empty = plain_label(
            _("A code is a short word for one or more records. Type one below, and what it stands for.\n"
              "Then “=code” in a caption writes their names and makes the links."),
            "empty",
        )  # fmt: skip
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons()
        self._lay_out()
        self.model.edited.connect(self._edit)
        self.record.chosen.connect(self._add)
        self.record.textEdited.connect(lambda _text: self._forget_offer())
        self.record.returnPressed.connect(self._take_offer)
        self.code.returnPressed.connect(self._take_offer)
        self.code.textEdited.connect(lambda _text: self._say(""))
        session.bridge.changed.connect(self._changed)
        self._read()
        self.code.setFocus()

    def offer(self, record: RecordRef) -> None:
        """Let the next code stand for ``record``: it takes only the code and Enter."""
        self._offered = record
        self.record.setText(record.title)
        self.record.setCursorPosition(0)

    # -- reading

    def _read(self) -> None:
        archive = self._session.archive
        self._session.tasks.read(lambda: code_lines.table(archive), self._take, owner=self, key=_KEY)

    def _take(self, table: CodeTable) -> None:
        line = self.model.line(self.view.currentIndex().row())
        at = (line.code.code, line.target.record.id if line.target else 0) if line else ("", 0)
        column = max(0, self.view.currentIndex().column())
        code, record = self._wanted or at
        self._wanted = None
        self.model.put(table)
        if not code and self._offered is not None:
            code = self.model.code_of(self._offered.id)
            record = self._offered.id
        self.empty.setVisible(not table.lines)
        self.view.setVisible(bool(table.lines))
        row = self.model.place(code, record) if code else -1
        if row >= 0:
            index = self.model.index(row, column)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)
        self._chosen()

    def _changed(self, change: ChangeSet) -> None:
        shown = {line.target.record.id for line in self.model.table.lines if line.target is not None}
        if change.everything or any(field.startswith("code") for field in change.fields) or shown & change.ids:
            self._read()

    # -- editing

    def _edit(self, line: CodeLine, column: Column, value: object) -> None:
        archive, target = self._session.archive, line.target
        if column == Column.CODE:
            self._do(lambda: codes.rename_code(archive, code_id=line.code.id, code=str(value)))
            return
        if target is None:
            return
        values: dict[str, object] = {
            Column.RECORD: {"record": value.id, "relation": ""} if isinstance(value, RecordRef) else {},
            Column.RELATION: {"relation": value},
            Column.ROLE: {"role": value},
            Column.WRITTEN: {"written": value},
        }[column]
        new = code_lines.changed(target, **values)
        self._do(lambda: code_lines.change(archive, code_id=line.code.id, target=target, new=new), new.record)

    def _add(self, record: RecordRef) -> None:
        archive, code = self._session.archive, self.code.text()
        self._offered = None
        self.record.setText("")
        if not code.strip():
            self._say(_("Type the code first."), wrong=True)
            self.code.setFocus()
            return
        self.filter.setText("")
        self._do(lambda: code_lines.add(archive, code=code, target=NewTarget(record.id)), record.id)

    def _take_offer(self) -> None:
        if self._offered is not None and self.code.text().strip():
            self._add(self._offered)
        else:
            self.record.setFocus()

    def _forget_offer(self) -> None:
        self._offered = None

    def _remove(self) -> None:
        archive = self._session.archive
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        lines = [(line.code.id, line.target) for row in rows if (line := self.model.line(row)) is not None]
        if lines:
            self._session.edit(
                lambda: code_lines.remove(archive, lines=lines), lambda _none: self._say(""), owner=self,
                failed=self._failed,
            )  # fmt: skip

    def _do(self, work: object, record: int = 0) -> None:
        def done(code: Code) -> None:
            self._say("")
            self._wanted = (code.code, record)
            self._read()

        self._session.edit(work, done, owner=self, failed=self._failed)  # type: ignore[arg-type]

    def _failed(self, error: ArchiveError) -> None:
        self._say(error.message, wrong=True)
        self._read()

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.said.setObjectName("fault" if wrong else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _chosen(self) -> None:
        line = self.model.line(self.view.currentIndex().row())
        if line is not None and not self.code.hasFocus():
            self.code.setText(line.code.code)
        self.remove.setEnabled(bool(self.view.selectionModel().selectedIndexes()))

    def _fresh(self) -> None:
        self.code.setFocus()
        self.code.selectAll()

    # -- files

    def _import(self) -> None:
        file = choose.file(
            self, _("Choose a table of codes"), Path.home(), _("Table (*.csv *.tsv *.txt)"), choose.Purpose.CODES
        )
        if file is None:
            return
        archive = self._session.archive

        def done(report: ImportReport) -> None:
            words = _("New codes: {added}, changed: {changed}, as before: {same}.")
            self._say(words.format(added=report.added, changed=report.changed, same=report.same))

        self._jobs.start(
            N_("Importing codes"),
            lambda tell, stop: code_files.import_csv(archive, file, on_progress=tell, cancelled=stop),
            done,
            owner=self,
            failed=self._import_failed,
        )

    def _import_failed(self, error: ArchiveError) -> None:
        if not isinstance(error, FaultyFile):
            self._failed(error)
            return
        findings = [Finding(str(each.line or "–"), each.column, each.reason) for each in error.problems]
        headings = (_("Line"), _("Column"), _("Reason"))
        summary = ngettext(
            "Nothing was imported: {count} fault.", "Nothing was imported: {count} faults.", len(findings)
        )
        summary = summary.format(count=len(findings))
        ReportDialog(_("Import codes"), summary, findings, self, headings=headings).open()

    def _export(self) -> None:
        file = choose.new_file(
            self, _("Export codes into"), Path.home() / "codes.csv", _("Table (*.csv)"), choose.Purpose.CODES
        )
        if file is None:
            return
        archive = self._session.archive

        def done(count: int) -> None:
            words = ngettext("{count} code is in “{file}”.", "{count} codes are in “{file}”.", count)
            self._say(words.format(count=count, file=isolated(str(file))))

        self._session.tasks.read(lambda: code_files.export_csv(archive, file), done, owner=self, failed=self._failed)

    # -- the look of it

    def _table(self) -> CodeView:
        view = CodeView()
        view.setModel(self.model)
        view.setItemDelegate(CodeDelegate(self._session, self.model, view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setAccessibleName(_("Codes"))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + theme.MEDIUM)
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(Column.RECORD, QHeaderView.ResizeMode.Stretch)
        for column, width in ((Column.CODE, 150), (Column.RELATION, 150), (Column.ROLE, 130), (Column.WRITTEN, 80)):
            view.setColumnWidth(column, width)
        view.selectionModel().selectionChanged.connect(lambda *_both: self._chosen())
        gone = QShortcut(QKeySequence(Key.Key_Delete), view, context=Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self._remove)
        return view

    def _buttons(self) -> None:
        self.remove = QPushButton(icon("remove"), _("Remove"))
        self.bring = QPushButton(_("Import…"))
        self.take = QPushButton(_("Export…"))
        for button, run, tip in (
            (self.remove, self._remove, _("Remove the chosen lines (Delete)")),
            (self.bring, self._import, _("Set codes from a CSV table")),
            (self.take, self._export, _("Write all codes into a CSV table")),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.clicked.connect(partial(_without_checked, run))
        fresh = QShortcut(QKeySequence.StandardKey.New, self)
        fresh.activated.connect(self._fresh)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.filter.setFocus)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        for widget in (self.filter, self.bring, self.take):
            head.addWidget(widget, 1 if widget is self.filter else 0)
        adding = QHBoxLayout()
        adding.setSpacing(theme.SMALL)
        adding.addWidget(self.code, 1)
        adding.addWidget(self.record, 3)
        adding.addWidget(self.remove)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        layout.addLayout(adding)
        layout.addWidget(self.said)
        layout.addWidget(JobStrip(self._jobs))
        layout.addWidget(buttons)
        self.setTabOrder(self.filter, self.view)
        self.setTabOrder(self.view, self.code)
        self.setTabOrder(self.code, self.record)


def _without_checked(run: object, _checked: bool = False) -> None:
    run()  # type: ignore[operator]

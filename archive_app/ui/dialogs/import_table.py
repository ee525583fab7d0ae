"""Taking a table of somebody's in: what its columns are, tried before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.fields import FIELDS
from archive_app.domain.model.kinds import Kind
from archive_app.domain.tables.mapping import NEW, MappedColumn, TableMapping
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import N_, _, ngettext, noted, sentences
from archive_app.media.formats.encodings import LABELS
from archive_app.services.exchange import guessing, mappings
from archive_app.services.exchange.arriving import ArrivingReport, import_table
from archive_app.services.exchange.guessing import Seen, Target
from archive_app.ui.dialogs.import_columns import ColumnModel, ColumnSettings
from archive_app.ui.dialogs.import_report import asked, findings, headings, summary
from archive_app.ui.dialogs.report import FindingModel
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.choices import Choice, Number
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.empty_words import EmptyWords
from archive_app.ui.kit.job_strip import JobStrip
from archive_app.ui.session.jobs import Job, Jobs
from archive_app.ui.session.session import Session

_KEYS = {"ref": N_("Ref"), "uid": N_("UID")}


class ImportTableDialog(QDialog):
    """Shows the table of ``path``; ``taken`` is called with what came of it, when it is in."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        path: Path,
        taken: Callable[[ArrivingReport], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._path, self._taken = session, jobs, path, taken
        self.mapping = TableMapping()
        self.seen: Seen | None = None
        self._offered: list[Target] = []
        self._job: Job | None = None
        #: Whom the last trial was unsure of, by the row of the list.
        self._unsure: dict[int, tuple[str, Choice]] = {}
        self.setWindowTitle(_("Import table"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 1160, 700)
        self._make_choices()
        self.model = ColumnModel(self)
        self.view = self._table(self.model, _("Columns"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.selectionModel().currentRowChanged.connect(self._show_column)
        EmptyWords(self.view, _("The table is being read."))
        self.settings = ColumnSettings(guessing.kinds())
        self.settings.changed.connect(self._change)
        self.more = QPushButton(_("Use this column once more"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._once_more)
        self.said = plain_label(name="strong")
        self.findings = self._table(FindingModel([], None, headings()), _("Findings"))
        self.deciding = QVBoxLayout()
        self._lay_out()
        self._look()

    # -- how it looks

    def _make_choices(self) -> None:
        self.sheet = Choice([])
        self.encoding = Choice([("", _("as detected")), *LABELS.items()])
        self.kind = Choice(guessing.kinds())
        self.kind.show_value(Kind.OBJECT)
        self.key = Choice([])
        self.skip = Number()
        self.skip.setRange(0, 1000)
        self.nothing = QLineEdit()
        self.nothing.setPlaceholderText("NA | unknown")
        self.kept = Choice([])
        self.name = QLineEdit()
        self.name.setMaxLength(100)
        self.name.setPlaceholderText(_("A name for this mapping"))
        self.name.setAccessibleName(_("A name for this mapping"))
        self.keep = QPushButton(_("Keep"))
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._keep)
        self.sheet.picked.connect(self._look_again)
        self.encoding.picked.connect(self._look_again)
        self.kind.picked.connect(self._guess_again)
        self.key.picked.connect(self._forget_trial)
        self.skip.editingFinished.connect(self._skip_again)
        self.nothing.textEdited.connect(self._forget_trial)
        self.kept.picked.connect(self._use)
        self._list_kept("")

    def _lay_out(self) -> None:
        top = QGridLayout()
        fields = (
            (_("Sheet"), self.sheet), (_("Encoding"), self.encoding), (_("Kind of record"), self.kind),
            (_("Found by"), self.key), (_("Lines above the heading"), self.skip),
            (_("Cells that say nothing"), self.nothing),
        )  # fmt: skip
        self._labels: dict[QWidget, QWidget] = {}
        for place, (label, field) in enumerate(fields):
            words = plain_label(label, "muted", wrap=False)
            words.setBuddy(field)
            field.setAccessibleName(label)
            self._labels[field] = words
            # A sheet or an encoding: never both.
            top.addWidget(words, 0, max(0, place - 1))
            top.addWidget(field, 1, max(0, place - 1))
            top.setColumnStretch(place, 1)
        kept = QHBoxLayout()
        self.kept.setAccessibleName(_("Mapping"))
        kept.addWidget(plain_label(_("Mapping"), "muted", wrap=False))
        kept.addWidget(self.kept, 1)
        kept.addWidget(self.name, 1)
        kept.addWidget(self.keep)
        self.encoding.hide()
        self._labels[self.encoding].hide()
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.settings, 1)
        column.addWidget(self.more)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.view)
        across.addWidget(beside)
        across.setSizes([780, 340])
        across.setChildrenCollapsible(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.trial = buttons.addButton(_("Try"), QDialogButtonBox.ButtonRole.ActionRole)
        self.go = buttons.addButton(_("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.trial.clicked.connect(self._try)
        buttons.accepted.connect(self._import)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(plain_label(isolated(str(self._path)), "heading"))
        layout.addLayout(top)
        layout.addLayout(kept)
        layout.addWidget(across, 3)
        layout.addWidget(self.said)
        layout.addLayout(self.deciding)
        layout.addWidget(self.findings, 2)
        layout.addWidget(JobStrip(self._jobs))
        layout.addWidget(buttons)
        self._forget_trial()

    def _table(self, model: ColumnModel | FindingModel, name: str) -> QTableView:
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(name)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + theme.SMALL)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        return table

    # -- the table

    def _look_again(self, _value: str) -> None:
        self.mapping = replace(
            self.mapping, sheet=str(self.sheet.currentData() or ""), encoding=str(self.encoding.currentData() or "")
        )
        self._look()

    def _skip_again(self) -> None:
        if self.skip.value() != self.mapping.skip:
            self.mapping = replace(self.mapping, skip=self.skip.value(), columns=())
            self._look()

    def _look(self, *, guessing_too: bool = True) -> None:
        self._forget_trial()
        archive, path, mapping = self._session.archive, self._path, self.mapping
        kind = Kind(str(self.kind.currentData()))

        def look() -> tuple[Seen, TableMapping, list[Target]]:
            seen = guessing.look(archive, path, mapping)
            meant = guessing.guess(archive, seen, kind, mapping) if guessing_too else mapping
            return seen, meant, guessing.targets(archive, kind)

        self._session.tasks.read(look, self._show, owner=self, key="import-table", failed=self._unread)

    def _unread(self, error: ArchiveError) -> None:
        self.said.setText(error.message)
        self.trial.setEnabled(False)

    def _show(self, found: tuple[Seen, TableMapping, list[Target]]) -> None:
        self.seen, self.mapping, self._offered = found
        seen = self.seen
        for field, there in ((self.sheet, bool(seen.sheets)), (self.encoding, not seen.sheets)):
            field.setVisible(there)
            self._labels[field].setVisible(there)
        if seen.sheets:
            self.sheet.clear()
            for sheet in seen.sheets:
                self.sheet.addItem(sheet, sheet)
            self.sheet.show_value(self.mapping.sheet or seen.sheets[0])
        else:
            detected = LABELS.get(seen.encoding, seen.encoding.upper())
            self.encoding.setItemText(
                0, noted(detected, _("detected")) if not self.mapping.encoding else _("as detected")
            )
        self.skip.setValue(self.mapping.skip)
        self.nothing.setText(" | ".join(self.mapping.nothing))
        self.settings.offer(self._offered)
        columns = (
            tuple(MappedColumn(head, head) for head in seen.heading if head) if seen.ours else self.mapping.columns
        )
        self.model.put(seen, columns, self._offered)
        self.view.setColumnWidth(0, 170)
        self.view.setColumnWidth(1, 170)
        self._show_keys()
        self.settings.setEnabled(not seen.ours)
        self.more.setEnabled(not seen.ours)
        self.kind.setEnabled(not seen.ours)
        words = ngettext("{count} line below the heading.", "{count} lines below the heading.", seen.count)
        ours = _("It was written by this program: what its columns are is known.") if seen.ours else ""
        self.said.setText(sentences(words.format(count=f"{seen.count:,}"), ours))
        self.trial.setEnabled(bool(seen.count))
        if self.model.rows:
            self.view.selectRow(0)

    def _show_keys(self) -> None:
        kind = Kind(str(self.kind.currentData()))
        self.key.clear()
        for key, label in _KEYS.items():
            self.key.addItem(_(label), key)
        for field in FIELDS:
            if field.own and kind in field.kinds:
                self.key.addItem(_(field.label), field.key)
        self.key.show_value(self.mapping.key)

    def _guess_again(self, _kind: str) -> None:
        self.mapping = replace(self.mapping, columns=())
        self._look()

    # -- one column

    def _row(self) -> int:
        return self.view.currentIndex().row()

    def _show_column(self, *_index: object) -> None:
        row = self._row()
        if 0 <= row < len(self.model.rows):
            head, column = self.model.rows[row]
            kind = Kind(str(self.kind.currentData()))
            more = guessing.settings_of(column.to, kind, self._session.archive) if column is not None else frozenset()
            self.settings.put(head, column, more)

    def _change(self, column: MappedColumn | None) -> None:
        self.model.change(self._row(), column)
        self._show_column()
        self._forget_trial()

    def _once_more(self) -> None:
        if self._row() >= 0:
            self.view.selectRow(self.model.once_more(self._row()))

    # -- mappings that are kept

    def _list_kept(self, name: str) -> None:
        self.kept.clear()
        self.kept.addItem(_("as guessed"), "")
        for each in mappings.names():
            self.kept.addItem(each, each)
        self.kept.show_value(name)

    def _use(self, name: str) -> None:
        if not name:
            self.mapping = TableMapping(sheet=self.mapping.sheet, encoding=self.mapping.encoding)
            self._look()
            return
        try:
            self.mapping = mappings.named(name)
            self.kind.show_value(guessing.kind_called(self.mapping.kind or Kind.OBJECT))
        except ArchiveError as error:
            self.said.setText(error.message)
            return
        self.name.setText(name)
        self.encoding.show_value(self.mapping.encoding)
        self._look(guessing_too=False)

    def _keep(self) -> None:
        try:
            mappings.keep(self.name.text(), self.meant())
        except ArchiveError as error:
            self.said.setText(error.message)
            return
        self._list_kept(self.name.text().strip())
        words = _("Kept as “{name}”; at the command line: import-table FILE --map “{name}”.")
        self.said.setText(words.format(name=isolated(self.name.text().strip())))

    # -- trying and doing

    def meant(self) -> TableMapping:
        """The mapping as it is shown."""
        decisions = {name: str(choice.currentData()) for name, choice in self._unsure.values() if choice.currentData()}
        said = replace(
            self.mapping,
            decisions={**self.mapping.decisions, **decisions},
            key=str(self.key.currentData()),
            nothing=tuple(each.strip() for each in self.nothing.text().split("|") if each.strip()),
        )
        if self.seen is not None and self.seen.ours:
            return said
        return replace(said, kind=str(self.kind.currentData()), columns=self.model.columns())

    def _forget_trial(self, *_value: object) -> None:
        if hasattr(self, "go"):
            self.go.setEnabled(False)
            self.trial.setDefault(True)

    def _run(self, message: str, done: Callable[[ArrivingReport], None], *, dry_run: bool) -> None:
        archive, path, mapping = self._session.archive, self._path, self.meant()
        self.trial.setEnabled(False)
        self.go.setEnabled(False)
        self._job = self._jobs.start(
            message,
            lambda tell, stop: import_table(
                archive, path, mapping=mapping, dry_run=dry_run, on_progress=tell, cancelled=stop
            ),
            done,
            owner=self,
            failed=self._failed,
            whole=True,
        )

    def done(self, result: int) -> None:
        """What is still under way is not to end behind the back of somebody who closed the window."""
        if self._job is not None and self._job in self._jobs.running:
            self._job.cancel()
        super().done(result)

    def _failed(self, error: ArchiveError) -> None:
        self.trial.setEnabled(True)
        self.said.setText(error.message)

    def _try(self) -> None:
        self._run(N_("Trying the table"), self._tried, dry_run=True)

    def _tried(self, report: ArrivingReport) -> None:
        self.trial.setEnabled(True)
        self.mapping = replace(self.mapping, decisions=self.meant().decisions)
        self.said.setText(sentences(summary(report), _("Nothing was changed yet.")))
        self.findings.setModel(FindingModel(findings(report), self, headings()))
        self.findings.setColumnWidth(0, 120)
        self.findings.setColumnWidth(1, 120)
        self._ask(report)
        self.go.setEnabled(bool(report.added or report.changed))
        self.go.setDefault(self.go.isEnabled())

    def _ask(self, report: ArrivingReport) -> None:
        """Ask who is meant by the names that are not that of one record."""
        while (item := self.deciding.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._unsure = {}
        for place, each in enumerate(asked(report)):
            near = [(one.ref, noted(one.title, one.ref)) for one in each.near]
            choice = Choice([("", _("refuse the line")), *near, (NEW, _("somebody new"))])
            choice.picked.connect(self._decided)
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            words = ngettext("“{name}” (in {count} line) is", "“{name}” (in {count} lines) is", len(each.lines))
            label = words.format(name=isolated(each.name), count=len(each.lines))
            choice.setAccessibleName(label)
            across.addWidget(plain_label(label, wrap=False))
            across.addWidget(choice)
            across.addStretch(1)
            self.deciding.addWidget(line)
            self._unsure[place] = (each.name, choice)

    def _decided(self, _value: str) -> None:
        self.go.setEnabled(False)
        self.trial.setDefault(True)

    def _import(self) -> None:
        if self.go.isEnabled():
            self._run(N_("Importing the table"), self._done, dry_run=False)

    def _done(self, report: ArrivingReport) -> None:
        self.accept()
        self._taken(report)

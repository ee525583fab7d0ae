"""The stages of a partnership, edited in place: what, when, from which source."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.kinds import STAGE_LABEL, Kind, StageKind
from archive_app.domain.records import Record, StageValue
from archive_app.i18n import _
from archive_app.services import editing
from archive_app.ui import theme
from archive_app.ui.icons import icon
from archive_app.ui.inspector.details import DateEditor
from archive_app.ui.inspector.editors import SavingLine
from archive_app.ui.inspector.section import Section
from archive_app.ui.session import Session


class StagesSection(Section):
    """Only for partnerships."""

    def __init__(self, session: Session) -> None:
        super().__init__("stages", _("Stages"), session.settings)
        self._session = session
        self._shown: tuple[int, tuple[StageValue, ...]] | None = None
        self._record = 0

    def show_record(self, record: Record) -> None:
        """Show the stages of ``record``."""
        self.setVisible(record.kind == Kind.PARTNERSHIP)
        if self._shown == (record.id, record.stages):
            return
        self._shown, self._record = (record.id, record.stages), record.id
        self.empty()
        for number, stage in enumerate(record.stages):
            self.content.addWidget(self._block(stage, number))
        add = QPushButton(icon("add"), _("Add a stage"))
        add.setObjectName("quiet")
        add.clicked.connect(lambda: self.add())
        self.content.addWidget(add)
        self.say(len(record.stages))

    def add(self, kind: StageKind = StageKind.MEMORANDUM) -> None:
        """Add a stage; its kind, date and source are then set in place."""
        archive, record = self._session.archive, self._record
        self.open()
        self._session.edit(lambda: editing.add_stage(archive, partnership=record, kind=kind))

    def _block(self, stage: StageValue, number: int) -> QWidget:
        archive = self._session.archive
        kind = QComboBox()
        kind.setAccessibleName(_("Stage"))
        for each in StageKind:
            kind.addItem(_(STAGE_LABEL[each]), each.value)
        kind.setCurrentIndex(kind.findData(stage.kind.value))
        kind.activated.connect(
            lambda _n: self._session.edit(
                lambda: editing.change_stage(archive, stage_id=stage.id, kind=StageKind(kind.currentData()))
            )
        )
        date = DateEditor(self._session, _("Date of the stage"))
        date.line.setObjectName(f"stage-date-{number}")
        date.put(stage.date.edtf if stage.date else "")
        date.line.saved.connect(
            lambda text: self._session.edit(lambda: editing.change_stage(archive, stage_id=stage.id, date=text))
        )
        source = SavingLine(stage.source)
        source.setObjectName(f"stage-source-{number}")
        source.setPlaceholderText(_("Source"))
        source.setAccessibleName(_("Source of the stage"))
        source.saved.connect(
            lambda text: self._session.edit(lambda: editing.change_stage(archive, stage_id=stage.id, source=text))
        )
        return self._frame(kind, date, source, stage)

    def _frame(self, kind: QComboBox, date: DateEditor, source: SavingLine, stage: StageValue) -> QWidget:
        archive = self._session.archive
        remove = QToolButton()
        remove.setIcon(icon("remove"))
        remove.setAutoRaise(True)
        remove.setAccessibleName(_("Remove this stage"))
        remove.setToolTip(_("Remove this stage"))
        remove.clicked.connect(lambda: self._session.edit(lambda: editing.remove_stage(archive, stage_id=stage.id)))
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, theme.TIGHT)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(theme.TIGHT)
        line.addWidget(kind, 1)
        line.addWidget(remove)
        column.addLayout(line)
        column.addWidget(date)
        column.addWidget(source)
        return block

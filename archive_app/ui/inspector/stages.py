"""The stages of a partnership, edited in place: what, when, from which source."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import STAGE_LABEL, Kind, StageKind
from archive_app.domain.model.records import Record, StageValue
from archive_app.i18n import _
from archive_app.services.drafts import Place
from archive_app.services.records import editing
from archive_app.ui.inspector.columns import DateEditor
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import SavingLine, flush_all
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session


class StageBlock(QWidget):
    """One stage: kind, date, source."""

    def __init__(self, session: Session, record: str, stage: StageValue, number: int) -> None:
        super().__init__()
        self._session = session
        self._record = record
        self._stage = stage.id
        archive = session.archive
        self.kind = Combo()
        self.kind.setAccessibleName(_("Stage"))
        for each in StageKind:
            self.kind.addItem(_(STAGE_LABEL[each]), each.value)
        self.kind.activated.connect(
            lambda _n: session.edit(
                lambda: editing.change_stage(archive, stage_id=stage.id, kind=StageKind(self.kind.currentData()))
            )
        )
        self.date = DateEditor(session, _("Date of the stage"))
        self.date.line.setObjectName(f"stage-date-{number}")
        self._keep("date", self.date.line)
        self.source = SavingLine()
        self.source.setObjectName(f"stage-source-{number}")
        self.source.setPlaceholderText(_("Source"))
        self.source.setAccessibleName(_("Source of the stage"))
        self._keep("source", self.source)
        remove = QToolButton()
        remove.setIcon(icon("remove"))
        remove.setAutoRaise(True)
        remove.setAccessibleName(_("Remove this stage"))
        remove.setToolTip(_("Remove this stage"))
        remove.clicked.connect(lambda: session.edit(lambda: editing.remove_stage(archive, stage_id=stage.id)))
        self._lay_out(remove)
        self.put(stage)

    def _keep(self, what: str, line: SavingLine) -> None:
        archive, stage, unsaved = self._session.archive, self._stage, self._session.unsaved
        place = Place(self._record, f"stage/{stage}/{what}")
        line.keep(unsaved, lambda: place)

        def save(text: str) -> None:
            date, source = (text, None) if what == "date" else (None, text)
            unsaved.save(place, text, lambda: editing.change_stage(archive, stage_id=stage, date=date, source=source))

        line.saved.connect(save)

    def put(self, stage: StageValue) -> None:
        """Show ``stage``, unless something else is just being typed."""
        self.kind.setCurrentIndex(self.kind.findData(stage.kind.value))
        self.date.put(stage.date.edtf if stage.date else "")
        self.source.put(stage.source)

    def _lay_out(self, remove: QToolButton) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.TIGHT)
        column.setSpacing(theme.HAIR)
        line = QHBoxLayout()
        line.setSpacing(theme.TIGHT)
        line.addWidget(self.kind, 1)
        line.addWidget(remove)
        column.addLayout(line)
        column.addWidget(self.date)
        column.addWidget(self.source)


class StagesSection(Section):
    """Only for partnerships."""

    def __init__(self, session: Session) -> None:
        super().__init__("stages", _("Stages"), session.settings)
        self._session = session
        self._shown: list[int] | None = None
        self._blocks: list[StageBlock] = []
        self._record = 0

    def show_record(self, record: Record) -> None:
        """Show the stages of ``record``; blocks that are there stay, with what is being typed in them."""
        self.setVisible(record.kind == Kind.PARTNERSHIP)
        wanted = [stage.id for stage in record.stages]
        if self._record == record.id and self._shown == wanted:
            for block, stage in zip(self._blocks, record.stages, strict=True):
                block.put(stage)
            return
        flush_all(self)
        self._shown, self._record = wanted, record.id
        self.empty()
        self._blocks = [
            StageBlock(self._session, record.uid, stage, number) for number, stage in enumerate(record.stages)
        ]
        for block in self._blocks:
            self.content.addWidget(block)
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

"""The part of the inspector that says what is missing of a record, and of what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.upkeep import completeness
from archive_app.services.upkeep.completeness import Gap, Progress
from archive_app.ui.completeness.figure import ProgressFigure
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section
from archive_app.ui.session.settings import Settings


@dataclass(frozen=True, slots=True)
class Missing:
    """What a record lacks; of an event or a partnership also how far what belongs to it is."""

    gaps: tuple[Gap, ...] = ()
    progress: Progress | None = None


def missing(archive: Archive, record: Record) -> Missing:
    """What is missing of ``record``; for a thread of its own."""
    found = completeness.gaps(archive, record.id)
    match record.kind:
        case Kind.PARTNERSHIP:
            return Missing(found, completeness.progress(archive, partnership=record.id))
        case Kind.EVENT:
            return Missing(found, completeness.progress(archive, event=record.id))
    return Missing(found)


class MissingSection(Section):
    """Each gap is a button to where it is filled: ``field_wanted`` names that, ``query_wanted`` gives a search."""

    field_wanted = Signal(str)
    query_wanted = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__("missing", _("What is missing"), settings)
        self.setVisible(False)
        self._shown: tuple[int, Missing] | None = None

    def show_missing(self, record: Record, found: Missing) -> None:
        """Show what is missing of ``record``; nothing where nothing is."""
        progress = found.progress if found.progress is not None and found.progress.total else None
        self.setVisible(bool(found.gaps) or progress is not None)
        if self._shown == (record.id, found):
            return
        self._shown = (record.id, found)
        self.empty()
        self.say(len(found.gaps))
        for gap in found.gaps:
            button = QPushButton(icon("add"), gap.label)
            button.setObjectName("quiet")
            button.setAccessibleName(_("Fill in: {what}").format(what=gap.label))
            button.clicked.connect(lambda _on=False, field=gap.field: self.field_wanted.emit(field))
            self.content.addWidget(button)
        if progress is not None:
            figure = ProgressFigure()
            figure.query_wanted.connect(self.query_wanted)
            partnership = record.ref if record.kind is Kind.PARTNERSHIP else ""
            figure.put(progress, partnership=partnership, event="" if partnership else record.ref)
            self.content.addWidget(figure)

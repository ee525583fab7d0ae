"""The lines of the editor of a pad: a tick, and a record or a value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QToolButton, QWidget

from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.fields import FIELDS, STATUS
from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.domain.model.records import RecordRef
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.tagging import code_lines, pads
from archive_app.services.tagging.pads import PadEntry
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.session.session import Session


@dataclass(frozen=True, slots=True)
class Wish:
    """What a line says: an entry, whose record is still to be found by its ``typed`` name where none was chosen."""

    entry: PadEntry
    typed: str = ""
    kinds: Collection[Kind] | None = None

    def found(self, archive: Archive) -> PadEntry:
        """The entry as it can be kept; an ArchiveError says why not."""
        entry = self.entry
        if self.typed:
            record = reading.resolve(archive, self.typed, kinds=self.kinds)
            entry = PadEntry(entry.ticked, record, entry.relation, entry.role)
        return pads.check_entry(archive, entry)


class Row(QObject):
    """One line: ``tick`` and what stands beside it. Filling it ticks it, emptying it takes the tick away."""

    removed = Signal()

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(label.replace("&", "&&"), parent)
        self.tick.setAccessibleName(label)
        self.cross: QToolButton | None = None
        self.parts: list[QWidget] = []

    def place(self, grid: QGridLayout, line: int) -> None:
        """Put the parts of the row into a line of ``grid``."""
        grid.addWidget(self.tick, line, 0)
        for column, part in enumerate(self.parts, 1):
            grid.addWidget(part, line, column, 1, 1 if len(self.parts) > 1 else 2)
        if self.cross is not None:
            grid.addWidget(self.cross, line, 3)

    def can_be_removed(self) -> None:
        """Give the row a button that takes it out."""
        self.cross = QToolButton(self.tick.parentWidget())
        self.cross.setIcon(icon("remove"))
        self.cross.setAutoRaise(True)
        label = _("Remove the line “{label}”").format(label=self.tick.accessibleName())
        self.cross.setToolTip(theme.plain_tip(label))
        self.cross.setAccessibleName(label)
        self.cross.clicked.connect(lambda: self.removed.emit())

    def leave(self) -> None:
        """Take the parts of the row out of the window."""
        for part in (self.tick, *self.parts, self.cross):
            if part is not None:
                part.hide()
                part.deleteLater()
        self.deleteLater()

    def wish(self) -> Wish | None:
        """What the row says, ``None`` while it is empty."""
        raise NotImplementedError

    def fits(self, entry: PadEntry) -> bool:
        """Whether ``entry`` belongs into this row."""
        raise NotImplementedError

    def put(self, entry: PadEntry | None) -> None:
        """Show ``entry``, or nothing."""
        raise NotImplementedError


class LinkRow(Row):
    """A link; ``relations`` are those that belong into the row, the first of which is what it makes."""

    def __init__(
        self, session: Session, label: str, kinds: Collection[Kind] | None, relations: Collection[str], parent: QWidget
    ) -> None:
        super().__init__(label, parent)
        self._kinds = kinds
        self._relations = tuple(relations)
        self._record: RecordRef | None = None
        self._relation = self._relations[0]
        self._role = ""
        self.edit = RecordEdit(session, lambda: self._kinds, parent=parent)
        self.edit.setAccessibleName(label)
        self.edit.setPlaceholderText(_("Type a name"))
        self.edit.chosen.connect(self._choose)
        self.edit.textEdited.connect(self._typed)
        self.parts = [self.edit]

    def wish(self) -> Wish | None:
        typed = self.edit.text().strip()
        if self._record is None and not typed:
            return None
        entry = PadEntry(self.tick.isChecked(), self._record, self._relation, self._role)
        return Wish(entry, "" if self._record else typed, self._kinds)

    def fits(self, entry: PadEntry) -> bool:
        kinds = self._kinds
        return entry.record is not None and entry.relation in self._relations and (
            kinds is None or entry.record.kind in kinds
        )  # fmt: skip

    def put(self, entry: PadEntry | None) -> None:
        self._record = entry.record if entry else None
        self._relation = entry.relation if entry else self._relations[0]
        self._role = entry.role if entry else ""
        self.edit.setText(self._record.title if self._record else "")
        self.edit.setCursorPosition(0)
        self.tick.setChecked(bool(entry and entry.ticked))

    def _choose(self, record: RecordRef) -> None:
        self._record = record
        self.tick.setChecked(True)

    def _typed(self, text: str) -> None:
        self._record = None
        self.tick.setChecked(bool(text.strip()))


class FreeLinkRow(LinkRow):
    """A link by whatever relation, to whatever record."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, _("Link"), None, ("",), parent)
        self._session = session
        self.relation = Combo(parent)
        self.relation.setAccessibleName(_("Relation"))
        self.relation.addItem(_("automatic"), "")
        self.relation.activated.connect(self._relate)
        self.parts = [self.relation, self.edit]
        self.can_be_removed()

    def fits(self, entry: PadEntry) -> bool:
        return entry.record is not None and self._record is None

    def put(self, entry: PadEntry | None) -> None:
        super().put(entry)
        if entry is not None and entry.record is not None:
            self._offer(entry.record)

    def _choose(self, record: RecordRef) -> None:
        super()._choose(record)
        self._offer(record)

    def _offer(self, record: RecordRef) -> None:
        archive = self._session.archive

        def take(choices: tuple[tuple[str, str], ...]) -> None:
            self.relation.clear()
            for key, label in choices:
                self.relation.addItem(label, key)
            self.relation.setCurrentIndex(max(0, self.relation.findData(self._relation)))
            self._relate(self.relation.currentIndex())

        self._session.tasks.read(
            lambda: code_lines.choices(archive, record.kind), take, owner=self, key=f"relations-{id(self)}"
        )

    def _relate(self, _number: int) -> None:
        self._relation = str(self.relation.currentData() or "")


class ValueRow(Row):
    """The value of one field."""

    def __init__(self, field: str, parent: QWidget) -> None:
        super().__init__(pads.field_label(field), parent)
        self.field = field
        self.edit: QLineEdit | Combo = self._box(parent) if field == "status" else self._line(parent)
        self.edit.setAccessibleName(pads.field_label(field))
        self.parts = [self.edit]

    def wish(self) -> Wish | None:
        value = self._value()
        return Wish(PadEntry(self.tick.isChecked(), field=self.field, value=value)) if value else None

    def fits(self, entry: PadEntry) -> bool:
        return entry.record is None and entry.field == self.field

    def put(self, entry: PadEntry | None) -> None:
        value = entry.value if entry else ""
        if isinstance(self.edit, Combo):
            self.edit.setCurrentIndex(max(0, self.edit.findData(value.lower())))
        else:
            self.edit.setText(value)
            self.edit.setCursorPosition(0)
        self.tick.setChecked(bool(entry and entry.ticked))

    def _value(self) -> str:
        return str(self.edit.currentData() or "") if isinstance(self.edit, Combo) else self.edit.text().strip()

    def _line(self, parent: QWidget) -> QLineEdit:
        line = QLineEdit(parent)
        if self.field == "date":
            line.setPlaceholderText(_("2001, 2025-04, 1984~…"))
        line.textEdited.connect(lambda text: self.tick.setChecked(bool(text.strip())))
        return line

    def _box(self, parent: QWidget) -> Combo:
        box = Combo(parent)
        box.addItem("", "")
        for status in STATUS.choices:
            box.addItem(STATUS.said(status), status)
        box.activated.connect(lambda number: self.tick.setChecked(number > 0))
        return box


def more_fields(languages: Collection[str]) -> list[str]:
    """Fields that a pad may have beside those that are always offered: texts by language, then the rest."""
    texts = [f"{role}[{lang}]" for role in ("caption", "description", "keywords") for lang in languages]
    points = (FieldType.LATITUDE, FieldType.LONGITUDE)
    return [*texts, *(field.name for field in FIELDS if field.kinds & ITEM_KINDS and field.type not in points)]

"""Date and the other fields of a kind, straight from ``domain/model/fields.py``."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record
from archive_app.i18n import _
from archive_app.services.drafts import Place
from archive_app.services.records import editing
from archive_app.ui.inspector.columns import editor_of, fill
from archive_app.ui.inspector.essentials import FIELDS_HERE, essential
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session


class DetailsSection(Section):
    """A form that is built once for a kind and filled for each record."""

    def __init__(self, session: Session) -> None:
        super().__init__("details", _("Details"), session.settings)
        self._session = session
        self._kind: Kind | None = None
        self._record: Record | None = None
        self._editors: dict[str, QWidget] = {}

    def show_record(self, record: Record) -> None:
        """Show the fields of ``record``."""
        if record.kind != self._kind:
            self._build(record.kind)
        self._record = record
        for name, editor in self._editors.items():
            value = record.status if name == "status" else record.fields.get(name)
            fill(editor, value)

    def _build(self, kind: Kind) -> None:
        self.empty()
        self._kind = kind
        self._editors.clear()
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.HAIR)
        grid.setColumnMinimumWidth(0, 96)
        grid.setColumnStretch(1, 1)
        elsewhere = FIELDS_HERE if essential(kind) else ()
        for number, field in enumerate(field for field in fields_of(kind) if field.name not in elsewhere):
            label = plain_label(_(field.label), "field")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, theme.TIGHT, 0, 0)
            editor = editor_of(
                self._session,
                field,
                f"field-{field.name}",
                partial(self._save, field.name),
                partial(self._place, field.name),
            )
            editor.setAccessibleName(_(field.label))
            label.setBuddy(editor)
            self._editors[field.name] = editor
            grid.addWidget(label, number, 0)
            grid.addWidget(editor, number, 1)
        self.content.addWidget(form)

    def _save(self, name: str, text: str) -> None:
        archive, record, place = self._session.archive, self._record, self._place(name)
        if record is not None and place is not None:
            self._session.unsaved.save(
                place, text, lambda: editing.set_values(archive, records=[record.id], values={name: text})
            )

    def _place(self, name: str) -> Place | None:
        return Place(self._record.uid, f"field/{name}") if self._record is not None else None

"""The inspector for several records at once: link all, and set a few fields of all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from archive_app.domain.kinds import STATUS_LABEL, Kind, Status
from archive_app.domain.records import RecordRef, Row
from archive_app.i18n import _, ngettext
from archive_app.services import editing, reading
from archive_app.ui import theme
from archive_app.ui.inspector.details import DateEditor
from archive_app.ui.inspector.editors import SavingLine, Stars, plain_label
from archive_app.ui.inspector.links import LinkAdder, link_records
from archive_app.ui.session import Session


class ManyRecords(QWidget):
    """``ids`` is asked for the selected records when something is to be done to them."""

    def __init__(self, session: Session, ids: Callable[[], list[int]]) -> None:
        super().__init__()
        self._session = session
        self._ids = ids
        self._kind = Kind.PHOTO
        self.title = plain_label(name="title")
        self.adder = LinkAdder(session)
        self.adder.edit.setObjectName("many-link")
        self.adder.wanted.connect(self._link)
        self.status = QComboBox()
        self.status.addItem(_("unchanged"), "")
        for status in Status:
            self.status.addItem(_(STATUS_LABEL[status]), status.value)
        self.status.activated.connect(lambda _n: self._set_status())
        self.rating = Stars(_("Rating"))
        self.rating.saved.connect(lambda value: self._set("rating", str(value) if value else ""))
        self.credit = SavingLine()
        self.credit.saved.connect(lambda text: self._set("credit", text))
        self.date = DateEditor(session, _("Date"))
        self.date.line.saved.connect(lambda text: self._set("date", text))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.title)
        layout.addWidget(
            plain_label(_("What you set here is set on all of them, as one step that can be undone."), "muted")
        )
        layout.addWidget(plain_label(_("Link all"), "field"))
        layout.addWidget(self.adder)
        layout.addLayout(self._form())
        layout.addStretch(1)

    def put(self, count: int, first: int) -> None:
        """Show that ``count`` records are selected; ``first`` is the id of one of them."""
        words = ngettext("{count} record selected", "{count} records selected", count).format(count=f"{count:,}")
        self.title.setText(words)
        self.status.setCurrentIndex(0)
        self.rating.put(0)
        self.credit.put("")
        self.date.put("")
        archive = self._session.archive
        self._session.tasks.read(lambda: reading.rows(archive, [first]), self._first, owner=self, key="many-first")

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(theme.SMALL)
        form.setVerticalSpacing(theme.TIGHT)
        form.setColumnStretch(1, 1)
        for number, (label, editor) in enumerate(
            (
                (_("Status"), self.status),
                (_("Rating"), self.rating),
                (_("Credit"), self.credit),
                (_("Date"), self.date),
            )
        ):
            form.addWidget(plain_label(label, "field", wrap=False), number, 0)
            form.addWidget(editor, number, 1)
            if not isinstance(editor, Stars):
                editor.setAccessibleName(label)
        self.credit.setPlaceholderText(_("unchanged"))
        return form

    def _first(self, rows: list[Row]) -> None:
        if rows:
            self._kind = rows[0].kind
            self.adder.show_kind(self._kind)

    def _link(self, relation: str, other: RecordRef) -> None:
        link_records(self._session, self._ids(), self._kind, relation, other)

    def _set_status(self) -> None:
        if self.status.currentData():
            self._set("status", self.status.currentData())

    def _set(self, name: str, text: str) -> None:
        archive, ids = self._session.archive, self._ids()
        self._session.edit(lambda: editing.set_values(archive, records=ids, values={name: text}))

"""Date and the other fields of a kind, straight from ``domain/model/fields.py``."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import parse_date, words
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.fields import Field, FieldType, fields_of
from archive_app.domain.model.kinds import STATUS_LABEL, Kind
from archive_app.domain.model.records import Record
from archive_app.errors import ArchiveError
from archive_app.i18n import N_, _, language
from archive_app.services.records import editing
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import SavingLine, Stars, plain_label
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session

#: Choices of ``domain/model/fields.py`` that are shown translated; the continents are marked in the sidebar.
CONFIDENCE = (N_("high"), N_("medium"), N_("low"))


class DateEditor(QWidget):
    """A line for a date, and under it what it means, or what is wrong with it."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session = session
        self.line = SavingLine()
        self.line.setPlaceholderText(_("2001, 2025-04, 1984~…"))
        self.line.setAccessibleName(name)
        self.line.setToolTip(_("A date as the source says it: 2001, 2025-04-03, 1984~ (about), 201X, 2001/2010"))
        self.echo = plain_label(name="echo")
        self.echo.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(self.echo)
        self.line.textChanged.connect(self._read)

    def put(self, text: str) -> None:
        """Show what is stored."""
        self.line.put(text)

    def _read(self, text: str) -> None:
        written = text.strip()
        if not written:
            self._session.tasks.forget(f"date-{id(self)}")
            self._say("", wrong=False)
            return
        self._session.tasks.read(
            lambda: parse_date(written), self._understood, owner=self, key=f"date-{id(self)}", failed=self._wrong
        )

    def _understood(self, date: DateValue) -> None:
        said = words(date, language())
        self._say("" if said == self.line.text().strip() else said, wrong=False)

    def _wrong(self, error: ArchiveError) -> None:
        self._say(error.message, wrong=True)

    def _say(self, text: str, *, wrong: bool) -> None:
        self.echo.setText(text)
        self.echo.setVisible(bool(text))
        self.echo.setProperty("wrong", wrong)
        self.echo.style().unpolish(self.echo)
        self.echo.style().polish(self.echo)


class DetailsSection(Section):
    """A form that is built once for a kind and filled for each record."""

    def __init__(self, session: Session) -> None:
        super().__init__("details", _("Details"), session.settings)
        self._session = session
        self._kind: Kind | None = None
        self._record = 0
        self._editors: dict[str, QWidget] = {}

    def show_record(self, record: Record) -> None:
        """Show the fields of ``record``."""
        if record.kind != self._kind:
            self._build(record.kind)
        self._record = record.id
        for name, editor in self._editors.items():
            value = record.status if name == "status" else record.fields.get(name)
            _fill(editor, value)

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
        for number, field in enumerate(fields_of(kind)):
            label = plain_label(_(field.label), "field", wrap=False)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, theme.TIGHT, 0, 0)
            editor = self._editor(field)
            editor.setAccessibleName(_(field.label))
            label.setBuddy(editor)
            self._editors[field.name] = editor
            grid.addWidget(label, number, 0)
            grid.addWidget(editor, number, 1)
        self.content.addWidget(form)

    def _editor(self, field: Field) -> QWidget:
        label = _(field.label)
        if field.type == FieldType.DATE:
            date = DateEditor(self._session, label)
            date.line.setObjectName(f"field-{field.name}")
            date.line.saved.connect(lambda text: self._save(field.name, text))
            date.setFocusProxy(date.line)
            return date
        if field.type == FieldType.BOOLEAN:
            box = QCheckBox()
            box.setObjectName(f"field-{field.name}")
            box.clicked.connect(lambda on: self._save(field.name, "yes" if on else "no"))
            return box
        if field.name == "rating":
            stars = Stars(label)
            stars.setObjectName("field-rating")
            stars.saved.connect(lambda value: self._save("rating", str(value) if value else ""))
            return stars
        if field.type == FieldType.CHOICE:
            return self._choice(field)
        line = SavingLine()
        line.setObjectName(f"field-{field.name}")
        line.saved.connect(lambda text: self._save(field.name, text))
        return line

    def _choice(self, field: Field) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"field-{field.name}")
        if field.name != "status":
            box.addItem("", "")
        for choice in field.choices:
            label = _(STATUS_LABEL.get(choice, choice)) if field.name == "status" else _(choice)  # type: ignore[call-overload]
            box.addItem(label, str(choice))
        box.activated.connect(lambda _n: self._save(field.name, str(box.currentData())))
        return box

    def _save(self, name: str, text: str) -> None:
        archive, record = self._session.archive, self._record
        self._session.edit(lambda: editing.set_values(archive, records=[record], values={name: text}))


def _fill(editor: QWidget, value: object) -> None:
    text = "" if value is None else str(value)
    if isinstance(editor, DateEditor | SavingLine):
        editor.put(text)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, Stars):
        editor.put(int(text or 0))
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(text)))

"""An editor for one place for a value, whatever its type: a field of a record, or a column of a detail."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import parse_date, words
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.records import RecordRef
from archive_app.errors import ArchiveError
from archive_app.i18n import _, language
from archive_app.services.drafts import Place
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.coded_line import CodedLine
from archive_app.ui.kit.editors import SavingLine, SavingText, Stars, plain_label
from archive_app.ui.kit.record_edit import MADE, RecordEdit
from archive_app.ui.session.session import Session

#: Letters of a choice that are seen at least.
_SHORT = 6


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


class RecordColumn(RecordEdit):
    """A line that names another record, found by typing; ``ref`` is that of the one it names, empty for none."""

    def __init__(self, session: Session, column: Column, save: Callable[[str], None]) -> None:
        makes = [kind for kind in MADE if kind in column.names] or MADE
        super().__init__(session, lambda: column.names or None, makes, passing=True)
        self.ref = self._shown = ""
        self._save = save
        self.setPlaceholderText(_("Type a name or a ref"))
        self.chosen.connect(self._named)
        self.editingFinished.connect(self._left)

    def put(self, record: RecordRef | None) -> None:
        """Show what is stored, unless something else is just being typed."""
        if not (self.hasFocus() and self.text().strip() and self.text() != self._shown):
            self._show(record)

    def _named(self, record: RecordRef) -> None:
        self._show(record)
        self._save(record.ref)

    def _left(self) -> None:
        if not self.text().strip() and self.ref:
            self._show(None)
            self._save("")
        elif self.text().strip() != self._shown and not self.suggestions.popup.isVisible():
            # What was typed and not chosen names nobody.
            self.setText(self._shown)

    def _show(self, record: RecordRef | None) -> None:
        self.ref, self._shown = (record.ref, record.title) if record is not None else ("", "")
        self.setText(self._shown)


def editor_of(
    session: Session, column: Column, name: str, save: Callable[[str], None], place: Callable[[], Place | None]
) -> QWidget:
    """The editor for ``column``, of the object name ``name``; ``save`` is given what was set, empty for nothing.

    ``place`` is where it belongs: what is typed is kept there until it is saved.
    """
    label = _(column.label)
    match column.type:
        case FieldType.DATE:
            date = DateEditor(session, label)
            date.line.setObjectName(name)
            date.line.keep(session.unsaved, place)
            date.line.saved.connect(save)
            date.setFocusProxy(date.line)
            return date
        case FieldType.BOOLEAN:
            box = QCheckBox()
            box.clicked.connect(lambda on: save("yes" if on else "no"))
        case FieldType.RECORD:
            named = RecordColumn(session, column, save)
            named.setObjectName(name)
            return named
        case FieldType.CHOICE:
            return _choice(column, name, save)
        case _ if column.long:
            text = SavingText()
            text.setObjectName(name)
            text.keep(session.unsaved, place)
            text.saved.connect(save)
            return text
        case _:
            line = SavingLine()
            line.setObjectName(name)
            line.keep(session.unsaved, place)
            line.saved.connect(save)
            return line
    box.setObjectName(name)
    return box


def _choice(column: Column, name: str, save: Callable[[str], None]) -> Combo:
    box = Combo()
    box.setObjectName(name)
    if not column.required:
        box.addItem("", "")
    for choice in column.choices:
        box.addItem(column.said(choice), choice)
    box.setPlaceholderText(_(column.label))
    # As wide as there is room, and no wider: the longest choice would widen the whole page.
    box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHORT)
    box.activated.connect(lambda _n: save(str(box.currentData())))
    return box


def fill(editor: QWidget, value: object) -> None:
    """Show what is stored, unless something else is just being typed."""
    if isinstance(editor, RecordColumn):
        editor.put(value if isinstance(value, RecordRef) else None)
        return
    text = "" if value is None else str(value)
    if isinstance(editor, DateEditor | SavingLine | SavingText):
        editor.put(text)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, Stars):
        editor.put(int(text or 0))
    elif isinstance(editor, Combo):
        # What must be said and is not yet is not the first of all choices.
        editor.setCurrentIndex(editor.findData(text))


def typed(editor: QWidget) -> str:
    """What stands in the editor, stored or not."""
    if isinstance(editor, DateEditor):
        return editor.line.text().strip()
    if isinstance(editor, RecordColumn):
        return editor.ref
    if isinstance(editor, CodedLine):
        return editor.code
    if isinstance(editor, SavingLine):
        return editor.text().strip()
    if isinstance(editor, SavingText):
        return editor.toPlainText().strip()
    if isinstance(editor, Combo):
        return str(editor.currentData() or "")
    return ("yes" if editor.isChecked() else "") if isinstance(editor, QCheckBox) else ""

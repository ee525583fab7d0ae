"""Preferences: one line for each setting of the table, saved as one moves on, in effect at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.settings import SECTION_LABEL, Scope, Section, Setting, Value, shown, written
from archive_app.domain.text import showing
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.person import account
from archive_app.services.settings import Held, held, put
from archive_app.ui.dialogs.place_line import PlaceLine
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.choices import Choice, Size
from archive_app.ui.kit.editors import PlainLabel, SavingLine, plain_label
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.session.session import Session
from archive_app.ui.session.settings import Settings

Show = Callable[[Held], None]
#: Between two sizes of the pictures, as the keys of the grid have it.
_STEP = 24


class _Hint(PlainLabel):
    """What is said below an editor, no higher than its lines: a form takes wrapped Chinese for more of them."""

    def __init__(self, text: str) -> None:
        super().__init__(showing.LABEL)
        self.setText(text)
        self.setWordWrap(True)
        self.setObjectName("muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))


class Preferences(QDialog):
    """``changed`` gives the names of what has another value now. ``session`` is there while an archive is open."""

    changed = Signal(object)

    def __init__(self, settings: Settings, session: Session | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._session = session
        self._show: dict[str, Show] = {}
        self.editors: dict[str, QWidget] = {}
        self.setWindowTitle(_("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fault = FaultLabel()
        self._lay_out()
        self._fill()
        self.editors["user"].setFocus()

    def stand_at(self, name: str) -> None:
        """Put the focus on the setting ``name``."""
        editor = self.editors[name]
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(editor)

    # -- what is shown

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        section = Section.NOWHERE
        for setting in shown():
            if setting.scope is Scope.ARCHIVE and self._session is None:
                continue
            if setting.section is not section:
                section = setting.section
                heading = plain_label(_(SECTION_LABEL[section]), "heading", wrap=False)
                heading.setContentsMargins(0, theme.MEDIUM if form.rowCount() else 0, 0, 0)
                form.addRow(heading)
            self._add(form, setting)
        column = QVBoxLayout(page)
        column.addLayout(form)
        column.addStretch(1)
        area = self._area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.usual = buttons.addButton(_("Restore defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        self.usual.setToolTip(_("Set everything of yours back to how the program came"))
        self.usual.clicked.connect(self._reset)
        for button in (self.usual, buttons.button(QDialogButtonBox.StandardButton.Close)):
            button.setAutoDefault(False)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        room.fit(self, 560, page.sizeHint().height() + 110)

    def _add(self, form: QFormLayout, setting: Setting) -> None:
        row, show = self._editor(setting)
        # A folder has a button beside its line.
        editor = row.focusProxy() or row
        label = _(setting.label)
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(_(setting.about) if setting.about else "")
        self.editors[setting.name], self._show[setting.name] = editor, show
        if isinstance(editor, QCheckBox):
            editor.setText(label.replace("&", "&&"))
            form.addRow(editor)
        else:
            form.addRow(label, row)
        if setting.about:
            form.addRow("", _Hint(_(setting.about)))

    def _editor(self, setting: Setting) -> tuple[QWidget, Show]:
        """What changes the setting, and what shows its value there."""
        if setting.kind is not None and self._session is not None:
            return self._record(setting, self._session)
        if setting.choices:
            choice = Choice([(value, _(label)) for value, label in setting.choices])
            choice.picked.connect(lambda value: self._put(setting, value))
            return choice, lambda each: choice.show_value(str(each.value))
        if isinstance(setting.default, bool):
            switch = QCheckBox()
            switch.clicked.connect(lambda on: self._put(setting, on))
            return switch, lambda each: switch.setChecked(bool(each.value))
        if setting.path:
            place = PlaceLine(_(setting.label))
            place.saved.connect(lambda text: self._put(setting, text))
            return place, lambda each: place.line.reset(str(each.value))
        if isinstance(setting.default, int) and not setting.typed:
            return self._number(setting)
        line = SavingLine()
        line.setPlaceholderText(str(setting.default) if setting.typed else account())
        line.saved.connect(lambda text: self._put(setting, text))
        return line, lambda each: line.reset(str(each.value))

    def _number(self, setting: Setting) -> tuple[QWidget, Show]:
        box = Size(setting.low, setting.high, _STEP)

        def show(each: Held) -> None:
            box.blockSignals(True)
            box.setValue(int(each.value))
            box.blockSignals(False)

        box.valueChanged.connect(lambda value: self._put(setting, value))
        return box, show

    def _record(self, setting: Setting, session: Session) -> tuple[QWidget, Show]:
        kinds = [setting.kind] if setting.kind is not None else []
        edit = RecordEdit(session, lambda: kinds, kinds)
        edit.setClearButtonEnabled(True)
        edit.setPlaceholderText(_("Type the name of a city"))
        kept = [""]

        def take(record: RecordRef) -> None:
            kept[0] = record.title
            self._put(setting, record.uid)

        def leave() -> None:
            if edit.text().strip() != kept[0]:
                self._put(setting, edit.text())

        def show(each: Held) -> None:
            kept[0] = each.said
            edit.setText(each.said)

        edit.chosen.connect(take)
        edit.editingFinished.connect(leave)
        return edit, show

    # -- what is kept

    def _fill(self) -> None:
        person, session = self._settings.person, self._session
        self._put_on(held(person))
        if session is not None:
            session.tasks.read(lambda: held(person, session.archive), self._put_on, owner=self, key="preferences")

    def _put_on(self, values: list[Held]) -> None:
        for each in values:
            self._show[each.setting.name](each)

    def _put(self, setting: Setting, value: Value) -> None:
        """Keep ``value``, say why it can't be, and show what holds."""
        self.fault.hide()
        person, text = self._settings.person, written(value)
        if setting.scope is Scope.ARCHIVE and self._session is not None:
            archive = self._session.archive
            self._session.edit(
                lambda: put(person, archive, {setting: text}),
                lambda _change: self._kept(setting.name),
                owner=self,
                failed=self._failed,
            )
            return
        try:
            put(person, None, {setting: text})
        except ArchiveError as error:
            self._failed(error)
        else:
            self._kept(setting.name)

    def _reset(self) -> None:
        mine = [setting for setting in shown() if setting.scope is Scope.PERSON]
        before = {setting.name: self._settings.person.value(setting.name) for setting in mine}
        try:
            put(self._settings.person, None, dict.fromkeys(mine))
        except ArchiveError as error:
            self._failed(error)
            return
        self._fill()
        self.changed.emit({setting.name for setting in mine if before[setting.name] != setting.default})

    def _kept(self, name: str) -> None:
        self._fill()
        self.changed.emit({name})

    def _failed(self, error: ArchiveError) -> None:
        self.fault.say(error.message)
        self._fill()

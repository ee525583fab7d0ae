"""The names of a record, each edited in place: its language, its script, what it is, and which is the original."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import NAME_KIND_LABEL, NameKind
from archive_app.domain.model.records import NameValue, Record
from archive_app.domain.text.languages import language_meant, language_said, script_meant, script_said
from archive_app.domain.text.showing import hides, isolated, shown
from archive_app.errors import ArchiveError
from archive_app.i18n import _, noted
from archive_app.services.drafts import Place
from archive_app.services.records import editing
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.coded_line import CodedLine
from archive_app.ui.kit.editors import SavingLine, flush_all, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session

LANGUAGE_WIDTH = 76
SCRIPT_WIDTH = 64
_MOVING = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class NameLine(SavingLine):
    """The text of a name; Ctrl+Shift+Up and Down ask to ``move`` it (−1 or 1)."""

    move_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _MOVING.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & _CTRL_SHIFT == _CTRL_SHIFT:
            self.flush()
            self.move_wanted.emit(step)
            return
        super().keyPressEvent(event)


class NameBlock(QWidget):
    """One name: its text, and under it language, script, kind and whether it is the original."""

    def __init__(self, section: NamesSection, name: NameValue, number: int) -> None:
        super().__init__()
        self._section = section
        self.name = name
        self.text = NameLine()
        self.text.setObjectName(f"name-{number}")
        self.text.setAccessibleName(_("Name"))
        self.text.keep(section.session.unsaved, lambda: self._place("text"))
        self.text.saved.connect(self._change_text)
        self.text.move_wanted.connect(lambda step: section.move_name(self.name.id, step))
        self.hidden = plain_label(name="echo")
        self.language = code_line(LANGUAGE_WIDTH, _("Language"), _("lang"), "language")
        self.language.keep(section.session.unsaved, lambda: self._place("lang"))
        self.language.saved.connect(lambda lang: self._save("lang", lang, lang=lang or "und"))
        self.script = code_line(SCRIPT_WIDTH, _("Script"), _("script"), "script", script_said, script_meant)
        self.script.keep(section.session.unsaved, lambda: self._place("script"))
        self.script.saved.connect(lambda script: self._save("script", script, script=script))
        self.kind = Combo()
        self.kind.setObjectName(f"name-kind-{number}")
        self.kind.setAccessibleName(_("What this name is"))
        for kind in NameKind:
            self.kind.addItem(_(NAME_KIND_LABEL[kind]), kind)
        self.kind.activated.connect(lambda _row: self._set_kind(NameKind(self.kind.currentData())))
        self.original = QToolButton()
        self.original.setObjectName(f"name-original-{number}")
        self.original.setCheckable(True)
        self.original.setAutoRaise(True)
        self.original.setIcon(icon("check"))
        self.original.setAccessibleName(_("The original name"))
        self.original.setToolTip(_("The original name, from which the others are translated"))
        self.original.clicked.connect(self._mark)
        self.more = self._more()
        self._lay_out()
        self.put(name)

    def put(self, name: NameValue) -> None:
        """Show ``name``, unless something else is just being typed."""
        self.name = name
        self.text.put(name.text)
        self.text.setToolTip(theme.plain_tip(name.text))
        # A line that is edited shows what is in it as it is: what hides there is shown underneath.
        self.hidden.setText(shown(name.text))
        self.hidden.setVisible(hides(name.text))
        lang = "" if name.lang == "und" else name.lang
        self.language.put(lang)
        self.language.setToolTip(noted(language_said(lang), lang) if lang else _("Language (BCP 47)"))
        self.script.put(name.script)
        self.script.setToolTip(_("Script (ISO 15924): correct it where the guess is wrong"))
        self.kind.setCurrentIndex(self.kind.findData(name.kind))
        self.original.setChecked(name.is_original)
        self.more.setAccessibleName(_("More about the name {name}").format(name=isolated(name.text)))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(theme.HAIR)
        for widget in (self.language, self.script):
            below.addWidget(widget)
        below.addWidget(self.kind, 1)
        below.addWidget(self.original)
        below.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.TIGHT)
        column.setSpacing(theme.HAIR)
        column.addWidget(self.text)
        column.addWidget(self.hidden)
        column.addLayout(below)

    def _more(self) -> QToolButton:
        more = QToolButton()
        more.setIcon(icon("more"))
        more.setAutoRaise(True)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        up = menu.addAction(_("Move up") + "\tCtrl+Shift+↑")
        up.triggered.connect(lambda: self._section.move_name(self.name.id, -1))
        down = menu.addAction(_("Move down") + "\tCtrl+Shift+↓")
        down.triggered.connect(lambda: self._section.move_name(self.name.id, 1))
        menu.addSeparator()
        remove = menu.addAction(icon("delete"), _("Remove this name"))
        remove.triggered.connect(lambda: self._section.remove_name(self.name.id))
        more.setMenu(menu)
        return more

    def _change_text(self, words: str) -> None:
        if words:
            self._save("text", words, text=words)
        else:
            self._section.remove_name(self.name.id)

    def _save(
        self, what: str, typed: str, *, text: str | None = None, lang: str | None = None, script: str | None = None
    ) -> None:
        archive, name = self._section.session.archive, self.name.id
        self._section.save(
            self._place(what),
            typed,
            lambda: editing.change_name(archive, name_id=name, text=text, lang=lang, script=script),
        )

    def _set_kind(self, kind: NameKind) -> None:
        archive, name = self._section.session.archive, self.name.id
        self._section.edit(lambda: editing.change_name(archive, name_id=name, kind=kind))

    def _place(self, what: str) -> Place:
        return Place(self._section.uid, f"name/{self.name.id}/{what}")

    def _mark(self) -> None:
        archive, name = self._section.session.archive, self.name.id
        self.original.setChecked(True)
        self._section.edit(lambda: editing.mark_original(archive, name_id=name))


class NamesSection(Section):
    """One block for each name, and one line to add another."""

    def __init__(self, session: Session) -> None:
        super().__init__("names", _("Names"), session.settings)
        self.session = session
        self._shown: Record | None = None
        self._record = 0
        #: The uid of the record.
        self.uid = ""
        self._blocks: list[NameBlock] = []
        self._fresh: list[QWidget] = []
        self.add = QPushButton(icon("add"), _("Add a name"))
        self.add.setObjectName("quiet")
        self.add.clicked.connect(self.add_line)

    def show_record(self, record: Record) -> None:
        """Show the names of ``record``."""
        same = record.id == self._record and [block.name.id for block in self._blocks] == [n.id for n in record.names]
        if record.id != self._record:
            flush_all(self)
        self._shown, self._record, self.uid = record, record.id, record.uid
        self.say(len(record.names))
        if same and (record.names or self._fresh):
            for block, name in zip(self._blocks, record.names, strict=True):
                block.put(name)
            return
        flush_all(self)
        self.add.setParent(None)
        self.empty()
        self._fresh = []
        self._blocks = [NameBlock(self, name, number) for number, name in enumerate(record.names)]
        for block in self._blocks:
            self.content.addWidget(block)
        if not record.names or self.session.unsaved.text(Place(self.uid, "name//text")) is not None:
            self.add_line(focus=False)
        self.content.addWidget(self.add)
        self.add.setVisible(bool(record.names))

    def add_line(self, *, focus: bool = True) -> None:
        """Open an empty line for a further name."""
        self.open()
        archive, record = self.session.archive, self._record
        line = QWidget()
        language = code_line(LANGUAGE_WIDTH, _("Language"), _("lang"), "language")
        text = SavingLine()
        text.setAccessibleName(_("Name"))
        text.setPlaceholderText(_("Add a name…"))
        text.setObjectName("name-0" if not self._blocks else "name-new")
        place = Place(self.uid, "name//text")
        text.keep(self.session.unsaved, lambda: place)
        text.saved.connect(
            lambda words: self._add_name(
                place, words, partial(editing.add_name, archive, record=record, text=words, lang=language.code)
            )
        )
        text.put("")
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HAIR)
        layout.addWidget(language)
        layout.addWidget(text, 1)
        self._fresh.append(line)
        self.content.insertWidget(max(0, self.content.count() - 1) if focus else self.content.count(), line)
        if focus:
            text.setFocus()

    def _add_name(self, place: Place, words: str, change: Callable[[], ChangeSet]) -> None:
        if words:
            self.save(place, words, change)
        else:
            self.session.unsaved.forget(place)

    def move_name(self, name: int, by: int) -> None:
        """Move a name up (−1) or down (1) in the order."""
        ids = [block.name.id for block in self._blocks]
        place = ids.index(name) + by
        if not 0 <= place < len(ids):
            return
        archive = self.session.archive

        def done(_change: ChangeSet) -> None:
            there = self.findChild(QWidget, f"name-{place}")
            if there is not None:
                there.setFocus()

        self.session.edit(lambda: editing.move_name(archive, name_id=name, to=place), done, owner=self)

    def remove_name(self, name: int) -> None:
        """Take a name off the record."""
        archive = self.session.archive
        self.edit(lambda: editing.remove_name(archive, name_id=name))

    def edit(self, change: Callable[[], ChangeSet]) -> None:
        """Make a change; where it is refused, say why and show what is still stored."""
        self.session.edit(change, owner=self, failed=self._refused)

    def save(self, place: Place, typed: str, change: Callable[[], ChangeSet]) -> None:
        """Have ``change`` put at ``place`` what was typed there."""
        self.session.unsaved.save(place, typed, change, owner=self, failed=self._refused)

    def _refused(self, error: ArchiveError) -> None:
        self.session.refused.emit(error.message)
        record = self._shown
        if record is not None:
            for block, name in zip(self._blocks, record.names, strict=True):
                for editor, text in (
                    (block.text, name.text),
                    (block.language, "" if name.lang == "und" else name.lang),
                    (block.script, name.script),
                ):
                    editor.reset(text)
                block.put(name)


def code_line(
    width: int,
    label: str,
    placeholder: str,
    name: str,
    said: Callable[[str], str] = language_said,
    meant: Callable[[str], str] = language_meant,
) -> CodedLine:
    """A narrow line for a language, or with other words for a script."""
    code = CodedLine(said, meant)
    code.setObjectName(name)
    code.setFixedWidth(width)
    code.setMaxLength(35)
    code.setPlaceholderText(placeholder)
    code.setAccessibleName(label)
    return code

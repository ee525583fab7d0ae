"""The names of a record, each edited in place, in as many languages as there are."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from archive_app.domain.kinds import NAME_KIND_LABEL, NameKind
from archive_app.domain.records import NameValue, Record
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services import editing
from archive_app.ui import theme
from archive_app.ui.icons import icon
from archive_app.ui.inspector.editors import SavingLine
from archive_app.ui.inspector.section import Section
from archive_app.ui.session import Session

LANGUAGE_WIDTH = 44


class NamesSection(Section):
    """One line for each name, and one to add another."""

    def __init__(self, session: Session) -> None:
        super().__init__("names", _("Names"), session.settings)
        self._session = session
        self._shown: Record | None = None
        self._record = 0
        self._names: tuple[NameValue, ...] = ()
        self.add = QPushButton(icon("add"), _("Add a name"))
        self.add.setObjectName("quiet")
        self.add.clicked.connect(self.add_line)

    def show_record(self, record: Record) -> None:
        """Show the names of ``record``."""
        shown, self._shown = self._shown, record
        if shown is not None and shown.id == record.id and record.names == shown.names:
            return
        self._record, self._names = record.id, record.names
        self.add.setParent(None)
        self.empty()
        for number, name in enumerate(record.names):
            self.content.addWidget(self._line(name, number))
        if not record.names:
            self.add_line(focus=False)
        self.content.addWidget(self.add)
        self.add.setVisible(bool(record.names))
        self.say(len(record.names))

    def add_line(self, *, focus: bool = True) -> None:
        """Open an empty line for a further name."""
        self.open()
        archive, record = self._session.archive, self._record
        line, language, text = self._pair("", "", _("Name"))
        text.setObjectName("name-0" if not self._names else "name-new")
        text.saved.connect(
            lambda words: self._session.edit(
                lambda: editing.add_name(archive, record=record, text=words, lang=language.text().strip())
            )
        )
        self.content.insertWidget(max(0, self.content.count() - 1) if focus else self.content.count(), line)
        if focus:
            text.setFocus()

    def _pair(self, language: str, words: str, label: str) -> tuple[QWidget, SavingLine, SavingLine]:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HAIR)
        code = SavingLine(language)
        code.setObjectName("language")
        code.setFixedWidth(LANGUAGE_WIDTH)
        code.setPlaceholderText(_("lang"))
        code.setAccessibleName(_("Language of the name"))
        code.setToolTip(_("Language, as en, zh, tr; empty: guessed from the script"))
        text = SavingLine(words)
        text.setAccessibleName(label)
        text.setPlaceholderText(_("Add a name…"))
        layout.addWidget(code)
        layout.addWidget(text, 1)
        return line, code, text

    def _line(self, name: NameValue, number: int) -> QWidget:
        archive = self._session.archive
        line, code, text = self._pair("" if name.lang == "und" else name.lang, name.text, _("Name"))
        text.setObjectName(f"name-{number}")
        kind = _(NAME_KIND_LABEL[name.kind])
        text.setToolTip(theme.plain_tip(f"{name.text}\n{kind}"))
        text.saved.connect(lambda words: self._change_text(name.id, words))
        code.saved.connect(
            lambda lang: self._session.edit(lambda: editing.change_name(archive, name_id=name.id, lang=lang or "und"))
        )
        more = QToolButton()
        more.setIcon(icon("more"))
        more.setAutoRaise(True)
        more.setAccessibleName(_("More about the name {name}").format(name=name.text))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu(name, more))
        layout = line.layout()
        if layout is not None:
            layout.addWidget(more)
        return line

    def _menu(self, name: NameValue, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        group = QActionGroup(menu)
        for kind in NameKind:
            action = QAction(_(NAME_KIND_LABEL[kind]), menu)
            action.setCheckable(True)
            action.setChecked(kind == name.kind)
            action.triggered.connect(partial(self._change_kind, name.id, kind))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        remove = menu.addAction(icon("delete"), _("Remove this name"))
        remove.triggered.connect(partial(self._remove, name.id))
        return menu

    def _change_text(self, name: int, words: str) -> None:
        archive = self._session.archive
        if words:
            self._session.edit(lambda: editing.change_name(archive, name_id=name, text=words))
        else:
            self._remove(name)

    def _change_kind(self, name: int, kind: NameKind, _checked: bool = False) -> None:
        archive = self._session.archive
        self._session.edit(lambda: editing.change_name(archive, name_id=name, kind=kind))

    def _remove(self, name: int, _checked: bool = False) -> None:
        archive = self._session.archive
        self._session.edit(lambda: editing.remove_name(archive, name_id=name), owner=self, failed=self._refused)

    def _refused(self, error: ArchiveError) -> None:
        """Say why, and show what is still stored."""
        self._session.refused.emit(error.message)
        shown, self._shown = self._shown, None
        if shown is not None:
            self.show_record(shown)

"""The files of a record: what is known of each, what it is to the record, their order, and which one is shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.details import FILE_NAME
from archive_app.domain.model.kinds import FILE_ROLE_LABEL, ITEM_KINDS, FileRole, Kind
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, noted
from archive_app.services.records import views
from archive_app.ui.kit.editors import ElidedLabel
from archive_app.ui.kit.file_facts import facts_form, file_facts
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section, clear
from archive_app.ui.session.session import Session


class FilesSection(Section):
    """The originals in their order. ``files_wanted`` asks for files to give to the record of this id."""

    folder_wanted = Signal(Path)
    files_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__("files", _("Files"), session.settings)
        self._session = session
        self._record: Record | None = None
        self._lines = QVBoxLayout()
        self.add = QPushButton(icon("add-files"), _("Give files to this item…"))
        self.add.setObjectName("quiet")
        self.add.clicked.connect(self.ask)
        self.content.addLayout(self._lines)
        self.content.addWidget(self.add)

    def show_record(self, record: Record) -> None:
        """Show the files of ``record``, and that an item may be given more."""
        before, self._record = self._record, record
        self.setVisible(bool(record.files) or record.kind in ITEM_KINDS)
        if before is not None and _shown_of(before) == _shown_of(record):
            return
        clear(self._lines)
        for number, file in enumerate(record.files, start=1):
            self._lines.addWidget(self._head(record, number, file))
            facts = [*file_facts(file, seen=self._is_seen(file)), *_other_names(record, file)]
            self._lines.addWidget(facts_form(facts))
            show = QPushButton(_("Show the original in its folder"))
            show.setObjectName("quiet")
            show.clicked.connect(lambda _on=False, path=file.path: self.folder_wanted.emit(Path(path)))
            self._lines.addWidget(show)
        self.add.setVisible(record.kind in ITEM_KINDS)
        self.say(len(record.files))

    def _is_seen(self, file: FileValue) -> bool:
        """Of a video a picture is taken as soon as it is shown, whatever was said of it when it was taken in."""
        thumbnails = self._session.thumbnails
        return bool(file.face) and file.mime.startswith("video/") and not thumbnails.known_missing(file.face)

    def ask(self) -> None:
        """Ask for files to give to the record that is shown."""
        if self._record is not None and self._record.kind in ITEM_KINDS:
            self.files_wanted.emit(self._record.id)

    def _head(self, record: Record, number: int, file: FileValue) -> QWidget:
        """The name of a file, its role where there are several, and a menu of what can be done with it."""
        several = len(record.files) > 1
        words = noted(file.original_name, _(FILE_ROLE_LABEL[file.role])) if several else file.original_name
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(ElidedLabel(words, name="strong"), 1)
        if record.kind in ITEM_KINDS and (several or record.kind is Kind.OBJECT):
            more = QToolButton()
            more.setIcon(icon("more"))
            more.setAutoRaise(True)
            more.setObjectName(f"file-more-{number}")
            more.setAccessibleName(_("What can be done with {file}").format(file=isolated(file.original_name)))
            more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            more.setMenu(self._menu(more, record, number, file))
            line.addWidget(more)
        return head

    def _menu(self, over: QWidget, record: Record, number: int, file: FileValue) -> QMenu:
        menu, count = QMenu(over), len(record.files)
        shown = menu.addAction(_("Show and print the item by this file"))
        shown.setCheckable(True)
        shown.setChecked(file is record.shown)
        shown.setEnabled(not file.picture)
        shown.triggered.connect(partial(self._choose, number))
        roles = menu.addMenu(_("What it is"))
        for role, label in FILE_ROLE_LABEL.items():
            action = roles.addAction(_(label))
            action.setCheckable(True)
            action.setChecked(role is file.role)
            action.triggered.connect(partial(self._set_role, number, role))
        menu.addSeparator()
        self._moving(menu.addAction(_("Move up")), number, number - 1, count)
        self._moving(menu.addAction(_("Move down")), number, number + 1, count)
        menu.addSeparator()
        menu.addAction(_("Make it an item of its own")).triggered.connect(partial(self._split, number))
        return menu

    def _moving(self, action: QAction, number: int, to: int, count: int) -> None:
        action.setEnabled(1 <= to <= count)
        action.triggered.connect(partial(self._move, number, to))

    def _choose(self, number: int, _on: bool = False) -> None:
        if self._record is not None:
            archive, record = self._session.archive, self._record.id
            self._session.edit(lambda: views.choose(archive, record=record, number=number))

    def _set_role(self, number: int, role: FileRole, _on: bool = False) -> None:
        if self._record is not None:
            archive, record = self._session.archive, self._record.id
            self._session.edit(lambda: views.set_role(archive, record=record, number=number, role=role))

    def _move(self, number: int, to: int, _on: bool = False) -> None:
        if self._record is not None:
            archive, record = self._session.archive, self._record.id
            numbers = [each for each in range(1, len(self._record.files) + 1) if each != number]
            numbers.insert(to - 1, number)
            self._session.edit(lambda: views.order(archive, record=record, numbers=numbers))

    def _split(self, number: int, _on: bool = False) -> None:
        if self._record is not None:
            archive, record = self._session.archive, self._record.id
            self._session.edit(lambda: views.split(archive, record=record, number=number)[1])


def _shown_of(record: Record) -> tuple[object, ...]:
    return record.id, record.files, record.kind, [detail.values for detail in record.details_of(FILE_NAME.name)]


def _other_names(record: Record, file: FileValue) -> list[tuple[str, str]]:
    """What else the same bytes were called, and where they lay, as label and value."""
    rows = [detail.values for detail in record.details_of(FILE_NAME.name) if detail.values["file"] == file.id]
    return [(_("Also called"), FILE_NAME.said(row)) for row in rows]

"""The details of a record of one sort, each edited in place, straight from ``domain/model/details.py``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import day_number
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.columns import Column, FieldType, in_sentence
from archive_app.domain.model.details import DetailType
from archive_app.domain.model.records import DetailValue, Record
from archive_app.domain.text.showing import shown
from archive_app.errors import ArchiveError
from archive_app.i18n import _, labelled
from archive_app.services.drafts import Place
from archive_app.services.records import details, reading
from archive_app.ui.inspector.columns import DateEditor, editor_of, fill, typed
from archive_app.ui.inspector.names import LANGUAGE_WIDTH, code_line
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import SavingLine, SavingText, flush_all, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session

_MOVING = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
#: Letters of a detail in a sentence.
_SHOWN = 40
#: Width of what stands before the parts of a detail, as before the fields of a record.
_LABELS = 96


class DetailBlock(QWidget):
    """One detail: what it says first, its language beside it, and the rest below. ``detail`` is ``None`` as long as it
    is new; ``number`` counts from 0. Ctrl+Shift+Up and Down move it.
    """

    def __init__(self, section: DetailRows, detail: DetailValue | None, number: int) -> None:
        super().__init__()
        self._section = section
        #: The uid of its record.
        self.record = section.uid
        #: The id of the row; empty as long as it is new, or something is typed in it that was begun then.
        self.row = str(detail.id) if detail is not None else ""
        self.detail = detail
        #: Whether a new one is being kept, and what was set meanwhile.
        self.making = False
        #: The record for which it was made; 0 as long as it was not, and once the row is known.
        self.made = 0
        self.pending: dict[str, str] = {}
        self.editors: dict[str, QWidget] = {
            column.name: self._editor(column, number) for column in section.declared.columns
        }
        self.more = self._more()
        self._lay_out()
        if detail is not None:
            self.put(detail)

    def put(self, detail: DetailValue) -> None:
        """Show ``detail``, unless something else is just being typed."""
        self.detail = detail
        lines: list[SavingLine | SavingText] = [*self.findChildren(SavingLine), *self.findChildren(SavingText)]
        if not any(line.changed for line in lines):
            self.row = str(detail.id)
        for name, editor in self.editors.items():
            fill(editor, detail.values.get(name))
        said = shown(self._section.declared.said(detail.values), _SHOWN)
        self.more.setAccessibleName(_("More about {what}").format(what=said))

    def reset(self) -> None:
        """Show what is stored, whatever was typed."""
        values = self.detail.values if self.detail is not None else {}
        for name, editor in self.editors.items():
            text = str(values.get(name) or "")
            if isinstance(editor, SavingLine):
                editor.reset(text)
            elif isinstance(editor, SavingText):
                editor.begin(text)
            elif isinstance(editor, DateEditor):
                editor.line.reset(text)
            else:
                fill(editor, values.get(name))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = _MOVING.get(Qt.Key(event.key()), 0)
        if not step or event.modifiers() & _CTRL_SHIFT != _CTRL_SHIFT:
            return False
        self._move(step)
        return True

    def _editor(self, column: Column, number: int) -> QWidget:
        declared = self._section.declared
        name = f"{declared.name}-{column.name}-{number}"
        save, place = partial(self._save, column), partial(self.place, column.name)
        if column.type is FieldType.LANGUAGE:
            editor: QWidget = code_line(LANGUAGE_WIDTH, _(column.label), _("lang"), name)
            assert isinstance(editor, SavingLine)
            editor.keep(self._section.session.unsaved, place)
            editor.saved.connect(save)
        else:
            editor = editor_of(self._section.session, column, name, save, place)
        editor.setAccessibleName(labelled(f"{_(declared.label)} {number + 1}", _(column.label)))
        editor.setToolTip(_(column.label))
        if isinstance(editor, SavingLine | SavingText) and column is declared.columns[0]:
            editor.setPlaceholderText(_(column.label))
        watched = editor.line if isinstance(editor, DateEditor) else editor
        watched.installEventFilter(self)
        return editor

    def _lay_out(self) -> None:
        columns = self._section.declared.columns
        beside = [self.editors[column.name] for column in columns if column.type is FieldType.LANGUAGE]
        first, *rest = [column for column in columns if column.type is not FieldType.LANGUAGE]
        head = QHBoxLayout()
        head.setSpacing(theme.HAIR)
        head.addWidget(self.editors[first.name], 1)
        for widget in (*beside, self.more):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.SMALL)
        column.setSpacing(0)
        column.addLayout(head)
        # What is filled in says no more what it is: two dates and two names are told apart by what stands before them.
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _LABELS)
        grid.setColumnStretch(1, 1)
        for number, each in enumerate(rest):
            label = plain_label(_(each.label), "field")
            label.setMaximumWidth(_LABELS)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, theme.TIGHT, 0, 0)
            label.setBuddy(self.editors[each.name])
            grid.addWidget(label, number, 0)
            grid.addWidget(self.editors[each.name], number, 1)
        column.addLayout(grid)

    def _more(self) -> QToolButton:
        more = QToolButton()
        more.setIcon(icon("more"))
        more.setAutoRaise(True)
        more.setAccessibleName(_("More about {what}").format(what=_(self._section.declared.label)))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addAction(_("Move up") + "\tCtrl+Shift+↑").triggered.connect(lambda: self._move(-1))
        menu.addAction(_("Move down") + "\tCtrl+Shift+↓").triggered.connect(lambda: self._move(1))
        menu.addSeparator()
        remove = menu.addAction(icon("delete"), _("Remove"))
        remove.triggered.connect(lambda: self._section.remove(self))
        more.setMenu(menu)
        if self.detail is None:
            more.hide()
        return more

    def _move(self, step: int) -> None:
        flush_all(self)
        self._section.move_detail(self, step)

    def place(self, column: str) -> Place:
        """Where what is typed in the editor of ``column`` belongs."""
        return Place(self.record, f"detail/{self._section.declared.name}/{self.row}/{column}")

    def _save(self, column: Column, text: str) -> None:
        if self.making:
            self.pending[column.name] = text
        elif self.detail is None and self.made:
            self._section.complete(self.made, {column.name: text})
        elif self.detail is None:
            self._section.make(self, {name: said for name, editor in self.editors.items() if (said := typed(editor))})
        elif column.required and not text:
            self._section.remove(self)
        else:
            self._section.change(self, self.detail, column.name, text)


class DetailRows(Section):
    """One block for each detail of a sort, and a button to add another; hidden for kinds that have none."""

    def __init__(self, session: Session, declared: DetailType) -> None:
        super().__init__(f"detail-{declared.name}", _(declared.plural), session.settings)
        self.session = session
        self.declared = declared
        self._record = 0
        #: The uid of the record.
        self.uid = ""
        self.blocks: list[DetailBlock] = []
        self._fresh: DetailBlock | None = None
        #: What all of them come to.
        self.together = plain_label(name="muted")
        self.together.hide()
        self.add = QPushButton(icon("add"), _("Add {detail}").format(detail=in_sentence(_(declared.label))))
        self.add.setObjectName("quiet")
        self.add.clicked.connect(self.add_line)

    def show_record(self, record: Record) -> None:
        """Show the details of ``record``; blocks that are there stay, with what is being typed in them."""
        there = record.details_of(self.declared.name)
        self.setVisible(record.kind in self.declared.kinds or bool(there))
        self.say(len(there))
        said = (
            self.declared.together([each.values for each in there], day_number(date.today()))
            if self.declared.together
            else ""
        )
        self.together.setText(said)
        self.together.setVisible(bool(said))
        if record.id == self._record and self._fits(there):
            for block, each in zip(self.blocks, there, strict=True):
                block.put(each)
            return
        flush_all(self)
        self._record, self.uid = record.id, record.uid
        self.add.setParent(None)
        self.together.setParent(None)
        self.empty()
        self._fresh = None
        self.blocks = [DetailBlock(self, each, number) for number, each in enumerate(there)]
        self.content.addWidget(self.together)
        self.together.setVisible(bool(said))
        for block in self.blocks:
            self.content.addWidget(block)
        self.content.addWidget(self.add)
        self.add.show()
        first = self.declared.columns[0].name
        if self.session.unsaved.text(Place(self.uid, f"detail/{self.declared.name}//{first}")) is not None:
            self._open_fresh()

    def _fits(self, there: tuple[DetailValue, ...]) -> bool:
        """Whether the blocks are those of these details; the new one becomes that of the one that was just made."""
        known = [block.detail.id for block in self.blocks if block.detail is not None]
        ids = [each.id for each in there]
        if self._fresh is not None and self._fresh.made and len(ids) > len(known) == len(ids) - 1:
            self._fresh.made = 0
            self._fresh.more.show()
            self.blocks.append(self._fresh)
            self._fresh = None
            known.append(ids[-1])
        return known == ids

    def add_line(self) -> None:
        """Open an empty block for a further detail; it is kept once what it needs is filled in."""
        self.open()
        next(iter(self._open_fresh().editors.values())).setFocus()

    def _open_fresh(self) -> DetailBlock:
        if self._fresh is None:
            self._fresh = DetailBlock(self, None, len(self.blocks))
            for editor in self._fresh.editors.values():
                fill(editor, None)
            self.content.insertWidget(max(0, self.content.count() - 1), self._fresh)
        return self._fresh

    def make(self, block: DetailBlock, values: dict[str, str]) -> None:
        """Give the record the detail of the new block, as soon as it says what it must."""
        if any(column.required and not values.get(column.name) for column in self.declared.columns):
            return
        archive, record, declared = self.session.archive, self._record, self.declared
        first, unsaved = declared.columns[0].name, self.session.unsaved
        places = [Place(block.record, f"detail/{declared.name}//{column}") for column in values]
        block.making = True

        def done(_change: ChangeSet) -> None:
            block.making, block.made = False, record
            for place in places:
                unsaved.forget(place)
            if block.pending:
                self.complete(record, block.pending)

        def failed(error: ArchiveError) -> None:
            block.making = False
            self.session.refused.emit(error.message)

        # One row, and one thing to be saved: it bears the place of what the row says first.
        unsaved.save(
            block.place(first),
            values.get(first, ""),
            lambda: details.add_detail(archive, records=[record], detail=declared, values=values),
            done=done,
            owner=self,
            failed=failed,
        )

    def complete(self, record: int, values: dict[str, str]) -> None:
        """Set columns of the newest detail of ``record``, which need not be shown any more."""
        archive, declared = self.session.archive, self.declared

        def work() -> ChangeSet:
            newest = reading.record(archive, record).details_of(declared.name)[-1]
            return details.change_detail(archive, detail=declared, detail_id=newest.id, values=values)

        self._edit(work)

    def change(self, block: DetailBlock, detail: DetailValue, column: str, text: str) -> None:
        """Set one column of one detail."""
        archive, declared = self.session.archive, self.declared
        self.session.unsaved.save(
            block.place(column),
            text,
            lambda: details.change_detail(archive, detail=declared, detail_id=detail.id, values={column: text}),
            owner=self,
            failed=self._refused,
        )

    def move_detail(self, block: DetailBlock, by: int) -> None:
        """Move a detail up (−1) or down (1) in the order, and the cursor with it."""
        place = self.blocks.index(block) + by if block in self.blocks else -1
        if block.detail is None or not 0 <= place < len(self.blocks):
            return
        archive, declared, moved = self.session.archive, self.declared, block.detail.id

        def done(_change: ChangeSet) -> None:
            there = self.findChild(QWidget, f"{declared.name}-{declared.columns[0].name}-{place}")
            if there is not None:
                there.setFocus()

        self.session.edit(
            lambda: details.move_detail(archive, detail=declared, detail_id=moved, to=place), done, owner=self
        )

    def remove(self, block: DetailBlock) -> None:
        """Take a detail off the record."""
        if block.detail is not None:
            archive, declared, gone = self.session.archive, self.declared, block.detail.id
            self._edit(lambda: details.remove_detail(archive, detail=declared, detail_id=gone))

    def _edit(self, change: Callable[[], ChangeSet]) -> None:
        self.session.edit(change, owner=self, failed=self._refused)

    def _refused(self, error: ArchiveError) -> None:
        self.session.refused.emit(error.message)
        for block in self.blocks:
            block.reset()

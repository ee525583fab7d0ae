"""The editors inside the table of codes."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archive_app.domain.model.codes import LONGEST
from archive_app.domain.model.records import RecordRef
from archive_app.i18n import _
from archive_app.ui.codes.model import CodeModel, Column
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.kit.roles import offer_roles
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex


class CodeDelegate(QStyledItemDelegate):
    """A line for codes and roles, a list for relations, a search for records."""

    def __init__(self, session: Session, model: CodeModel, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = Column(index.column())
        if column == Column.RECORD:
            return self._record_edit(parent)
        if column == Column.RELATION:
            return self._relation_box(parent, index.row())
        line = QLineEdit(parent)
        line.setFrame(False)
        line.setAccessibleName(_("Code") if column == Column.CODE else _("Role"))
        if column == Column.CODE:
            line.setMaxLength(2 * LONGEST)
        else:
            offer_roles(self._session, line)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        line = self._model.line(index.row())
        if line is None:
            return
        if isinstance(editor, RecordEdit):
            editor.setText(line.target.record.title if line.target else "")
            editor.selectAll()
        elif isinstance(editor, Combo):
            editor.setCurrentIndex(max(0, editor.findData(line.target.relation if line.target else "")))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        line = self._model.line(index.row())
        if isinstance(editor, RecordEdit):
            record = editor.property("record")
            if isinstance(record, RecordRef) and line is not None and line.target is not None:
                model.setData(index, record)
        elif isinstance(editor, Combo):
            if line is not None and line.target is not None and editor.currentData() != line.target.relation:
                model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While names are offered, the keys are theirs.
        if (
            isinstance(watched, RecordEdit)
            and event.type() == QEvent.Type.KeyPress
            and watched.suggestions.popup.isVisible()
        ):
            return False
        return super().eventFilter(watched, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, RecordEdit | Combo):
            editor.setGeometry(option.rect)

    def _record_edit(self, parent: QWidget) -> QWidget:
        edit = RecordEdit(self._session, parent=parent)
        edit.setAccessibleName(_("Stands for"))

        def take(record: RecordRef) -> None:
            edit.setProperty("record", record)
            self.commitData.emit(edit)
            self.closeEditor.emit(edit)

        edit.chosen.connect(take)
        return edit

    def _relation_box(self, parent: QWidget, row: int) -> QWidget:
        box = Combo(parent)
        box.setAccessibleName(_("Relation"))
        line = self._model.line(row)
        if line is not None and line.target is not None:
            for key, label in self._model.table.relations[line.target.record.kind]:
                box.addItem(label, key)

        def take(_number: int) -> None:
            self.commitData.emit(box)
            self.closeEditor.emit(box)

        def look() -> None:
            box.activated.connect(take)
            box.showPopup()

        # Open at once: in the open list letters and arrows only look, and Enter takes.
        Later(box, 0, look).start()
        return box

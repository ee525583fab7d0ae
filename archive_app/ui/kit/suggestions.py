"""A list of suggestions under a line edit, asked for in the background while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.session.later import Later

Index = QModelIndex | QPersistentModelIndex
#: How long one must pause before the question is asked, in milliseconds.
PAUSE = 90
_SHOWN = 10
#: The line around the list and the gap inside it, in pixels.
_FRAME = 2
_DETAIL = Qt.ItemDataRole.UserRole + 1
Key = Qt.Key


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list; ``value`` is for whoever asked."""

    label: str
    detail: str
    icon: QIcon
    value: Any
    #: Whether taking it makes something new. Tab, which only leads on, does not unless one walked to it.
    makes: bool = False
    #: Whether it can't be taken now; its detail says why.
    idle: bool = False


#: Asked with the text, the cursor's place and what takes the answer.
Ask = Callable[[str, int, Callable[[Sequence[Suggestion]], None]], None]


class SuggestionModel(QAbstractListModel):
    """The suggestions as Qt wants them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.suggestions: tuple[Suggestion, ...] = ()

    def put(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these."""
        self.beginResetModel()
        self.suggestions = tuple(suggestions)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.suggestions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        suggestion = self.suggestions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return suggestion.label
        if role == Qt.ItemDataRole.DecorationRole:
            return suggestion.icon
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{suggestion.label}, {suggestion.detail}" if suggestion.detail else suggestion.label
        return suggestion.detail if role == _DETAIL else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        idle = index.isValid() and self.suggestions[index.row()].idle
        return Qt.ItemFlag.NoItemFlags if idle else super().flags(index)


class SuggestionDelegate(QStyledItemDelegate):
    """Icon, label, and the detail in muted letters at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + theme.MEDIUM)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, metrics, box = option.palette, option.fontMetrics, option.rect
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, theme.tint(palette))
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        left = box.left() + theme.SMALL
        if isinstance(icon, QIcon) and not icon.isNull():
            icon.paint(painter, QRect(left, box.center().y() - 7, 16, 16))
            left += 16 + theme.SMALL
        line = QRect(left, box.top(), box.right() - theme.SMALL - left, box.height())
        detail = str(index.data(_DETAIL) or "")
        label = str(index.data(Qt.ItemDataRole.DisplayRole))
        detail = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, line.width() // 2) if detail else ""
        room = line.width() - (metrics.horizontalAdvance(detail) + theme.LARGE if detail else 0)
        flags = Qt.AlignmentFlag.AlignVCenter
        idle = not index.flags() & Qt.ItemFlag.ItemIsEnabled
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText if idle else QPalette.ColorRole.Text))
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()


class Suggestions(QObject):
    """Attaches a list to ``edit``. ``chosen`` gives the :class:`Suggestion` taken by Enter, Tab or a click."""

    chosen = Signal(object)
    #: Escape has put the list away.
    dismissed = Signal()

    def __init__(self, edit: QLineEdit, ask: Ask, *, eager: bool = False) -> None:
        super().__init__(edit)
        self._edit = edit
        self._ask = ask
        #: Whether Enter takes the first line when none was walked to.
        self._eager = eager
        self.model = SuggestionModel(self)
        self.popup = QFrame(edit, Qt.WindowType.ToolTip)
        self.popup.setObjectName("suggestions")
        self.list = QListView(self.popup)
        self.list.setModel(self.model)
        self.list.setItemDelegate(SuggestionDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(_("Suggestions"))
        self.list.setUniformItemSizes(True)
        # Qt gives a list room for three lines, of which one or two would stand empty.
        self.list.setMinimumHeight(1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._take_index)
        layout = QVBoxLayout(self.popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.list)
        self._rest = Later(self, PAUSE, self.ask_now)
        #: Whether the line that is current was walked to.
        self._walked = False
        #: Whether the list is for a text that is not there any more.
        self._stale = False
        #: The text for which Enter was pressed before its list was there.
        self._entered: str | None = None
        edit.textEdited.connect(self._edited)
        edit.installEventFilter(self)

    def ask_now(self) -> None:
        """Ask for the text as it stands."""
        self._rest.stop()
        text, cursor = self._edit.text(), self._edit.cursorPosition()

        def take(suggestions: Sequence[Suggestion]) -> None:
            if self._edit.hasFocus() and self._edit.text() == text:
                entered, self._stale, self._entered = self._entered == text, False, None
                self._show(suggestions)
                if entered:
                    self._enter()

        self._ask(text, cursor, take)

    def _edited(self) -> None:
        self._stale, self._entered = True, None
        if not self._eager:
            self.list.setCurrentIndex(QModelIndex())
        self._rest.start()

    def _enter(self) -> None:
        """Enter was pressed: take the first line for the text, or hand the key on where there is none."""
        if self.model.suggestions and self.popup.isVisible():
            self._take_index(self.model.index(0))
        else:
            self._edit.returnPressed.emit()

    def hide(self) -> None:
        """Put the list away."""
        self._rest.stop()
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Key(event.key()), event.modifiers())
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if self._eager and self._stale and key in (Key.Key_Return, Key.Key_Enter) and self._edit.text().strip():
            # What the list shows is for what was typed before: the line that is meant is not there yet.
            self._entered = self._edit.text()
            self.ask_now()
            return True
        if self._eager and self._stale and not self._edit.text().strip():
            # Nothing stands there any more: no line of the list is meant.
            self.hide()
        if not self.popup.isVisible():
            if key == Key.Key_Down and not modifiers:
                self.ask_now()
                return True
            return False
        row = self.list.currentIndex().row()
        if key in (Key.Key_Down, Key.Key_Up) and not modifiers & Qt.KeyboardModifier.ControlModifier:
            step = 1 if key == Key.Key_Down else -1
            count = self.model.rowCount()
            target = (row + step) % count if row >= 0 else (0 if step > 0 else count - 1)
            self.list.setCurrentIndex(self.model.index(target))
            self._walked = True
            return True
        if key == Key.Key_Escape:
            self.hide()
            self.dismissed.emit()
            return True
        if key == Key.Key_Tab and row >= 0 and not self._walked and self.model.suggestions[row].makes:
            return False
        if key in (Key.Key_Return, Key.Key_Enter, Key.Key_Tab) and row >= 0:
            self._take_index(self.model.index(row))
            return True
        return False

    def _show(self, suggestions: Sequence[Suggestion]) -> None:
        if not suggestions:
            self.popup.hide()
            return
        self.model.put(suggestions)
        self._walked = False
        if self._eager:
            self.list.setCurrentIndex(self.model.index(0))
        height = self.list.sizeHintForRow(0) * min(len(suggestions), _SHOWN) + 2 * _FRAME
        self.popup.setGeometry(self._place(max(300, self._edit.width()), height))
        self.popup.show()

    def _place(self, width: int, height: int) -> QRect:
        """Under the edit, or over it where the screen ends; never beyond the right edge of screen and window."""
        below = self._edit.mapToGlobal(QPoint(0, self._edit.height() + 1))
        screen = self._edit.screen().availableGeometry()
        top = below.y()
        if top + height > screen.bottom():
            top = max(screen.top(), min(self._edit.mapToGlobal(QPoint(0, 0)).y(), screen.bottom()) - height - 1)
        right = min(screen.right(), self._edit.window().geometry().right())
        return QRect(max(screen.left(), min(below.x(), right - width)), top, width, height)

    def _take_index(self, index: QModelIndex) -> None:
        self.hide()
        if 0 <= index.row() < len(self.model.suggestions):
            self.chosen.emit(self.model.suggestions[index.row()])

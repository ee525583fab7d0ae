"""The command palette: every action and every record, found by typing a few letters."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence, QPixmap, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.folding import fold
from archive_app.i18n import _
from archive_app.services.records import reading
from archive_app.services.results import Completion
from archive_app.ui.actions.actions import Actions
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import kind_icon
from archive_app.ui.kit.suggestions import Suggestion, SuggestionDelegate, SuggestionModel
from archive_app.ui.kit.worded_list import WordedList
from archive_app.ui.session.session import Session

Key = Qt.Key
_RECORDS = 8
_HEIGHT = 420
#: As high as so many lines is a list in which nothing stands but words.
_FEW = 3


class CommandPalette(QDialog):
    """Enter does it, Escape closes."""

    def __init__(
        self, window: QWidget, table: Actions, session: Session | None, go_to: Callable[[RecordRef], None]
    ) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._window = window
        self._table, self._session, self._go_to = table, session, go_to
        self._found: list[Suggestion] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Command palette"))
        self.setObjectName("palette")
        self.edit = QLineEdit()
        self.edit.setObjectName("search")
        self.edit.setPlaceholderText(_("Type a command or the name of a record"))
        self.edit.setAccessibleName(_("Command or record"))
        self.model = SuggestionModel(self)
        self.list = WordedList(_("No command and no record is called so."))
        self.list.setModel(self.model)
        self.list.setItemDelegate(SuggestionDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Commands and records"))
        self.list.clicked.connect(lambda _index: self._do())
        # A popup has no edge of its own, and lies on a window of the same colour.
        frame = QFrame()
        frame.setObjectName("edge")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.addWidget(self.edit)
        layout.addWidget(self.list)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._typed)
        self._place()
        self._typed("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A popup has the keyboard only through the child that has the focus.
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Key(event.key())
            if key in (Key.Key_Down, Key.Key_Up):
                row = self.list.currentIndex().row() + (1 if key == Key.Key_Down else -1)
                self.list.setCurrentIndex(self.model.index(max(0, min(self.model.rowCount() - 1, row))))
                return True
            if key in (Key.Key_Return, Key.Key_Enter):
                self._do()
                return True
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width = min(620, self._window.width() - 80)
        corner = self._window.mapToGlobal(self._window.rect().topLeft())
        self.setGeometry(corner.x() + (self._window.width() - width) // 2, corner.y() + 80, width, _HEIGHT)

    def _typed(self, text: str) -> None:
        wanted = fold(text).strip()
        scored = [(score(wanted, fold(_label(action))), action) for action in self._actions(all_of_them=bool(wanted))]
        # What can't be done now comes last, and says why.
        ranked = sorted(scored, key=lambda pair: (not pair[1].isEnabled(), pair[0]))
        self._found = [self._line(action) for rank, action in ranked if rank < _NO]
        self._show(self._found)
        session = self._session
        if session is not None and wanted:
            archive = session.archive
            session.tasks.read(
                lambda: reading.complete(archive, text, limit=_RECORDS), self._records, owner=self, key="palette"
            )

    def _records(self, found: list[Completion]) -> None:
        lines = [
            Suggestion(
                each.record.title,
                f"{_(KIND_LABEL[each.record.kind])} · {each.record.ref}",
                kind_icon(each.record.kind),
                each.record,
            )
            for each in found
        ]
        best = [each for each in self._found if not each.idle][:4]
        self._show([*best, *lines, *(each for each in self._found if each not in best)])

    def _show(self, suggestions: list[Suggestion]) -> None:
        self.model.put(suggestions)
        self.list.setCurrentIndex(self.model.index(0))
        line = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + theme.MEDIUM)
        around = self.edit.sizeHint().height() + 3 * theme.SMALL
        self.list.setFixedHeight(min(_HEIGHT - around, line * (len(suggestions) or _FEW) + 2 * theme.HAIR))
        self.setFixedHeight(self.list.height() + around)

    def _line(self, action: QAction) -> Suggestion:
        why = self._table.why_not(action.objectName())
        return Suggestion(_label(action), why or _keys(action), _drawing(action), action, idle=not action.isEnabled())

    def _actions(self, *, all_of_them: bool) -> list[QAction]:
        table = self._table
        wanted = (name for name in table.specs if name != "palette")
        return [table[name] for name in wanted if all_of_them or table[name].isEnabled()]

    def _do(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.model.suggestions):
            return
        chosen = self.model.suggestions[row].value
        if isinstance(chosen, QAction) and not chosen.isEnabled():
            return
        self.accept()
        if isinstance(chosen, QAction):
            chosen.trigger()
        else:
            self._go_to(chosen)


_NO = 1000


def score(wanted: str, text: str) -> int:
    """How well ``wanted`` fits ``text``: 0 begins with it, small where words begin with it, 1000 not at all."""
    if text.startswith(wanted):
        return 0
    words = text.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 10
    if wanted in text:
        return 20
    place, gaps = -1, 0
    for letter in wanted.replace(" ", ""):
        found = text.find(letter, place + 1)
        if found < 0:
            return _NO
        gaps += found - place - 1
        place = found
    return 100 + gaps if gaps <= 3 * len(wanted) else _NO


def _drawing(action: QAction) -> QIcon:
    """The drawing of an action; an empty one where it has none, so that all words begin at one place."""
    if not action.icon().isNull():
        return action.icon()
    empty = QPixmap(16, 16)
    empty.fill(Qt.GlobalColor.transparent)
    return QIcon(empty)


def _label(action: QAction) -> str:
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

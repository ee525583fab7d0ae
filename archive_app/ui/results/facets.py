"""The facets beside a result: how it is spread over kinds, partnerships, people and so on, each a click away."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QStackedLayout, QWidget

from archive_app.domain.query.narrowing import asked, may_be_ref, narrowed
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.search import searching
from archive_app.services.search.searching import Cancellation
from archive_app.ui.kit.dragged import Place
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.results.chips import titles
from archive_app.ui.results.facet_cells import MINUS, FacetDelegate
from archive_app.ui.results.facet_model import LINE_ROLE, Counted, FacetModel, Line, Sort, State
from archive_app.ui.session.session import Session

Key = Qt.Key
_KEY = "facets"
_LEAST = 140


class FacetList(QListView):
    """``chosen`` gives a :class:`Line` and whether it is to be excluded."""

    chosen = Signal(object, bool)
    left = Signal()

    def __init__(self, model: FacetModel) -> None:
        super().__init__()
        self.setObjectName("facets")
        self.setModel(model)
        self._facets = model
        self._delegate = FacetDelegate(self, model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(_("Facets of the result"))
        self._pressed = QModelIndex()

    def place(self, index: QModelIndex) -> Place | None:
        """What a line stands for, for what is dragged over it."""
        line = self.line(index)
        if line is None or line.sort is not Sort.VALUE:
            return None
        return Place(line.label, line.value if may_be_ref(line.facet.field, line.value) else "")

    def light(self, index: QModelIndex) -> None:
        """Show that something would be dropped on this line."""
        self._delegate.lit = QPersistentModelIndex(index)
        self.viewport().update()

    def rested(self, index: QModelIndex) -> None:
        """What is dragged rests on this line: show the values that are folded away below it."""
        line = self.line(index)
        if line is not None and line.sort is Sort.MORE and not self._facets.unfolded(line.facet.key):
            self.chosen.emit(line, False)

    def line(self, index: QModelIndex) -> Line | None:
        """The line of ``index`` that can be chosen."""
        line = index.data(LINE_ROLE) if index.isValid() else None
        return line if isinstance(line, Line) and line.sort is not Sort.HEADING else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.indexAt(event.position().toPoint())
        if self.line(self._pressed) is not None:
            self.setCurrentIndex(self._pressed)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index, pressed, self._pressed = self.indexAt(at), self._pressed, QModelIndex()
        line = self.line(index)
        if line is None or index != pressed or event.button() == Qt.MouseButton.RightButton:
            return
        excludes = (
            event.button() == Qt.MouseButton.MiddleButton
            or bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            or at.x() >= self.visualRect(index).right() - MINUS
        )
        self.chosen.emit(line, excludes)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        line = self.line(index)
        if line is None or line.sort is not Sort.VALUE:
            return
        where = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if by_key else event.globalPos()
        self._menu(line, where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.line(self.currentIndex())
        key = event.key()
        if key == Key.Key_Escape:
            self.left.emit()
        elif line is not None and key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.chosen.emit(line, alt)
        elif line is not None and key in (Key.Key_Delete, Key.Key_Backspace, Key.Key_Minus):
            self.chosen.emit(line, line.sort is Sort.VALUE)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount() > 1:
            self.setCurrentIndex(self.model().index(1, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _menu(self, line: Line, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        with_it = _("Take out") if line.state is State.ASKED else _("Find with it")
        without_it = _("Take out") if line.state is State.EXCLUDED else _("Find without it")
        menu.addAction(with_it, lambda: self.chosen.emit(line, False))
        menu.addAction(without_it, lambda: self.chosen.emit(line, True))
        menu.popup(where)


class FacetPanel(QWidget):
    """``text`` gives the search as it stands; ``query_wanted`` the search with a facet more or less."""

    query_wanted = Signal(str)
    #: Back to the result.
    left = Signal()

    def __init__(self, session: Session, text: Callable[[], str]) -> None:
        super().__init__()
        self._session = session
        self._text = text
        #: Whether the panel is to be seen; the page of a partnership hides it all the same.
        self.wanted = True
        self._counting = False
        self.model = FacetModel()
        self.list = FacetList(self.model)
        self._empty = plain_label(_("Kinds, people, places and years of what is found stand here."), "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.setMinimumWidth(_LEAST)
        self.list.chosen.connect(self._chosen)
        self.list.left.connect(self.left)

    def count(self, query: str, ids: array[int]) -> None:
        """Count the whole result ``ids`` of ``query`` in the background."""
        if not self.wanted:
            return
        archive, cancellation = self._session.archive, Cancellation()
        self._counting = True
        self.grey()
        self._session.tasks.read(
            lambda: _counted(archive, query, ids, cancellation),
            self._put,
            owner=self,
            key=_KEY,
            failed=lambda _error: None,
            cancellation=cancellation,
        )

    def grey(self) -> None:
        """The counts are those of another result by now."""
        self.model.stale = True
        self.list.viewport().update()

    def stop(self) -> bool:
        """Stop counting; whether anything was being counted."""
        was, self._counting = self._counting, False
        if was:
            self._session.tasks.forget(_KEY)
        return was

    def take_focus(self) -> None:
        """Put the focus into the list."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put(self, counted: Counted) -> None:
        self._counting = False
        row, here = self.list.currentIndex().row(), self.list.line(self.list.currentIndex())
        scrolled = self.list.verticalScrollBar().value()
        self.model.put(counted)
        self._stack.setCurrentWidget(self.list if self.model.lines else self._empty)
        if here is not None or self.list.hasFocus():
            self._return_to(here, row)
        self.list.verticalScrollBar().setValue(scrolled)

    def _return_to(self, line: Line | None, row: int) -> None:
        """To the same line, or where it is gone to the one that stands in its place."""
        found = self.model.find(line.place) if line is not None else -1
        near = found if found >= 0 else max(1, min(row, len(self.model.lines) - 1))
        if near < len(self.model.lines) and self.model.lines[near].sort is Sort.HEADING:
            near -= 1
        self.list.setCurrentIndex(self.model.index(near, 0))

    def _chosen(self, line: Line, exclude: bool) -> None:
        if line.sort is Sort.MORE:
            scrolled = self.list.verticalScrollBar().value()
            self.model.fold(line.facet.key)
            self._return_to(line, self.list.currentIndex().row())
            self.list.verticalScrollBar().setValue(scrolled)
        else:
            self.query_wanted.emit(narrowed(self._text(), line.facet.field, line.value, exclude=exclude))


def _counted(archive: Archive, query: str, ids: array[int], cancellation: Cancellation) -> Counted:
    values = searching.facets(archive, query, ids=ids, cancellation=cancellation)
    parts = asked(query)
    refs = {value for part in parts for value in part.values if may_be_ref(part.field, value)}
    return Counted(values, parts, titles(archive, refs))

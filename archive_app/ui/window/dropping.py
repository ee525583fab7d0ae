"""Records dropped on an entry at the left: linked to what it stands for, or picked; said before, asked if need be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QCursor, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _, ngettext
from archive_app.loading import later
from archive_app.services.search import picking
from archive_app.ui.kit import theme
from archive_app.ui.kit.dragged import Place, Receiver, ids_in, usual_hint
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session
from archive_app.ui.tagbar.tagger import Tagger

if TYPE_CHECKING:
    from archive_app.services.tagging import dropping
    from archive_app.services.tagging.dropping import Carried, Drop
else:
    (dropping,) = later("archive_app.services.tagging", "dropping")

#: How long one rests on an entry until what lies below it opens, and how often a list scrolls on, in milliseconds.
_REST, _ON = 600, 60
#: The edge of a list at which it scrolls, and by how much, in pixels.
_EDGE, _BY = 18, 14
_Type = QEvent.Type


class Dropping(QObject):
    """Watches ``views`` for records that are dragged over them."""

    def __init__(self, session: Session, tagger: Tagger, views: Sequence[Receiver], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._tagger = tagger
        self._over = parent
        self._views = {view.viewport(): view for view in views}
        #: What was dragged in last.
        self._carried: Carried
        self._view: Receiver | None = None
        self._index = QPersistentModelIndex()
        #: What dropping on the entry under the mouse would do: link, pick, or nothing.
        self._drop: Drop | Place | None = None
        self._at = QPoint()
        self._scroll = 0
        self._resting = Later(self, _REST, self._rested, aside=True)
        self._scrolling = Later(self, _ON, self._scroll_on, aside=True)
        # A menu that is opened while Qt still drags would never hear of the mouse.
        self._after = Later(self, 0, self._finish)
        for viewport in self._views:
            viewport.setAcceptDrops(True)
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = self._views.get(watched) if isinstance(watched, QWidget) else None
        if view is None:
            return False
        if event.type() == _Type.DragEnter and isinstance(event, QDragEnterEvent):
            return self._enter(view, event)
        if self._view is None:
            return False
        if event.type() == _Type.DragMove and isinstance(event, QDragMoveEvent):
            self._move(view, event)
            return True
        if event.type() == _Type.DragLeave:
            self._leave()
            return True
        if event.type() == _Type.Drop and isinstance(event, QDropEvent):
            self._dropped(event)
            return True
        return False

    # -- on the way

    def _enter(self, view: Receiver, event: QDragEnterEvent) -> bool:
        ids = ids_in(event.mimeData())
        if not ids:
            return False
        self._view = view
        self._carried = dropping.carried(self._session.archive, ids)
        event.accept()
        self._look(event.position().toPoint())
        return True

    def _move(self, view: Receiver, event: QDragMoveEvent) -> None:
        point = event.position().toPoint()
        height = view.viewport().height()
        self._scroll = -_BY if point.y() < _EDGE else _BY if point.y() > height - _EDGE else 0
        if self._scroll:
            self._scrolling.start_once()
        self._look(point)
        if self._drop is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def _look(self, point: QPoint) -> None:
        """Work out what dropping here would do, and show it."""
        view = self._view
        if view is None:
            return
        self._at = point
        index = view.indexAt(point)
        if QPersistentModelIndex(index) == self._index and index.isValid():
            return
        self._index = QPersistentModelIndex(index)
        place = view.place(index)
        self._drop, words = (None, "") if place is None else self._meant(place)
        view.light(index if self._drop is not None else QModelIndex())
        self._session.hinted.emit(words or usual_hint())
        self._resting.start()

    def _meant(self, place: Place) -> tuple[Drop | Place | None, str]:
        if place.picked:
            count = len(self._carried.ids)
            return place, ngettext("Pick {count} record.", "Pick {count} records.", count).format(count=f"{count:,}")
        if not place.ref:
            words = _("“{title}” is no single record: nothing can be linked to it.")
            return None, words.format(title=isolated(place.label))
        try:
            drop = dropping.drop(self._session.archive, self._carried, place.ref)
        except ArchiveError as error:
            return None, error.message
        return drop, drop.words

    def _rested(self) -> None:
        if self._view is not None and self._index.isValid():
            self._view.rested(self._view.indexAt(self._at))

    def _scroll_on(self) -> None:
        if self._view is None or not self._scroll:
            return
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._scroll)
        self._look(self._view.viewport().mapFromGlobal(QCursor.pos()))
        self._scrolling.start()

    def _leave(self) -> None:
        if self._view is not None:
            self._view.light(QModelIndex())
        self._session.hinted.emit(usual_hint())
        self._view, self._drop, self._scroll = None, None, 0
        self._index = QPersistentModelIndex()
        self._resting.stop()

    # -- dropped

    def _dropped(self, event: QDropEvent) -> None:
        drop = self._drop
        self._leave()
        if drop is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self._drop = drop
        self._after.start()

    def _finish(self) -> None:
        drop, self._drop = self._drop, None
        if isinstance(drop, Place):
            self._pick()
        elif drop is not None and len(drop.readings) == 1:
            self._link(drop, 0)
        elif drop is not None:
            self._ask(drop).popup(QCursor.pos())

    def _ask(self, drop: Drop) -> QMenu:
        """The relations to choose from, the usual one in hand."""
        menu = QMenu(self._over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = drop.count
        words = ngettext("Link {count} record to “{title}”:", "Link {count} records to “{title}”:", count)
        menu.addAction(_heading(words.format(count=f"{count:,}", title=isolated(drop.record.title)), menu))
        for number, how in enumerate(drop.readings):
            action = menu.addAction(icon("link"), _(how.label).replace("&", "&&"))
            action.triggered.connect(lambda _on=False, number=number: self._link(drop, number))
            if not number:
                menu.setActiveAction(action)
        menu.addSeparator()
        menu.addAction(_("Cancel"))
        return menu

    def _link(self, drop: Drop, number: int) -> None:
        self._tagger.apply([each for each in self._carried.ids if each != drop.record.id], [drop.tag(number)])

    def _pick(self) -> None:
        session, ids = self._session, self._carried.ids

        def work() -> int:
            picking.pick(session.archive, records=ids)
            return picking.picked_count(session.archive)

        def done(count: int) -> None:
            words = ngettext("{count} record is picked.", "{count} records are picked.", count)
            session.told.emit(words.format(count=f"{count:,}"))

        session.edit(work, done, owner=self)


def _heading(words: str, menu: QMenu) -> QWidgetAction:
    """What a menu is about, above what it offers: read, and never chosen."""
    label = plain_label(words, "muted", wrap=False)
    label.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.LARGE, theme.TIGHT)
    action = QWidgetAction(menu)
    action.setDefaultWidget(label)
    action.setText(words)
    action.setEnabled(False)
    return action

"""How many records each saved search finds: counted one after the other, off the GUI thread, and not too often."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from archive_app.errors import ArchiveError
from archive_app.services.search import saved
from archive_app.services.search.saved import SavedSearch
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

#: No more saved searches than these are counted.
COUNTED = 30
#: How long changes are gathered before counting, in milliseconds; a slow round is followed by a pause this many times
#: as long, so that counting never takes more than a small part of the time.
REST, PAUSE = 400, 5


class SearchCounts(QObject):
    """``counted`` gives the id of a saved search and how many records it finds, ``None`` where it can't be read."""

    counted = Signal(int, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._searches: tuple[SavedSearch, ...] = ()
        self._known: dict[tuple[int, str], int | None] = {}
        self._waiting: list[SavedSearch] = []
        self._running = False
        self._again = False
        self._began = 0.0
        self._later = Later(self, REST, self._begin)

    def known(self, search: SavedSearch) -> int | None:
        """What was counted last for this query."""
        return self._known.get((search.id, search.query))

    def follow(self, searches: Sequence[SavedSearch]) -> None:
        """Count these soon, and forget all others."""
        self._searches = tuple(searches[:COUNTED])
        there = {(each.id, each.query) for each in self._searches}
        self._known = {key: count for key, count in self._known.items() if key in there}
        if self._running:
            self._again = True
        elif self._searches:
            self._later.start_once()

    def _begin(self) -> None:
        self._running, self._again = True, False
        self._began = time.monotonic()
        self._waiting = list(self._searches)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        archive, search = self._session.archive, self._waiting.pop(0)

        def take(count: int | None) -> None:
            self._known[search.id, search.query] = count
            self.counted.emit(search.id, count)
            self._next()

        self._session.tasks.read(lambda: saved.count(archive, search), take, owner=self, failed=self._failed)

    def _failed(self, _error: ArchiveError) -> None:
        """The result pane says what is wrong with the archive; the counts stay as they were."""
        self._waiting.clear()
        self._end()

    def _end(self) -> None:
        self._running = False
        took = int((time.monotonic() - self._began) * 1000)
        self._later.setInterval(max(REST, PAUSE * took))
        if self._again and self._searches:
            self._later.start()

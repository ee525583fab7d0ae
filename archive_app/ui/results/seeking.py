"""A search in two steps: the first rows at once, then everything; off the GUI thread, and stopped when overtaken."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal, SignalInstance

from archive_app.errors import ArchiveError
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.search import searching
from archive_app.services.search.searching import Cancellation
from archive_app.ui.results.model import STEP, places
from archive_app.ui.session.session import Session

#: So many rows are shown before the rest is known.
FIRST = 200
#: Up to this many records that an edit took out of the result are kept in their places until searched again.
KEPT = 200
_KEY = "search"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: ``ids`` in order, all of them where ``whole``.

    ``places`` says where the records asked for stand, those of them that are there. ``lost`` are shown though they no
    longer match.
    """

    query: str
    ids: array[int]
    whole: bool
    places: dict[int, int] = field(default_factory=dict)
    lost: frozenset[int] = frozenset()


class Seeker(QObject):
    """``first`` gives the first rows of a new search, ``rest`` all of it, ``again`` the same search once more."""

    first = Signal(object)
    rest = Signal(object)
    again = Signal(object)
    #: An :class:`ArchiveError`: the search could not be read or carried out.
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.busy = False
        #: The new search that has not been answered yet.
        self._asked: str | None = None

    def seek(self, query: str, order: str) -> None:
        """Search anew; ``first`` follows."""
        archive, cancellation = self._session.archive, Cancellation()

        def work() -> Found:
            ids = searching.search_ids(archive, query, order=order, limit=FIRST, cancellation=cancellation)
            return Found(query, ids, len(ids) < FIRST)

        self._ask(work, self.first, cancellation)
        self._asked = query

    def go_on(self, query: str, order: str, wanted: Collection[int] = ()) -> None:
        """Find everything, and the places of ``wanted``; ``rest`` follows."""
        archive, cancellation, sought = self._session.archive, Cancellation(), frozenset(wanted)

        def work() -> Found:
            ids = searching.search_ids(archive, query, order=order, cancellation=cancellation)
            return Found(query, ids, True, places(ids, sought))

        self._ask(work, self.rest, cancellation)

    def seek_again(self, query: str, order: str, shown: array[int], wanted: Collection[int], *, exact: bool) -> None:
        """Search once more after a change; ``again`` follows. Unless ``exact``, what is shown but no longer matches
        keeps its place. A new search that has not been answered is asked again in its stead."""
        if self._asked is not None:
            self.seek(self._asked, order)
            return
        archive, cancellation, sought = self._session.archive, Cancellation(), frozenset(wanted)

        def work() -> Found:
            ids = searching.search_ids(archive, query, order=order, cancellation=cancellation)
            lost: frozenset[int] = frozenset()
            if not exact and ids != shown:
                ids, lost = _with_lost(archive, ids, shown)
            return Found(query, ids, True, {} if ids == shown else places(ids, sought), lost)

        self._ask(work, self.again, cancellation)

    def stop(self) -> bool:
        """Stop searching; whether anything was being searched for."""
        was, self.busy, self._asked = self.busy, False, None
        if was:
            self._session.tasks.forget(_KEY)
        return was

    def _ask(self, work: Callable[[], Found], answer: SignalInstance, cancellation: Cancellation) -> None:
        self.busy, self._asked = True, None

        def done(found: Found) -> None:
            self.busy, self._asked = False, None
            answer.emit(found)

        def failed(error: ArchiveError) -> None:
            self.busy, self._asked = False, None
            self.failed.emit(error)

        self._session.tasks.read(work, done, owner=self, key=_KEY, failed=failed, cancellation=cancellation)


def _with_lost(archive: Archive, found: array[int], shown: array[int]) -> tuple[array[int], frozenset[int]]:
    """What matches now, and those of ``shown`` that no longer do but are still there, kept in their places."""
    now: set[int] = set()
    for start in range(0, len(found), STEP):
        now.update(found[start : start + STEP])
    lost = [record for record in shown if record not in now]
    if not 0 < len(lost) <= KEPT:
        return found, frozenset()
    present = frozenset(row.id for row in reading.rows(archive, lost))
    if present and len(found) + len(lost) == len(shown):
        return array("q", [record for record in shown if record in now or record in present]), present
    return array("q", [*found, *(record for record in lost if record in present)]), present

"""What readers and transactions hand out and take beside the values of the domain: plain values, all of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive_app.store.change.mending import Mended
    from archive_app.store.change.past import Moment
    from archive_app.store.database.cancellation import Cancellation
    from archive_app.store.database.file_lock import WINDOW, FileLock
    from archive_app.store.index.contents import Contents
    from archive_app.store.reading.clearance import ItemRow, PersonRow
    from archive_app.store.reading.links import LinkEnds
    from archive_app.store.reading.operations import ENDS, LABELS, SAID, LoggedOperation
    from archive_app.store.reading.pads import EntryRow
    from archive_app.store.reading.taken import Taken
    from archive_app.store.records.codes import TargetRow
    from archive_app.store.records.edits import Made
    from archive_app.store.records.terms import BROADER, RELATED, URN, NameRow, TextRow
    from archive_app.store.search.candidates import Candidate
    from archive_app.store.search.evidence import Facts, Occasion, Point
    from archive_app.store.search.many import Written
    from archive_app.store.search.matches import Stored
    from archive_app.store.search.steps import Asked

__all__ = [
    "BROADER",
    "ENDS",
    "LABELS",
    "RELATED",
    "SAID",
    "URN",
    "WINDOW",
    "Asked",
    "Cancellation",
    "Candidate",
    "Contents",
    "EntryRow",
    "Facts",
    "FileLock",
    "ItemRow",
    "LinkEnds",
    "LoggedOperation",
    "Made",
    "Mended",
    "Moment",
    "NameRow",
    "Occasion",
    "PersonRow",
    "Point",
    "Stored",
    "Taken",
    "TargetRow",
    "TextRow",
    "Written",
]

_HOMES = {
    "search.steps": ("Asked",),
    "reading.operations": (
        "ENDS",
        "LABELS",
        "LoggedOperation",
        "SAID",
    ),
    "change.past": ("Moment",),
    "change.mending": ("Mended",),
    "database.cancellation": ("Cancellation",),
    "database.file_lock": (
        "WINDOW",
        "FileLock",
    ),
    "reading.clearance": ("ItemRow", "PersonRow"),
    "reading.links": ("LinkEnds",),
    "records.codes": ("TargetRow",),
    "reading.taken": ("Taken",),
    "records.edits": ("Made",),
    "reading.pads": ("EntryRow",),
    "records.terms": (
        "BROADER",
        "RELATED",
        "URN",
        "NameRow",
        "TextRow",
    ),
    "search.candidates": ("Candidate",),
    "search.evidence": (
        "Facts",
        "Occasion",
        "Point",
    ),
    "search.many": ("Written",),
    "search.matches": ("Stored",),
    "index.contents": ("Contents",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Each from its own module, which is loaded for it."""
    if name not in _HOME:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(f"archive_app.store.{_HOME[name]}"), name)
    return found

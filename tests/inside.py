"""Past the face of the store: for tests that look into tables, fill them in bulk, or damage them."""

from __future__ import annotations

from archive_app.services.archive import Archive
from archive_app.store.change.archive import Database


def database(archive: Archive) -> Database:
    """The database of an open archive, whose readers are connections and whose transactions have a session."""
    return archive.store._database

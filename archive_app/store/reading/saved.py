"""Saved searches in the database: a list in an order that people choose."""

from __future__ import annotations

from sqlalchemy import Connection

from archive_app.domain.model.records import SavedSearch


def searches(connection: Connection) -> tuple[SavedSearch, ...]:
    """All of them, in their order."""
    return tuple(
        SavedSearch(*row)
        for row in connection.exec_driver_sql('SELECT id, name, query, "order" FROM saved_search ORDER BY position, id')
    )

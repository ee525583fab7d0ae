"""What SQLite sees to of rows that name others: at once, at the end of a change, or when it is asked."""

from __future__ import annotations

from sqlalchemy import Connection

from archive_app.store.database import statements


def defer(connection: Connection) -> None:
    """Until this change ends, a row may name one that is yet to come."""
    statements.run(connection, "PRAGMA defer_foreign_keys = ON")


def are_broken(connection: Connection, table: str) -> bool:
    """Whether a row of ``table`` names one that is not there."""
    return bool(statements.rows(connection, f"PRAGMA foreign_key_check({table})"))

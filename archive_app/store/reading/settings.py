"""What holds for the whole archive."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from archive_app.domain.model.settings import HOME_CITY
from archive_app.store.reading import finding


def value(connection: Connection, key: str) -> str:
    """What is kept under ``key``; empty where nothing is."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (key,)).scalar()
    return "" if found is None else str(found)


def home_city(connection: Connection) -> int | None:
    """The city that the archive was told is its own, unless it is gone."""
    uid = value(connection, HOME_CITY)
    return finding.by_ref_or_uid(connection, uid) if uid else None


def named(connection: Connection, uids: Iterable[str]) -> set[int]:
    """The records with these uids, as far as they are there."""
    found = (finding.by_ref_or_uid(connection, uid) for uid in uids)
    return {record for record in found if record is not None}

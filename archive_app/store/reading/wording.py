"""Names and texts by their own keys."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from archive_app.domain.model.records import NameValue
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading.whole import names

_BATCH = 900


def bearer(connection: Connection, name_id: int) -> int:
    """The record that bears a name; NotFound where the name is gone."""
    found = connection.exec_driver_sql("SELECT record_id FROM name WHERE id = ?", (name_id,)).scalar()
    if found is None:
        raise NotFound(_("What was to be changed is no longer there. It may have been removed in another window."))
    return int(found)


def names_beside(connection: Connection, name_id: int) -> tuple[NameValue, ...]:
    """The names of the record that bears this one, in their order; NotFound where the name is gone."""
    return names(connection, bearer(connection, name_id))


def wordings(connection: Connection, entity: str, rows: Sequence[int]) -> dict[int, str]:
    """What these texts or names say now, by their key, as far as their records are there."""
    table = "name" if entity == "name" else "text"
    found: dict[int, str] = {}
    for batch in batched(rows, _BATCH):
        now = connection.exec_driver_sql(
            f"SELECT t.id, t.text FROM {table} t JOIN record r ON r.id = t.record_id AND r.deleted_at IS NULL"
            f" WHERE t.id IN ({marks(batch)})",
            tuple(batch),
        )
        found.update({row[0]: row[1] for row in now})
    return found

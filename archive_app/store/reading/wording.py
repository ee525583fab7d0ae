"""The names and texts of records, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from archive_app.domain.model.kinds import NameKind, TextRole
from archive_app.domain.model.records import NameValue, TextValue
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.store.database.batches import batched, marks

_BATCH = 900


def names(connection: Connection, record_id: int) -> tuple[NameValue, ...]:
    """The names of a record, in their order."""
    return tuple(
        NameValue(row[0], row[1], row[2], row[3], NameKind(row[4]), bool(row[5]))
        for row in connection.exec_driver_sql(
            "SELECT id, text, lang, script, kind, is_original FROM name WHERE record_id = ? ORDER BY position, id",
            (record_id,),
        )
    )


def texts(connection: Connection, record_id: int) -> tuple[TextValue, ...]:
    """The texts of a record."""
    return tuple(
        TextValue(row[0], TextRole(row[1]), row[2], row[3], bool(row[4]))
        for row in connection.exec_driver_sql(
            "SELECT id, role, text, lang, is_original FROM text WHERE record_id = ? ORDER BY id", (record_id,)
        )
    )


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

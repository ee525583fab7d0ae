"""What a record was called whose names are gone: undo removes them, and only the log still has them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from archive_app import i18n
from archive_app.store.reading import legible

#: Of each kind of row so many are looked at, the last ones first.
_MOST = 8
#: The rows that say it, the likeliest first, and in which of their columns.
_SAYING = (("name", "text"), ("text", "text"), ("file", "original_name"))


def once_called(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """What each of these was called last, in the program's language if it was; those that never were are left out."""
    found = {}
    for record in ids:
        for entity, column in _SAYING:
            said = _said(connection, record, entity, column)
            if said:
                found[record] = said
                break
    return found


def _said(connection: Connection, record: int, entity: str, column: str) -> str:
    rows = connection.exec_driver_sql(
        "SELECT coalesce(nullif(old, 'null'), new) FROM operation WHERE record_id = ? AND entity = ? AND field = ''"
        " ORDER BY id DESC LIMIT ?",
        (record, entity, _MOST),
    )
    whole = [row for row in (legible.document(row[0]) for row in rows) if row.get(column)]
    spoken = [row for row in whole if row.get("lang") == i18n.language()]
    return str((spoken or whole)[0][column]).partition("\n")[0] if whole else ""

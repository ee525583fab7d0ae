"""What a record was called and showed whose names and files are gone: undo removes them, and the log still has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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


def once_shown(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    """The file (SHA-256) that each of these showed, and its turn; those that never had one are left out."""
    found = {}
    for record in ids:
        whole = _whole(connection, record, "file", "sha256")
        if whole:
            first = min(whole, key=_place)
            found[record] = (str(first["sha256"]), _number(first, "turn"))
    return found


def _place(file: dict[str, Any]) -> int:
    return _number(file, "position")


def _number(row: dict[str, Any], column: str) -> int:
    value = row.get(column)
    return value if isinstance(value, int) else 0


def _whole(connection: Connection, record: int, entity: str, column: str) -> list[dict[str, Any]]:
    """The rows of this sort that the record had, the last ones first, where ``column`` says something."""
    rows = connection.exec_driver_sql(
        "SELECT coalesce(nullif(old, 'null'), new) FROM operation WHERE record_id = ? AND entity = ? AND field = ''"
        " ORDER BY id DESC LIMIT ?",
        (record, entity, _MOST),
    )
    return [row for row in (legible.document(row[0]) for row in rows) if row.get(column)]


def _said(connection: Connection, record: int, entity: str, column: str) -> str:
    whole = _whole(connection, record, entity, column)
    spoken = [row for row in whole if row.get("lang") == i18n.language()]
    return str((spoken or whole)[0][column]).partition("\n")[0] if whole else ""

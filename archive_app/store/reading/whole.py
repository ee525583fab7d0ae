"""One record whole, as it is now, and its parts by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.records import IdentifierValue, NameValue, Record, StageValue, TextValue
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.columns import declared
from archive_app.store.database.types import written
from archive_app.store.index import contents
from archive_app.store.reading import assembly, links
from archive_app.store.reading.assembly import ObjectPath, Rows
from archive_app.store.reading.legible import as_declared, document
from archive_app.store.reading.reading import refs_there, titles

_BATCH = 900
#: The tables of a record's parts, by the name that operations have for them.
_PARTS = {
    **{part: part for part in ("name", "text", "stage", "identifier", *(detail.name for detail in DETAILS))},
    "file": "media_file",
}


def record(
    connection: Connection, record_id: int, object_path: ObjectPath, *, most_links: int | None = None
) -> Record | None:
    """One record whole but for its memberships, ``None`` if it is hidden or gone; of its links the first
    ``most_links``, or all. ``object_path(sha256, extension)`` gives the absolute path of an original.
    """
    row = (
        connection.exec_driver_sql("SELECT * FROM record WHERE id = ? AND deleted_at IS NULL", (record_id,))
        .mappings()
        .first()
    )
    if row is None:
        return None
    own = as_declared(declared(connection, "record"), dict(row)) | {"uid": written(row["uid"])}
    first = links.of_record(connection, record_id, limit=most_links)
    cut = most_links is not None and len(first) >= most_links
    there = _filled(connection, record_id)
    parts = {part: _rows(connection, table, [record_id]) if part in there else [] for part, table in _PARTS.items()}
    counts = links.counts(connection, record_id) if cut else assembly.counted(first)
    rows = Rows(own, parts, first, counts, refs_there(connection, assembly.names_of_details(parts)))
    title = assembly.called(rows.of("name")) or titles(connection, [record_id])[record_id]
    return assembly.assemble(rows, title=title, changed=(own["changed_at"], own["changed_by"]), object_path=object_path)


#: Which parts a record has anything of: one question, where each part asked by itself would be one more.
_FILLED = " UNION ALL ".join(
    f"SELECT '{part}' WHERE EXISTS (SELECT 1 FROM {table} WHERE record_id = ?)" for part, table in _PARTS.items()
)


def _filled(connection: Connection, record_id: int) -> set[str]:
    return {row[0] for row in connection.exec_driver_sql(_FILLED, (record_id,) * len(_PARTS))}


def names(connection: Connection, record_id: int) -> tuple[NameValue, ...]:
    """The names of a record, in their order."""
    return assembly.names(_rows(connection, "name", [record_id]))


def texts(connection: Connection, record_id: int) -> tuple[TextValue, ...]:
    """The texts of a record."""
    return assembly.texts(_rows(connection, "text", [record_id]))


def identifiers(connection: Connection, record_id: int) -> tuple[IdentifierValue, ...]:
    """The identifiers of a record, by scheme and value."""
    return assembly.identifiers(_rows(connection, "identifier", [record_id]))


def stages(connection: Connection, partnerships: Collection[int]) -> dict[int, tuple[StageValue, ...]]:
    """The stages of each partnership, oldest first, undated ones last."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(connection, "stage", partnerships):
        found[row["record_id"]].append(row)
    return {key: assembly.stages(rows) for key, rows in found.items()}


def _rows(connection: Connection, table: str, records: Collection[int]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    columns = declared(connection, table)
    for batch in batched(records, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT * FROM {table} WHERE record_id IN ({marks(batch)})", tuple(batch)
        ).mappings()
        whole = [as_declared(columns, dict(row)) for row in rows]
        found += _files(connection, whole) if table == "media_file" else whole
    return found


def _files(connection: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Files as they are read, with how many pages each has."""
    files = [_read(row) for row in rows]
    pages = contents.totals(connection, [file["sha256"] for file in files]) if files else {}
    return [file | {"pages": pages.get(file["sha256"], 0)} for file in files]


def _read(row: Any) -> dict[str, Any]:
    """A file, whose digest and facts are not kept as they are read."""
    return dict(row) | {"sha256": bytes(row["sha256"]).hex(), "technical": document(row["technical"])}

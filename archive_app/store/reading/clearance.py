"""What decides whether an item may leave the archive. Hidden records count: a child that was deleted is still one."""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from archive_app.domain.model.details import DETAILS, NAMING
from archive_app.domain.model.fields import FIELDS
from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.store.database.batches import batched, marks

_BATCH = 400
_ITEMS = ",".join(f"'{kind.value}'" for kind in sorted(ITEM_KINDS))
#: Everything that a record's own row says in words.
_WORDS = ",".join(field.name for field in FIELDS if field.searched or field.name == "source")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What of a person says whether they are of age, and which record they were merged into (0 for none)."""

    id: int
    minor: bool
    birth: str
    merged_into: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What an item's own row says of its leaving the archive."""

    id: int
    ref: str
    kind: Kind
    status: str
    rating: int


def people(connection: Connection) -> list[PersonRow]:
    """Every person who may be a minor, or was merged with somebody who may be."""
    rows = connection.exec_driver_sql(
        "SELECT id, minor, birth_date, merged_into FROM record WHERE kind = 'person'"
        " AND (minor OR birth_date IS NOT NULL OR merged_into IS NOT NULL)"
    )
    return [PersonRow(row[0], bool(row[1]), row[2] or "", row[3] or 0) for row in rows]


def items(connection: Connection, ids: Collection[int]) -> dict[int, ItemRow]:
    """The items among these records."""
    return {
        row[0]: ItemRow(row[0], row[1], Kind(row[2]), row[3], row[4] or 0)
        for row in _rows(
            connection, f"SELECT id, ref, kind, status, rating FROM record WHERE kind IN ({_ITEMS})", "id", ids
        )
    }


def items_of(connection: Connection, people: Collection[int]) -> set[int]:
    """The items that are linked to one of these people, from either side, by whatever relation, or have a region or
    another detail that names one.
    """
    found: set[int] = set()
    for mine, other in (("subject_id", "object_id"), ("object_id", "subject_id")):
        sql = f"SELECT l.{other} FROM link l JOIN record r ON r.id = l.{other} WHERE r.kind IN ({_ITEMS})"
        found.update(row[0] for row in _rows(connection, sql, f"l.{mine}", people))
    for detail, column in NAMING:
        sql = f"SELECT d.record_id FROM {detail.name} d WHERE 1"
        found.update(row[0] for row in _rows(connection, sql, f"d.{column}", people))
    return found


def between_items(
    connection: Connection, ids: Collection[int], relations: Collection[str]
) -> set[tuple[int, str, int]]:
    """The links by ``relations`` between items, one of which is among these."""
    named = ",".join(f"'{relation}'" for relation in sorted(relations))
    sql = (
        "SELECT l.subject_id, l.relation, l.object_id FROM link l JOIN record s ON s.id = l.subject_id"
        f" JOIN record o ON o.id = l.object_id WHERE s.kind IN ({_ITEMS}) AND o.kind IN ({_ITEMS})"
        f" AND l.relation IN ({named})"
    )
    return {
        (row[0], row[1], row[2]) for end in ("l.subject_id", "l.object_id") for row in _rows(connection, sql, end, ids)
    }


def alike(connection: Connection, ids: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of records that are one and the same: they have a file of the same bytes, or were merged. The first of
    each pair is among these.
    """
    files = (
        "SELECT f.record_id, g.record_id FROM media_file f JOIN media_file g ON g.sha256 = f.sha256"
        " WHERE g.record_id <> f.record_id"
    )
    found = {(row[0], row[1]) for row in _rows(connection, files, "f.record_id", ids)}
    into = "SELECT id, merged_into FROM record WHERE merged_into IS NOT NULL"
    found |= {(row[0], row[1]) for row in _rows(connection, into, "id", ids)}
    return found | {(row[1], row[0]) for row in _rows(connection, into, "merged_into", ids)}


def words(connection: Connection, ids: Collection[int]) -> dict[int, list[str]]:
    """All that these records say in words: names, texts, fields, details, and their files of themselves."""
    found: dict[int, list[str]] = defaultdict(list)
    questions = [
        ("SELECT record_id, text FROM name WHERE 1", "record_id"),
        ("SELECT record_id, text FROM text WHERE 1", "record_id"),
        (f"SELECT id, {_WORDS} FROM record WHERE 1", "id"),
        ("SELECT record_id, original_name, folder, technical FROM media_file WHERE 1", "record_id"),
    ]
    for detail in DETAILS:
        columns = ",".join(f'"{column.name}"' for column in detail.columns)
        questions.append((f"SELECT record_id, {columns} FROM {detail.name} WHERE 1", "record_id"))
    for sql, key in questions:
        for record, *values in _rows(connection, sql, key, ids):
            found[record] += [text for value in values for text in _texts(value)]
    return found


def names(connection: Connection, ids: Collection[int]) -> list[str]:
    """Every name that one of these records bears, of whatever kind."""
    return [row[0] for row in _rows(connection, "SELECT text FROM name WHERE 1", "record_id", ids)]


def _rows(connection: Connection, sql: str, key: str, ids: Collection[int]) -> Iterator[Any]:
    for batch in batched(sorted(set(ids)), _BATCH):
        yield from connection.exec_driver_sql(f"{sql} AND {key} IN ({marks(batch)})", tuple(batch))


def _texts(value: Any) -> Iterator[str]:
    """The texts in a column, which may be JSON with texts inside."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)

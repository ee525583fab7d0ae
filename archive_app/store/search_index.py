"""The derived full-text table ``search``: names, texts and everything else of a record, folded, one row a record.

FTS5 with ``unicode61`` over our own folding (``domain/folding.py``), so that any script can be found by any way of
writing it. :func:`refresh` follows every change in its own transaction; :func:`rebuild` makes the whole again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Connection

from archive_app.domain.folding import BARRIER, fold, index_text
from archive_app.store.batches import batched

#: Raised when folding, what is indexed or a membership rule changes: an archive that another version indexed is indexed
#: anew when opened.
VERSION = 2

#: Columns of the table with their weight in bm25.
WEIGHTS = {"names": 10.0, "texts": 4.0, "other": 1.0}

_BATCH = 500
_TITLE_LENGTH = 120
#: Fields and file facts that a word may also be found in.
_OTHER = (
    "ref", "credit", "rights", "inventory_number", "material", "occupation", "source", "iso_code", "dimensions"
)  # fmt: skip


def refresh(connection: Connection, record_ids: Iterable[int]) -> None:
    """Bring the rows of these records up to date; hidden records have none."""
    for ids in batched(sorted(record_ids), _BATCH):
        marks = ",".join("?" * len(ids))
        connection.exec_driver_sql(f"DELETE FROM search WHERE rowid IN ({marks})", tuple(ids))
        _insert(connection, _documents(connection, ids))


def rebuild(connection: Connection, progress: Callable[[int, int], None] | None = None) -> int:
    """Make every row again. ``progress`` is told (done, total). Returns how many rows there are."""
    connection.exec_driver_sql("DELETE FROM search")
    ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM record WHERE deleted_at IS NULL ORDER BY id")]
    for done, chunk in enumerate(batched(ids, _BATCH), start=1):
        _insert(connection, _documents(connection, chunk))
        if progress:
            progress(min(done * _BATCH, len(ids)), len(ids))
    return len(ids)


def documents(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """What the rows of these records should hold: names, texts, other."""
    return {row[0]: (row[1], row[2], row[3]) for row in _documents(connection, ids)}


def _insert(connection: Connection, rows: Iterable[tuple[int, str, str, str, str]]) -> None:
    batch = list(rows)
    if not batch:
        return
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, names, texts, other) VALUES (?, ?, ?, ?)", [row[:4] for row in batch]
    )
    connection.exec_driver_sql(
        "UPDATE record SET title_key = ?2 WHERE id = ?1 AND title_key <> ?2", [(row[0], row[4]) for row in batch]
    )


def _documents(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, str, str, str, str]]:
    marks = ",".join("?" * len(ids))
    key = tuple(ids)
    names: dict[int, list[str]] = defaultdict(list)
    for record_id, text in connection.exec_driver_sql(
        f"SELECT record_id, text FROM name WHERE record_id IN ({marks}) ORDER BY record_id, position, id", key
    ):
        names[record_id].append(text)
    texts: dict[int, list[str]] = defaultdict(list)
    for record_id, text in connection.exec_driver_sql(
        f"SELECT record_id, text FROM text WHERE record_id IN ({marks}) ORDER BY id", key
    ):
        texts[record_id].append(text)
    files: dict[int, list[str]] = defaultdict(list)
    for record_id, name, camera in connection.exec_driver_sql(
        f"SELECT record_id, original_name, camera FROM media_file WHERE record_id IN ({marks}) ORDER BY position, id",
        key,
    ):
        files[record_id] += [name, camera]
    others = connection.exec_driver_sql(
        f"SELECT id, {', '.join(_OTHER)} FROM record WHERE id IN ({marks}) AND deleted_at IS NULL ORDER BY id", key
    ).all()
    for record_id, ref, *other in others:
        title = next(iter(names[record_id] or files[record_id]), ref)
        yield (
            record_id,
            _indexed(names[record_id]),
            _indexed(texts[record_id]),
            _indexed([ref, *(word for word in other if word), *files[record_id]]),
            fold(title)[:_TITLE_LENGTH],
        )


def _indexed(parts: Iterable[str]) -> str:
    """The parts as the index holds them, with a barrier that no phrase crosses."""
    return BARRIER.join(index_text(part) for part in parts if part)

"""Records destroyed for good: all rows that belong to them, what the log said of them, and the files of nobody else.

A row with its ref, kind and uid stays of each, so that its ref is given to nobody and the history can name it. Records
that were merged into one share its fate, since they are the same. Files are only noted here: they are removed after the
commit, and whoever is killed before that finds the note when the archive is opened next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, update

from archive_app.domain.model.kinds import PURGED
from archive_app.domain.model.records import Purge
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.store.change import forgetting
from archive_app.store.change.forgetting import Original
from archive_app.store.change.log import Change, removed
from archive_app.store.change.transaction import Transaction
from archive_app.store.database import engine, statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.types import packed, written
from archive_app.store.index import contents, search_index
from archive_app.store.reading.reading import record_refs, titles
from archive_app.store.reading.undoable import PURGE, called_all
from archive_app.store.records.deleted import LIES, called
from archive_app.store.schema.entities import BELONGING, ENTITIES
from archive_app.store.schema.own_tables import Intent
from archive_app.store.schema.tables import Record

#: Records that are purged in one go, between which the work can be stopped.
_BATCH = 200
#: Rows of a table at a time.
_ROWS = 500
#: What goes with a record beside what is its own: it may be picked.
_GOING = (*BELONGING, ENTITIES["pick"])
#: What stays of a record.
_STAYS = frozenset(
    {"id", "uid", "ref", "kind", "status", "deleted_at", "merged_into", "created_at", "created_by", "changed_at",
     "changed_by"}
)  # fmt: skip
_EMPTY: dict[str, Any] = {column.key: None for column in Record.__table__.columns if column.key not in _STAYS}


@dataclass(slots=True)
class _Fate:
    """Everything that goes with some records: they and what was merged into them, by number; rows and codes by uid."""

    ids: list[int]
    rows: set[bytes] = field(default_factory=set)
    leaving: dict[Original, int] = field(default_factory=dict)
    shared: int = 0


def foreseen(connection: Connection, ids: Sequence[int]) -> Purge:
    """What purging these records of the bin would destroy; NotFound where one does not lie there."""
    return _told(connection, ids, _fate(connection, ids))


def _told(connection: Connection, ids: Sequence[int], fate: _Fate) -> Purge:
    refs = called(connection, record_refs(connection, ids))
    return Purge(
        tuple(refs[record] for record in ids),
        len(fate.ids) - len(ids),
        len(fate.leaving),
        sum(fate.leaving.values()),
        fate.shared,
        _links(connection, fate.ids),
        len(_codes(connection, fate.ids)),
        tuple(called_all(connection, sorted(forgetting.steps_of(connection, fate.ids), reverse=True))),
    )


def purge(transaction: Transaction, ids: Sequence[int], tell: Callable[[int, int], None]) -> Purge:
    """Destroy these records of the bin and say what is gone; NotFound where one does not lie there. ``tell`` (done,
    total) may raise.
    """
    transaction.session.flush()
    connection = transaction.session.connection()
    transaction.step.kind = PURGE
    transaction.session.flush()
    fate = _fate(connection, ids)
    gone = _told(connection, ids, fate)
    steps = forgetting.steps_of(connection, fate.ids)
    said = set(titles(connection, fate.ids).values()) - _refs(connection, fate.ids)
    with engine.overwriting(connection):
        _remove_codes(transaction, fate)
        for done, batch in enumerate(batched(fate.ids, _BATCH)):
            tell(done * _BATCH, len(fate.ids))
            _empty(transaction, batch)
        said |= forgetting.forget(connection, _uids(connection, fate.ids), fate.rows)
        forgetting.close(connection, steps)
        forgetting.hush(connection, said)
        contents.forget(connection, [digest for digest, _extension in fate.leaving])
    if fate.leaving:
        transaction.session.execute(
            insert(Intent), [{"sha256": digest, "extension": each, "at": ""} for digest, each in fate.leaving]
        )
    # The bin and whoever lists records hears of it as of one that is gone.
    transaction.touched.fields.add("record")
    tell(len(fate.ids), len(fate.ids))
    return gone


def _fate(connection: Connection, ids: Sequence[int]) -> _Fate:
    fate = _Fate(_with_merged(connection, ids))
    fate.rows = forgetting.rows_of(connection, fate.ids, fate.ids)
    files = forgetting.files_of(connection, fate.rows)
    staying = _held(connection, files, fate.ids) | forgetting.needed(connection, files, fate.rows)
    fate.leaving = {each: size for each, size in files.items() if each not in staying}
    fate.shared = len(staying)
    return fate


def _with_merged(connection: Connection, ids: Sequence[int]) -> list[int]:
    """These records, and all that was merged into them."""
    lying: set[int] = set()
    for batch in batched(ids, _ROWS):
        rows = statements.rows(connection, f"SELECT id FROM record WHERE id IN ({marks(batch)}) AND {LIES}", batch)
        lying.update(row[0] for row in rows)
    if len(lying) < len(set(ids)):
        raise NotFound(_("A record is no longer in the bin. It may have been brought back or purged elsewhere."))
    found, following = set(lying), lying
    while following:
        into: set[int] = set()
        for batch in batched(sorted(following), _ROWS):
            rows = statements.rows(connection, f"SELECT id FROM record WHERE merged_into IN ({marks(batch)})", batch)
            into.update(row[0] for row in rows)
        following = into - found
        found |= following
    return sorted(found)


def _held(connection: Connection, files: Collection[Original], ids: Collection[int]) -> set[Original]:
    """Those of ``files`` that another record has, or that are being taken in right now."""
    gone = set(ids)
    found: set[Original] = set()
    for batch in batched(sorted({digest for digest, _extension in files}), _ROWS):
        digests = [bytes.fromhex(digest) for digest in batch]
        rows = statements.rows(
            connection, f"SELECT sha256, extension, record_id FROM media_file WHERE sha256 IN ({marks(batch)})", digests
        )
        found.update((bytes(row[0]).hex(), row[1]) for row in rows if row[2] not in gone)
        rows = statements.rows(
            connection, f"SELECT sha256, extension FROM intent WHERE sha256 IN ({marks(batch)})", digests
        )
        found.update((bytes(row[0]).hex(), row[1]) for row in rows)
    return found.intersection(files)


def _links(connection: Connection, ids: Collection[int]) -> int:
    """How many links these records have with others that are there."""
    found: set[int] = set()
    gone = set(ids)
    for here, there in (("subject_id", "object_id"), ("object_id", "subject_id")):
        for batch in batched(ids, _ROWS):
            rows = statements.rows(
                connection,
                f"SELECT l.id, l.{there} FROM link l JOIN record r ON r.id = l.{there} AND r.deleted_at IS NULL"
                f" WHERE l.{here} IN ({marks(batch)})",
                batch,
            )
            found.update(row[0] for row in rows if row[1] not in gone)
    return len(found)


def _codes(connection: Connection, ids: Collection[int]) -> list[dict[str, Any]]:
    """The codes that stand for these records and for nothing else."""
    gone = set(ids)
    found: dict[int, tuple[dict[str, Any], set[int]]] = {}
    for batch in batched(ids, _ROWS):
        rows = statements.rows(
            connection,
            "SELECT c.id, c.uid, c.code, t.record_id FROM code c JOIN code_target t ON t.code_id = c.id"
            f" WHERE c.id IN (SELECT code_id FROM code_target WHERE record_id IN ({marks(batch)}))",
            batch,
        )
        for number, uid, code, record in rows:
            _row, others = found.setdefault(number, ({"id": number, "uid": written(uid), "code": code}, set()))
            others.add(record)
    return [row for row, others in found.values() if others <= gone]


def _remove_codes(transaction: Transaction, fate: _Fate) -> None:
    connection = transaction.session.connection()
    for batch in batched(_codes(connection, fate.ids), _ROWS):
        numbers = [row["id"] for row in batch]
        transaction.log.write([removed("code", row) for row in batch])
        statements.run(connection, f"DELETE FROM code_target WHERE code_id IN ({marks(numbers)})", numbers)
        statements.run(connection, f"DELETE FROM code WHERE id IN ({marks(numbers)})", numbers)
        fate.rows.update(packed(row["uid"]) for row in batch)


def _empty(transaction: Transaction, ids: Sequence[int]) -> None:
    """Remove what belongs to these records, and all that they say themselves but for what stays; log that."""
    connection = transaction.session.connection()
    for entity in _GOING:
        for owner in entity.owners:
            table = entity.table.__tablename__
            if owner != entity.owners[0] and search_index.speaks(entity.name, ""):
                _reword(transaction, f"SELECT {entity.owners[0]} FROM {table} WHERE {owner} IN ({marks(ids)})", ids)
            statements.run(connection, f"DELETE FROM {table} WHERE {owner} IN ({marks(ids)})", ids)
    rows = statements.rows(connection, f"SELECT id, uid, status FROM record WHERE id IN ({marks(ids)})", ids)
    changes = [
        Change("record", {"id": number, "uid": written(uid)}, "status", status, PURGED) for number, uid, status in rows
    ]
    connection.execute(
        update(Record.__table__).where(Record.id.in_(ids)).values(**_EMPTY, status=PURGED)  # type: ignore[arg-type]
    )
    transaction.log.write(changes)


def _reword(transaction: Transaction, query: str, ids: Sequence[int]) -> None:
    """The records that say less now, since what they said named one that goes."""
    transaction.touched.touched.update(row[0] for row in statements.rows(transaction.session.connection(), query, ids))


def _uids(connection: Connection, ids: Collection[int]) -> set[bytes]:
    return {bytes(row[0]) for row in _of(connection, "uid", ids)}


def _refs(connection: Connection, ids: Collection[int]) -> set[str]:
    return {row[0] for row in _of(connection, "ref", ids)}


def _of(connection: Connection, column: str, ids: Collection[int]) -> list[tuple[Any, ...]]:
    return [
        row
        for batch in batched(ids, _ROWS)
        for row in statements.rows(connection, f"SELECT {column} FROM record WHERE id IN ({marks(batch)})", batch)
    ]

"""Steps of the log that were damaged come back from a copy of the archive that has them whole.

A step of the copy is believed where its own chain holds, and where it is the same step: it bears the digest that ours
bears, or that the step after it in our log follows on. What was purged since the copy was made stays purged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.pool import NullPool

from archive_app.errors import NotAnArchive
from archive_app.i18n import _
from archive_app.store.change import accord, chain, proof
from archive_app.store.database import complaints, engine, foreign_keys, migrations, recognition, statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.schema.log_tables import HistoryStep, Operation, Replica

_BATCH = 500
_STEP, _OPERATION, _REPLICA = (tuple(table.__table__.columns.keys()) for table in (HistoryStep, Operation, Replica))
_TROUBLED = (accord.UNREADABLE, accord.NUMBERS, accord.REPLACES)

Row = dict[str, Any]


@contextmanager
def opened(copy: Path) -> Iterator[Connection]:
    """A catalogue that nobody else has, to be read. NotAnArchive where it is none, or of another version."""
    recognition.recognise(copy)
    if engine.peek(copy, "SELECT version_num FROM alembic_version") != migrations.HEAD:
        raise NotAnArchive(_("Another version of the program made “{file}”.").format(file=copy.name))
    once = engine.connect(copy, begin="BEGIN", pool=NullPool, only_read=engine.ALONE)
    try:
        with complaints.plain_errors(copy.parent), once.connect() as connection:
            yield connection
    finally:
        once.dispose()


def damaged(connection: Connection, tell: statements.Tell) -> set[int]:
    """The steps that are not what was written, or of which an operation is not to be trusted."""
    found = {number for code, number in proof.wrong(connection, tell) if code in (proof.STEP, proof.REPLICA)}
    operations = [
        each.operation for each in accord.differences(connection, tell) if each.code in _TROUBLED and each.operation
    ]
    for batch in batched(operations, _BATCH):
        query = f"SELECT DISTINCT step_id FROM operation WHERE id IN ({marks(batch)})"
        found.update(row[0] for row in statements.rows(connection, query, batch))
    return found


def regain(connection: Connection, copy: Connection, tell: statements.Tell) -> list[int]:
    """Take damaged steps over from ``copy``; which they are. Within a transaction of the caller, which is as before
    where it would not make the log better.
    """
    bad = damaged(connection, tell)
    if not bad:
        return []
    spoiled = {number for code, number in proof.wrong(copy, tell) if code == proof.STEP}
    foreign_keys.defer(connection)
    statements.run(connection, "SAVEPOINT regaining")
    try:
        _take_replicas(connection, copy)
        taken = _Taking(connection, copy, bad, spoiled).take()
        left = damaged(connection, tell) | _pointing_nowhere(connection)
    except engine.driver().Error:
        taken, left = [], {0}
    if not left < bad:
        statements.run(connection, "ROLLBACK TO regaining")
        taken = []
    statements.run(connection, "RELEASE regaining")
    if not left:
        for number, undone in list(proof.misled(connection)):
            statements.run(connection, "UPDATE step SET undone_by = ? WHERE id = ?", (undone, number))
    return [number for number in taken if number not in left]


def _pointing_nowhere(connection: Connection) -> set[int]:
    """0 where a step or an operation names a step that is not there, by which nothing could be written."""
    return {0 for table in ("step", "operation") if foreign_keys.are_broken(connection, table)}


def _rows(connection: Connection, table: str, columns: Sequence[str], where: str, *values: Any) -> list[Row]:
    listed = ", ".join(f'"{column}"' for column in columns)
    found = statements.rows(connection, f"SELECT {listed} FROM {table} WHERE {where}", values)
    return [dict(zip(columns, row, strict=True)) for row in found]


def _put(connection: Connection, table: str, row: Row) -> None:
    """Write a row over the one of its number, or make it."""
    told = ", ".join(f'"{column}" = ?' for column in row)
    if not statements.run(connection, f"UPDATE {table} SET {told} WHERE id = ?", (*row.values(), row["id"])):
        listed = ", ".join(f'"{column}"' for column in row)
        statements.run(connection, f"INSERT INTO {table} ({listed}) VALUES ({marks(row)})", tuple(row.values()))


def _take_replicas(connection: Connection, copy: Connection) -> None:
    wrong = {number for code, number in proof.wrong(copy, lambda _count: None) if code == proof.REPLICA}
    for number in [number for code, number in proof.wrong(connection, lambda _count: None) if code == proof.REPLICA]:
        for theirs in _rows(copy, "replica", _REPLICA, "id = ?", number):
            ours = _rows(connection, "replica", _REPLICA, "id = ?", number)[0]
            if number not in wrong and theirs["uid"] == ours["uid"]:
                _put(connection, "replica", theirs)


class _Taking:
    """Steps that are taken over, the last first: by what follows on it, it is known which one a step was."""

    def __init__(self, connection: Connection, copy: Connection, bad: set[int], spoiled: set[int]) -> None:
        self._connection, self._copy = connection, copy
        self._bad, self._spoiled = bad, spoiled
        self._taken: list[int] = []
        purged, before = (
            statements.rows(each, f"SELECT count(*) FROM operation WHERE length(seal) > {chain.SALT}")[0][0]
            for each in (connection, copy)
        )
        self._purged_since = purged > before

    def take(self) -> list[int]:
        """Those that can be; which they are."""
        for number in sorted(self._bad | self._missing(), reverse=True):
            theirs = next(iter(_rows(self._copy, "step", _STEP, "id = ?", number)), None)
            if theirs is not None and number not in self._spoiled:
                ours = next(iter(_rows(self._connection, "step", _STEP, "id = ?", number)), None)
                if self._is_same(ours, theirs) and self._take_operations(number):
                    _put(self._connection, "step", _as_purged(ours, theirs) if ours else theirs)
                    self._taken.append(number)
        return self._taken[::-1]

    def _missing(self) -> set[int]:
        last = statements.rows(self._connection, "SELECT coalesce(max(id), 0) FROM step")[0][0]
        there, theirs = (
            {row[0] for row in statements.rows(each, "SELECT id FROM step WHERE id <= ?", (last,))}
            for each in (self._connection, self._copy)
        )
        return theirs - there

    def _is_same(self, ours: Row | None, theirs: Row) -> bool:
        if ours is not None and ours["digest"] == theirs["digest"]:
            return True
        where = "replica_id = ? AND (milliseconds, counter) > (?, ?) ORDER BY milliseconds, counter LIMIT 1"
        place = theirs["replica_id"], theirs["milliseconds"], theirs["counter"]
        following = next(iter(_rows(self._connection, "step", _STEP, where, *place)), None)
        if following is None:
            return ours is not None and (ours["uid"], ours["content"]) == (theirs["uid"], theirs["content"])
        if following["id"] in self._bad and following["id"] not in self._taken:
            return False
        return bool(_linked(self._connection, theirs, following) == following["digest"])

    def _take_operations(self, number: int) -> bool:
        """Whether they could be: not where one's number is another step's, which is whole."""
        theirs = _rows(self._copy, "operation", _OPERATION, "step_id = ? ORDER BY ordinal", number)
        ids = [each["id"] for each in theirs]
        standing: dict[int, Row] = {}
        for batch in batched(ids, _BATCH):
            standing |= {
                row["id"]: row
                for row in _rows(self._connection, "operation", _OPERATION, f"id IN ({marks(batch)})", *batch)
            }
        steps = {row["step_id"] for row in standing.values()} - {number}
        there = {row[0] for row in statements.rows(self._connection, "SELECT id FROM step")}
        if steps & there - self._bad:
            return False
        kept = [_as_it_is(standing.get(each["id"]), each, self._purged_since) for each in theirs]
        if None in kept:
            return False
        for batch in batched(ids, _BATCH):
            for statement in ("operation WHERE id", "replacement WHERE operation_id"):
                statements.run(self._connection, f"DELETE FROM {statement} IN ({marks(batch)})", batch)
        statements.run(self._connection, "DELETE FROM operation WHERE step_id = ?", (number,))
        for each, stays in zip(theirs, kept, strict=True):
            _put(self._connection, "operation", each | (stays or {}))
        for batch in batched(ids, _BATCH):
            query = f"SELECT operation_id, replaced_id FROM replacement WHERE operation_id IN ({marks(batch)})"
            pairs = statements.rows(self._copy, query, batch)
            statements.run_many(self._connection, "INSERT INTO replacement VALUES (?, ?)", pairs)
        return True


def _linked(connection: Connection, before: Row, step: Row) -> bytes | None:
    """The digest of a step that follows on another one."""
    reversed_ = statements.rows(connection, "SELECT uid FROM step WHERE id = ?", (step["reverses"],))
    words = step["seal"], step["kind"], step["label"], step["message"], reversed_[0][0] if reversed_ else None
    try:
        return chain.linked(before["digest"], step["content"], chain.said(*words))
    except (TypeError, ValueError, AttributeError):
        return None


def _is_purged(row: Row) -> bool:
    return isinstance(row["seal"], bytes) and len(row["seal"]) > chain.SALT


def _as_it_is(ours: Row | None, theirs: Row, purged_since: bool) -> Row | None:
    """What of an operation stays as it is here, since it was purged after the copy was made; ``None`` where that may
    be, and nobody can tell.
    """
    if not purged_since or _is_purged(theirs):
        return {}
    if ours is None or not isinstance(ours["seal"], bytes) or len(ours["seal"]) < chain.SALT:
        return None
    return {column: ours[column] for column in ("old", "new", "seal")} if _is_purged(ours) else {}


def _as_purged(ours: Row, theirs: Row) -> Row:
    """A step as the copy has it, but for what happened to it since: it was undone, or something of it purged."""
    kept: Row = {"undone_by": ours["undone_by"]}
    if ours["kind"] == "final":
        kept["kind"] = "final"
    if _is_purged(ours) and not _is_purged(theirs):
        kept |= {column: ours[column] for column in ("label", "message", "seal", "kind")}
    return theirs | kept

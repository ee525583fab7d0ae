"""A log that can travel: replicas, a hybrid logical clock, rows and references by uid, replaced operations as a list

Revision ID: 0004
Revises: 0003

The whole log is written anew. What an old operation says of a row by its number (``entity_id``, and ``record_id`` and
the like within its values) is said by uid, for a row that is gone with the uid that the log made or removed it with.
``replaces``, which was wrong where several fields were changed at once, is worked out from the order of writing.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

from archive_app.store.database.migrations import Damage

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Rows whose key is a word, old devices and former refs bear uids that follow from what they are, so that two copies of
#: one archive that are brought here apart still agree.
_NAMESPACE = uuid.UUID("7b1e6f0a-3c52-5d0e-9f64-0c8a5d2e41b7")
_BATCH = 5_000
_BY_WORD = {"setting", "relation"}
#: The kept tables of revision 0003 by the name that operations use, each with its columns that name another row.
_TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "record": ("record", {"merged_into": "record"}),
    "name": ("name", {"record_id": "record"}),
    "text": ("text", {"record_id": "record"}),
    "stage": ("stage", {"record_id": "record"}),
    "link": ("link", {"subject_id": "record", "object_id": "record"}),
    "file": ("media_file", {"record_id": "record"}),
    "relation": ("relation", {}),
    "setting": ("setting", {}),
    "saved_search": ("saved_search", {}),
    "pick": ("pick", {"record_id": "record"}),
    "identifier": ("identifier", {"record_id": "record"}),
    "code": ("code", {}),
    "code_target": ("code_target", {"code_id": "code", "record_id": "record"}),
    "pad": ("pad", {}),
    "pad_entry": ("pad_entry", {"pad_id": "pad", "record_id": "record"}),
    "distinction": ("distinction", {"record_id": "record", "other_id": "record"}),
}

#: Columns of the new tables, then what is unique and what names a row of another table.
_NEW: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "replica": ("uid BLOB NOT NULL, device VARCHAR NOT NULL, person VARCHAR NOT NULL, mark VARCHAR DEFAULT '' NOT NULL,"
                " public_key BLOB, created_at VARCHAR NOT NULL", ("uid",), {}),
    "step": ("uid BLOB NOT NULL, replica_id INTEGER NOT NULL, milliseconds INTEGER NOT NULL, counter INTEGER NOT NULL,"
             " label VARCHAR NOT NULL, message JSON, by VARCHAR NOT NULL, at VARCHAR NOT NULL, kind VARCHAR NOT NULL,"
             " reverses INTEGER, undone_by INTEGER, digest BLOB", ("uid", "replica_id, milliseconds, counter"),
             {"replica_id": "replica", "reverses": "step", "undone_by": "step"}),
    "operation": ("step_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, entity VARCHAR NOT NULL,"
                  " entity_uid BLOB NOT NULL, entity_id INTEGER, record_id INTEGER, other_id INTEGER,"
                  " field VARCHAR NOT NULL, old JSON, new JSON",
                  ("step_id, ordinal",), {"step_id": "step"}),
    "former_ref": ("uid BLOB NOT NULL, record_id INTEGER NOT NULL, ref VARCHAR NOT NULL", ("uid", "ref"),
                   {"record_id": "record"}),
}  # fmt: skip

#: A row by column.
Row = dict[str, Any]
#: Told how many operations more are done.
Tell = Callable[[int], None]


def upgrade() -> None:
    connection = op.get_bind()
    _make()
    _replicas(connection)
    _steps(connection)
    tell = _teller(connection)
    _operations(connection, tell)
    op.create_index("ix_operation_entity_uid_field", "operation", ["entity_uid", "field"])
    op.create_index("ix_operation_record_id", "operation", ["record_id"])
    op.create_index("ix_operation_other_id", "operation", ["other_id"])
    _replacements(connection, tell)
    op.create_index("ix_replacement_replaced_id", "replacement", ["replaced_id"])
    _former_refs(connection)
    _stamps(connection)
    _clear_away(connection)


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")


def _make() -> None:
    op.drop_index("ix_operation_record_id", "operation")
    op.drop_index("ix_operation_other_id", "operation")
    for table in ("operation", "step", "counter"):
        op.rename_table(table, f"old_{table}")
    for name, (columns, unique, named) in _NEW.items():
        parts = [f"id INTEGER NOT NULL CONSTRAINT pk_{name} PRIMARY KEY AUTOINCREMENT", columns]
        parts += [f"CONSTRAINT uq_{name}_{each.replace(', ', '_')} UNIQUE ({each})" for each in unique]
        parts += [
            f"CONSTRAINT fk_{name}_{column}_{table} FOREIGN KEY ({column}) REFERENCES {table} (id)"
            for column, table in named.items()
        ]
        op.execute(f"CREATE TABLE {name} ({', '.join(parts)})")
    op.execute(
        "CREATE TABLE replacement (operation_id INTEGER NOT NULL, replaced_id INTEGER NOT NULL,"
        " CONSTRAINT pk_replacement PRIMARY KEY (operation_id, replaced_id)) WITHOUT ROWID"
    )
    op.execute(
        "CREATE TABLE counter (replica_id INTEGER NOT NULL, prefix VARCHAR NOT NULL, next INTEGER NOT NULL,"
        " CONSTRAINT pk_counter PRIMARY KEY (replica_id, prefix),"
        " CONSTRAINT fk_counter_replica_id_replica FOREIGN KEY (replica_id) REFERENCES replica (id))"
    )
    op.create_index("ix_former_ref_record_id", "former_ref", ["record_id"])
    op.create_index("ix_record_merged_into", "record", ["merged_into"], sqlite_where=sa.text("merged_into IS NOT NULL"))


def _teller(connection: sa.Connection) -> Tell:
    """Says how far it is, to whom the program told to (see ``migrations.upgrade``)."""
    config = op.get_context().config
    told: Callable[[int, int], None] | None = config.attributes.get("progress") if config is not None else None
    total = 2 * int(connection.exec_driver_sql("SELECT count(*) FROM old_operation").scalar() or 0)
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if told is not None:
            told(done, total)

    return tell


def _replicas(connection: sa.Connection) -> None:
    """One for each device, the oldest first, called by whoever worked there last. They write no more."""
    rows = connection.exec_driver_sql(
        "SELECT d.device, l.by, f.uid, f.at FROM"
        " (SELECT device, min(id) AS first, max(id) AS last FROM old_step GROUP BY device) d"
        " JOIN old_step f ON f.id = d.first JOIN old_step l ON l.id = d.last ORDER BY d.first"
    ).all()
    made = [
        (number, _named(f"replica:{_text(uid)}"), device, person, at)
        for number, (device, person, uid, at) in enumerate(rows, start=1)
    ]
    if not made and connection.exec_driver_sql("SELECT 1 FROM old_counter LIMIT 1").scalar():
        made = [(1, uuid.uuid4().bytes, "", "", _now().isoformat(timespec="milliseconds"))]
    if made:
        connection.exec_driver_sql(
            "INSERT INTO replica (id, uid, device, person, created_at) VALUES (?, ?, ?, ?, ?)", made
        )
    connection.exec_driver_sql("INSERT INTO counter SELECT 1, prefix, next FROM old_counter")


def _steps(connection: sa.Connection) -> None:
    """The clock of a step is its own time, never behind the step before; a clock that was ahead of today counts as now,
    or everything after it would be ahead as well.
    """
    connection.exec_driver_sql(
        "INSERT INTO step (id, uid, replica_id, milliseconds, counter, label, by, at, kind, reverses, undone_by)"
        " SELECT s.id, s.uid, r.id, s.reached, row_number() OVER (PARTITION BY s.reached ORDER BY s.id) - 1,"
        " s.label, s.by, s.at, s.kind, s.reverses, s.undone_by FROM ("
        "  SELECT *, max(max(0, min(?, coalesce("
        "   CAST(round((julianday(at) - 2440587.5) * 86400000) AS INTEGER), 0)))) OVER (ORDER BY id) AS reached"
        "  FROM old_step) s JOIN replica r ON r.device = s.device ORDER BY s.id",
        (int(_now().timestamp() * 1000),),
    )


class _Old:
    """An old operation. ``values`` are old and new where they are written anew; else the texts stay to the letter.

    ``named`` is where they name another row: value, column, entity and number of that row. Damage where a value cannot
    be read, or is not of its kind.
    """

    __slots__ = ("entity", "field", "id", "named", "number", "owners", "step", "texts", "values")

    def __init__(self, row: Any) -> None:
        self.step, self.id, self.entity, self.number, record, other, self.field, *self.texts = row
        self.owners = (record, other)
        if self.entity not in _TABLES:
            raise Damage("value", self.id)
        self.values = [_value(self.id, self.entity, self.field, text) for text in self.texts]
        if not self.field and self.values == [None, None]:
            raise Damage("value", self.id)
        self.named: list[tuple[Row, str, str, int]] = []
        for value in self.values:
            if value is not None:
                for column, target in _TABLES[self.entity][1].items():
                    number = value.get(column)
                    if number is not None:
                        self.named.append((value, column, target, number))
                        if not isinstance(number, int):
                            raise Damage("value", self.id)

    def written(self) -> list[Any]:
        """Old and new as they are kept from now on."""
        return [
            text if value is None else json.dumps(value[self.field] if self.field else value)
            for text, value in zip(self.texts, self.values, strict=True)
        ]


def _value(operation: int, entity: str, field: str, text: Any) -> Row | None:
    """A whole row by column, or the one column of it that names another row; nothing else is written anew."""
    if text is None or text == "null":
        return None
    try:
        # A column that is declared JSON keeps a number as a number.
        value = text if isinstance(text, int | float) else json.loads(text)
    except (ValueError, TypeError):
        raise Damage("value", operation) from None
    if field:
        return {field: value} if field in _TABLES[entity][1] else None
    if not isinstance(value, dict) or not isinstance(value.get("key" if entity in _BY_WORD else "uid"), str):
        raise Damage("value", operation)
    value.pop("id", None)
    return value


def _operations(connection: sa.Connection, tell: Tell) -> None:
    rows = connection.exec_driver_sql(
        "SELECT step_id, id, entity, entity_id, record_id, other_id, field, old, new FROM old_operation"
        " ORDER BY step_id, id"
    )
    step, ordinal = -1, 0
    for batch in rows.partitions(_BATCH):
        operations = [_Old(row) for row in batch]
        translation = _Translation(connection, operations)
        values = []
        for operation in operations:
            ordinal = ordinal + 1 if operation.step == step else 0
            step = operation.step
            values.append(translation.translated(operation, ordinal))
        connection.exec_driver_sql(
            "INSERT INTO operation (step_id, ordinal, id, entity, entity_uid, entity_id, record_id, other_id, field,"
            " old, new) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        tell(len(values))


class _Translation:
    """The uids of all that a batch of old operations names."""

    def __init__(self, connection: sa.Connection, operations: Iterable[_Old]) -> None:
        self._connection = connection
        self._uids: dict[tuple[str, int], bytes] = {}
        wanted: dict[str, set[int]] = defaultdict(set)
        for operation in operations:
            if operation.entity not in _BY_WORD:
                wanted[operation.entity].add(operation.number)
            for _value, _column, target, number in operation.named:
                wanted[target].add(number)
        for entity, numbers in wanted.items():
            self._find(entity, numbers)

    def translated(self, old: _Old, ordinal: int) -> tuple[Any, ...]:
        """The new operation, in the order of the columns above."""
        for value, column, target, number in old.named:
            value[column] = _text(self._uid(target, number, old.id))
        if old.entity in _BY_WORD:
            key = (old.values[1] or old.values[0] or {}).get("key")
            row = (_named(f"{old.entity}:{key}"), None)
        else:
            row = (self._uid(old.entity, old.number, old.id), old.number)
            if not old.field and any(value is not None and value["uid"] != _text(row[0]) for value in old.values):
                raise Damage("row", old.id)
        return (old.step, ordinal, old.id, old.entity, *row, *old.owners, old.field, *old.written())

    def _uid(self, entity: str, number: int, operation: int) -> bytes:
        try:
            return self._uids[entity, number]
        except KeyError:
            raise Damage("row", operation) from None

    def _find(self, entity: str, numbers: set[int]) -> None:
        table, _columns = _TABLES[entity]
        rows = self._connection.exec_driver_sql(
            f"SELECT t.id, t.uid FROM json_each(?) j CROSS JOIN {table} t ON t.id = j.value",
            (json.dumps(sorted(numbers)),),
        )
        found = {row[0]: bytes(row[1]) for row in rows}
        gone = self._connection.exec_driver_sql(
            "SELECT o.id, o.entity_id, coalesce(nullif(o.new, 'null'), o.old) FROM json_each(?) j"
            " CROSS JOIN old_operation o ON o.entity = ? AND o.entity_id = j.value AND o.field = ''",
            (json.dumps(sorted(numbers - found.keys())), entity),
        )
        for operation, number, value in gone:
            try:
                found[number] = uuid.UUID(json.loads(value)["uid"]).bytes
            except (ValueError, TypeError, KeyError, AttributeError):
                raise Damage("value", operation) from None
            if self._connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE uid = ?", (found[number],)).scalar():
                raise Damage("row", operation)
        self._uids.update({(entity, number): uid for number, uid in found.items()})


def _replacements(connection: sa.Connection, tell: Tell) -> None:
    rows = connection.exec_driver_sql("SELECT entity_uid, id, field FROM operation ORDER BY entity_uid, field")
    waiting: list[tuple[int, int]] = []
    done = 0
    for _uid, group in groupby(chain.from_iterable(rows.partitions(_BATCH)), key=itemgetter(0)):
        of_row = sorted((number, field) for _same, number, field in group)
        waiting += _replaced(of_row)
        done += len(of_row)
        if done >= _BATCH:
            _write_replacements(connection, waiting)
            tell(done)
            waiting, done = [], 0
    _write_replacements(connection, waiting)
    tell(done)


def _replaced(operations: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """(operation, one that it replaces) for the operations of one row in the order they were written.

    A change of a field replaces the newest change of that field since the row was written whole, or else that; a row
    written whole replaces the one before it and the newest change of each field since.
    """
    whole: int | None = None
    newest: dict[str, int] = {}
    for number, field in operations:
        if field:
            before = newest.get(field, whole)
            newest[field] = number
            replaced = [] if before is None else [before]
        else:
            replaced = ([] if whole is None else [whole]) + list(newest.values())
            whole, newest = number, {}
        for each in replaced:
            yield number, each


def _write_replacements(connection: sa.Connection, pairs: list[tuple[int, int]]) -> None:
    if pairs:
        connection.exec_driver_sql("INSERT INTO replacement VALUES (?, ?)", pairs)


def _former_refs(connection: sa.Connection) -> None:
    """Refs that nobody bears any more lead to whoever bore them last."""
    rows = connection.exec_driver_sql(
        "SELECT o.entity_id, o.old FROM old_operation o WHERE o.entity = 'record' AND o.field = 'ref' ORDER BY o.id"
    ).all()
    bore = {json.loads(old): record for record, old in rows if old is not None}
    borne = "SELECT 1 FROM record WHERE ref = ?"
    for ref, record in sorted(bore.items()):
        if isinstance(ref, str) and not connection.exec_driver_sql(borne, (ref,)).scalar():
            connection.exec_driver_sql(
                "INSERT INTO former_ref (uid, record_id, ref) VALUES (?, ?, ?)",
                (_named(f"former_ref:{ref}"), record, ref),
            )


def _stamps(connection: sa.Connection) -> None:
    """Who changed a record last, and when, is what the log says: names, texts and links did not count."""
    connection.exec_driver_sql(
        "WITH touched AS (SELECT record_id AS record, step_id FROM operation WHERE entity <> 'pick'"
        " UNION ALL SELECT other_id, step_id FROM operation WHERE entity <> 'pick' AND other_id IS NOT NULL),"
        " newest AS (SELECT record, max(step_id) AS step FROM touched WHERE record IS NOT NULL GROUP BY record)"
        " UPDATE record SET changed_at = s.at, changed_by = s.by FROM newest n JOIN step s ON s.id = n.step"
        " WHERE n.record = record.id AND (record.changed_at <> s.at OR record.changed_by <> s.by)"
    )


def _clear_away(connection: sa.Connection) -> None:
    """Numbers once given are never given again, also where the newest step was dropped."""
    for table in ("operation", "step"):
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.exec_driver_sql("UPDATE sqlite_sequence SET name = ? WHERE name = ?", (table, f"old_{table}"))
    for table in ("operation", "step", "counter"):
        op.drop_table(f"old_{table}")


def _named(name: str) -> bytes:
    return uuid.uuid5(_NAMESPACE, name).bytes


def _text(uid: bytes) -> str:
    digits = uid.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _now() -> datetime:
    return datetime.now(UTC)

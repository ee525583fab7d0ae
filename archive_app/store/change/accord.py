"""Does every row that is kept say what the log says? All declared tables are walked, so that none is forgotten."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from archive_app.domain.model.relations import BY_KEY
from archive_app.errors import InvalidInput
from archive_app.store.change import lives
from archive_app.store.change.lives import Life, Numbers, Row
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.types import packed, uid_of_word
from archive_app.store.index import retold, untouched
from archive_app.store.reading.operations import PERTAINING
from archive_app.store.schema.entities import ENTITIES, Entity

_BATCH = 500
DIFFERS, MISSING, EXTRA = "differs", "missing", "extra"
UNREADABLE, NUMBERS, REPLACES = "unreadable", "numbers", "replaces"
#: Columns that say who changed a record last, which follow from all its operations.
_STAMP = ("changed_at", "changed_by")
_ENDS = ("subjects", "objects")


@dataclass(frozen=True, slots=True)
class Difference:
    """A row, or one ``column`` of it, that is not as the log says, or an operation that is not to be trusted.

    ``key`` is how its table knows the row: by number, or by a word. ``row`` is the row as it should be, or, where the
    log knows nothing of it, as it is; ``steps`` are those that say so.
    """

    code: str
    entity: Entity
    key: Any
    row: Row
    column: str = ""
    stored: Any = None
    said: Any = None
    operation: int = 0
    steps: tuple[int, ...] = ()


def differences(connection: Connection, tell: statements.Tell) -> Iterator[Difference]:
    """All of them, in no order. ``tell`` is told how many operations more were read, and may raise."""
    untouched.find(connection, tell)
    pairs = retold.find(connection, tell)
    numbers = Numbers(connection)
    by_word = {entity.name: _by_word(connection, entity) for entity in ENTITIES.values() if not entity.numbered}
    for batch in lives.told(connection, tell):
        numbers.find(batch)
        rows = _stored(connection, batch, by_word)
        yield from _of_operations(connection, batch, numbers)
        for life in batch:
            pairs += len(life.replaced)
            if life.unreadable is None:
                yield from _of_row(life, rows.get((life.entity.name, life.uid)), numbers)
    for entity in ENTITIES.values():
        yield from _unknown(connection, entity)
    yield from _stamped_otherwise(connection)
    if pairs != statements.rows(connection, "SELECT count(*) FROM replacement")[0][0]:
        yield Difference(REPLACES, ENTITIES["record"], None, {})


def _by_word(connection: Connection, entity: Entity) -> dict[bytes, Row]:
    rows = _rows(connection, entity, "")
    return {packed(uid_of_word(f"{entity.name}:{row['key']}")): row for row in rows}


def _rows(connection: Connection, entity: Entity, where: str, values: Sequence[Any] = ()) -> list[Row]:
    columns = ", ".join(f'"{column}"' for column in entity.columns)
    found = statements.rows(connection, f"SELECT {columns} FROM {entity.table.__tablename__} {where}", values)
    return [dict(zip(entity.columns, row, strict=True)) for row in found]


def _stored(
    connection: Connection, batch: Sequence[Life], by_word: Mapping[str, Mapping[bytes, Row]]
) -> dict[tuple[str, bytes], Row]:
    wanted: dict[str, list[bytes]] = defaultdict(list)
    found: dict[tuple[str, bytes], Row] = {}
    for life in batch:
        if life.entity.numbered:
            wanted[life.entity.name].append(life.uid)
        elif life.uid in by_word[life.entity.name]:
            found[life.entity.name, life.uid] = by_word[life.entity.name][life.uid]
    for name, uids in wanted.items():
        for some in batched(uids, _BATCH):
            for row in _rows(connection, ENTITIES[name], f"WHERE uid IN ({marks(some)})", some):
                found[name, row["uid"]] = row
    return found


def _of_operations(connection: Connection, batch: Sequence[Life], numbers: Numbers) -> Iterator[Difference]:
    """Operations that cannot be read, or of which what follows from the others does not."""
    ids = [deed.id for life in batch for deed in life.deeds]
    kept: set[tuple[int, int]] = set()
    for some in batched(ids, _BATCH):
        kept.update(
            (row[0], row[1])
            for row in statements.rows(
                connection,
                f"SELECT operation_id, replaced_id FROM replacement WHERE operation_id IN ({marks(some)})",
                some,
            )
        )
    for life in batch:
        if life.unreadable is not None:
            kept.difference_update({pair for pair in kept if pair[0] in {deed.id for deed in life.deeds}})
            yield Difference(UNREADABLE, life.entity, life.number, {}, operation=life.unreadable)
            continue
        wrong = {operation for operation, _each in set(life.replaced) - kept}
        kept.difference_update(life.replaced)
        for operation in sorted(wrong):
            yield Difference(REPLACES, life.entity, life.number, life.row or {}, operation=operation)
        for operation in lives.misplaced(life, numbers):
            yield Difference(NUMBERS, life.entity, life.number, life.row or {}, operation=operation)
    for operation, _each in sorted(kept):
        yield Difference(REPLACES, ENTITIES["record"], None, {}, operation=operation)


def _of_row(life: Life, stored: Row | None, numbers: Numbers) -> Iterator[Difference]:
    entity, steps = life.entity, tuple(deed.step for deed in life.deeds)
    if life.row is None:
        if stored is not None:
            yield Difference(EXTRA, entity, _key(entity, stored), stored, steps=steps)
        return
    try:
        said = lives.kept(life, numbers)
    except (InvalidInput, ValueError, TypeError, AttributeError, OverflowError):
        yield Difference(UNREADABLE, entity, life.number, life.row, operation=life.deeds[-1].id)
        return
    if stored is None:
        yield Difference(MISSING, entity, _key(entity, said), said, steps=steps)
        return
    for column, value in said.items():
        if stored[column] != value and not lives.same(entity, column, stored[column], value):
            yield Difference(DIFFERS, entity, _key(entity, stored), said, column, stored[column], value, steps=steps)


def _key(entity: Entity, row: Mapping[str, Any]) -> Any:
    return row.get("id") if entity.numbered else row.get("key")


def _unknown(connection: Connection, entity: Entity) -> Iterator[Difference]:
    """Rows of which no operation speaks: relations, and refs that were left before they were logged, follow from what
    they are.
    """
    if not entity.numbered:
        if entity.name == "relation":
            yield from _relations(connection, entity)
            return
        for row in _rows(connection, entity, ""):
            uid = packed(uid_of_word(f"{entity.name}:{row['key']}"))
            if not statements.rows(connection, "SELECT 1 FROM operation WHERE entity_uid = ? LIMIT 1", (uid,)):
                yield Difference(EXTRA, entity, row["key"], row)
        return
    where = f"WHERE NOT EXISTS (SELECT 1 FROM operation o WHERE o.entity_uid = {entity.table.__tablename__}.uid)"
    for row in _rows(connection, entity, where):
        if entity.name != "former_ref" or not _left(connection, row):
            yield Difference(EXTRA, entity, row["id"], row)


def _left(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Whether a record did bear a former ref: then its uid follows from it."""
    if row["uid"] != packed(uid_of_word(f"former_ref:{row['ref']}")):
        return False
    bore = "SELECT 1 FROM operation WHERE entity = 'record' AND record_id = ? AND field = 'ref' AND old = ?"
    return bool(statements.rows(connection, bore, (row["record_id"], json.dumps(row["ref"]))))


def _relations(connection: Connection, entity: Entity) -> Iterator[Difference]:
    """Each archive keeps its own table of them, which says what the program says."""
    there = {row["key"]: row for row in _rows(connection, entity, "")}
    for key, relation in BY_KEY.items():
        said = {
            "key": key, "label": relation.label, "inverse": relation.inverse,
            "subjects": sorted(map(str, relation.subjects)), "objects": sorted(map(str, relation.objects)),
        }  # fmt: skip
        stored = there.pop(key, None)
        if stored is None:
            yield Difference(MISSING, entity, key, said)
            continue
        for column, value in said.items():
            kept = _in_order(stored[column]) if column in _ENDS else stored[column]
            if not lives.same(entity, column, kept, value):
                yield Difference(DIFFERS, entity, key, said, column, stored[column], value)
    for key, row in there.items():
        yield Difference(EXTRA, entity, key, row)


def _in_order(kept: Any) -> Any:
    """The kinds at one end of a relation, whose order says nothing: a revision adds new ones at the end."""
    try:
        return json.dumps(sorted(json.loads(kept)))
    except (ValueError, TypeError):
        return kept


#: The newest step that changed something of each record, where the record says another.
_STAMPED = (
    "WITH changed(record, step) AS (SELECT record_id, step_id FROM operation o WHERE {pertaining} UNION ALL"
    " SELECT other_id, step_id FROM operation o WHERE other_id IS NOT NULL AND {pertaining})"
    ' SELECT r.id, r.ref, r.changed_at, r.changed_by, s.at, s."by" FROM'
    " (SELECT record, max(step) AS step FROM changed GROUP BY record) n"
    " JOIN record r ON r.id = n.record JOIN step s ON s.id = n.step"
    ' WHERE r.changed_at IS NOT s.at OR r.changed_by IS NOT s."by"'
)


def _stamped_otherwise(connection: Connection) -> Iterator[Difference]:
    """Records that say something else of who changed them last than the newest step that changed something of them."""
    entity = ENTITIES["record"]
    for number, ref, *stamps in statements.rows(connection, _STAMPED.format(pertaining=PERTAINING)):
        for column, stored, said in zip(_STAMP, stamps[:2], stamps[2:], strict=True):
            if stored != said:
                yield Difference(DIFFERS, entity, number, {"id": number, "ref": ref}, column, stored, said)

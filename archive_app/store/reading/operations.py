"""Reading operations back: what they speak of by uid is said by the numbers of this copy again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as slot
from typing import Any

from sqlalchemy import Connection, String

from archive_app.store.database.types import written
from archive_app.store.reading.legible import MARK
from archive_app.store.reading.references import References, named
from archive_app.store.schema.entities import APART, ENTITIES, Entity


def among(entities: Iterable[str]) -> str:
    """The condition that an operation ``o`` is about a row of one of these kinds."""
    return f"o.entity IN ({', '.join(repr(entity) for entity in entities)})"


#: The operations ``o`` that are changes of the records that they name.
PERTAINING = f"NOT {among(APART)}"
#: English label of each kind of row; pass through ``_()`` when shown.
LABELS = {entity.name: entity.label for entity in ENTITIES.values()}
#: The columns that put a whole row into words, where its table says so.
SAID = {entity.name: entity.said for entity in ENTITIES.values() if entity.said}
#: Columns that hold the id of a record.
ENDS = frozenset(
    column for entity in ENTITIES.values() for column, target in entity.references.items() if target == "record"
)
#: What is read of each operation ``o``.
_COLUMNS = "o.id, o.step_id, o.entity, o.entity_uid, o.entity_id, o.record_id, o.other_id, o.field, o.old, o.new"


@dataclass(slots=True)
class LoggedOperation:
    """One operation. ``row`` is the whole row it was about, as far as the log knows it."""

    id: int
    step: int
    entity: str
    uid: str
    entity_id: int
    record_id: int | None
    other_id: int | None
    field: str
    old: Any
    new: Any
    row: Mapping[str, Any] = slot(default_factory=dict)

    @property
    def purged(self) -> bool:
        """Whether what it said was purged: no change is from nothing to nothing."""
        return self.old is None and self.new is None


def read(
    connection: Connection, clause: str, parameters: tuple[object, ...], references: References | None = None
) -> list[LoggedOperation]:
    """The operations ``o`` of a clause, which begins after ``FROM``, in the numbers of this copy; ``references`` are
    what is known of these from another reading.
    """
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM {clause}", parameters).all()
    found = [
        (row, ENTITIES[row[2]], *(_legible(ENTITIES[row[2]], row[7], each) for each in row[8:10]))
        for row in rows
        if row[2] in ENTITIES
    ]
    references = references or References(lambda: connection)
    references.find_numbers({each for row, entity, old, new in found for each in named(entity, row[7], (old, new))})
    home = references.home
    return [
        LoggedOperation(
            row[0], row[1], row[2], written(row[3]), row[4] or 0, row[5], row[6], row[7],
            home(entity, row[7], old, row[4]), home(entity, row[7], new, row[4]),
        )
        for row, entity, old, new in found
    ]  # fmt: skip


def _legible(entity: Entity, field: str, kept: Any) -> Any:
    """A value, with a mark in the place of what cannot be read."""
    try:
        given = value(kept)
    except (ValueError, RecursionError):
        given = MARK
    if given == MARK and field in entity.references:
        return None
    if field or given is None or isinstance(given, dict):
        return given
    columns = entity.table.__table__.columns
    texts = {column: MARK for column in entity.logged if isinstance(columns[column].type, String)}
    return {**entity.defaults, **texts}


def value(text: Any) -> Any:
    """An old or new value as it was given. SQLite takes a JSON number for a number: columns of the type JSON have
    numeric affinity.
    """
    return json.loads(text) if isinstance(text, str) else text

"""Rows are put back as the log says, as far as the log is what was written; what is derived is made anew after it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from archive_app.store.change import accord, lives, proof, verdict
from archive_app.store.change.accord import DIFFERS, EXTRA, MISSING, Difference
from archive_app.store.database import statements
from archive_app.store.database.batches import marks
from archive_app.store.index import next_numbers
from archive_app.store.schema.entities import ENTITIES, Entity

#: In this order: what is not known may stand in the place of what is missing.
_ORDER = (EXTRA, DIFFERS, MISSING)
#: As often, since who changed a record last is known when it is there again.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Mended:
    """A row or a field that was put back, by record and field."""

    ref: str
    field: str


def mend(connection: Connection, tell: statements.Tell) -> list[Mended]:
    """Put back what can be; what cannot is found by a check again. Within a transaction of the caller."""
    bad = {number for code, number in proof.wrong(connection, tell) if code == proof.STEP} | _cut_off(connection)
    mended: dict[tuple[str, str], Mended] = {}
    for _round in range(_ROUNDS):
        found = [each for each in accord.differences(connection, tell) if _may(each, bad)]
        if not found:
            break
        for each in sorted(found, key=lambda one: _ORDER.index(one.code)):
            _put(connection, each)
            mended |= {(one.ref, one.field): one for one in _told(connection, each)}
    next_numbers.mend(connection)
    return list(mended.values())


def _cut_off(connection: Connection) -> set[int]:
    """A number beyond every step where the end of the log is gone, which no chain tells of: SQLite knows the highest
    number that it gave.
    """
    ((highest,),) = statements.rows(connection, "SELECT max(id) FROM operation")
    given = next_numbers.last_given(connection, "operation")
    return {sys.maxsize} if given is not None and given != highest else set()


def _may(each: Difference, bad: set[int]) -> bool:
    """Whether the log can be believed about it: of two numbers of a row nobody knows which is right, and what a step
    that is damaged said may have been about any row that was there by then, or have made one.
    """
    if each.code not in _ORDER or each.column in ("id", "uid", "key"):
        return False
    return not bad or (each.code != EXTRA and min(each.steps, default=0) > max(bad))


def _put(connection: Connection, each: Difference) -> None:
    table, key = each.entity.table.__tablename__, "id" if each.entity.numbered else "key"
    if each.code == EXTRA:
        statements.run(connection, f"DELETE FROM {table} WHERE {key} = ?", (each.key,))
    elif each.code == DIFFERS:
        value = _kept(each.entity, each.column, each.said)
        statements.run(connection, f'UPDATE {table} SET "{each.column}" = ? WHERE {key} = ?', (value, each.key))
    else:
        row = {column: _kept(each.entity, column, value) for column, value in each.row.items()}
        if each.entity is ENTITIES["record"]:
            row |= {"changed_at": row["created_at"], "changed_by": row["created_by"]}
        columns = ", ".join(f'"{column}"' for column in row)
        statements.run(connection, f"INSERT INTO {table} ({columns}) VALUES ({marks(row)})", tuple(row.values()))


def _kept(entity: Entity, column: str, value: Any) -> Any:
    return json.dumps(value) if value is not None and column in lives.in_json(entity.name) else value


def _told(connection: Connection, each: Difference) -> Iterator[Mended]:
    for flaw in verdict.worded(connection, [each]):
        yield Mended(flaw.ref, flaw.field)

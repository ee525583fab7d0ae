"""Numbers and uids of kept rows, each as the other: numbers are of this copy of the archive, the log speaks in uids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from archive_app.store.database.batches import batched
from archive_app.store.database.types import is_uid, uid_of_word
from archive_app.store.schema.entities import ENTITIES, Entity
from archive_app.store.schema.log_tables import Operation

_BATCH = 500
#: Rows that are kept in mind.
_MOST = 100_000


class References:
    """Looks rows up in one transaction, or one reading, and keeps in mind what it found."""

    def __init__(self, connection: Callable[[], Connection]) -> None:
        self._connection = connection
        self._uids: dict[tuple[str, int], str] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def forget(self) -> None:
        """Let go of what was found, where that is very much; not between finding and saying."""
        if len(self._uids) >= _MOST:
            self._uids.clear()
            self._numbers.clear()

    def know(self, entity: str, row: Mapping[str, Any]) -> None:
        """Keep a row in mind that may be gone before it is asked for."""
        self._keep(entity, row["id"], row["uid"])

    def uid(self, entity: Entity, row: Mapping[str, Any]) -> str:
        """The uid of a row, given by its columns."""
        return str(row["uid"]) if entity.numbered else uid_of_word(f"{entity.name}:{row['key']}")

    def find_uids(self, wanted: Iterable[tuple[str, int]]) -> None:
        """Look up what is not in mind: (entity, number)."""
        for entity, numbers in _sorted(wanted, self._uids).items():
            for batch in batched(numbers, _BATCH):
                for number, uid in self._connection().execute(_query(entity, "id"), {"named": batch}):
                    self._keep(entity, number, uid)

    def find_numbers(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Look up what is not in mind: (entity, uid). What is gone has the number that it had."""
        for entity, uids in _sorted(wanted, self._numbers).items():
            for batch in batched(filter(is_uid, uids), _BATCH):
                there = self._connection().execute(_query(entity, "uid"), {"named": batch})
                found = {uid: number for number, uid in there}
                gone = [uid for uid in batch if uid not in found]
                if gone:
                    had = (
                        select(func.max(Operation.entity_id), Operation.entity_uid)
                        .where(Operation.entity_uid.in_(gone))
                        .group_by(Operation.entity_uid)
                    )
                    found |= {uid: number for number, uid in self._connection().execute(had) if number is not None}
                for uid, number in found.items():
                    self._keep(entity, number, uid)

    def abroad(self, entity: Entity, field: str, value: Any) -> Any:
        """An old or new value as the log has it. Whatever it refers to must be in mind."""
        if value is None:
            return None
        if field:
            target = entity.references.get(field)
            return value if target is None else self._uids[target, value]
        row = {column: value[column] for column in entity.logged if column != "id"}
        for column, target in entity.references.items():
            if row[column] is not None:
                row[column] = self._uids[target, row[column]]
        return row

    def home(self, entity: Entity, field: str, value: Any, number: int | None) -> Any:
        """An old or new value as rows have it, a whole row within itself; ``number`` is the row's own."""
        if value is None:
            return None
        if field:
            target = entity.references.get(field)
            return value if target is None else self._numbers.get((target, value))
        if entity.numbered:
            value["id"] = number
        for column, target in entity.references.items():
            if value.get(column) is not None:
                value[column] = self._numbers.get((target, value[column]))
        return value

    def _keep(self, entity: str, number: int, uid: str) -> None:
        self._uids[entity, number] = uid
        self._numbers[entity, uid] = number


@cache
def _query(entity: str, column: str) -> Select[int, str]:
    """Numbers and uids of rows that are named by one of them."""
    columns = ENTITIES[entity].table.__table__.c
    return select(columns.id, columns.uid).where(columns[column].in_(bindparam("named", expanding=True)))


def named(entity: Entity, field: str, values: Collection[Any]) -> Iterable[tuple[str, Any]]:
    """What old and new values refer to: (entity, number or uid)."""
    if field:
        target = entity.references.get(field)
        if target is not None:
            yield from ((target, value) for value in values if value is not None)
        return
    for row in values:
        if row is not None:
            for column, target in entity.references.items():
                if row.get(column) is not None:
                    yield target, row[column]


def _sorted(wanted: Iterable[tuple[str, Any]], known: Mapping[tuple[str, Any], Any]) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = defaultdict(set)
    for each in wanted:
        if each not in known:
            found[each[0]].add(each[1])
    return found

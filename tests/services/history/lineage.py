"""What the log says by what replaces what, worked out in plain Python: see ``store/change/lineage.py``."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from archive_app.domain.model.kinds import PURGED
from archive_app.services.archive import Archive
from archive_app.store.database.types import uid_of_word
from archive_app.store.reading.operations import LoggedOperation, read
from archive_app.store.schema.entities import ENTITIES
from tests.inside import database


def check(archive: Archive) -> None:
    """Each operation replaces what held of its row and field; what nobody replaced is what the rows say now."""
    with database(archive).read() as connection:
        operations = read(connection, "operation o ORDER BY o.id", ())
        replaced: dict[int, set[int]] = defaultdict(set)
        for operation, each in connection.exec_driver_sql("SELECT operation_id, replaced_id FROM replacement"):
            replaced[operation].add(each)
        rows: dict[str, dict[str, Any]] = {}
        for entity in ENTITIES.values():
            for row in connection.execute(entity.table.__table__.select()).mappings():
                if entity.name != "relation":
                    uid = row["uid"] if entity.numbered else uid_of_word(f"{entity.name}:{row['key']}")
                    rows[uid] = {column: row[column] for column in entity.logged}
    holding: dict[str, dict[str, LoggedOperation]] = defaultdict(dict)
    for operation in operations:
        lines = holding[operation.uid]
        before = [lines.get(operation.field) or lines[""]] if operation.field else list(lines.values())
        assert replaced[operation.id] == {each.id for each in before}, operation
        if not operation.field:
            lines.clear()
        lines[operation.field] = operation
    said: dict[str, dict[str, Any]] = {}
    for uid, lines in holding.items():
        if lines[""].new is not None:
            said[uid] = {**lines[""].new, **{field: each.new for field, each in lines.items() if field}}
            if said[uid].get("status") == PURGED:
                # Of what is no more the log says what there is to know, and the row nothing beside that.
                rows[uid] = {column: value for column, value in rows[uid].items() if value is not None}
                said[uid] = {column: value for column, value in said[uid].items() if value is not None}
    assert said == rows

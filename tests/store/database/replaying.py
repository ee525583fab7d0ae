"""What every row was after every step, worked out from a log by plain Python: once for logs as they were kept until
revision 0003, once for logs as they are kept since. Both say it in the same words, so that they can be compared.

Rows are named by (entity, uid), those whose key is a word by (entity, key); what names a row is its uid.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from archive_app.store.database import engine

Row = dict[str, Any]
Key = tuple[str, str]
States = dict[int, dict[Key, Row]]
#: (step, entity, how the row is named, field, old, new), in the order of writing.
_Change = tuple[int, Key, str, Any, Any]

TABLES = {
    "record": "record", "name": "name", "text": "text", "stage": "stage", "link": "link", "file": "media_file",
    "saved_search": "saved_search", "pick": "pick", "identifier": "identifier", "code": "code",
    "code_target": "code_target", "pad": "pad", "pad_entry": "pad_entry", "distinction": "distinction",
    "inscription": "inscription", "region": "region", "file_name": "file_name",
    "measurement": "measurement", "condition_check": "condition_check", "valuation": "valuation",
    "insurance": "insurance", "custody": "custody",
    "party": "party", "gift_limit": "gift_limit", "deadline": "deadline", "movement": "movement",
}  # fmt: skip
NAMED = {
    "record_id": "record", "subject_id": "record", "object_id": "record", "other_id": "record",
    "merged_into": "record", "code_id": "code", "pad_id": "pad",
    "subject": "record", "file": "file", "place": "record", "was_in": "record",
}  # fmt: skip
#: What is worked out, or says who touched a record last: not of the log.
_DERIVED = {"title_key", "changed_at", "changed_by"}


def read(database: Path) -> Any:
    """By the program's own driver: two libraries of SQLite in one process take each other's locks away."""
    connection = engine.driver().connect(database)
    connection.row_factory = engine.driver().Row
    return connection


def old_states(database: Path) -> States:
    """After every step of a log by numbers."""
    connection = read(database)
    live = _live(connection)
    uids = {(entity, row["id"]): row["uid"] for entity, rows in live.items() for row in rows}
    logged = connection.execute("SELECT * FROM operation ORDER BY id").fetchall()
    for change in logged:
        for side in (change["new"], change["old"]):
            value = parsed(side)
            if not change["field"] and change["entity"] in TABLES and value is not None:
                uids.setdefault((change["entity"], change["entity_id"]), value["uid"])

    def said(column: str, value: Any) -> Any:
        return uids[NAMED[column], value] if column in NAMED and value is not None else value

    changes: list[_Change] = []
    for change in logged:
        old, new = (parsed(change[side]) for side in ("old", "new"))
        if change["field"]:
            old, new = said(change["field"], old), said(change["field"], new)
        else:
            old, new = (_whole(value, said) for value in (old, new))
        if change["entity"] in TABLES:
            key = (change["entity"], uids[change["entity"], change["entity_id"]])
        else:
            key = (change["entity"], (new or old)["key"])
        changes.append((change["step_id"], key, change["field"], old, new))
    return _rewound(connection, _said(live, said), changes)


def new_states(database: Path) -> States:
    """After every step of a log by uids."""
    connection = read(database)
    live = _live(connection)
    uids = {(entity, row["id"]): row["uid"] for entity, rows in live.items() for row in rows}

    def said(column: str, value: Any) -> Any:
        return uids[NAMED[column], value] if column in NAMED and value is not None else value

    changes: list[_Change] = []
    # Which refs records once bore was not logged before, and is asked for elsewhere.
    for change in connection.execute("SELECT * FROM operation WHERE entity <> 'former_ref' ORDER BY id"):
        old, new = (parsed(change[side]) for side in ("old", "new"))
        if not change["field"]:
            assert all("id" not in value for value in (old, new) if value is not None)
            old, new = (_whole(value, lambda _column, value: value) for value in (old, new))
        named = str(uuid.UUID(bytes=change["entity_uid"]))
        if change["entity"] not in TABLES:
            key = (new or old)["key"]
            assert named == str(uuid.uuid5(uuid.UUID("7b1e6f0a-3c52-5d0e-9f64-0c8a5d2e41b7"), f"setting:{key}"))
            named = key
        changes.append((change["step_id"], (change["entity"], named), change["field"], old, new))
    return _rewound(connection, _said(live, said), changes)


def uid_text(uid: bytes) -> str:
    return str(uuid.UUID(bytes=uid))


def parsed(stored: Any) -> Any:
    """A value of the log; a number is not kept as a text."""
    return json.loads(stored) if isinstance(stored, str) else stored


def _live(connection: Any) -> dict[str, list[Row]]:
    found = {}
    for entity, table in TABLES.items():
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            found[entity] = [_unpacked(dict(row)) for row in connection.execute(f"SELECT * FROM {table}")]
    return found


def _unpacked(row: Row) -> Row:
    row["uid"] = str(uuid.UUID(bytes=row["uid"]))
    if "sha256" in row:
        row |= {"sha256": row["sha256"].hex(), "technical": json.loads(row["technical"])}
    return row


def _whole(row: Row | None, said: Callable[[str, Any], Any]) -> Row | None:
    if row is None:
        return None
    return {column: said(column, value) for column, value in row.items() if column != "id"}


def _said(live: dict[str, list[Row]], said: Callable[[str, Any], Any]) -> dict[Key, Row]:
    return {(entity, row["uid"]): _whole(row, said) or {} for entity, rows in live.items() for row in rows}


def _rewound(connection: Any, rows: dict[Key, Row], changes: list[_Change]) -> States:
    """From the rows as they are now, back through the changes of every later step, the newest first."""
    for key, value in connection.execute("SELECT key, value FROM setting"):
        rows["setting", key] = {"key": key, "value": value}
    steps = [row[0] for row in connection.execute("SELECT id FROM step ORDER BY id")]
    connection.close()
    return {step: _as_of(rows, [change for change in changes if change[0] > step]) for step in [0, *steps]}


def _as_of(now: dict[Key, Row], later: Iterable[_Change]) -> dict[Key, Row]:
    rows = {key: dict(row) for key, row in now.items()}
    for _step, key, field, old, _new in reversed(list(later)):
        if field:
            if key in rows:
                rows[key][field] = old
        elif old is None:
            rows.pop(key, None)
        else:
            rows[key] = dict(old)
    # Columns that came with a later revision are there in rows that stand, and not in what the log says of them.
    return {
        key: {column: value for column, value in row.items() if column not in _DERIVED and value not in (None, 0, "")}
        for key, row in rows.items()
    }

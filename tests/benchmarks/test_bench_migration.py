"""Bringing a large archive of revision 0003 up to date: five operations for each item."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.store.database import engine, migrations
from tests.benchmarks.conftest import ITEMS
from tests.store.database.test_travelling_log import upgrade

_AT = "2026-01-01T00:00:00.000Z"
_RECORD = {
    "kind": "photo", "status": "draft", "date": "2025-04", "date_from": 20250401, "date_to": 20250430, "credit": None,
    "title_key": "", "created_at": _AT, "created_by": "anna", "changed_at": _AT, "changed_by": "anna",
}  # fmt: skip
_NAME = {"lang": "en", "script": "Latn", "kind": "official", "is_original": True, "position": 0}
_TEXT = {"role": "caption", "lang": "zh", "is_original": True}
_LINK = {"relation": "depicts", "role": "", "certainty": "", "note": ""}


def _rows(entity: str, items: int) -> Iterator[dict[str, Any]]:
    for number in range(1, items + 1):
        row = {"id": number, "uid": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{entity}{number}"))}
        match entity:
            case "record":
                yield {**row, "ref": f"PHO-{number:04d}", **_RECORD}
            case "name":
                yield {**row, "record_id": number, "text": f"The pens on the table {number}", **_NAME}
            case "text":
                yield {**row, "record_id": number, "text": f"桌上的钢笔 {number}", **_TEXT}
            case "link":
                yield {**row, "subject_id": number, "object_id": number // 7 + 1, **_LINK}


def _operations(items: int) -> Iterator[tuple[Any, ...]]:
    for entity in ("record", "name", "text", "link"):
        for row in _rows(entity, items):
            owner = row["id"] if entity == "record" else row.get("record_id", row.get("subject_id"))
            yield 1, entity, row["id"], owner, row.get("object_id"), "", "null", json.dumps(row)
    for number in range(1, items + 1):
        yield 2, "record", number, number, None, "credit", "null", '"City archive"'


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of revision 0003 with ``ITEMS`` items."""
    database = tmp_path_factory.mktemp("old") / "catalog.db"
    engine.make(database)
    upgrade(database, "0003")
    connection = engine.driver().connect(database)
    connection.execute("INSERT INTO relation VALUES ('depicts', 'depicts', 'depicted in', '[]', '[]')")
    for number in (1, 2):
        step = (number, uuid.uuid4().bytes, "Step", "anna", "desk", _AT, "do")
        connection.execute("INSERT INTO step (id, uid, label, by, device, at, kind) VALUES (?, ?, ?, ?, ?, ?, ?)", step)
    for entity in ("record", "name", "text", "link"):
        columns = list(next(_rows(entity, 1)))
        values = ({**row, "uid": uuid.UUID(row["uid"]).bytes} for row in _rows(entity, ITEMS))
        connection.executemany(
            f"INSERT INTO {entity} ({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)})",
            values,
        )
    connection.executemany(
        "INSERT INTO operation (step_id, entity, entity_id, record_id, other_id, field, old, new)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        _operations(ITEMS),
    )
    connection.commit()
    connection.close()
    return database


def test_a_log_is_translated(old: Path, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    came_from = benchmark.pedantic(lambda: migrations.upgrade(old, tmp_path / "backups"), rounds=1)
    assert came_from == "0003"

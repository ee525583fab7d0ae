"""Whatever is changed in a kept table past the log is found, and named by record and field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.details import DETAILS, FILE_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive, open_archive
from archive_app.services.records import editing, locations, reading, regions, stocktakes
from archive_app.store.change import accord, proof, verdict
from archive_app.store.schema.entities import ENTITIES
from archive_app.store.schema.tables import Setting
from tests.inside import database
from tests.store.database.archives import unpacked

_COLUMNS = [(entity.name, column) for entity in ENTITIES.values() for column in entity.columns]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with a row of every kept table."""
    with open_archive(unpacked("0006", tmp_path_factory.mktemp("filled"))) as archive:
        with database(archive).transact("Settings") as transaction:
            transaction.session.add(Setting(key="home", value="1"))
        _mark(archive)
        yield archive


def _mark(archive: Archive) -> None:
    """A region, another name of its file, and what is said of objects: an archive of that revision has none of it."""
    photo, somebody, bowl = (reading.resolve(archive, ref).id for ref in ("PHO-0001", "PER-0001", "OBJ-0002"))
    file = reading.record(archive, photo).files[0].id
    regions.add(archive, record=photo, file=file, box=Box(0.1, 0.2, 0.3, 0.4), text="left", subject=somebody)
    with archive.store.transact("Another name") as transaction:
        transaction.details.add(FILE_NAME, [photo], {"file": file, "name": "copy.jpg", "folder": "2019"})
        for detail in DETAILS:
            if not detail.file:
                said = {FieldType.BOOLEAN: True, FieldType.INTEGER: 3, FieldType.RECORD: somebody}
                values = {each.name: said.get(each.type, [*each.choices, "2019"][0]) for each in detail.columns}
                transaction.details.add(detail, [bowl], values)
    shelf = editing.add_record(archive, kind=Kind.LOCATION, names=[editing.NewName("Shelf")]).id
    locations.move(archive, records=[bowl], to=shelf)
    stocktakes.start(archive, place=shelf, due="2030")
    stocktakes.found(archive, place=shelf, records=[bowl])
    stocktakes.close(archive, place=shelf)


@pytest.fixture
def connection(filled: Archive) -> Iterator[Connection]:
    """What is done over it comes to nothing."""
    once = database(filled)._write_engine
    with once.connect() as inside:
        inside.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield inside
        inside.rollback()


def told(_count: int) -> None:
    return None


def amiss(connection: Connection) -> list[accord.Difference]:
    return list(accord.differences(connection, told))


def changed(connection: Connection, table: str, column: str) -> None:
    """Another value of the same sort in one row: the last that has one, or any."""
    order = f'"{column}" IS NULL, {"id" if column != "key" and "key" not in keys(connection, table) else "key"} DESC'
    row, value = connection.exec_driver_sql(f'SELECT rowid, "{column}" FROM {table} ORDER BY {order} LIMIT 1').one()
    more = 1000 if column.endswith("_id") else 1
    new: Any = (
        value + more if isinstance(value, int | float) else _other_end(value or b"\0") if _is_bytes(value) else "~"
    )
    if isinstance(value, str):
        new = '["x"]' if value.startswith("[") else '{"x": 1}' if value.startswith("{") else f"{value}~"
    connection.exec_driver_sql(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (new, row))


def _other_end(value: bytes) -> bytes:
    """The same bytes but for the last, whatever that is."""
    return value[:-1] + bytes([value[-1] ^ 1])


def _is_bytes(value: Any) -> bool:
    return isinstance(value, bytes)


def keys(connection: Connection, table: str) -> set[str]:
    return {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")}


def test_nothing_is_amiss(connection: Connection) -> None:
    assert amiss(connection) == []
    assert list(proof.wrong(connection, told)) == []


@pytest.mark.parametrize(("name", "column"), _COLUMNS, ids=[".".join(each) for each in _COLUMNS])
def test_a_change_of_any_column_is_found(connection: Connection, name: str, column: str) -> None:
    table = ENTITIES[name].table.__tablename__
    changed(connection, table, column)
    found = amiss(connection)
    assert {each.entity.name for each in found if each.operation == 0} & {name}, found
    if column not in ("id", "uid", "key"):
        assert (accord.DIFFERS, column) in {(each.code, each.column) for each in found}


@pytest.mark.parametrize("name", ENTITIES)
def test_a_row_that_is_gone_is_found(connection: Connection, name: str) -> None:
    table = ENTITIES[name].table.__tablename__
    if name in ("record", "relation", "code"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
    else:
        connection.exec_driver_sql(f"DELETE FROM {table}")
    codes = {(each.code, each.entity.name) for each in amiss(connection)}
    # A ref that was left before refs were logged is known by nothing but itself.
    assert (accord.MISSING, name) in codes


def test_a_row_that_nobody_logged_is_found(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO name (uid, record_id, text, lang, script, kind, is_original, position)"
        " SELECT randomblob(16), record_id, 'Forged', lang, script, kind, is_original, position FROM name LIMIT 1"
    )
    assert [(each.code, each.row["text"]) for each in amiss(connection)] == [(accord.EXTRA, "Forged")]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE operation SET record_id = record_id + 1 WHERE id = 50", accord.NUMBERS),
        ("UPDATE operation SET entity_id = entity_id + 1 WHERE field <> ''", accord.NUMBERS),
        ("UPDATE operation SET new = '{\"x' WHERE id = 50", accord.UNREADABLE),
        ("DELETE FROM replacement WHERE operation_id = (SELECT max(operation_id) FROM replacement)", accord.REPLACES),
        ("INSERT INTO replacement VALUES (50, 1)", accord.REPLACES),
    ],
)
def test_a_log_that_contradicts_itself_is_found(connection: Connection, damage: str, code: str) -> None:
    connection.exec_driver_sql(damage)
    assert code in {each.code for each in amiss(connection)}


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE operation SET new = '\"x\"' WHERE id = 50", proof.STEP),
        ("UPDATE operation SET old = '\"x\"' WHERE id = 50", proof.STEP),
        ("UPDATE operation SET field = field || 'x' WHERE id = 50", proof.STEP),
        ("UPDATE operation SET ordinal = ordinal + 9 WHERE id = 50", proof.STEP),
        ("UPDATE operation SET entity_uid = randomblob(16) WHERE id = 50", proof.STEP),
        ("UPDATE operation SET seal = NULL WHERE id = 50", proof.STEP),
        ("DELETE FROM operation WHERE id = 50", proof.STEP),
        ("UPDATE step SET by = 'nobody' WHERE id = 20", proof.STEP),
        ("UPDATE step SET message = NULL WHERE id = 20", proof.STEP),
        ("UPDATE step SET label = 'x' WHERE id = 20", proof.STEP),
        ("UPDATE step SET kind = 'purge' WHERE id = 20", proof.STEP),
        ("UPDATE step SET kind = 'dn' WHERE id = 20", proof.STEP),
        ("UPDATE step SET at = '2020' WHERE id = 20", proof.STEP),
        ("UPDATE step SET milliseconds = milliseconds - 1 WHERE id = 20", proof.STEP),
        ("UPDATE step SET digest = randomblob(32) WHERE id = 20", proof.STEP),
        ("UPDATE step SET content = randomblob(32) WHERE id = 20", proof.STEP),
        ("UPDATE step SET reverses = 3 WHERE id = 20", proof.STEP),
        ("UPDATE step SET undone_by = 40 WHERE id = 20", proof.UNDONE),
        ("UPDATE step SET undone_by = NULL", proof.UNDONE),
        ("UPDATE replica SET device = 'x'", proof.REPLICA),
        ("UPDATE replica SET public_key = randomblob(32)", proof.REPLICA),
    ],
)
def test_a_log_that_is_not_what_was_written_is_found(connection: Connection, damage: str, code: str) -> None:
    connection.exec_driver_sql(damage)
    assert code in {code for code, _number in proof.wrong(connection, told)}


@pytest.mark.parametrize(
    "damage",
    [
        "DROP INDEX ix_link_object_id_relation_subject_id",
        "CREATE INDEX ix_more ON name (text)",
        "ALTER TABLE name ADD COLUMN more INTEGER",
        "CREATE TABLE more (id INTEGER)",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER UPDATE ON name BEGIN SELECT 1; END",
        "PRAGMA application_id = 7",
    ],
)
def test_a_schema_that_is_not_ours_is_found(connection: Connection, damage: str) -> None:
    connection.exec_driver_sql(damage)
    assert [each.code for each in verdict._schema(connection, told)] != []


def test_record_and_field_are_named(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE text SET text = 'Forged' WHERE role = 'caption' AND lang = 'zh'")
    connection.exec_driver_sql("UPDATE record SET rating = 1 WHERE ref = 'DOC-0001'")
    found = verdict.everything(connection, lambda _done, _total: None)
    said = {(each.what, each.ref, each.field): each.reason for each in found}
    assert said["record", "DOC-0001", "caption[zh]"] == "“Forged” stands there, but the history says “桌上的钢笔”."
    assert said["record", "DOC-0001", "rating"] == "“1” stands there, but the history says “4”."


def test_what_cannot_be_read_is_a_flaw_and_no_crash(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE text SET text = CAST(x'ff41' AS TEXT) WHERE role = 'caption' AND lang = 'zh'")
    connection.exec_driver_sql("UPDATE media_file SET technical = '{' WHERE id = 1")
    connection.exec_driver_sql("UPDATE record SET date = 'soon', kind = 'thing' WHERE id = 12")
    connection.exec_driver_sql("UPDATE operation SET new = CAST(x'ff' AS TEXT) WHERE id = 60")
    found = {(each.what, each.field) for each in verdict.everything(connection, lambda _done, _total: None)}
    assert {("record", "caption[zh]"), ("record", "file technical"), ("record", "kind"), ("record", "date")} <= found


def test_a_long_check_can_be_stopped(connection: Connection) -> None:
    class Stop(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        verdict.everything(connection, stop)


def test_an_archive_that_is_purged_is_in_accord(tmp_path: Path) -> None:
    from archive_app.services.records import deleted, editing
    from archive_app.services.search.searching import search_ids
    from archive_app.services.upkeep import maintenance

    with open_archive(unpacked("0006", tmp_path)) as archive:
        editing.delete_records(archive, records=list(search_ids(archive, ""))[::2])
        deleted.purge(archive, records=deleted.lying(archive))
        assert maintenance.verify(archive).problems == []

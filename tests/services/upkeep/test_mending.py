"""Rows that were damaged are put back as the history says, and what can't be is named."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import NotAnArchive, StorageError
from archive_app.services.archive import Archive, open_archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance, mending
from archive_app.store.schema.entities import ENTITIES
from tests.inside import database
from tests.store.database.archives import unpacked


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(unpacked("0006", tmp_path)) as opened:
        yield opened


def spoil(archive: Archive, *damage: str) -> None:
    """Past the log, and past every rule that SQLite keeps."""
    with database(archive)._write_engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        for statement in ("PRAGMA foreign_keys = OFF", *damage, "PRAGMA foreign_keys = ON"):
            driver.cursor().execute(statement)


def everything(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    with database(archive).read() as connection:
        return {
            name: sorted(
                map(tuple, connection.exec_driver_sql(f"SELECT * FROM {entity.table.__tablename__}")), key=repr
            )
            for name, entity in ENTITIES.items()
        }


@pytest.mark.parametrize(
    "damage",
    [
        ["UPDATE text SET text = 'Forged' WHERE role = 'caption'"],
        ["UPDATE record SET rating = 1, kind = 'x', changed_by = 'nobody', date = 'soon', date_from = 7"],
        ["DELETE FROM name"],
        ["DELETE FROM link", "DELETE FROM media_file", "DELETE FROM saved_search", "DELETE FROM pad_entry"],
        ["DELETE FROM text", "DELETE FROM inscription", "DELETE FROM code_target", "DELETE FROM code"],
        ["DELETE FROM record WHERE id > 20"],
        ["UPDATE media_file SET technical = '{', sha256 = zeroblob(32), turn = 90"],
        ["UPDATE media_file SET technical = 7"],
        ["UPDATE media_file SET technical = CAST(technical AS BLOB)", "UPDATE name SET lang = CAST(lang AS BLOB)"],
        ["UPDATE relation SET label = 'x', subjects = '[]'", "DELETE FROM relation WHERE key = 'depicts'"],
        [
            "INSERT INTO name (uid, record_id, text, lang, script, kind, is_original, position)"
            " SELECT randomblob(16), record_id, 'Forged', lang, script, kind, is_original, position FROM name"
        ],
    ],
)
def test_rows_come_back_from_the_history(archive: Archive, damage: list[str]) -> None:
    before = everything(archive)
    spoil(archive, *damage)
    assert everything(archive) != before
    report = mending.mend(archive)
    assert report.left == []
    assert report.mended != []
    assert everything(archive) == before
    assert maintenance.verify(archive).problems == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE parts_config SET v = 0 WHERE k = 'version'",
        "DELETE FROM parts_data WHERE id = 10",
        "UPDATE parts_data SET block = zeroblob(length(block)) WHERE id > 1000",
        "UPDATE search_config SET v = 0 WHERE k = 'version'",
    ],
)
def test_a_search_index_that_cannot_be_opened_is_made_anew(archive: Archive, damage: str) -> None:
    folder, found = archive.folder, searching.search(archive, "niš").count
    assert found
    spoil(archive, damage)
    archive.close()
    with open_archive(folder) as again:
        assert not maintenance.verify(again).ok
        if "zeroblob" not in damage and "parts" in damage:
            with pytest.raises(StorageError, match="Rebuild it with"):
                searching.search(again, "niš")
        maintenance.reindex(again)
        assert searching.search(again, "niš").count == found
        assert maintenance.verify(again).problems == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'record'",
        "UPDATE sqlite_sequence SET seq = 'x' WHERE name = 'operation'",
        "UPDATE sqlite_sequence SET seq = 1 << 40 WHERE name = 'link'",
        "UPDATE sqlite_sequence SET name = 'lynk' WHERE name = 'link'",
        "UPDATE counter SET next = -3 WHERE prefix = 'CIT'",
        "UPDATE counter SET prefix = 'QIT' WHERE prefix = 'CIT'",
    ],
)
def test_what_is_given_next_is_behind_all_that_was_given(archive: Archive, damage: str) -> None:
    spoil(archive, damage)
    problems = [each.reason for each in maintenance.verify(archive).problems]
    assert problems
    assert all("next number" in problem for problem in problems)
    assert mending.mend(archive).left == []
    assert maintenance.verify(archive).problems == []
    refs = {hit.row.ref for hit in searching.search(archive, "", limit=500).hits}
    made = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
    assert made.ref not in refs


def test_what_was_derived_from_a_damaged_row_is_made_anew(archive: Archive) -> None:
    found = searching.search(archive, "niš").count
    spoil(archive, "UPDATE name SET text = 'Forged'")
    maintenance.reindex(archive)
    assert searching.search(archive, "niš").count < found
    assert mending.mend(archive).left == []
    assert searching.search(archive, "niš").count == found


def test_a_row_of_the_history_that_names_nobody_is_read(archive: Archive) -> None:
    spoil(archive, "UPDATE operation SET new = replace(new, '-7', ')7') WHERE entity = 'link' AND field = ''")
    assert history.history(archive, limit=1000)
    assert not maintenance.verify(archive).ok


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE operation SET record_id = 999",
        "UPDATE media_file SET extension = CAST(extension AS BLOB), size = 'x'",
        "UPDATE media_file SET sha256 = 'none'",
    ],
)
def test_what_no_program_writes_is_found_and_ends_nothing(archive: Archive, damage: str) -> None:
    spoil(archive, damage)
    assert maintenance.verify(archive).problems
    assert history.history(archive, limit=1000)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE media_file SET extension = CAST(extension AS BLOB), camera = CAST(camera AS BLOB), turn = x'00'",
        "UPDATE text SET text = CAST(text AS BLOB), lang = CAST(lang AS BLOB)",
        "UPDATE record SET occupation = x'ff', credit = x'ff', rating = 'x', created_at = 7",
        "UPDATE link SET date = 7, note = x'ff', role = CAST(role AS BLOB)",
    ],
)
def test_values_of_another_sort_spoil_no_record(archive: Archive, damage: str) -> None:
    before = everything(archive)
    spoil(archive, damage)
    for hit in searching.search(archive, "lake", limit=500).hits:
        assert reading.record(archive, hit.row.id, all_links=True).ref == hit.row.ref
    assert mending.mend(archive).left == []
    assert everything(archive) == before


def test_a_name_of_another_sort_is_said_to_be_damaged(archive: Archive) -> None:
    before = everything(archive)
    spoil(archive, "UPDATE name SET text = CAST(text AS BLOB), lang = CAST(lang AS BLOB)")
    with pytest.raises(StorageError, match="is damaged and cannot be read"):
        searching.search(archive, "lake")
    assert mending.mend(archive).left == []
    assert everything(archive) == before


def test_a_column_of_another_name_is_a_fault_of_the_archive(archive: Archive) -> None:
    folder = archive.folder
    rename = "UPDATE sqlite_schema SET sql = replace(sql, 'rights', 'riches') WHERE name = 'record'"
    spoil(archive, "PRAGMA writable_schema = ON", rename)
    archive.close()
    with open_archive(folder) as again, pytest.raises(NotAnArchive, match="damaged"):
        searching.search(again, "lake")


def test_a_constraint_of_another_name_is_found(archive: Archive) -> None:
    rename = "UPDATE sqlite_schema SET sql = replace(sql, 'uq_media_file_uid', 'uq_medja_file_uid')"
    spoil(archive, "PRAGMA writable_schema = ON", rename)
    assert [problem.code for problem in maintenance.verify(archive).problems] == ["schema"]


def test_a_whole_archive_is_left_alone(archive: Archive) -> None:
    before = everything(archive)
    report = mending.mend(archive)
    assert (report.mended, report.left) == ([], [])
    assert everything(archive) == before
    assert mending.summary(report) == "All that is recorded is as it was written."


def test_a_damaged_history_is_not_believed(archive: Archive) -> None:
    """The rights stay as they are where their step is not what was written, and both are named."""
    before = everything(archive)
    spoil(archive, "UPDATE operation SET new = '\"Forged\"' WHERE field = 'rights'")
    report = mending.mend(archive)
    assert everything(archive) == before
    assert {(each.what, each.code) for each in report.left} == {("history", "step"), ("record", "differs")}
    assert mending.summary(report) == "Put back 0 values. 2 findings are left: restore a backup for them."


@pytest.mark.parametrize(
    "damage", ["UPDATE replica SET device = 'x'", "UPDATE step SET undone_by = id WHERE undone_by IS NULL"]
)
def test_what_its_steps_say_is_believed_where_only_copies_or_undoing_are_damaged(archive: Archive, damage: str) -> None:
    before = everything(archive)
    spoil(archive, damage, "DELETE FROM name")
    report = mending.mend(archive)
    assert everything(archive)["name"] == before["name"]
    assert {each.what for each in report.left} == {"history"}


def test_record_and_field_of_what_was_put_back_are_named(archive: Archive) -> None:
    spoil(archive, "UPDATE record SET rating = 1 WHERE ref = 'DOC-0001'")
    report = mending.mend(archive)
    assert [(each.ref, each.field) for each in report.mended] == [("DOC-0001", "rating")]
    assert mending.summary(report) == "Put back 1 value."


@pytest.mark.parametrize("damage", ["", "'{'", "'[]'", "'{\"sha256\": []}'", "CAST(x'ff' AS TEXT)"])
def test_no_original_goes_while_nobody_knows_what_the_history_tells_of(archive: Archive, damage: str) -> None:
    digest = sha256(b"x").hexdigest()
    lying = archive.objects.path_of(digest, "jpg")
    lying.parent.mkdir(parents=True, exist_ok=True)
    lying.write_bytes(b"x")
    spoil(archive, f"INSERT INTO intent (sha256, extension, at) VALUES (x'{digest}', 'jpg', '2020-01-01')")
    spoil(archive, f"UPDATE operation SET new = {damage or 'new'} WHERE entity = 'file'")
    archive.sweep()
    assert lying.exists() is bool(damage)

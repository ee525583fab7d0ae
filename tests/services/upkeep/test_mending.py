"""Rows that were damaged are put back as the history says, and what can't be is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive_app.services.archive import Archive, open_archive
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


def test_record_and_field_of_what_was_put_back_are_named(archive: Archive) -> None:
    spoil(archive, "UPDATE record SET rating = 1 WHERE ref = 'DOC-0001'")
    report = mending.mend(archive)
    assert [(each.ref, each.field) for each in report.mended] == [("DOC-0001", "rating")]
    assert mending.summary(report) == "Put back 1 value."

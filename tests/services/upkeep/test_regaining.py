"""What was damaged in the history comes back from a backup, and rows after it; what was purged since does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import NotFound
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.records import deleted, editing
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import backups, keeping, maintenance, mending
from tests.inside import database
from tests.services.upkeep.test_mending import everything, spoil
from tests.store.database.archives import unpacked


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(unpacked("0006", tmp_path)) as opened:
        yield opened


def whole_log(archive: Archive) -> list[tuple[object, ...]]:
    tables = ("replica", "step", "operation", "replacement")
    with database(archive).read() as connection:
        return [
            (table, *row)
            for table in tables
            for row in sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")), key=repr)
        ]


@pytest.mark.parametrize(
    "damage",
    [
        ["UPDATE operation SET new = '\"Forged\"' WHERE id = 50"],
        ["UPDATE operation SET new = '{\"x' WHERE id % 7 = 0"],
        ["UPDATE operation SET old = CAST(x'ff' AS TEXT), field = 'x' WHERE id > 60"],
        ["UPDATE operation SET step_id = step_id + 1 WHERE id = 50"],
        ["UPDATE operation SET record_id = record_id + 1, entity_id = 999 WHERE id = 50"],
        ["UPDATE operation SET seal = NULL"],
        ["DELETE FROM operation WHERE id = 50", "DELETE FROM replacement"],
        ["DELETE FROM operation", "DELETE FROM step WHERE id BETWEEN 5 AND 20"],
        ["UPDATE step SET by = 'nobody', label = 'x' WHERE id = 20"],
        ["UPDATE step SET digest = randomblob(32) WHERE id IN (19, 20)"],
        ["UPDATE step SET content = randomblob(32), uid = randomblob(16) WHERE id = 20"],
        ["UPDATE step SET milliseconds = milliseconds - 1, undone_by = NULL WHERE id = 20"],
        ["UPDATE step SET kind = 'dn', reverses = NULL, message = NULL"],
        ["UPDATE replica SET device = 'x', public_key = randomblob(32)"],
    ],
)
def test_the_history_comes_back_from_a_backup(archive: Archive, tmp_path: Path, damage: list[str]) -> None:
    before, rows = whole_log(archive), everything(archive)
    saved = backups.backup(archive, out=tmp_path / "safe" / "copy.tar").file
    spoil(archive, *damage, "UPDATE text SET text = 'Forged' WHERE role = 'caption'")
    assert {"history"} <= {each.what for each in maintenance.verify(archive).problems}
    report = mending.mend(archive, saved)
    assert (report.left, report.unread) == ([], [])
    assert "from a backup" in mending.summary(report)
    assert whole_log(archive) == before
    assert everything(archive) == rows
    assert maintenance.verify(archive).problems == []


def test_the_history_comes_back_from_a_place_for_backups(archive: Archive) -> None:
    keeping.keep(archive)
    spoil(archive, "UPDATE operation SET new = '\"Forged\"' WHERE id > 50")
    assert mending.mend(archive).left != []
    assert mending.mend(archive, archive.folder / "backups").left == []


def test_without_a_backup_that_has_it_nothing_is_changed_and_it_is_said(archive: Archive, tmp_path: Path) -> None:
    with create_archive(tmp_path / "other") as other:
        editing.add_record(other, kind=Kind.CITY, names=[NewName("Oulu")])
        strange = backups.backup(other, out=tmp_path / "safe" / "other.tar").file
    (tmp_path / "safe" / "not.db").write_bytes(b"no database")
    spoil(archive, "UPDATE step SET by = 'nobody' WHERE id = 3")
    before = whole_log(archive)
    report = mending.mend(archive, strange.parent)
    assert whole_log(archive) == before
    assert [each.what for each in report.left] == ["history"]
    assert report.regained == []
    assert [Path(name).name for name in report.unread] == ["not.db"]
    with pytest.raises(NotFound):
        mending.mend(archive, tmp_path / "nowhere")


def test_the_end_of_the_history_is_not_made_up(archive: Archive, tmp_path: Path) -> None:
    saved = backups.backup(archive, out=tmp_path / "safe" / "copy.tar").file
    before = everything(archive)
    spoil(archive, "DELETE FROM operation", "DELETE FROM step WHERE id > 5")
    report = mending.mend(archive, saved)
    assert max(report.regained) <= 5
    assert report.left != []
    assert everything(archive) == before


def test_no_older_value_is_put_back_where_the_newer_one_was_lost(archive: Archive) -> None:
    before = everything(archive)
    last = "(SELECT max(id) FROM operation WHERE entity = 'record' AND field <> '')"
    spoil(archive, f"UPDATE operation SET entity_uid = randomblob(16) WHERE id = {last}")
    assert mending.mend(archive).left != []
    assert everything(archive) == before


def test_what_was_damaged_after_the_backup_was_made_stays_damaged(archive: Archive, tmp_path: Path) -> None:
    saved = backups.backup(archive, out=tmp_path / "safe" / "copy.tar").file
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
    spoil(
        archive,
        "UPDATE operation SET new = '1' WHERE id = (SELECT max(id) FROM operation)",
        "UPDATE operation SET new = '1' WHERE id = 50",
    )
    report = mending.mend(archive, saved)
    assert len(report.regained) == 1
    assert {each.what for each in report.left} >= {"history"}


def test_what_was_purged_since_stays_purged(archive: Archive, tmp_path: Path) -> None:
    saved = backups.backup(archive, out=tmp_path / "safe" / "copy.tar").file
    editing.delete_records(archive, records=list(searching.search_ids(archive, ""))[:4])
    deleted.purge(archive, records=deleted.lying(archive))
    before = whole_log(archive)
    spoil(archive, "UPDATE step SET by = 'nobody' WHERE id < 20", "UPDATE operation SET field = 'x' WHERE id = 50")
    report = mending.mend(archive, saved)
    assert report.left == []
    assert whole_log(archive) == before

"""A camera with a wrong clock: its pictures come into order, nothing else changes, and it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading, shifting
from archive_app.services.search.searching import search, search_ids
from archive_app.services.upkeep import maintenance
from tests.services.search.test_orders import photograph


@pytest.fixture
def day(archive: Archive, tmp_path: Path, zone: Callable[[str], None]) -> Archive:
    zone("Asia/Shanghai")
    files = [
        photograph(tmp_path, "right 9h.jpg", "2025:04:03 09:00:00", "+08:00"),
        photograph(tmp_path, "slow 23h.jpg", "2025:04:02 23:30:00"),
        photograph(tmp_path, "slow 22h.jpg", "2025:04:02 22:00:00"),
        photograph(tmp_path, "scan.jpg", ""),
    ]
    ingest(archive, files)
    return archive


def shown(archive: Archive) -> list[tuple[str, str]]:
    return [(hit.row.title, hit.row.date) for hit in search(archive, "kind:photo", order="date").hits]


def test_the_pictures_of_a_slow_clock_come_into_order(day: Archive) -> None:
    before, originals = shown(day), {file.sha256 for i in search_ids(day, "") for file in reading.record(day, i).files}
    assert [title for title, _date in before] == ["slow 22h.jpg", "slow 23h.jpg", "right 9h.jpg", "scan.jpg"]
    slow = [*search_ids(day, "file:slow"), *search_ids(day, "file:scan")]
    found = shifting.preview(day, records=slow, by=timedelta(hours=10))
    assert shown(day) == before
    assert [(each.before, each.after, each.date_after) for each in found.shifts] == [
        ("2025-04-02T22:00:00", "2025-04-03T08:00:00", "2025-04-03"),
        ("2025-04-02T23:30:00", "2025-04-03T09:30:00", "2025-04-03"),
    ]
    assert found.timeless == 1
    shifting.shift(day, records=slow, by=timedelta(hours=10))
    assert [title for title, _date in shown(day)] == ["slow 22h.jpg", "right 9h.jpg", "slow 23h.jpg", "scan.jpg"]
    assert [date for _title, date in shown(day)] == ["2025-04-03", "2025-04-03", "2025-04-03", ""]
    assert {file.sha256 for i in search_ids(day, "") for file in reading.record(day, i).files} == originals
    assert maintenance.verify(day).problems == []
    assert history.undo_label(day) == "Shift the times of 2 records"
    history.undo(day)
    assert shown(day) == before
    assert maintenance.verify(day).problems == []


def test_a_date_that_somebody_set_stays(day: Archive) -> None:
    (record,) = search_ids(day, "file:22h")
    editing.set_values(day, records=[record], values={"date": "2025-04"})
    shifting.shift(day, records=[record], by=timedelta(days=100))
    assert reading.record(day, record).fields["date"] == "2025-04"
    assert reading.record(day, record).files[0].captured == "2025-07-11T22:00:00"


def test_it_follows_from_when_one_of_them_was_taken(day: Archive) -> None:
    (record,) = search_ids(day, "file:22h")
    assert shifting.wrong_by(day, record=record, taken="2025-04-03 08:00") == timedelta(hours=10)


def test_nothing_to_shift_is_a_sentence(day: Archive) -> None:
    scan = list(search_ids(day, "file:scan"))
    for records, by in ((scan, timedelta(hours=1)), (list(search_ids(day, "")), timedelta())):
        with pytest.raises(InvalidInput):
            shifting.shift(day, records=records, by=by)
    with pytest.raises(InvalidInput):
        shifting.wrong_by(day, record=scan[0], taken="2025-04-03 08:00")

"""The same bytes under a second name, or in a second folder: kept once, and found by either."""

from __future__ import annotations

import shutil
from pathlib import Path

from archive_app.domain.model.details import FILE_NAME
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading
from archive_app.services.search.searching import search_ids
from archive_app.services.upkeep import maintenance
from tests.ui.pictures import draw


def _two(folder: Path) -> tuple[Path, Path]:
    """Two folders in which the same picture has two names; a third file is another one."""
    first, second = folder / "Day one", folder / "Day two"
    first.mkdir(parents=True)
    second.mkdir()
    draw(first / "IMG_0306.jpg", "a lake", "#777")
    shutil.copy(first / "IMG_0306.jpg", second / "West Lake at dawn.jpg")
    draw(second / "IMG_0307.jpg", "a bridge", "#444")
    return first, second


def _found(archive: Archive, query: str) -> list[str]:
    return sorted(row.ref for row in reading.rows(archive, list(search_ids(archive, query))))


def test_the_second_name_and_folder_are_kept_and_found(archive: Archive, tmp_path: Path) -> None:
    first, second = _two(tmp_path / "drive")
    [entry] = ingest(archive, [first]).added
    report = ingest(archive, [second])
    assert [each.ref for each in report.known] == [entry.ref]
    for query in ('file:"West Lake"', "file:IMG_0306", 'folder:"Day one"', "dawn", "IMG_0306"):
        assert _found(archive, query) == [entry.ref], query
    assert len(_found(archive, 'folder:"Day two"')) == 2
    record = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert [FILE_NAME.said(each.values) for each in record.details_of("file_name")] == [
        "West Lake at dawn.jpg · Day two"
    ]
    assert maintenance.verify(archive).ok
    # Given once more it says nothing new, and undone it is gone.
    assert ingest(archive, [second]).step == 0
    assert len(reading.record(archive, record.id).details_of("file_name")) == 1
    history.undo(archive)
    assert _found(archive, "dawn") == []
    assert _found(archive, 'folder:"Day one"') == [entry.ref]
    history.redo(archive)
    assert _found(archive, "dawn") == [entry.ref]


def test_both_names_are_kept_where_both_are_given_at_once(archive: Archive, tmp_path: Path) -> None:
    _two(tmp_path / "drive")
    report = ingest(archive, [tmp_path / "drive"])
    assert (len(report.added), len(report.known)) == (2, 1)
    assert len(_found(archive, 'folder:"Day two"')) == 2
    assert _found(archive, "dawn") == _found(archive, 'folder:"Day one"')

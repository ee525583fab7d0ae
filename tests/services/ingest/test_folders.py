"""The folder that a file came from is kept, found and never guessed from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from archive_app.services.archive import Archive, create_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with create_archive(tmp_path / "archive") as archive:
        yield archive


def draw(path: Path, shade: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30), (shade, 90, 90)).save(path)
    return path


def folders(archive: Archive) -> dict[str, str | None]:
    every = (reading.record(archive, row.id) for row in reading.rows(archive, range(1, 20)))
    return {file.original_name: file.folder for record in every for file in record.files}


def test_it_is_kept_from_the_given_folder_on(archive: Archive, tmp_path: Path) -> None:
    trip = tmp_path / "private" / "2019 Istanbul"
    draw(trip / "a.png", 1), draw(trip / "第二天" / "b.png", 60)
    ingest(archive, [trip])
    ingest(archive, [draw(tmp_path / "private" / "Niš" / "c.png", 120)])
    assert folders(archive) == {"a.png": "2019 Istanbul", "b.png": "2019 Istanbul/第二天", "c.png": "Niš"}


def test_a_person_s_own_folder_is_not_named(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "mueller")
    ingest(archive, [draw(tmp_path / "mueller" / "a.png", 1)])
    draw(tmp_path / "mueller" / "Scans" / "b.png", 60)
    ingest(archive, [tmp_path / "mueller"])
    assert folders(archive) == {"a.png": None, "b.png": "Scans"}


@pytest.mark.parametrize("query", ["istanbul", 'folder:"2019 Ist"', "folder:第二天", "第二天"])
def test_it_is_found(archive: Archive, tmp_path: Path, query: str) -> None:
    draw(tmp_path / "2019 Istanbul" / "第二天" / "b.png", 60)
    ingest(archive, [tmp_path / "2019 Istanbul", draw(tmp_path / "Leeds" / "c.png", 120)])
    found = searching.search(archive, query)
    assert [file.folder for hit in found.hits for file in reading.record(archive, hit.row.id).files] == [
        "2019 Istanbul/第二天"
    ]
    assert maintenance.verify(archive).ok

"""Copies to look at with another program: read-only, clearly named, and never the original."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Cancelled, InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.exchange.looking import copies
from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import editing, reading, views
from archive_app.services.records.editing import NewName


@pytest.fixture
def photo(archive: Archive, tmp_path: Path) -> int:
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "one.jpg")
    record = reading.resolve(archive, ingest(archive, [tmp_path / "one.jpg"]).added[0].ref).id
    editing.add_name(archive, record=record, text="Signing", lang="en")
    return record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def test_a_copy_is_read_only_and_bears_the_name_of_its_record(archive: Archive, photo: int, folder: Path) -> None:
    [copy] = copies(archive, ids=[photo], folder=folder)
    record = reading.record(archive, photo)
    assert (copy.file.name, copy.mime) == (f"{record.ref} Signing.jpg", "image/jpeg")
    assert copy.file.read_bytes() == Path(record.files[0].path).read_bytes()
    assert not copy.file.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert not copy.file.samefile(record.files[0].path)


def test_a_copy_that_is_there_is_shown_again_unless_it_was_changed(archive: Archive, photo: int, folder: Path) -> None:
    first, again = (copies(archive, ids=[photo], folder=folder)[0].file for _time in range(2))
    assert again == first
    first.chmod(0o644)
    first.write_bytes(b"scribbled over")
    fresh = copies(archive, ids=[photo], folder=folder)[0].file
    assert fresh != first
    assert fresh.read_bytes() == Path(reading.record(archive, photo).files[0].path).read_bytes()


def test_the_file_that_an_item_is_shown_by_is_the_one_that_is_opened(
    archive: Archive, photo: int, folder: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (40, 30), "navy").save(tmp_path / "back.png")
    add_files(archive, [tmp_path / "back.png"], record=photo)
    views.choose(archive, record=photo, number=2)
    (copy,) = copies(archive, ids=[photo], folder=folder, first=True)
    assert copy.file.read_bytes() == (tmp_path / "back.png").read_bytes()
    files = reading.record(archive, photo).files
    every = [Path(each.file).read_bytes() for each in copies(archive, ids=[photo], folder=folder)]
    assert every == [Path(file.path).read_bytes() for file in files]
    Path(files[1].path).unlink()
    (copy,) = copies(archive, ids=[photo], folder=folder, first=True)
    assert copy.file.read_bytes() == Path(files[0].path).read_bytes()


def test_what_may_not_leave_may_be_looked_at(archive: Archive, photo: int, folder: Path) -> None:
    editing.set_values(archive, records=[photo], values={"rating": "-1"})
    assert len(copies(archive, ids=[photo], folder=folder)) == 1


def test_where_there_is_nothing_to_copy_it_is_said(archive: Archive, photo: int, folder: Path) -> None:
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Visit")]).id
    with pytest.raises(InvalidInput, match="file"):
        copies(archive, ids=[event], folder=folder)
    with pytest.raises(Cancelled):
        copies(archive, ids=[photo], folder=folder, cancelled=lambda: True)
    assert list(folder.iterdir()) == []
    Path(reading.record(archive, photo).files[0].path).unlink()
    with pytest.raises(InvalidInput, match="file"):
        copies(archive, ids=[photo], folder=folder)

"""Small pictures that came with a folder are not shown; those that were made here are kept."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive, open_archive
from archive_app.services.ingest import pictures
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName


@pytest.fixture
def known(archive: Archive, tmp_path: Path) -> Path:
    """A closed archive of this machine with a photograph, whose small picture is another one."""
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "teal.png")
    ingest(archive, [tmp_path / "teal.png"])
    archive.thumbnails.put_many([(_digest(archive), pictures.THUMBNAIL_EDGE, _drawn("red"))])
    archive.close()
    return archive.folder


@pytest.fixture
def foreign(known: Path, tmp_path: Path) -> Path:
    shutil.copytree(known, tmp_path / "foreign")
    return tmp_path / "foreign"


def _drawn(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "JPEG")
    return file.getvalue()


def _digest(archive: Archive) -> str:
    with archive.store.read() as reader:
        return next(digest for digest, *_rest in reader.files.originals())


def _colour(folder: Path) -> str:
    with (
        open_archive(folder) as archive,
        Image.open(io.BytesIO(pictures.thumbnail(archive, _digest(archive)) or b"")) as made,
    ):
        red, _green, blue = made.convert("RGB").getpixel((9, 9))  # type: ignore[misc]
        return "red" if red > blue else "teal"


def test_a_picture_that_was_made_here_is_kept(known: Path) -> None:
    assert _colour(known) == "red"


def test_a_picture_that_came_with_a_folder_is_made_anew(foreign: Path) -> None:
    assert _colour(foreign) == "teal"


def test_it_is_made_anew_once(foreign: Path) -> None:
    assert _colour(foreign) == "teal"
    with open_archive(foreign) as archive:
        assert pictures.cached_thumbnail(archive, _digest(archive)) is not None


def test_a_folder_that_was_moved_is_still_known(known: Path, tmp_path: Path) -> None:
    with open_archive(known) as archive:
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
    known.rename(tmp_path / "moved")
    assert _colour(tmp_path / "moved") == "red"


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + bytes(4000)])
def test_whatever_it_is_it_is_not_opened(foreign: Path, content: bytes) -> None:
    for name in ("thumbs.sqlite", "thumbs.sqlite-wal", "thumbs.sqlite-journal"):
        (foreign / "derived" / name).write_bytes(content)
    assert _colour(foreign) == "teal"
    assert not (foreign / "derived" / "thumbs.sqlite-journal").exists()

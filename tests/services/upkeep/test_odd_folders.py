"""The path of an archive is only a path: whatever stands in it, the same records are there, and nothing outside it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from archive_app import paths
from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveError, NotAnArchive, StorageError
from archive_app.media.exchange import skos
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import backups, maintenance, restoring
from archive_app.store.database import migrations

#: What a URL, a URI, a shell, SQL, a format, a glob, a configuration file or Qt gives a meaning to.
_PIECES = [
    *"#?%&=+@;,!$'\"`\\|<>*[]{}()~^:-. \t\n",
    *("%23", "%2F", "%00", "%s", "%(here)s", "{0}", "{folder}", "[*]", "**", "file:", ":memory:", "?mode=memory"),
    *("Ünïcödé", "杭州", "Ниш", "نيش", "เชียงใหม่", "👩‍👧", "e\u0301", "\u202e", "\u2028", "a", "Gifts 1"),
    *(os.fsdecode(raw) for raw in (b"\xff", b"\xe6\x9d", b"caf\xe9", b"\xed\xa0\x80")),
]


def _name(pieces: list[str]) -> str:
    return "".join(pieces)


_names = (
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8)
    .map(_name)
    .filter(lambda name: name not in (".", "..") and len(os.fsencode(name)) < 200)
)


@contextmanager
def _room() -> Iterator[Path]:
    folder = tempfile.mkdtemp()
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(os.fsencode(folder))


def _fill(archive: Archive) -> None:
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš")])
    archive.thumbnails.put_many([("00" * 32, 256, b"picture")])
    assert archive.thumbnails.path
    assert archive.thumbnails.path.is_file()


def _take_in(archive: Archive, room: Path) -> None:
    Image.new("RGB", (40, 30), "teal").save(room / "picture.png")
    report = ingest(archive, [room / "picture.png"])
    assert [entry.ref for entry in report.added] == ["PHO-0001"]


def _check(archive: Archive) -> None:
    assert searching.search(archive, "nis").count == 1
    assert maintenance.verify(archive).problems == []


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(above=_names, name=_names, later=_names)
@example(above="Sister cities #2", name="Gifts #1", later="Gifts #2")
@example(above="50 % ?mode=memory", name=os.fsdecode(b"caf\xe9 'x'\n"), later="file:a?mode=ro#b")
def test_an_archive_is_made_filled_saved_renamed_and_found(above: str, name: str, later: str) -> None:
    with _room() as room:
        parent = room / "in" / above
        parent.mkdir(parents=True)
        folder, moved, back = parent / name, room / "in" / f"{later}.", parent / f"{later}: back"
        with create_archive(folder) as archive:
            _fill(archive)
            saved = backups.backup(archive).file
            assert saved.parent == folder / "backups"
        restoring.restore(saved, back)
        folder.rename(moved)
        for place in (moved, back):
            with open_archive(place) as archive:
                _check(archive)
        assert {each.name for each in room.iterdir()} == {"in"}
        assert {each.name for each in (room / "in").iterdir()} == {above, moved.name}
        assert [each.name for each in parent.iterdir()] == [back.name]


def test_two_folders_that_differ_after_a_sign_share_nothing(tmp_path: Path) -> None:
    for number in (1, 2):
        with create_archive(tmp_path / f"Gifts #{number}") as archive:
            editing.add_record(archive, kind=Kind.CITY, names=[NewName(f"City {number}")])
    with open_archive(tmp_path / "Gifts #1") as archive:
        assert searching.search(archive, "city").count == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["Gifts #1", "Gifts #2"]


def test_a_name_as_long_as_the_disk_allows_can_be_saved(tmp_path: Path) -> None:
    folder = tmp_path / ("杭" * 85)
    with create_archive(folder) as archive:
        saved = backups.backup(archive).file
    assert saved.name.startswith("杭杭")
    with open_archive(restoring.restore(saved, tmp_path / "back")):
        pass


def test_a_catalogue_is_printed_from_an_odd_folder_into_one(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9 #1 {x} 100%")
    printed = tmp_path / os.fsdecode(b"printed \xe9 #2")
    printed.mkdir()
    with create_archive(folder) as archive:
        _take_in(archive, tmp_path)
        made = make_catalogue(archive, query="kind:photo", out=printed / os.fsdecode(b"caf\xe9 #1 {x}.pdf"))
    assert made.file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["50 %(here)s #1", "a:b ?x", os.fsdecode(b"caf\xe9 {x}\n'"), "*[!"])
def test_the_program_may_lie_in_an_odd_folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(paths.migrations(), tmp_path / name / "db")
    monkeypatch.setattr(paths, "migrations", lambda: tmp_path / name / "db")
    with create_archive(tmp_path / "archive") as archive:
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš")])
    with open_archive(tmp_path / "archive") as archive:
        assert searching.search(archive, "nis").count == 1


def test_a_vocabulary_is_read_from_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9 #1.ttl")
    core = "http://www.w3.org/2004/02/skos/core#"
    file.write_text(f'<#silk> a <{core}Concept> ; <{core}prefLabel> "silk"@en .', "utf-8")
    assert [each.uri for each in skos.read(file).concepts] == ["http://vocabulary.invalid/caf%E9%20%231#silk"]


def test_an_empty_database_is_not_filled_as_if_it_were_new(tmp_path: Path) -> None:
    with create_archive(tmp_path / "archive"):
        pass
    for left in (tmp_path / "archive").glob("catalog.db*"):
        left.unlink()
    (tmp_path / "archive" / "catalog.db").touch()
    with pytest.raises(NotAnArchive, match="damaged"):
        open_archive(tmp_path / "archive")
    with contextlib.closing(sqlite3.connect(tmp_path / "archive" / "catalog.db")) as left:
        assert left.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_database_that_vanished_is_never_made_anew(tmp_path: Path) -> None:
    with create_archive(tmp_path / "archive"):
        pass
    (tmp_path / "archive" / "catalog.db").unlink()
    with pytest.raises(ArchiveError, match="missing"):
        open_archive(tmp_path / "archive")
    with pytest.raises(Exception, match="unable to open"):
        migrations.upgrade(tmp_path / "archive" / "catalog.db", tmp_path / "archive" / "backups")
    assert not (tmp_path / "archive" / "catalog.db").exists()


def test_an_archive_that_is_moved_away_while_open_leaves_nothing_at_its_old_place(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "picture.png")
    with create_archive(tmp_path / "here") as archive:
        (tmp_path / "here").rename(tmp_path / "there")
        with pytest.raises(StorageError):
            ingest(archive, [tmp_path / "picture.png"])
        archive.thumbnails.put_many([("00" * 32, 256, b"picture")])
        assert archive.thumbnails.get("00" * 32, 256) is None
        with pytest.raises(StorageError):
            backups.backup(archive)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["picture.png", "there"]

"""Originals: kept once, under their content's name, whatever the source is called or does."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app import disk, scratch
from archive_app.errors import StorageError, Unreadable
from archive_app.media.objects import transfer
from archive_app.media.objects.objects import HEAD, Fixity, ObjectStore, display_name, visible


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    (tmp_path / "archive").mkdir()
    store = ObjectStore(tmp_path / "archive")
    store.make_folders()
    return store


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff" + os.urandom(2_500_000))
    return path


def test_staging_copies_and_hashes_in_one_pass(store: ObjectStore, source: Path) -> None:
    staged = store.stage(source)

    content = source.read_bytes()
    assert staged.sha256 == hashlib.sha256(content).hexdigest()
    assert staged.size == len(content)
    assert staged.head == content[:HEAD]
    assert staged.staging_path.read_bytes() == content
    assert list(store.iter_objects()) == []


def test_no_copy_that_was_written_is_left_open(
    store: ObjectStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system lets a program have some thousand files open, and a card holds more."""
    opened, closed = os.open, os.close
    under_way: set[int] = set()

    def open_one(path: Any, flags: int, *more: Any) -> int:
        descriptor = opened(path, flags, *more)
        under_way.update([descriptor] if flags & os.O_WRONLY else [])
        return descriptor

    def close_one(descriptor: int) -> None:
        under_way.discard(descriptor)
        closed(descriptor)

    monkeypatch.setattr(os, "open", open_one)
    monkeypatch.setattr(os, "close", close_one)
    store.stage(source)
    transfer.transfer(source, source.with_name("copy"))
    assert under_way == set()


def test_adopting_gives_the_content_its_name(store: ObjectStore, source: Path) -> None:
    staged = store.stage(source)
    path = store.adopt(staged, "jpg")
    store.sync_directories()

    assert path == store.path_of(staged.sha256, "jpg")
    assert path.parent.name == staged.sha256[:2]
    assert path.read_bytes() == source.read_bytes()
    assert not staged.staging_path.exists()
    assert list(store.iter_objects()) == [(staged.sha256, "jpg", path)]
    assert store.exists(staged.sha256, "jpg")


def test_the_same_bytes_are_kept_once(store: ObjectStore, source: Path) -> None:
    first = store.adopt(store.stage(source), "jpg")
    before = first.stat().st_mtime_ns
    again = store.stage(source)
    assert store.adopt(again, "jpg") == first

    assert first.stat().st_mtime_ns == before
    assert list(store.staging.iterdir()) == []
    assert len(list(store.iter_objects())) == 1


def test_a_half_written_object_is_replaced(store: ObjectStore, source: Path) -> None:
    staged = store.stage(source)
    path = store.path_of(staged.sha256, "jpg")
    path.parent.mkdir()
    path.write_bytes(b"half")

    store.adopt(staged, "jpg")

    assert store.verify(staged.sha256, "jpg") is Fixity.OK


def test_verify_tells_missing_from_changed(store: ObjectStore, source: Path) -> None:
    staged = store.stage(source)
    assert store.verify(staged.sha256, "jpg") is Fixity.MISSING
    path = store.adopt(staged, "jpg")
    assert store.verify(staged.sha256, "jpg") is Fixity.OK
    with path.open("r+b") as stream:
        stream.seek(1_000_000)
        stream.write(b"\x00\x01\x02\x03\x04\x05\x06\x07")
    assert store.verify(staged.sha256, "jpg") is Fixity.CHANGED


@pytest.mark.parametrize("extension", ["../../etc", "jpg/..", "", "JPG", "a" * 40, "jp\ng"])
def test_an_extension_never_leads_elsewhere(store: ObjectStore, extension: str) -> None:
    path = store.path_of("ab" * 32, extension)
    assert path.parent == store.objects / "ab"
    assert path.name == "ab" * 32


def test_copies_stand_in_a_folder_of_their_owners_as_long_as_there_are_any(store: ObjectStore, source: Path) -> None:
    first, second = store.stage(source), store.stage(source)
    (mine,) = store.staging.iterdir()
    assert scratch.is_scratch(mine.name)
    assert {first.staging_path.parent, second.staging_path.parent} == {mine}
    assert store.under_way.is_alive(mine.name)
    store.discard(first)
    assert store.under_way.sweep() == 0
    assert second.staging_path.is_file()
    with store.taking() as owner:
        assert owner == mine.name
        store.adopt(second, "jpg")
        assert store.under_way.is_alive(owner)
    assert not store.under_way.is_alive(owner)
    assert list(store.staging.iterdir()) == []


def test_two_at_once_do_not_touch_each_others_copies(store: ObjectStore, source: Path) -> None:
    other = ObjectStore(store.staging.parent)
    mine, theirs = store.stage(source), other.stage(source)
    assert other.under_way.sweep() == store.under_way.sweep() == 0
    assert mine.staging_path.parent != theirs.staging_path.parent
    store.under_way.close()
    assert not mine.staging_path.exists()
    assert theirs.staging_path.read_bytes() == source.read_bytes()
    other.under_way.close()
    assert list(store.staging.iterdir()) == []


def test_staging_that_was_taken_away_is_made_again(store: ObjectStore, source: Path) -> None:
    store.stage(source)
    shutil.rmtree(store.staging)
    assert store.stage(source).staging_path.read_bytes() == source.read_bytes()
    store.under_way.close()


def test_what_earlier_versions_left_in_staging_is_swept_after_a_day(store: ObjectStore) -> None:
    left = store.staging / ("0a" * 16)
    scratch_copy = store.staging / "backup-a_b0c1d2"
    left.write_text("half")
    scratch_copy.mkdir()
    (scratch_copy / "catalog.db").write_text("half")
    (store.staging / "@eaDir").mkdir()
    assert store.under_way.sweep() == 0
    for path in (scratch_copy / "catalog.db", *store.staging.iterdir()):
        os.utime(path, (0, 0))
    assert store.under_way.sweep() == 2
    assert [path.name for path in store.staging.iterdir()] == ["@eaDir"]


def test_discard_drops_the_copy(store: ObjectStore, source: Path) -> None:
    staged = store.stage(source)
    store.discard(staged)
    store.discard(staged)
    assert not staged.staging_path.exists()


def test_an_empty_file_is_refused(store: ObjectStore, tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(Unreadable, match="empty"):
        store.stage(tmp_path / "empty.jpg")
    assert list(store.staging.iterdir()) == []


def test_what_is_no_file_is_refused_at_once(store: ObjectStore, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="not there"):
        store.stage(tmp_path / "gone.jpg")
    with pytest.raises(Unreadable, match="folder"):
        store.stage(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_or_device_does_not_hang(store: ObjectStore, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    for path in (tmp_path / "pipe.jpg", Path(os.devnull)):
        with pytest.raises(Unreadable, match="device or a pipe"):
            store.stage(path)


def test_a_link_to_itself_is_refused(store: ObjectStore, tmp_path: Path) -> None:
    link = tmp_path / "loop"
    link.symlink_to(link)
    with pytest.raises(Unreadable, match="leads back to itself"):
        store.stage(link)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no names in bytes")
@pytest.mark.parametrize(
    "name",
    [b"bad\xff\xfe.jpg", "новая\nстрока.jpg".encode(), "\u202egpj.exe".encode(), b"n" * 255, "杭州 🏮.jpg".encode()],
)
def test_names_of_every_kind(store: ObjectStore, tmp_path: Path, name: bytes) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118 - bytes
    with open(path, "wb") as out:  # noqa: PTH123 - bytes
        out.write(b"content")
    assert store.stage(path).size == 7
    assert store.stage(os.fsdecode(path)).size == 7
    shown = display_name(path)
    assert shown.encode("utf-8")
    assert "\n" not in shown
    assert "\u202e" not in shown


def test_a_source_that_grows_while_it_is_read_is_refused(
    store: ObjectStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = os.read

    def growing(descriptor: int, size: int) -> bytes:
        with source.open("ab") as more:
            more.write(b"more")
        monkeypatch.setattr(os, "read", read)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", growing)
    with pytest.raises(Unreadable, match="changed while it was read"):
        store.stage(source)
    assert list(store.staging.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "read-only"), (errno.EIO, "failed"), (errno.EACCES, "permission")],
)
def test_our_own_disk_at_fault(
    store: ObjectStore, source: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def failing(_descriptor: int, _data: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "write", failing)
    with pytest.raises(StorageError, match=words):
        store.stage(source)
    monkeypatch.undo()
    assert list(store.staging.iterdir()) == []


def test_the_sources_disk_at_fault(store: ObjectStore, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_descriptor: int, _size: int) -> bytes:
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(os, "read", failing)
    with pytest.raises(Unreadable, match="can't be read"):
        store.stage(source)
    monkeypatch.undo()
    assert list(store.staging.iterdir()) == []


def test_a_lost_rename_is_synced_again(store: ObjectStore, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.adopt(store.stage(source), "jpg")

    def failing(_folder: Path) -> None:
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(disk, "sync_folder", failing)
    with pytest.raises(StorageError):
        store.sync_directories()
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    store.sync_directories()
    assert store.objects in synced
    assert len(synced) == 2


def test_many_threads_stage_the_same_file(store: ObjectStore, source: Path) -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            store.adopt(store.stage(source), "jpg")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(list(store.iter_objects())) == 1
    assert list(store.staging.iterdir()) == []


@given(st.binary(max_size=300))
def test_any_name_can_be_shown(name: bytes) -> None:
    shown = visible(os.fsdecode(name))
    shown.encode("utf-8")
    assert not set(shown) & set("\n\r\t\x00\u202e\u2066")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"])))
def test_ordinary_names_are_shown_as_they_are(name: str) -> None:
    assert visible(name) == name

"""The disposable cache of small pictures."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from archive_app.media.pictures import thumbnails
from archive_app.media.pictures.thumbnails import ThumbnailCache


def _sha(number: int) -> str:
    return hashlib.sha256(number.to_bytes(8, "big")).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "derived" / "thumbs.sqlite"


def test_pictures_come_back(path: Path) -> None:
    cache = ThumbnailCache(path)
    cache.put_many([(_sha(1), 256, b"small"), (_sha(1), 2048, b"large"), (_sha(2), 256, b"other")])
    assert cache.get(_sha(1), 256) == b"small"
    assert cache.get(_sha(1), 2048) == b"large"
    assert cache.get(_sha(2), 2048) is None
    assert cache.get(_sha(3), 256) is None
    cache.put_many([(_sha(1), 256, b"newer")])
    cache.close()
    assert ThumbnailCache(path).get(_sha(1), 256) == b"newer"


def test_forgetting(path: Path) -> None:
    cache = ThumbnailCache(path)
    cache.put_many([(_sha(1), 256, b"a"), (_sha(1), 2048, b"b"), (_sha(2), 256, b"c")])
    cache.forget(_sha(1))
    assert [cache.get(_sha(1), 256), cache.get(_sha(1), 2048), cache.get(_sha(2), 256)] == [None, None, b"c"]
    cache.close()


def test_the_previews_used_longest_ago_go_first(path: Path) -> None:
    cache = ThumbnailCache(path, preview_limit=10_000)
    cache.put_many([(_sha(i), 256, b"t" * 1000) for i in range(30)])
    for i in range(9):
        cache.put_many([(_sha(i), 2048, b"p" * 1000)])
    assert cache.get(_sha(0), 2048)
    cache.put_many([(_sha(9), 2048, b"p" * 1000), (_sha(10), 2048, b"p" * 1000)])
    kept = {i for i in range(11) if cache.get(_sha(i), 2048)}
    assert 0 in kept, "just looked at"
    assert {9, 10} <= kept
    assert {1, 2}.isdisjoint(kept)
    assert len(kept) == 9
    assert all(cache.get(_sha(i), 256) for i in range(30)), "thumbnails stay"
    cache.close()


@pytest.mark.parametrize("content", [b"", b"not a database" * 1000, b"SQLite format 3\x00" + b"\xff" * 8000])
def test_a_broken_file_is_built_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    cache = ThumbnailCache(path)
    assert cache.get(_sha(1), 256) is None
    cache.put_many([(_sha(1), 256, b"x")])
    assert cache.get(_sha(1), 256) == b"x"
    cache.close()


def test_a_fault_that_cannot_be_read_out_is_one_all_the_same(path: Path) -> None:
    """SQLite says of which table there is none, and that is no text."""
    cache = ThumbnailCache(path)
    cache.put_many([(_sha(1), 256, b"small")])
    cache.close()
    content = path.read_bytes()
    assert b"previews_used ON previews" in content
    path.write_bytes(content.replace(b"previews_used ON previews", b"previews_used ON previe\xc9s"))
    assert cache.get(_sha(1), 256) is None
    cache.put_many([(_sha(1), 256, b"again")])
    assert cache.get(_sha(1), 256) == b"again"
    cache.close()


def test_a_cache_of_another_version_is_built_anew(path: Path) -> None:
    cache = ThumbnailCache(path)
    cache.put_many([(_sha(1), 256, b"x")])
    cache._open().execute("PRAGMA user_version = 99")
    cache.close()
    cache = ThumbnailCache(path)
    assert cache.get(_sha(1), 256) is None
    cache.put_many([(_sha(1), 256, b"y")])
    assert cache.get(_sha(1), 256) == b"y"
    cache.close()


def test_a_cache_from_before_fingerprints_keeps_its_pictures(path: Path) -> None:
    cache = ThumbnailCache(path)
    cache.put_many([(_sha(1), 256, b"x")])
    cache._open().execute("DROP TABLE fingerprints")
    cache._open().execute("PRAGMA user_version = 2")
    cache.close()
    cache = ThumbnailCache(path)
    assert cache.get(_sha(1), 256) == b"x"
    cache.put_fingerprints([(_sha(1), b"look")])
    assert cache.fingerprints() == {_sha(1): b"look"}
    cache.close()


def test_a_damaged_fingerprint_is_none(path: Path) -> None:
    cache = ThumbnailCache(path)
    cache.put_fingerprints([(_sha(1), b"look"), (_sha(2), b"other")])
    key = bytes.fromhex(_sha(1))
    [(data,)] = cache._open().execute("SELECT data FROM fingerprints WHERE sha256 = ?", (key,))
    cache._open().execute("UPDATE fingerprints SET data = ? WHERE sha256 = ?", (b"c" + data[1:], key))
    assert cache.fingerprints() == {_sha(2): b"other"}
    cache.close()


def test_a_fingerprint_is_forgotten_with_its_picture(path: Path) -> None:
    cache = ThumbnailCache(path)
    cache.put_fingerprints([(_sha(1), b"look"), (_sha(2), b"other")])
    cache.forget(_sha(1))
    assert cache.fingerprints() == {_sha(2): b"other"}
    cache.close()


def test_broken_while_it_is_open(path: Path) -> None:
    cache = ThumbnailCache(path)
    cache.put_many([(_sha(i), 256, b"x" * 5000) for i in range(200)])
    cache._open().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cache._open().execute("PRAGMA shrink_memory")
    with path.open("r+b") as stream:
        stream.seek(0)
        stream.write(b"\xff" * 300_000)
    for i in range(200):
        cache.get(_sha(i), 256)
    cache.put_many([(_sha(7), 256, b"again")])
    assert cache.get(_sha(7), 256) == b"again"
    cache.close()


def test_deleted_while_it_is_open(path: Path) -> None:
    cache = ThumbnailCache(path)
    cache.put_many([(_sha(1), 256, b"x")])
    for file in path.parent.iterdir():
        file.unlink()
    assert cache.get(_sha(1), 256) is None
    cache.put_many([(_sha(2), 256, b"y")])
    assert cache.get(_sha(2), 256) == b"y"
    assert path.is_file()

    for file in path.parent.iterdir():
        file.unlink()
    path.parent.rmdir()
    cache.put_many([(_sha(3), 256, b"z")])
    assert cache.get(_sha(3), 256) == b"z"
    cache.close()


def test_a_folder_that_cannot_be_written_costs_only_the_cache(tmp_path: Path) -> None:
    (tmp_path / "derived").write_bytes(b"a file where the folder should be")
    cache = ThumbnailCache(tmp_path / "derived" / "thumbs.sqlite")
    cache.put_many([(_sha(1), 256, b"x")])
    assert cache.get(_sha(1), 256) is None
    cache.close()


def test_two_windows_share_it(path: Path) -> None:
    one, other = ThumbnailCache(path), ThumbnailCache(path)
    one.put_many([(_sha(1), 256, b"x")])
    assert other.get(_sha(1), 256) == b"x"
    other.put_many([(_sha(2), 256, b"y")])
    assert one.get(_sha(2), 256) == b"y"
    one.close()
    other.close()


def test_many_threads(path: Path) -> None:
    cache = ThumbnailCache(path)
    errors: list[BaseException] = []

    def work(start: int) -> None:
        try:
            for i in range(start, start + 50):
                cache.put_many([(_sha(i), 256, str(i).encode()), (_sha(i), 2048, b"large")])
                assert cache.get(_sha(i), 256) == str(i).encode()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 50, 100, 150)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert all(cache.get(_sha(i), 256) for i in range(200))
    cache.close()


def test_a_cache_that_another_writes_to_is_left_as_it_is(tmp_path: Path) -> None:
    cache, digest = ThumbnailCache(tmp_path / "derived" / "thumbs.sqlite"), "ab" * 32
    cache.put_many([(digest, 256, b"small")])
    # The same SQLite: two of them in one process do not see each other's locks.
    other = thumbnails.sqlite3.connect(cache.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache.put_many([(digest, 128, b"smaller")])
    other.execute("ROLLBACK")
    other.close()
    assert cache.get(digest, 256) == b"small"
    cache.close()


def test_a_damaged_picture_is_never_shown(tmp_path: Path) -> None:
    file, picture = tmp_path / "derived" / "thumbs.sqlite", b"picture" * 20
    cache, digest = ThumbnailCache(file), "ab" * 32
    cache.put_many([(digest, 256, picture)])
    cache.close()
    content = file.read_bytes()
    for bit in range(0, len(picture) * 8, 7):
        damaged = bytearray(content)
        damaged[content.index(picture) + bit // 8] ^= 1 << bit % 8
        file.write_bytes(damaged)
        cache = ThumbnailCache(file)
        assert cache.get(digest, 256) is None
        cache.put_many([(digest, 256, picture)])
        assert cache.get(digest, 256) == picture
        cache.close()

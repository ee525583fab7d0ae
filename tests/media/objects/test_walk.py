"""From folders to files: everything given is accounted for, once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive_app.media.objects.walk import Found, natural_key, walk


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def _names(found: list[Found], folder: Path) -> list[str]:
    return [str(one.path.relative_to(folder)) for one in found if not one.reason]


def test_folders_are_walked_in_natural_order(tmp_path: Path) -> None:
    _make(tmp_path, "IMG_10.jpg", "IMG_9.jpg", "img_1.jpg", "b/2.jpg", "b/10.jpg", "a/x.jpg")
    found = list(walk([tmp_path]))
    assert _names(found, tmp_path) == ["img_1.jpg", "IMG_9.jpg", "IMG_10.jpg", "a/x.jpg", "b/2.jpg", "b/10.jpg"]
    assert all(not one.reason for one in found)


def test_hidden_files_are_named_and_passed_over(tmp_path: Path) -> None:
    _make(tmp_path, "photo.jpg", ".DS_Store", "Thumbs.db", ".git/config")
    found = list(walk([tmp_path]))
    assert _names(found, tmp_path) == ["photo.jpg"]
    assert sorted(one.path.name for one in found if one.reason) == [".DS_Store", ".git", "Thumbs.db"]


def test_a_hidden_file_given_by_name_is_taken(tmp_path: Path) -> None:
    _make(tmp_path, ".hidden.jpg")
    assert list(walk([tmp_path / ".hidden.jpg"])) == [Found(tmp_path / ".hidden.jpg")]


def test_loops_of_links_end(tmp_path: Path) -> None:
    _make(tmp_path, "a/photo.jpg")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "c.jpg").symlink_to(tmp_path / "c.jpg")
    found = list(walk([tmp_path]))
    assert [one.path.name for one in found if not one.reason] == ["photo.jpg"]
    assert any("back to itself" in one.reason for one in found if one.path.name == "c.jpg")
    assert sum("already" in one.reason for one in found) == 2


def test_every_given_path_is_accounted_for(tmp_path: Path) -> None:
    _make(tmp_path, "here.jpg")
    (tmp_path / "empty").mkdir()
    given = [tmp_path / "here.jpg", tmp_path / "gone.jpg", tmp_path / "empty", Path("bad\0name")]
    found = list(walk(given))
    assert [one.path for one in found] == given
    assert [bool(one.reason) for one in found] == [False, True, True, True]


def test_an_archive_is_not_swallowed(tmp_path: Path) -> None:
    _make(tmp_path, "photos/a.jpg", "mine/archive.json", "mine/catalog.db", "mine/objects/b.jpg")
    found = list(walk([tmp_path]))
    assert _names(found, tmp_path) == ["photos/a.jpg"]
    (refused,) = [one for one in found if one.reason]
    assert refused.path.name == "mine"
    assert "archive of this program" in refused.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_pipes_are_named_and_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (found,) = walk([tmp_path])
    assert "pipe" in found.reason


@pytest.mark.skipif(os.name == "nt", reason="Windows has no names in bytes")
def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    raw = os.path.join(os.fsencode(tmp_path), b"\xff\xfe\n.jpg")  # noqa: PTH118
    with open(raw, "wb") as out:  # noqa: PTH123
        out.write(b"x")
    (found,) = walk([tmp_path])
    assert os.fsencode(found.path) == raw


@pytest.mark.parametrize(
    ("first", "second"), [("IMG_9", "IMG_10"), ("a", "B"), ("2 a", "10 a"), ("x", "x1"), ("001", "2"), ("1", "a")]
)
def test_natural_order(first: str, second: str) -> None:
    assert natural_key(first) < natural_key(second)

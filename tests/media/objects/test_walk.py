"""From folders to files: everything given is accounted for, once."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive_app.domain.text.clutter import is_clutter
from archive_app.media.objects.walk import Found, natural_key, walk

#: The user of nobody, as most systems number it.
_NOBODY = 65_534


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


def test_clutter_is_passed_over_and_how_much_of_it_is_said(tmp_path: Path) -> None:
    _make(
        tmp_path, "a.jpg", "@eaDir/a.jpg/SYNOPHOTO_THUMB_XL.jpg", "@eaDir/a.jpg/SYNOPHOTO_THUMB_M.jpg",
        "#recycle/old.jpg",
        "Photos Previews.LRDATA/p.jpg", "._a.jpg", "desktop.ini",
    )  # fmt: skip
    found = list(walk([tmp_path]))
    assert _names(found, tmp_path) == ["a.jpg"]
    reasons = {one.path.name: one.reason for one in found}
    assert "with 2 files in it" in reasons["@eaDir"]
    assert "with 1 file in it" in reasons["#recycle"]
    assert reasons["desktop.ini"].endswith("passed over.")
    assert len(reasons) == 6
    assert list(walk([tmp_path / "#recycle" / "old.jpg"])) == [Found(tmp_path / "#recycle" / "old.jpg")]


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "._IMG.jpg", "Thumbs.db", "THUMBS.DB", "@eaDir", "#recycle", "@Recycle", "@Recently-Snapshot",
        "My Catalog Previews.lrdata", "x.lrcat-data", ".dtrash", "__MACOSX", ".thumbnails", ".@__thumb", ".Trashes",
        ".Spotlight-V100", "System Volume Information", "$RECYCLE.BIN", "lost+found", ".Trash-1000", "~$report.docx",
    ],
)  # fmt: skip
def test_what_systems_leave_is_known_by_name(name: str) -> None:
    assert is_clutter(name)


@pytest.mark.parametrize("name", ["IMG_1.jpg", "Recycling.jpg", "lrdata.jpg", "trash", "photos", "Lost and found"])
def test_what_people_name_is_no_clutter(name: str) -> None:
    assert not is_clutter(name)


def test_links_that_lead_out_are_named_and_not_followed(tmp_path: Path) -> None:
    _make(tmp_path, "in/a.jpg", "in/sub/b.jpg", "in-house/secret.jpg")
    inside = tmp_path / "in"
    (inside / "all").symlink_to("/", target_is_directory=True)
    (inside / "beside").symlink_to(tmp_path / "in-house", target_is_directory=True)
    (inside / "one.jpg").symlink_to(tmp_path / "in-house" / "secret.jpg")
    (inside / "own.jpg").symlink_to(inside / "sub" / "b.jpg")
    found = list(walk([inside]))
    assert _names(found, inside) == ["a.jpg", "own.jpg", "sub/b.jpg"]
    assert sorted(one.path.name for one in found if "leads out" in one.reason) == ["all", "beside", "one.jpg"]
    given = list(walk([inside / "one.jpg", inside / "beside"]))
    assert [one.path.name for one in given if not one.reason] == ["one.jpg", "secret.jpg"]


def _refuse(monkeypatch: pytest.MonkeyPatch, call: str, folder: Path) -> None:
    """What a folder of another user answers; tests may run as one whom no folder refuses."""
    real = getattr(os, call)

    def refuse(path: str | Path, *args: object, **more: object) -> object:
        if Path(path) == folder or (call == "stat" and Path(path).parent == folder):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **more)

    monkeypatch.setattr(os, call, refuse)


@pytest.mark.parametrize("call", ["scandir", "stat"])
def test_a_folder_that_refuses_is_one_line_and_the_rest_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    _make(tmp_path, "a.jpg", "locked/x.jpg", "open/b.jpg")
    _refuse(monkeypatch, call, tmp_path / "locked")
    found = list(walk([tmp_path]))
    assert _names(found, tmp_path) == ["a.jpg", "open/b.jpg"]
    (refused,) = [one for one in found if one.reason]
    assert refused.path.name == "locked"
    assert "permission" in refused.reason


@contextmanager
def _ordinary() -> Iterator[Path]:
    """A folder that an ordinary user owns, and to be that user: nothing is refused to the administrator."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() != 0:
            yield Path(folder)
            return
        os.chown(folder, _NOBODY, -1)
        os.seteuid(_NOBODY)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are those of POSIX")
def test_a_folder_without_rights_is_one_line() -> None:
    with _ordinary() as folder:
        _make(folder, "a.jpg", "lost/x.jpg", "entered/y.jpg")
        (folder / "lost").chmod(0)
        (folder / "entered").chmod(0o400)
        try:
            found = list(walk([folder]))
        finally:
            (folder / "lost").chmod(0o700)
            (folder / "entered").chmod(0o700)
        assert _names(found, folder) == ["a.jpg"]
    assert all("permission" in one.reason for one in found if one.reason)

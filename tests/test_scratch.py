"""Temporary things have owners: what a dead one has left goes, what a living one has stays."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive_app
from archive_app import locks, scratch
from archive_app.scratch import Scratch

_OWNER = """
import sys
from pathlib import Path
from archive_app.scratch import Scratch
mine = Scratch(Path(sys.argv[1]), "staging")
(mine.folder / "half").write_text("half of it")
(mine.folder / "inner").mkdir()
(mine.folder / "inner" / "more").write_text("more")
print(mine.name, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has something under way in the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", _OWNER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert scratch.is_scratch(process.stdout.readline().strip())
        yield process
        process.kill()


def _old(path: Path) -> None:
    for each in (path, *path.rglob("*")):
        os.utime(each, (0, 0))


def _no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(locks, "_lock", refuse)


def test_what_a_killed_owner_has_left_is_swept_and_a_living_ones_is_not(
    tmp_path: Path, owner: subprocess.Popen[str]
) -> None:
    (theirs,) = tmp_path.iterdir()
    assert scratch.sweep(tmp_path) == 0
    assert scratch.is_alive(theirs)
    assert scratch.living(tmp_path, "staging")
    assert (theirs / "inner" / "more").read_text() == "more"
    owner.kill()
    owner.wait()
    assert not scratch.is_alive(theirs)
    assert not scratch.living(tmp_path, "staging")
    assert scratch.sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_this_process_has_under_way_is_never_swept_by_it(tmp_path: Path) -> None:
    with Scratch(tmp_path, "backup") as folder:
        (folder / "catalog.db").write_text("half")
        assert scratch.sweep(tmp_path) == 0
        assert scratch.living(tmp_path, "backup")
        assert not scratch.living(tmp_path, "staging")
        assert (folder / "catalog.db").read_text() == "half"
    assert list(tmp_path.iterdir()) == []


def test_whoever_begins_something_in_a_place_sweeps_it_first(tmp_path: Path) -> None:
    (tmp_path / ".exchange-archive-drill-0123456789abcdef").mkdir()
    with Scratch(tmp_path, "drill", private=True) as mine:
        assert list(tmp_path.iterdir()) == [mine]


def test_a_folder_whose_owner_died_before_it_was_locked_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".exchange-archive-draft-0123456789abcdef").mkdir()
    assert scratch.sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_anybody_else_is_touched(tmp_path: Path) -> None:
    names = [".exchange-archive-notes", ".exchange-archive-draft-0123456789abcdeg", "staging", "lock"]
    for name in names:
        (tmp_path / name).mkdir()
        _old(tmp_path / name)
    (tmp_path / ".exchange-archive-draft-0123456789abcdef").write_text("a file of this name is none of ours")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert scratch.sweep(tmp_path) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == kept


def test_no_link_is_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / ".exchange-archive-draft-0123456789abcdef").symlink_to(outside)
    held = inside / ".exchange-archive-draft-fedcba9876543210"
    held.mkdir()
    (held / "way").symlink_to(outside)
    (held / ".lock").symlink_to(outside / "kept")
    scratch.sweep(inside)
    (tmp_path / "staging").symlink_to(outside)
    (outside / ".exchange-archive-draft-fedcba9876543210").mkdir()
    assert scratch.sweep(tmp_path / "staging") == 0
    assert (outside / "kept").read_text() == "kept"
    assert (outside / ".exchange-archive-draft-fedcba9876543210").is_dir()


def test_where_a_drive_has_no_locks_what_is_a_day_old_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _no_locks(monkeypatch)
    with Scratch(tmp_path, "staging") as mine:
        theirs = tmp_path / ".exchange-archive-staging-0123456789abcdef"
        theirs.mkdir()
        (theirs / "half").write_text("half")
        _old(mine)
        assert scratch.sweep(tmp_path) == 0
        _old(theirs)
        os.utime(theirs / "half")
        assert scratch.is_alive(theirs)
        assert scratch.sweep(tmp_path) == 0
        _old(theirs)
        assert not scratch.is_alive(theirs)
        _old(theirs)
        assert scratch.sweep(tmp_path) == 1
        assert list(tmp_path.iterdir()) == [mine]


def test_what_earlier_versions_have_left_goes_by_age(tmp_path: Path) -> None:
    (tmp_path / "backup-abcdefgh").mkdir()
    (tmp_path / "backup-abcdefgh" / "catalog.db").write_text("half")
    (tmp_path / "0123").write_text("half")
    (tmp_path / "notes").write_text("kept")

    def earlier(path: Path) -> bool:
        return path.name != "notes"

    _old(tmp_path / "0123")
    _old(tmp_path / "notes")
    assert scratch.sweep(tmp_path, earlier) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup-abcdefgh", "notes"]
    _old(tmp_path / "backup-abcdefgh")
    assert scratch.sweep(tmp_path, earlier) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_whoever_is_swept_before_the_lock_is_taken_makes_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, times = locks.take, []

    def late(file: Path) -> tuple[int, locks.Grip]:
        times.append(file)
        if len(times) == 1:
            file.parent.rmdir()
        return take(file)

    monkeypatch.setattr(locks, "take", late)
    with Scratch(tmp_path, "draft") as folder:
        assert folder.is_dir()
        assert len(times) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_lock_file_that_its_holder_removed_holds_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = locks._lock

    def removed_first(descriptor: int) -> None:
        (tmp_path / "lock").unlink()
        lock(descriptor)

    monkeypatch.setattr(locks, "_lock", removed_first)
    assert locks.take(tmp_path / "lock")[1] is locks.Grip.THEIRS


#: Other ways to temporary things, which nobody would sweep; asking for the system's folder for them is none.
_OTHER_WAYS = re.compile(
    r"mkdtemp|mkstemp|TemporaryDirectory|TemporaryFile|SpooledTemp|\.part[\"']|with_suffix\(\"\.tmp"
)


def test_nothing_temporary_is_made_in_another_way() -> None:
    root = Path(archive_app.__file__).parent
    found = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in sorted(root.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if _OTHER_WAYS.search(line) and "re.compile(" not in line and "endswith(" not in line
    ]
    assert found == []


def test_what_cannot_be_asked_counts_as_alive_and_what_is_no_folder_does_not(tmp_path: Path) -> None:
    asked = tmp_path / f".exchange-archive-staging-{'a' * 16}"
    asked.mkdir()
    (asked / scratch._LOCK).symlink_to(scratch._LOCK)
    assert scratch.is_alive(asked)
    assert scratch.living(tmp_path, "staging")
    assert scratch.sweep(tmp_path) == 0
    assert asked.is_dir()
    named = tmp_path / f".exchange-archive-staging-{'b' * 16}"
    named.write_text("a file that only bears the name")
    assert not scratch.is_alive(named)


def test_a_lock_that_is_broken_off_keeps_no_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def break_off(descriptor: int) -> locks.Grip:
        seen.append(descriptor)
        raise KeyboardInterrupt

    monkeypatch.setattr(locks, "_grip", break_off)
    with pytest.raises(KeyboardInterrupt):
        locks.take(tmp_path / "lock")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(seen[0])

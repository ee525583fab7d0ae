"""``backup``, ``backups``, ``verify-backup`` and ``drill``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def place(cli: Cli, tmp_path: Path) -> Path:
    """A place for backups that is set, and an original in the archive."""
    folder = tmp_path / "drive"
    folder.mkdir()
    (tmp_path / "letter.txt").write_text("A letter", encoding="utf-8")
    cli("ingest", str(tmp_path / "letter.txt"))
    cli("settings", f"backup-place={folder}")
    return folder


def _original(folder: Path) -> Path:
    return next(path for path in folder.rglob("*.txt") if "sha256" in path.parts)


def test_a_backup_goes_to_its_place_and_says_on_which_drive_that_is(cli: Cli, place: Path) -> None:
    first = cli("backup")
    assert (first["place"], first["new"], first["copied"], first["problems"]) == (str(place), True, 1, [])
    assert "lies on the same drive" in first["warning"]
    assert cli("backup")["new"] is False
    said = cli.said("backup")
    assert "Nothing has changed since the backup of " in said
    assert "lies on the same drive" in said


def test_without_a_place_the_backup_says_so(cli: Cli) -> None:
    assert "No place for backups is set" in cli.said("backup")


def test_what_cannot_be_read_is_named_and_the_status_says_so(cli: Cli, place: Path) -> None:
    victim = _original(cli.folder)
    victim.unlink()
    report = cli("backup", expect=1)
    assert [victim.name in problem for problem in report["problems"]] == [True]
    assert list(place.rglob("catalogue.db"))


@pytest.mark.usefixtures("place")
def test_what_is_kept_is_listed_with_its_age(cli: Cli) -> None:
    before = cli("backups")
    assert (before["last"], before["states"]) == (None, [])
    assert "never backed up" in before["sentence"]
    state = cli("backup")["state"]
    after = cli("backups")
    assert [each["name"] for each in after["states"]] == [state]
    assert (after["last"]["state"], after["old"], after["verify_due"]) == (state, False, False)
    assert state in cli.said("backups")


def test_a_backup_is_read_again(cli: Cli, place: Path) -> None:
    assert cli("verify-backup", expect=1)["error"]["kind"] == "not-found"
    state = cli("backup")["state"]
    assert cli("verify-backup")["whole"] == [state]
    assert "All is well: 3 files of 1 backups" in cli.said("verify-backup", str(place))
    victim = _original(place)
    victim.write_bytes(b"other")
    bad = cli("verify-backup", expect=1)
    assert (bad["ok"], bad["whole"], [each["what"] for each in bad["faults"]]) == (False, [], ["damaged"])
    assert bad["faults"][0]["file"].endswith(victim.name)
    assert cli("backup")["copied"] == 1
    assert cli("verify-backup")["ok"]


@pytest.mark.usefixtures("place")
def test_a_backup_in_one_file_is_read_again(cli: Cli, tmp_path: Path) -> None:
    file = Path(cli("backup", "--out", str(tmp_path / "one.tar"))["file"])
    assert cli("verify-backup", str(file))["files"] == 3
    file.write_bytes(file.read_bytes()[:5000])
    assert cli("verify-backup", str(file), expect=1)["error"]["kind"] == "not-an-archive"


def test_the_drill_says_its_result_in_a_sentence(cli: Cli, place: Path) -> None:
    assert cli("drill", expect=1)["error"]["kind"] == "not-found"
    cli("backup")
    found = cli("drill")
    assert (found["ok"], found["originals"], found["faults"]) == (True, 1, [])
    assert found["searches"] > 0
    assert "can be restored: 1 original came back byte for byte" in cli.said("drill")
    _original(place).write_bytes(b"other")
    assert cli("drill", expect=1)["error"]["kind"] == "not-an-archive"


def test_a_place_is_a_whole_path(cli: Cli) -> None:
    assert cli("settings", "backup-place=drive", expect=1)["error"]["kind"] == "invalid"
    assert cli("settings", "backup-keep=0", expect=1)["error"]["kind"] == "invalid"

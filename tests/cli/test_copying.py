"""Copying metadata from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_codes import Cli


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    made = Cli(tmp_path / "archive", capsys)
    made("new")
    made("add", "person", "--name", "Max Wheatley")
    for number in range(3):
        made("add", "photo", "--name", f"Photo {number}", "--set", "credit=old")
    made("set", "PHO-0001", "credit=© City", "caption[zh]=西湖", "rating=5")
    made("link", "PHO-0001", "depicts", "Max Wheatley")
    return made


def test_what_would_be_copied_is_said_and_then_done(cli: Cli) -> None:
    planned = cli("copy-metadata", "PHO-0001", "--to", "kind:photo", "--dry-run")
    assert (planned["items"], planned["done"], planned["step"], planned["ref"]) == (2, False, None, "PHO-0001")
    assert [(each["key"], each["changed"], each["replaced"]) for each in planned["pieces"]] == [
        ("caption[zh]", 2, 0), ("credit", 2, 2), ("depicts:PER-0001", 2, 0)
    ]  # fmt: skip
    assert cli.said("copy-metadata", "PHO-0001", "--to", "kind:photo", "--dry-run").splitlines() == [
        "Caption (Chinese): 西湖 (2 get it)",
        "Credit: © City (2 lose another value)",
        "Depicts: Max Wheatley (2 get it)",
        "2 records: 4 values added, 2 overwritten",
    ]
    done = cli("copy-metadata", "PHO-0001", "--to", "kind:photo")
    assert (done["done"], done["changed"]) == (True, 6)
    shown = cli("show", "PHO-0003")
    assert (shown["fields"]["credit"], shown["texts"][0]["text"]) == ("© City", "西湖")
    assert cli("undo")["label"] == "Copy metadata of “Photo 0” to 2 records"
    assert cli("show", "PHO-0003")["fields"]["credit"] == "old"


def test_only_what_is_named(cli: Cli) -> None:
    assert cli("copy-metadata", "PHO-0001", "--to", "PHO-0002", "--only", "rating", "--only", "links")["changed"] == 2
    assert cli("show", "PHO-0002")["fields"]["rating"] == 5
    assert cli("show", "PHO-0002")["fields"]["credit"] == "old"
    error = cli("copy-metadata", "PHO-0001", "--to", "PHO-0002", "--only", "colour", expect=1)["error"]
    assert error["message"].startswith("There is nothing called “colour” to copy. There is: caption[zh], credit")
    error = cli("copy-metadata", "PHO-0001", "--to", "PHO-0001", expect=1)["error"]
    assert error["message"] == "This is the record that was copied. Choose others to give them what it says."
    assert cli("copy-metadata", "PHO-0001", "--to", "kind:video")["items"] == 0

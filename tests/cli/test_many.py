"""Many at once, find and replace, and suggestions from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_codes import Cli


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    made = Cli(tmp_path / "archive", capsys)
    made("new")
    made("add", "person", "--name", "Max Wheatley")
    made("add", "event", "--name", "Signing")
    for number in range(3):
        made("add", "photo", "--name", f"Photo {number}", "--set", "caption[en]=Max Wheatley in Nis")
    return made


def test_values_are_set_of_everything_that_is_found(cli: Cli) -> None:
    planned = cli("set-many", "kind:photo", "credit=© City", "caption[zh]=尼什", "--dry-run")
    assert (planned["items"], planned["done"], planned["step"]) == (3, False, None)
    assert [each["changed"] for each in planned["fields"]] == [3, 3]
    assert cli("search", "© City")["count"] == 0
    assert cli.said("set-many", "kind:photo", "credit=© City") == "credit: 3 items: 3 get it\n"
    assert cli("set-many", "kind:photo", "credit=© City")["fields"][0]["already"] == 3
    assert cli("search", "© City")["count"] == 3
    assert cli("undo")["label"] == "Set credit of 3 records"
    assert cli("set-many", "kind:photo", "colour=red", expect=1)["error"]["kind"] == "invalid"
    assert cli("set-many", "kind:video", "credit=x")["items"] == 0


def test_links_are_made_and_taken_off(cli: Cli) -> None:
    planned = cli("link-many", "kind:photo", "depicts", "Max Wheatley", "--dry-run")
    assert (planned["changed"], planned["step"]) == (3, None)
    assert cli("link-many", "kind:photo", "depicts", "Max Wheatley")["step"]
    assert cli("link-many", "kind:photo", "depicts", "Max Wheatley")["already"] == 3
    assert cli("unlink-many", "kind:photo", "depicts", "Max Wheatley")["words"] == "3 items: taken off 3"
    assert cli("link-many", "kind:photo", "likes", "Max Wheatley", expect=1)["error"]["kind"] == "not-found"


def test_find_and_replace(cli: Cli) -> None:
    planned = cli("replace", "--search", "kind:photo", "--find", "nis", "--with", "Niš", "--dry-run")
    first = planned["changes"][0]
    assert (first["old"], first["new"]) == ("Max Wheatley in Nis", "Max Wheatley in Niš")
    assert planned["step"] is None
    done = cli("replace", "--search", "kind:photo", "--find", "(\\w+) in Nis", "--with", "Niš: \\1", "--regex")
    assert (len(done["changes"]), done["left"], done["done"]) == (3, [], True)
    assert cli("show", "PHO-0001")["texts"][0]["text"] == "Max Niš: Wheatley"
    assert cli.said("replace", "--search", "kind:photo", "--find", "qq", "--with", "y") == "0 texts were changed.\n"
    error = cli("replace", "--search", "kind:photo", "--find", "(", "--with", "", "--regex", expect=1)["error"]
    assert error["message"].startswith("This is no regular expression")


def test_suggestions_are_listed_and_accepted(cli: Cli) -> None:
    found = cli("suggest", "PHO-0001")
    (one,) = found["suggestions"]
    assert (one["record"]["title"], one["relation"], one["source"]) == ("Max Wheatley", "depicts", "caption")
    assert one["reason"] in cli.said("suggest", "PHO-0001")
    assert cli("show", "PHO-0001")["links"] == []
    assert cli("suggest", "PHO-0001", "--accept", "2", expect=1)["error"]["kind"] == "not-found"
    assert cli("suggest", "PHO-0001", "--accept", "1")["step"]
    assert [link["relation"] for link in cli("show", "PHO-0001")["links"]] == ["depicts"]
    assert cli.said("suggest", "PHO-0001") == "There is nothing to suggest.\n"

"""Missing pictures and guessed encodings on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli
from tests.presscaptions import photograph


def test_a_guessed_encoding_is_said_listed_and_changed(cli: Cli, tmp_path: Path) -> None:
    photograph(tmp_path / "a.jpg", "mac_roman", caption="Bürgermeister Müller im Château")
    (entry,) = cli("ingest", str(tmp_path / "a.jpg"))["added"]
    assert "Mac Roman" in entry["reason"]
    found = cli("encodings")
    assert found["guessed"] == [
        {"ref": entry["ref"], "encoding": "Mac Roman", "text": "Bürgermeister Müller im Château"}
    ]
    assert {"encoding": "Windows-1252", "text": "BŸrgermeister MŸller im Ch‰teau"} in found["readings"]
    assert cli("encodings", "--search", "Müller", "--read-as", "windows-1252")["changed"] == [entry["ref"]]
    assert cli("show", entry["ref"])["texts"][0]["text"].startswith("BŸrgermeister")
    assert "Read 1 caption anew." in cli.said("encodings", entry["ref"], "--read-as", "Mac Roman")
    assert cli("encodings", "--read-as", "nonsense", expect=1)["error"]["kind"] == "invalid"


def test_pictures_that_are_missing_are_listed_and_tried_again(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    (entry,) = cli("ingest", str(tmp_path / "bad.png"))["without_preview"]
    assert [each["ref"] for each in cli("pictures")["without_picture"]] == [entry["ref"]]
    report = cli("pictures", "--again")
    assert (report["made"], [each["ref"] for each in report["still"]]) == ([], [entry["ref"]])
    assert entry["ref"] in cli.said("pictures")


def test_pictures_of_what_a_search_finds_alone(cli: Cli, tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + name.encode() * 20)
    entries = cli("ingest", str(tmp_path / "one.png"), str(tmp_path / "two.png"))["without_preview"]
    first, second = sorted(entry["ref"] for entry in entries)
    assert len(cli("pictures")["without_picture"]) == 2
    assert [each["ref"] for each in cli("pictures", f"ref:{first}")["without_picture"]] == [first]
    assert [each["ref"] for each in cli("pictures", f"ref:{second}", "--again")["still"]] == [second]
    assert cli("pictures", "ref:i-999999", "--again") == {"made": [], "still": [], "step": None}
    assert cli("pictures", "kind:nothing", expect=1)["error"]["kind"] == "query"


def test_which_walls_stand_is_said(cli: Cli) -> None:
    assert cli("pictures", "--walls")["walls"][0].startswith("What reads files is kept from: ")
    assert "10 seconds of the processor" in cli.said("pictures", "--walls")

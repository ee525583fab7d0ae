"""Codes and pads from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.cli.app import run


class Cli:
    """Runs commands in this process against one archive."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str, expect: int = 0) -> Any:
        assert run(["--archive", str(self.folder), *words, "--json"]) == expect
        return json.loads(self._capsys.readouterr().out)

    def said(self, *words: str, expect: int = 0) -> str:
        assert run(["--archive", str(self.folder), *words]) == expect
        caught = self._capsys.readouterr()
        return caught.err if expect else caught.out


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    made = Cli(tmp_path / "archive", capsys)
    made("new")
    made("add", "city", "--name", "Niš", "--name", "zh=尼什")
    made("add", "event", "--name", "Signing")
    made("add", "person", "--name", "Ana")
    return made


def test_a_code_is_set_listed_and_removed(cli: Cli) -> None:
    assert cli.said("codes") == "There are no codes yet.\n"
    made = cli("set-code", "NIS1", "Signing", "niš:taken at", "Ana:depicts:mayor", "--unwritten", "Ana")
    assert made["code"] == "nis1"
    targets = [(each["title"], each["relation"], each["role"], each["written"]) for each in made["targets"]]
    assert targets == [
        ("Signing", None, "", True),
        ("Niš", "taken_at", "", True),
        ("Ana", "depicts", "mayor", False),
    ]
    assert cli("codes") == {"codes": [made]}
    assert "taken_at" in cli.said("codes")
    assert cli("set-code", "a.b", "Ana", expect=1)["error"]["kind"] == "invalid"
    assert cli("remove-code", "nis2", expect=1)["error"]["message"].endswith("Did you mean “nis1”?")
    assert cli("remove-code", "=nis1")["code"] == "nis1"
    assert cli("codes") == {"codes": []}
    assert cli("undo")["label"] == "Remove the code “nis1”"


def test_codes_go_out_and_come_back_and_faults_are_a_table(cli: Cli, tmp_path: Path) -> None:
    cli("set-code", "nis1", "Signing", "Ana")
    file = tmp_path / "codes.csv"
    assert cli("export-codes", str(file)) == {"file": str(file), "count": 1}
    cli("remove-code", "nis1")
    assert cli("import-codes", str(file))["added"] == 1
    file.write_text("code,record\nx,Nobody\n\ny z,Ana\n", encoding="utf-8")
    error = cli("import-codes", str(file), expect=1)["error"]
    assert error["kind"] == "faulty-file"
    assert [(each["line"], each["column"]) for each in error["problems"]] == [(2, "record"), (4, "code")]
    said = cli.said("import-codes", str(file), expect=1)
    assert said.startswith("Nothing was imported: “codes.csv” has 2 faults. Line 2, record:")
    assert len(cli("codes")["codes"]) == 1
    assert cli("import-codes", str(tmp_path / "none.csv"), expect=1)["error"]["kind"] == "storage"


def test_a_pad_is_saved_and_given_to_records_and_to_what_is_ingested(cli: Cli, tmp_path: Path) -> None:
    assert cli.said("pads") == "No pad has been saved yet.\n"
    made = cli("save-pad", "Signing", "--link", "documents=Signing", "--link", "taken at=Niš", "--set", "rights=© Ana")
    assert [entry.get("relation") for entry in made["entries"]] == ["documents", "taken_at", None]
    assert cli("pads")["pads"] == [made]
    assert "© Ana" in cli.said("pads")
    Image.new("RGB", (320, 200), "teal").save(tmp_path / "bridge.jpg")
    report = cli("ingest", str(tmp_path / "bridge.jpg"), "--pad", "signing")
    ref = report["added"][0]["ref"]
    shown = cli("show", ref)
    assert shown["fields"]["rights"] == "© Ana"
    assert {link["relation"] for link in shown["links"]} == {"documents", "taken at"}
    assert cli("history")["steps"][0]["id"] == report["step"]
    again = cli("apply-pad", "Signing", ref)
    assert (again["made"], again["there"], again["step"]) == (0, 2, None)
    assert cli("ingest", str(tmp_path / "bridge.jpg"), "--pad", "gala", expect=1)["error"]["kind"] == "not-found"
    assert cli("remove-pad", "Signing")["name"] == "Signing"
    assert cli("pads") == {"pads": []}

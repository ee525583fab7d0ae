"""Saved searches and picks from the command line."""

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

    def said(self, *words: str) -> str:
        assert run(["--archive", str(self.folder), *words]) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    made = Cli(tmp_path / "archive", capsys)
    made("new")
    for name in ("Niš", "Leeds", "Oulu"):
        made("add", "city", "--name", name)
    return made


def test_a_search_is_saved_run_by_its_name_and_removed(cli: Cli) -> None:
    assert cli("searches") == {"searches": []}
    made = cli("save-search", "All but Leeds", "-leeds", "kind:city", "--order", "-ref")
    assert made == {"name": "All but Leeds", "query": "-leeds kind:city", "order": "-ref", "count": 2}
    assert cli("searches")["searches"] == [made]
    found = cli("search", "@all but leeds")
    assert [hit["title"] for hit in found["hits"]] == ["Oulu", "Niš"]
    cli("add", "city", "--name", "Split")
    assert cli("searches")["searches"][0]["count"] == 3
    lines = cli.said("searches")
    assert "All but Leeds" in lines
    assert "-leeds kind:city" in lines
    assert cli("remove-search", "ALL BUT LEEDS")["name"] == "All but Leeds"
    assert cli("searches") == {"searches": []}
    assert cli.said("searches") == "No search has been saved yet.\n"
    assert cli("undo")["label"] == "Remove the search “All but Leeds”"
    assert len(cli("searches")["searches"]) == 1


def test_a_saved_search_is_printed_by_its_name(cli: Cli, tmp_path: Path) -> None:
    Image.new("RGB", (320, 200), "teal").save(tmp_path / "bridge.jpg")
    cli("ingest", str(tmp_path / "bridge.jpg"))
    cli("save-search", "All photographs", "kind:photo")
    assert cli("catalogue", "--search", "@all photographs", "--out", str(tmp_path / "x.pdf"))["plates"] == 1
    assert (
        cli("catalogue", "--search", "@none", "--out", str(tmp_path / "y.pdf"), expect=1)["error"]["kind"]
        == "not-found"
    )


def test_a_query_may_begin_with_a_hyphen(cli: Cli) -> None:
    assert cli("save-search", "Others", "-leeds")["count"] == 2


def test_what_cannot_be_saved_is_one_sentence(cli: Cli) -> None:
    cli("save-search", "Niš", "nis")
    assert cli("save-search", "nis", "leeds", expect=1)["error"]["kind"] == "refused"
    fault = cli("save-search", "Broken", "(nis", expect=1)["error"]
    assert fault["kind"] == "query"
    assert isinstance(fault["position"], int)
    assert cli("save-search", " ", "nis", expect=1)["error"]["kind"] == "invalid"
    assert cli("save-search", "Order", "nis", "--order", "weight", expect=1)["error"]["kind"] == "invalid"
    missing = cli("search", "@Nobody", expect=1)["error"]
    assert missing["kind"] == "not-found"
    assert "“Niš”" in missing["message"]
    assert cli("remove-search", "Nobody", expect=1)["error"]["kind"] == "not-found"


def test_records_are_picked_and_taken_back(cli: Cli) -> None:
    refs = {title: cli("search", title)["hits"][0]["ref"] for title in ("Niš", "Leeds", "Oulu")}
    picked = cli("pick", "niš", refs["Leeds"], "Leeds")
    assert [each["ref"] for each in picked["picked"]] == [refs["Niš"], refs["Leeds"]]
    assert picked["count"] == 2
    assert cli.said("pick", "Oulu") == "3 records are picked.\n"
    assert cli("unpick", "Leeds")["count"] == 2
    assert cli("unpick", "--all")["count"] == 0
    assert cli("undo")["label"] == "Clear the picked records"
    assert cli("pick", "Leeds")["count"] == 3
    assert cli("pick", "Nobody", expect=1)["error"]["kind"] == "not-found"
    assert cli("unpick", expect=1)["error"]["kind"] == "invalid"
    assert cli("unpick", "Leeds", "--all", expect=1)["error"]["kind"] == "invalid"

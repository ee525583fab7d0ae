"""Vocabularies from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_codes import Cli


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    made = Cli(tmp_path / "archive", capsys)
    made("new")
    return made


def test_terms_are_added_and_shown_below_each_other(cli: Cli) -> None:
    textile = cli("add-term", "Materials", "--name", "textile", "--name", "zh=纺织品")
    assert textile["ref"] == "TRM-0001"
    cli("add-term", "材料", "--name", "silk", "--below", "纺织品")
    (top,) = cli("terms", "materials")["terms"]
    assert (top["title"], [each["title"] for each in top["narrower"]]) == ("textile", ["silk"])
    assert cli.said("terms", "materials").splitlines() == ["textile  TRM-0001", "  silk  TRM-0002"]
    counts = {each["vocabulary"]: each["count"] for each in cli("vocabularies")["vocabularies"]}
    assert counts == {"subjects": 0, "materials": 2, "techniques": 0, "roles": 0, "types": 0}


def test_a_file_goes_out_and_comes_in(cli: Cli, tmp_path: Path) -> None:
    cli("add-term", "Festivals", "--name", "Dragon boats")
    assert cli("export-terms", "Festivals", str(tmp_path / "out.ttl"))["count"] == 1
    again = cli("import-terms", str(tmp_path / "out.ttl"))
    assert (again["added"], again["same"]) == (0, 1)
    assert "no terms" in cli("export-terms", "roles", str(tmp_path / "x.ttl"), expect=1)["error"]["message"]


def test_faults_are_a_table(cli: Cli, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:a> skos:prefLabel .\n")
    error = cli("import-terms", str(bad), expect=1)["error"]
    assert error["kind"] == "faulty-file"
    assert error["problems"][0]["line"] == 2
    assert "Line" in cli.said("import-terms", str(bad), expect=1)

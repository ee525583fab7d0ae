"""``export-table`` end to end."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def test_what_a_search_finds_is_written_as_a_table(cli: Cli, tmp_path: Path) -> None:
    cli("add", "person", "--name", "Ayşe Kaya", "--name", "艾谢")
    out = tmp_path / "people.csv"
    document = cli("export-table", "--search", "kind:person", "--out", str(out), "--columns", "ref, name")
    assert (document["rows"], document["columns"]) == (1, ["ref", "name"])
    assert "Ayşe Kaya" in out.read_text("utf-8-sig")
    said = cli.said("export-table", "--search", "kind:person", "--out", str(tmp_path / "people.xlsx"))
    assert said.startswith("Wrote 1 row to")
    cli("export-table", "--search", "kind:person", "--out", str(tmp_path / "people.doc"), expect=1)
    assert "Name the file" in cli.output.err + cli.output.out

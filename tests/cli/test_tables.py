"""``export-table`` and ``import-table`` end to end."""

from __future__ import annotations

from pathlib import Path

from archive_app.domain.tables.mapping import TableMapping, plainly
from archive_app.services.exchange import mappings
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


def test_a_table_is_foreseen_and_then_taken_in(cli: Cli, tmp_path: Path) -> None:
    table, mapping = tmp_path / "gifts.csv", tmp_path / "map.json"
    table.write_text("No;Was;Wann\nHZ-1;Silk plate;2019-05\nHZ-2;Vase;Tuesday", "latin-1")
    mapping.write_text(
        '{"kind": "object", "key": "inventory-number", "columns":'
        ' {"No": "inventory-number", "Was": "name[en]", "Wann": "date"}}'
    )
    foreseen = cli("import-table", str(table), "--map", str(mapping), "--dry-run", expect=1)
    assert (foreseen["added"], foreseen["step"], [each["line"] for each in foreseen["refused"]]) == (1, 0, [3])
    assert cli("search", "kind:object")["count"] == 0
    done = cli("import-table", str(table), "--map", str(mapping), expect=1)
    assert (done["added"], done["step"] > 0) == (1, True)
    assert [hit["title"] for hit in cli("search", "kind:object")["hits"]] == ["Silk plate"]
    cli("import-table", str(table), "--map", str(tmp_path / "none.json"), expect=1)


def test_all_that_comes_back_is_exported_by_one_word_without_empty_columns(cli: Cli, tmp_path: Path) -> None:
    cli("add", "person", "--name", "Ayşe Kaya", "--name", "艾谢")
    out = tmp_path / "people.csv"
    columns = cli("export-table", "--search", "kind:person", "--out", str(out), "--columns", "all")["columns"]
    assert columns[:5] == ["ref", "kind", "name", "name.lang", "name.kind"]
    assert "given-by.ref" not in columns
    assert (cli("import-table", str(out))["same"], cli("import-table", str(out))["step"]) == (1, 0)


def test_a_mapping_that_was_kept_is_used_by_its_name(cli: Cli, tmp_path: Path) -> None:
    assert cli("import-table", "--maps")["maps"] == []
    columns = {"No": "inventory-number", "Was": "name[en]"}
    kept = TableMapping(kind="object", key="inventory-number", columns=plainly(columns))
    mappings.keep("Old register", kept)
    assert cli.said("import-table", "--maps").split() == ["Old", "register"]
    table = tmp_path / "gifts.csv"
    table.write_text("No;Was\n1;Plate", "utf-8")
    assert cli("import-table", str(table), "--map", "Old register")["added"] == 1
    cli("import-table", str(table), "--map", "New register", expect=1)
    assert "There are: Old register." in cli.output.err + cli.output.out
    cli("import-table", expect=1)

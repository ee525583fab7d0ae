"""``reject`` and ``unreject``: the same as in the window."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.cli.conftest import Cli


def test_an_item_is_rejected_and_gets_its_stars_back(cli: Cli, tmp_path: Path) -> None:
    refs = []
    for name, colour in (("a", "teal"), ("b", "navy")):
        Image.new("RGB", (64, 48), colour).save(tmp_path / f"{name}.jpg")
        (entry,) = cli("ingest", str(tmp_path / f"{name}.jpg"))["added"]
        refs.append(entry["ref"])
    cli("set", refs[0], "rating=4")
    assert [each["ref"] for each in cli("reject", *refs)["rejected"]] == refs
    assert cli("search", "rejected:yes kind:photo")["count"] == 2
    answer = cli("unreject", refs[0])
    assert [each["ref"] for each in answer["taken_back"]] == [refs[0]]
    assert answer["not_rejected"] == []
    assert cli("show", refs[0])["fields"]["rating"] == 4
    answer = cli("unreject", *refs)
    assert [each["ref"] for each in answer["taken_back"]] == [refs[1]]
    assert [each["ref"] for each in answer["not_rejected"]] == [refs[0]]
    cli("undo")
    assert [hit["ref"] for hit in cli("search", "rejected:yes kind:photo")["hits"]] == [refs[1]]


def test_what_is_no_item_is_refused_with_its_kind(cli: Cli) -> None:
    made = cli("add", "person", "--name", "Max Wheatley")
    for command in ("reject", "unreject"):
        error = cli(command, made["ref"], expect=1)["error"]
        assert error["message"].startswith(f"{made['ref']} is a person. Only items can be rejected")

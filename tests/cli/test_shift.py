"""``shift-time`` and ``--sort``."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli
from tests.services.search.test_orders import photograph


def titles(cli: Cli, order: str) -> list[str]:
    return [hit["title"] for hit in cli("search", "kind:photo", "--sort", order)["hits"]]


def test_times_are_shifted_by_a_length_or_by_a_picture(cli: Cli, tmp_path: Path) -> None:
    files = [
        photograph(tmp_path, "a 9h.jpg", "2025:04:03 09:00:00"),
        photograph(tmp_path, "b 8h.jpg", "2025:04:03 08:00:00"),
    ]
    cli("ingest", *map(str, files))
    assert titles(cli, "date") == ["b 8h.jpg", "a 9h.jpg"]
    assert titles(cli, "-title") == ["b 8h.jpg", "a 9h.jpg"]
    shown = cli("shift-time", "file:8h", "--by", "-1d", "--dry-run")
    assert (shown["done"], shown["seconds"]) == (False, -86_400)
    (ref,) = [each["ref"] for each in shown["shifts"]]
    moved = cli("shift-time", "file:8h", "--taken", f"{ref}=2025-04-03 12:00")
    assert [(each["before"], each["after"]) for each in moved["shifts"]] == [
        ("2025-04-03T08:00:00", "2025-04-03T12:00:00")
    ]
    assert titles(cli, "date") == ["a 9h.jpg", "b 8h.jpg"]
    cli("undo")
    assert titles(cli, "date") == ["b 8h.jpg", "a 9h.jpg"]


def test_what_cannot_be_read_is_a_sentence(cli: Cli) -> None:
    assert "no order" in cli("search", "--sort", "weight", expect=1)["error"]["message"]
    for words in ((), ("--by", "x"), ("--taken", "PHO-0001"), ("--by", "1h", "--taken", "PHO-0001=2025-04-03 12:00")):
        assert cli("shift-time", "", *words, expect=1)["error"]["message"]

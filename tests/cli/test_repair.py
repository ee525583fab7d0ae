"""``repair``."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.cli.conftest import Cli


def test_repair_says_what_it_found_and_what_is_missing_still(cli: Cli, tmp_path: Path) -> None:
    card = tmp_path / "card"
    card.mkdir()
    for number in range(2):
        Image.new("RGB", (64, 48), (number, 90, 90)).save(card / f"{number}.png")
    cli("ingest", str(card))
    places = sorted((cli.folder / "objects").rglob("*.png"))
    for place in places:
        place.unlink()
    kept = card / "0.png"
    (card / "1.png").unlink()
    report = cli("repair", "--from", str(card), expect=1)
    assert (report["ok"], report["checked"], len(report["missing"])) == (False, 2, 1)
    assert [each["from"] for each in report["repaired"]] == [str(kept)]
    Image.new("RGB", (64, 48), (1, 90, 90)).save(card / "1.png")
    assert "Repaired 1 original." in cli.said("repair", "--from", str(card))
    assert cli("verify")["ok"]
    assert cli("repair", "--from", str(tmp_path / "nowhere"), expect=1)["error"]["kind"] == "not-found"

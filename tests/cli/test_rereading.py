"""``read-again`` and ``export-originals --metadata`` end to end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.cli.app import run
from tests.cli.conftest import Cli
from tests.media.metadata.test_packets import packet


def test_what_files_say_is_taken_and_written(cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "one.jpg", xmp=packet("", "xmp:Rating='3'"))
    ref = cli("ingest", str(tmp_path / "one.jpg"))["added"][0]["ref"]
    cli("set", ref, "rating=5")
    differing = {"ref": ref, "field": "rating", "archive": "5", "file": "3"}
    assert cli("read-again", "--search", "kind:photo") == {"differences": [differing], "changed": [], "kept": []}
    assert cli("read-again", "--search", "kind:photo", "--take", "rating")["changed"] == [ref]
    assert cli("read-again", "--search", "kind:photo")["differences"] == []
    (tmp_path / "out").mkdir()
    asked = ("export-originals", "--search", "kind:photo", "--to", str(tmp_path / "out"), "--metadata")
    document = cli(*asked, "sidecar", "--fields", "rating")
    (sidecar,) = document["sidecars"]
    assert "<xmp:Rating>3</xmp:Rating>" in (tmp_path / "out" / sidecar).read_text(encoding="utf-8")
    assert run([*asked, "inside"]) == 1
    assert "Choose one of: none, sidecar, embed." in capsys.readouterr().err

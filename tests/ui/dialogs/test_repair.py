"""What a check finds damaged is repaired from its report."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from archive_app.services.ingest.ingest import ingest
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.window.window import Window


def test_what_a_check_finds_damaged_can_be_repaired_from_its_report(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.workbench.session
    archive = session.archive
    (tmp_path / "card").mkdir()
    Image.new("RGB", (64, 48), (9, 90, 90)).save(tmp_path / "card" / "1.png")
    ingest(archive, [tmp_path / "card"])
    sha256 = hashlib.sha256((tmp_path / "card" / "1.png").read_bytes()).hexdigest()
    place = archive.objects.path_of(sha256, "png")
    place.unlink()
    archive.thumbnails.forget(sha256)
    session.thumbnails.pixmap(sha256)
    qtbot.waitUntil(lambda: session.thumbnails.known_missing(sha256), timeout=20_000)
    window.actions_table["verify"].trigger()
    qtbot.waitUntil(lambda: window.findChild(ReportDialog) is not None, timeout=20_000)
    report = window.findChild(ReportDialog)
    assert report is not None
    monkeypatch.setattr(choose, "folder", lambda *_args: tmp_path / "card")
    (button,) = [each for each in report.offers if "folder" in each.text()]
    button.click()
    qtbot.waitUntil(lambda: "Repaired 1 original" in window.workbench.notice.label.text(), timeout=20_000)
    assert place.is_file()
    qtbot.waitUntil(lambda: session.thumbnails.pixmap(sha256) is not None, timeout=20_000)

"""Missing pictures and guessed encodings in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive_app.services.ingest.encodings import guessed
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading
from archive_app.ui.dialogs.encoding import EncodingDialog
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.window.window import Window
from tests.presscaptions import photograph

Settle = Callable[[], None]


def test_captions_are_read_by_the_encoding_that_is_chosen(window: Window, tmp_path: Path, settle: Settle) -> None:
    archive = window.workbench.session.archive
    for name in ("a.jpg", "bb.jpg"):
        photograph(tmp_path / name, "mac_roman", caption=f"Bürgermeister Müller {name}")
    ingest(archive, [tmp_path / "a.jpg", tmp_path / "bb.jpg"])
    settle()
    window.actions_table["encoding"].trigger()
    settle()
    dialog = window.shell.window.findChild(EncodingDialog)
    assert dialog is not None
    assert dialog.question.text().startswith("2 files do not say")
    shown = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert shown[0] == "Bürgermeister Müller a.jpg\nMac Roman"
    dialog.list.setCurrentRow(next(row for row, text in enumerate(shown) if "Windows-1252" in text))
    dialog.go.click()
    settle()
    texts = [reading.record(archive, each.record.id).texts[0].text for each in guessed(archive)]
    assert texts == ["BŸrgermeister MŸller a.jpg", "BŸrgermeister MŸller bb.jpg"]


def test_nothing_to_read_anew_is_said(window: Window, settle: Settle) -> None:
    told: list[str] = []
    window.workbench.session.told.connect(told.append)
    window.actions_table["encoding"].trigger()
    settle()
    assert told == ["No caption's encoding was guessed."]


def test_missing_pictures_are_tried_again(window: Window, tmp_path: Path, settle: Settle) -> None:
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    ingest(window.workbench.session.archive, [tmp_path / "bad.png"])
    settle()
    window.actions_table["pictures-again"].trigger()
    settle()
    window.actions_table["last-report"].trigger()
    report = window.findChild(ReportDialog)
    assert report is not None
    assert "damaged" in report.text()
    report.reject()
    settle()

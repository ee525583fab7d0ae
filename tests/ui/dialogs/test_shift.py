"""The dialog that puts the clock of a camera right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading
from archive_app.services.search.searching import search_ids
from archive_app.ui.dialogs.shift import ShiftDialog
from archive_app.ui.window.window import Window
from tests.services.search.test_orders import photograph

Settle = Callable[[], None]


def test_what_would_be_done_is_shown_and_then_done(
    window: Window, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    archive = window.session.archive
    names = ("late 22h.jpg", "early 8h.jpg")
    ingest(
        archive,
        [
            photograph(tmp_path, name, f"2025:04:03 {hour}:00:00")
            for name, hour in zip(names, ("22", "08"), strict=True)
        ],
    )
    records = [search_ids(archive, f"file:{name.split()[1]}")[0] for name in names]
    dialog = ShiftDialog(window.session, records, window)
    dialog.open()
    settle()
    assert dialog.shown.text().startswith("early 8h.jpg: 2025-04-03 08:00:00")
    assert not dialog.go.isEnabled()
    qtbot.keyClicks(dialog.by, "tomorrow")
    settle()
    assert dialog.fault.isVisible()
    assert not dialog.go.isEnabled()
    dialog.by.clear()
    qtbot.keyClicks(dialog.by, "-1h")
    settle()
    assert "08:00:00 → 2025-04-03 07:00:00" in dialog.shown.text()
    qtbot.keyClicks(dialog.taken, "2025-04-03 10:30")
    settle()
    assert dialog.by.text() == ""
    assert "08:00:00 → 2025-04-03 10:30:00" in dialog.shown.text()
    assert "22:00:00 → 2025-04-04 00:30:00" in dialog.shown.text()
    dialog.go.click()
    settle()
    assert reading.record(archive, records[0]).fields["date"] == "2025-04-04"
    assert history.undo_label(archive) == "Shift the times of 2 records"
    assert window.workbench.notice.label.text() == "Shifted the times of 2 records."

"""Where files and the archive differ is shown, and what is ticked is taken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.services.ingest.rereading import Difference
from archive_app.ui.dialogs.reread import RereadDialog


def test_the_ticked_lines_are_taken(qtbot: QtBot) -> None:
    ref = RecordRef(1, "u", "P1", Kind.PHOTO, "Lake")
    found = [Difference(ref, "rating", "Rating", "5", "3"), Difference(ref, "rights", "Rights", "", "© Office")]
    taken: list[Difference] = []
    dialog = RereadDialog(found, taken.extend)
    qtbot.addWidget(dialog)
    line = dialog.list.topLevelItem(1)
    assert line is not None
    assert [line.text(column) for column in range(4)] == ["P1 Lake", "Rights", "", "© Office"]
    assert not dialog.go.isEnabled()
    line.setCheckState(0, Qt.CheckState.Checked)
    dialog.go.click()
    assert taken == found[1:]

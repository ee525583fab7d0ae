"""What goes with copies of originals is asked before they are made."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from archive_app.domain.model.carrying import FIELDS, How
from archive_app.ui.dialogs.export_originals import ExportOriginalsDialog


def test_what_is_chosen_is_handed_on(qtbot: QtBot) -> None:
    asked: list[tuple[How, tuple[str, ...]]] = []
    dialog = ExportOriginalsDialog(12, lambda how, fields: asked.append((how, fields)))
    qtbot.addWidget(dialog)
    assert "The files of 12 records will be copied." in {label.text() for label in dialog.findChildren(QLabel)}
    assert not dialog.fields["title"].isEnabled()
    dialog.how.setCurrentIndex(dialog.how.findData("sidecar"))
    for name, box in dialog.fields.items():
        assert box.isEnabled()
        box.setChecked(name == "rating")
    dialog.fields["rating"].setChecked(False)
    assert not dialog.go.isEnabled()
    dialog.fields["rating"].setChecked(True)
    dialog.go.click()
    assert asked == [(How.SIDECAR, ("rating",))]
    assert tuple(dialog.fields) == FIELDS

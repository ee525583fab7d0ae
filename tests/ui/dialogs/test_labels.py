"""What is filled in says what it is: no two fields of one form are called the same, in any language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel

from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui import every
from tests.ui.conftest import Settle


def _labels(form: QFormLayout) -> list[str]:
    items = [form.itemAt(row, QFormLayout.ItemRole.LabelRole) for row in range(form.rowCount())]
    labels = [item.widget() for item in items if item is not None]
    return [label.text() for label in labels if isinstance(label, QLabel) and label.text()]


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_no_two_fields_of_a_form_are_called_the_same(
    shell: Shell, window: Window, settle: Settle, tmp_path: Path, spoken: str
) -> None:
    assert window.has_archive
    shell.choose("language", spoken)
    settle()
    twice, seen = {}, 0
    for name in every.EVERY:
        every.ready(shell.window, settle)
        every.open_one(shell.window, name, tmp_path, settle)
        for form in (each for top in QApplication.topLevelWidgets() for each in top.findChildren(QFormLayout)):
            labels = _labels(form)
            seen += len(labels)
            if len(labels) != len(set(labels)):
                twice[name] = labels
        every.close_all(shell.window, settle)
    assert seen > 20
    assert twice == {}

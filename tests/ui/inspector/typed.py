"""What is typed in the inspector, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

from pytestqt.qtbot import QtBot

from archive_app import paths
from archive_app.domain.model.kinds import TextRole
from archive_app.services.records import reading
from archive_app.ui.kit.editors import SavingText
from archive_app.ui.window.window import Window


def show(window: Window, record: int, settle: Callable[[], None]) -> None:
    window.workbench.inspector.show_id(record)
    settle()


def text(window: Window, name: str = "text-caption") -> SavingText:
    found = window.workbench.inspector.findChild(SavingText, name)
    assert found is not None
    return found


def write(qtbot: QtBot, editor: SavingText, words: str) -> None:
    editor.setFocus()
    qtbot.keyClicks(editor, words)


def captions(window: Window, record: int) -> list[str]:
    found = reading.record(window.workbench.session.archive, record)
    return [each.text for each in found.texts if each.role is TextRole.CAPTION]


def kept() -> list[str]:
    """The texts of the drafts on the disk."""
    found = []
    # Not deeper: a folder in which one is just being written may go while it is walked.
    for file in sorted((paths.data_dir() / "drafts").glob("*/*.json")):
        # The program removes one as soon as its text is saved.
        with suppress(FileNotFoundError):
            found.append(str(json.loads(file.read_text(encoding="utf-8"))["text"]))
    return found

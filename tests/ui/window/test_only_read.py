"""The window over an archive to which nothing can be written: it shows all, and says why nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from archive_app.errors import StorageError
from archive_app.services.records import editing
from archive_app.store.change import archive
from archive_app.ui.window.shell import Shell

Settle = Callable[[], None]


def test_it_is_shown_and_the_reason_stays(
    shell: Shell, story: Path, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise StorageError("The drive is read-only.")

    before = {path: path.stat().st_mtime_ns for path in (story, *story.rglob("*"))}
    monkeypatch.setattr(archive, "open_", refuse)
    shell.open_folder(story)
    qtbot.waitUntil(lambda: shell.session is not None, timeout=30_000)
    settle()
    assert shell.session is not None
    bench = shell.window.workbench
    assert bench.notice.isVisible()
    assert bench.notice.label.text() == "This archive can only be read here. The drive is read-only."
    bench.results.show_query("kind:photo")
    settle()
    assert len(bench.results.model.ids) == 6
    opened = shell.session.archive
    shell.session.edit(lambda: editing.set_values(opened, records=[1], values={"notes": "more"}))
    settle()
    assert "Nothing can be changed in this archive here." in bench.notice.label.text()
    shell.close_archive()
    assert {path: path.stat().st_mtime_ns for path in (story, *story.rglob("*"))} == before

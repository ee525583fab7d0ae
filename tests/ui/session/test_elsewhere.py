"""What another process changes is counted and shown here too, and a job speaks the language of the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app import i18n
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.errors import NotFound, Refused
from archive_app.i18n import N_
from archive_app.services.archive import open_archive
from archive_app.services.history import history
from archive_app.services.records import editing
from archive_app.services.upkeep import completeness, maintenance
from archive_app.ui.kit.job_strip import JobLine
from archive_app.ui.session.jobs import Job
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


def _count(window: Window, key: str) -> int | None:
    model = window.workbench.sidebar.model
    return model.node(model.find(key)).count


def test_the_sidebar_counts_what_another_process_adds(window: Window, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:person")
    settle()
    elsewhere, before, rows = bench.session.elsewhere, _count(window, "person"), bench.results.model.rowCount()
    assert before == rows
    with open_archive(bench.session.archive.folder) as other:
        editing.add_record(other, kind=Kind.PERSON, names=[editing.NewName("Shan Guoqiang")])
    for _look in range(3):
        elsewhere.look()
        settle()
    assert _count(window, "person") == before + 1
    assert bench.results.model.rowCount() == rows + 1


def test_one_s_own_changes_are_no_news(window: Window, settle: Settle) -> None:
    session, told = window.workbench.session, []
    for _look in range(2):
        session.elsewhere.look()
        settle()
    session.bridge.changed.connect(lambda change: told.append(change.everything))
    editing.add_record(session.archive, kind=Kind.PERSON, names=[editing.NewName("Shan Guoqiang")])
    settle()
    for _look in range(3):
        session.elsewhere.look()
        settle()
    assert told == [False]


def test_a_job_that_runs_is_called_in_the_language_of_the_window(shell: Shell, window: Window, settle: Settle) -> None:
    go_on = threading.Event()
    shell.jobs.start(N_("Adding files"), lambda _tell, _stop: go_on.wait(20), lambda _ended: None, owner=shell)
    try:
        assert [line.label.text() for line in window.findChildren(JobLine)] == ["Adding files"]
        shell.choose("language", "zh")
        assert [line.label.text() for line in shell.window.findChildren(JobLine)] == ["正在添加文件"]
        assert Job(Label(N_("Opening {name}"), {"name": "Demo"})).label == i18n.translated(
            "Opening {name}", "zh"
        ).format(name="Demo")
    finally:
        go_on.set()
        settle()
        shell.choose("language", "en")


def test_a_new_archive_wants_names_in_the_language_of_the_window(shell: Shell, tmp_path: Path, settle: Settle) -> None:
    shell.create_archive(tmp_path / "new")
    settle()
    assert shell.session is not None
    archive = shell.session.archive
    assert completeness.home_language(archive) == "en"
    # Nobody did that who could take it back.
    assert not shell.window.actions_table["undo"].isEnabled()
    with pytest.raises(NotFound, match="There is nothing to undo"):
        history.undo(archive)
    with pytest.raises(Refused, match="belongs to the making of the archive"):
        history.undo(archive, step=history.last_step(archive))
    assert completeness.home_language(archive) == "en"
    assert maintenance.verify(archive).problems == []

"""Nothing that appears by itself moves what one looks at or aims at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.ui.kit.local_files import address
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle

_SENTENCE = "Something was done that takes a sentence to be said. " * 6


def _places(window: Window) -> dict[str, QRect]:
    """Where everything stands that one may aim at, as the window sees it."""
    bench = window.workbench
    parts: dict[str, QWidget] = {
        "sidebar": bench.sidebar.tree.viewport(),
        "facets": bench.results.facets,
        "search": bench.results.search,
        "grid": bench.results.grid.viewport(),
        "inspector": bench.inspector.page.viewport(),
        "files": bench.inspector.page.files,
        "caption": bench.inspector.page.essentials.captions,
        "history": bench.inspector.page.history,
    }
    found = {name: QRect(part.mapTo(window, QPoint(0, 0)), part.size()) for name, part in parts.items()}
    grid = bench.results.grid
    found["tile"] = grid.visualRect(grid.model().index(0, 0)).translated(grid.viewport().mapTo(window, QPoint(0, 0)))
    return found


def _messages(window: Window) -> Iterator[tuple[str, QWidget, Callable[[], None]]]:
    bench = window.workbench
    session, notice = bench.session, bench.notice
    yield "told", notice, lambda: session.told.emit("Done.")
    yield "told at length", notice, lambda: session.told.emit(_SENTENCE)
    yield "refused", notice, lambda: session.refused.emit(_SENTENCE)
    yield "warned", notice, lambda: notice.warn("Only for reading.")
    yield "report", notice, lambda: notice.offer("12 files added.", failed=True)
    yield "hint", notice, lambda: session.hinted.emit("Link 3 records.")
    yield "backup", bench.backup, lambda: bench.backup.setVisible(True)
    yield "recovered", bench.recovered, lambda: bench.recovered.setVisible(True)
    yield "unsaved", bench.unsaved, lambda: bench.unsaved.setVisible(True)


def test_no_message_and_no_job_moves_what_is_there(window: Window, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.go_to(1)
    settle()
    before = _places(window)
    for name, bar, show in _messages(window):
        show()
        QApplication.processEvents()
        assert bar.isVisible(), name
        assert _places(window) == before, name
    go_on = Event()
    job = window.jobs.start("Counting", lambda _tell, _stop: go_on.wait(20), lambda _found: None, owner=window)
    QApplication.processEvents()
    try:
        assert bench.strip.isVisible()
        assert _places(window) == before
        shown = (bench.recovered, bench.backup, bench.unsaved, bench.notice, bench.strip)
        for bar in shown:
            others = [other.geometry() for other in shown if other is not bar]
            assert not any(bar.geometry().intersects(other) for other in others)
            assert bench.rect().contains(bar.geometry())
        stays = bench.strip.geometry()
        bench.strip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        for bar in shown[:-1]:
            bar.hide()
            QApplication.processEvents()
        assert bench.strip.geometry() == stays
        assert _places(window) == before
        bench.strip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
        QApplication.sendEvent(bench.strip, QEvent(QEvent.Type.Leave))
        assert bench.strip.geometry().bottom() == bench.rect().bottom()
        assert not bench.splitter.geometry().intersects(bench.strip.geometry())
    finally:
        go_on.set()
        job.cancel()
    settle()
    assert not bench.strip.isVisible()
    assert _places(window) == before


def test_one_line_of_a_message_lies_in_the_room_that_is_kept_for_it(window: Window) -> None:
    bench = window.workbench
    bench.session.told.emit("Done.")
    QApplication.processEvents()
    assert not bench.splitter.geometry().intersects(bench.notice.geometry())


def _drag(window: Window, at: QPoint, files: list[Path]) -> QDragEnterEvent:
    data = QMimeData()
    data.setUrls([address(file) for file in files])
    event = QDragEnterEvent(
        at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, event)
    QApplication.processEvents()
    return event


def test_files_are_given_to_the_item_in_the_inspector_wherever_they_are_dropped_on_it(
    window: Window, settle: Settle, tmp_path: Path
) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.go_to(0)
    settle()
    record = bench.inspector.record
    assert record is not None
    before = _places(window)
    page = bench.inspector.page
    bar = page.verticalScrollBar()
    for value in (bar.minimum(), bar.maximum()):
        bar.setValue(value)
        QApplication.processEvents()
        before = _places(window)
        # At its very foot too, where the sentence about it may lie.
        for at in (page.rect().center(), page.rect().bottomLeft() + QPoint(20, -3)):
            _drag(window, page.mapTo(window, at), [tmp_path])
            assert record.title in bench.notice.label.text()
            assert _places(window) == before
    _drag(window, bench.results.mapTo(window, bench.results.rect().center()), [tmp_path])
    assert bench.notice.label.text() == "Drop the files to add copies of them to the archive."
    QApplication.sendEvent(window, QDragLeaveEvent())
    QApplication.processEvents()
    assert not bench.notice.isVisible()
    assert _places(window) == before

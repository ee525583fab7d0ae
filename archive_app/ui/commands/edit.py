"""Edit: undo, redo, history, clipboard, selection."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from archive_app.domain.model.records import RecordRef, StepValue
from archive_app.errors import ArchiveError, Cancelled
from archive_app.i18n import _, ngettext
from archive_app.services.history import history
from archive_app.services.records import reading
from archive_app.ui.history.dialog import HistoryDialog
from archive_app.ui.kit import under_way
from archive_app.ui.session.jobs import Stop, Tell
from archive_app.ui.window.window import Window


def undo(window: Window) -> None:
    """Take back the newest step and say which it was."""
    bench = window.workbench
    bench.inspector.flush()
    archive, session = bench.session.archive, bench.session
    if session.unsaved.take_back_refused():
        session.told.emit(_("What you had typed last, and what could not be taken so, is taken back."))
        return

    def choose(ids: list[int]) -> None:
        if ids and not bench.results.paging:
            bench.results.choose_again(ids)

    def done(step: StepValue) -> None:
        session.told.emit(history.undone(archive, step))
        session.tasks.read(lambda: history.shown_again(archive, step), choose, owner=window)

    _make(
        window,
        window.actions_table["undo"].text(),
        lambda tell, stop: history.undo(archive, on_progress=tell, cancelled=stop),
        done,
    )


def redo(window: Window) -> None:
    """Do the step again that was undone last."""
    bench = window.workbench
    archive, session = bench.session.archive, bench.session

    def done(step: StepValue) -> None:
        session.told.emit(history.redone(archive, step))

    _make(
        window,
        window.actions_table["redo"].text(),
        lambda tell, stop: history.redo(archive, on_progress=tell, cancelled=stop),
        done,
    )


def _make(
    window: Window, label: str, work: Callable[[Tell, Stop], StepValue], done: Callable[[StepValue], None]
) -> None:
    session = window.workbench.session

    def failed(error: ArchiveError) -> None:
        (session.told if isinstance(error, Cancelled) else session.refused).emit(error.message)

    under_way.change(session, window.jobs, label.replace("&&", "&"), work, done, owner=window, failed=failed)


def history_list(window: Window) -> None:
    """List the steps, each of which can be undone."""
    _open_history(window, None)


def record_history(window: Window) -> None:
    """List the steps that changed the record that is shown, and show it as it was."""
    bench = window.workbench
    record = bench.inspector.record
    if record is not None:
        _open_history(window, RecordRef(record.id, record.uid, record.ref, record.kind, record.title))
        return
    archive, chosen = bench.session.archive, bench.chosen_ids()[:1]
    bench.session.tasks.read(
        lambda: reading.refs(archive, chosen),
        lambda refs: _open_history(window, refs[0]) if refs else None,
        owner=window,
    )


def _open_history(window: Window, record: RecordRef | None) -> None:
    bench = window.workbench
    bench.inspector.flush()
    archive = bench.session.archive

    def show(wanted: RecordRef) -> None:
        # One that is deleted is spoken of in the history, but is not to be shown: that is said in its place.
        bench.session.tasks.read(
            lambda: reading.record(archive, wanted.id), lambda _there: bench.go_to(wanted), owner=window
        )

    dialog = HistoryDialog(bench.session, record, window)
    dialog.record_wanted.connect(show)
    dialog.open()


def copy_ref(window: Window) -> None:
    """Put the refs of the chosen records on the clipboard, one to a line."""
    bench = window.workbench
    archive, session, ids = bench.session.archive, bench.session, bench.chosen_ids()

    def copy(refs: list[RecordRef]) -> None:
        text = "\n".join(ref.ref for ref in refs)
        QApplication.clipboard().setText(text)
        words = ngettext("Copied: {ref}", "Copied {count} refs.", len(refs))
        session.told.emit(words.format(ref=text, count=len(refs)))

    session.tasks.read(lambda: reading.refs(archive, ids), copy, owner=window)


def select_all(window: Window) -> None:
    """Select the whole result."""
    window.workbench.results.select_all()

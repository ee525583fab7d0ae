"""Edit: undo, redo, history, clipboard, selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from archive_app.i18n import _, ngettext
from archive_app.services import history, reading
from archive_app.ui.dialogs.history_list import HistoryList

if TYPE_CHECKING:
    from archive_app.domain.records import RecordRef, StepValue
    from archive_app.ui.window import Window


def undo(window: Window) -> None:
    """Take back the newest step and say which it was."""
    bench = window.workbench
    bench.inspector.flush()
    archive, session = bench.session.archive, bench.session

    def done(step: StepValue) -> None:
        session.told.emit(_("Undone: {label}").format(label=step.label))

    session.edit(lambda: history.undo(archive), done, owner=window)


def redo(window: Window) -> None:
    """Do the step again that was undone last."""
    bench = window.workbench
    archive, session = bench.session.archive, bench.session

    def done(step: StepValue) -> None:
        session.told.emit(_("Done again: {label}").format(label=step.label))

    session.edit(lambda: history.redo(archive), done, owner=window)


def history_list(window: Window) -> None:
    """List the steps, each of which can be undone."""
    HistoryList(window.workbench.session, window).open()


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

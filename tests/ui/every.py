"""Every window and dialog of the program, opened one after the other, for what must hold in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.services.records import pasting
from archive_app.services.upkeep.places import Where
from archive_app.ui.actions.licences import LicencesDialog
from archive_app.ui.dialogs.backup_choice import BackupChoice
from archive_app.ui.dialogs.move import MoveDialog
from archive_app.ui.dialogs.new_folder import NewFolderDialog
from archive_app.ui.dialogs.open_with import OpenWithDialog
from archive_app.ui.dialogs.paste import PasteDialog
from archive_app.ui.dialogs.purge import PurgeDialog
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.kit.faults import CrashReport
from archive_app.ui.kit.programs import Program
from archive_app.ui.session.reports import Finding
from archive_app.ui.window import arriving
from archive_app.ui.window.closing_backup import ClosingBackup
from archive_app.ui.window.window import Window
from tests.ui.pictures import draw

Settle = Callable[[], None]

#: The actions that show a window of their own, or another page of this one.
SHOWING = (
    "history",
    "history-record",
    "preferences",
    "new-partnership",
    "new-person",
    "new-city",
    "new-event",
    "new-term",
    "tag",
    "step-through",
    "preview",
    "table",
    "replace",
    "context",
    "vocabularies",
    "codes",
    "completeness",
    "merge",
    "duplicates",
    "save-search",
    "register",
    "stocktake",
    "bin",
    "backups",
    "export-catalogue",
    "palette",
    "search-help",
    "shortcuts",
    "about",
)


def _ingest(window: Window, folder: Path) -> None:
    window.shell.add_dropped(window, [draw(folder / "new.jpg", "new", "#345", (64, 48))])


def _paste(window: Window) -> None:
    bench = window.workbench
    first, *others = bench.results.model.ids
    found = pasting.preview(bench.session.archive, source=first, records=others)
    PasteDialog(bench.session, bench.tagger, found, others, window).open()


def _import_table(window: Window, folder: Path) -> None:
    table = folder / "gifts.csv"
    table.write_text("No,Name,Value\n1,Plate,12 EUR\n2,Bowl,3 EUR", "utf-8")
    arriving.open_table(window.workbench.session, window.jobs, table, window)


#: Those that are no actions.
OTHERS: dict[str, Callable[[Window, Path], None]] = {
    "ingest": lambda window, folder: window.shell.add_dropped(
        window, [draw(folder / "new.jpg", "new", "#345", (64, 48))]
    ),
    "report": lambda window, _folder: ReportDialog("Files", "One", [Finding("a", "b", "c")], window).open(),
    "paste": lambda window, _folder: _paste(window),
    "new-folder": lambda window, folder: NewFolderDialog("New archive", folder / "Archive", window).open(),
    "backup-choice": lambda window, folder: BackupChoice(str(folder), window).open(),
    "purge": lambda window, _folder: PurgeDialog(window.workbench.session, [], window).open(),
    "open-with": lambda window, _folder: OpenWithDialog("a.jpg", [Program("One", ("one",))], window).open(),
    "closing": lambda window, _folder: ClosingBackup(
        window.workbench.session,
        window.jobs,
        Where(window.workbench.session.archive.folder / "backups", chosen=False, apart=False),
        asked=True,
        parent=window,
    ).open(),
    "import-table": _import_table,
    "move": lambda window, _folder: MoveDialog(window.workbench.session, "One", lambda _wish: None, window).open(),
    "crash": lambda window, _folder: CrashReport("why", None, window).open(),
    "licences": lambda window, _folder: LicencesDialog(window).open(),
}
EVERY = (*SHOWING, *OTHERS)


def ready(window: Window, settle: Settle) -> None:
    """Two photographs chosen, one of them in the inspector, all of whose sections are open."""
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.select_ids(list(bench.results.model.ids)[:1])
    settle()


def open_one(window: Window, name: str, folder: Path, settle: Settle) -> None:
    """Show the window or dialog ``name``."""
    if name in OTHERS:
        OTHERS[name](window, folder)
    else:
        window.actions_table[name].trigger()
    settle()


def close_all(window: Window, settle: Settle) -> None:
    """Close whatever was opened over ``window``, and delete it now."""
    for each in QApplication.topLevelWidgets():
        if each is not window and each.isVisible():
            each.close()
    if window.has_archive:
        window.workbench.tagging.put_away()
        window.workbench.leave_stepping()
        window.workbench.leave_preview()
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def widgets() -> Iterator[QWidget]:
    """Every widget of every window that is shown."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            yield window
            yield from window.findChildren(QWidget)

"""What the user is shown when something goes wrong.

The user's and the disk's faults are one plain sentence. Ours become a crash report beside the log. Qt's messages
all go to the log.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.crash import report_text, write_report
from archive_app.services.logbook import Logbook, LogbookHandler, fault, without_names
from archive_app.ui.kit import room
from archive_app.ui.kit.question import show_sentence
from archive_app.ui.session.notes import note

log = logging.getLogger("archive_app")

_LEVEL = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log(folder: Path | None = None) -> Logbook:
    """Have the program's loggers write into the log in ``folder``, by default this person's."""
    book = Logbook(folder)
    log.addHandler(LogbookHandler(book))
    log.setLevel(logging.INFO)
    return book


def stop_log() -> None:
    """Write no more of it."""
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Put one message of Qt into the log, and warnings and worse on stderr as well."""
    level = _LEVEL.get(kind, logging.WARNING)
    facts = {"category": getattr(context, "category", "") or "default", "words": without_names(message)}
    log.log(level, "Qt", extra={"facts": facts})
    if level >= logging.WARNING and sys.stderr is not None:
        sys.stderr.write(message + "\n")


class CrashReport(QDialog):
    """Says that the fault is ours, shows the report, and offers to copy it."""

    def __init__(self, text: str, file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        room.fit(self, 720, 420)
        layout = QVBoxLayout(self)
        where = _("The report is also in {file}.").format(file=isolated(str(file))) if file else ""
        words = QLabel(
            _("This is a fault of the program, not yours. What was saved is safe; you can go on working.") + " " + where
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        report = QPlainTextEdit(text)
        report.setReadOnly(True)
        report.setAccessibleName(_("Crash report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(_("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(text))
        buttons.rejected.connect(self.reject)
        for widget in (words, report, buttons):
            layout.addWidget(widget)


def exception_hook(
    book: Logbook, window: Callable[[], QWidget | None]
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """The ``sys.excepthook`` of the window: a sentence for an :class:`ArchiveError`, a report for all else."""
    showing = False

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        nonlocal showing
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        file = None
        if isinstance(error, ArchiveError):
            note("refused", **fault(error))
        else:
            file = write_report(error, book)
        if showing:
            return
        showing = True
        try:
            if isinstance(error, ArchiveError):
                show_sentence(window(), error.message)
            else:
                CrashReport(report_text(error, book), file, window()).exec()
        finally:
            showing = False

    return hook


def install(book: Logbook) -> None:
    """Take over uncaught exceptions and Qt's messages."""
    qInstallMessageHandler(log_qt_message)
    sys.excepthook = exception_hook(book, QApplication.activeWindow)

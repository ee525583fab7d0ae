"""What the user is shown when something goes wrong.

The user's and the disk's faults are one plain sentence. Ours become a crash report with the log's place. Qt's messages
all go to the log.
"""

from __future__ import annotations

import logging
import logging.handlers
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from archive_app import __version__, paths
from archive_app.errors import ArchiveError
from archive_app.i18n import _

log = logging.getLogger("archive_app")

_LEVEL = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log(folder: Path | None = None) -> Path | None:
    """Write the log into ``folder`` (the user's log folder); return the file, or ``None`` where none can be written."""
    file = (folder or paths.log_dir()) / "window.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(file, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return file


def stop_log() -> None:
    """Close the log."""
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Put one message of Qt into the log, and warnings and worse on stderr as well."""
    level = _LEVEL.get(kind, logging.WARNING)
    log.log(level, "Qt %s: %s", getattr(context, "category", "") or "default", message)
    if level >= logging.WARNING and sys.stderr is not None:
        sys.stderr.write(message + "\n")


def show_sentence(parent: QWidget | None, sentence: str, title: str = "") -> None:
    """Show one plain sentence and wait until it is read."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(title or _("Exchange Archive"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.exec()


def report_text(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What a crash report says: versions, system, traceback."""
    versions = (
        f"Exchange Archive {__version__}, Python {platform.python_version()}, Qt {qt_version}, {platform.platform()}"
    )
    return versions + "\n\n" + "".join(traceback.format_exception(kind, error, trace))


class CrashReport(QDialog):
    """Says that the fault is ours, shows the report, and offers to copy it."""

    def __init__(self, text: str, file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.resize(720, 420)
        layout = QVBoxLayout(self)
        where = _("The report is also in {file}.").format(file=file) if file else ""
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
        copy.clicked.connect(lambda: QApplication.clipboard().setText(text))
        buttons.rejected.connect(self.reject)
        for widget in (words, report, buttons):
            layout.addWidget(widget)


def exception_hook(
    file: Path | None, window: Callable[[], QWidget | None]
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """The ``sys.excepthook`` of the window: a sentence for an :class:`ArchiveError`, a report for all else."""
    showing = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, ArchiveError):
            log.info("refused: %s", error.message)
        else:
            log.error("crash", exc_info=(kind, error, trace))
        if showing:
            return
        showing = True
        try:
            if isinstance(error, ArchiveError):
                show_sentence(window(), error.message)
            else:
                CrashReport(report_text(kind, error, trace), file, window()).exec()
        finally:
            showing = False

    return hook


def install(file: Path | None) -> None:
    """Take over uncaught exceptions and Qt's messages."""
    qInstallMessageHandler(log_qt_message)
    sys.excepthook = exception_hook(file, QApplication.activeWindow)

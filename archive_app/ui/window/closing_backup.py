"""The backup at the end of a session: asked for or made, with how far it is, and put off by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from archive_app.domain.model.settings import ASK
from archive_app.errors import ArchiveError
from archive_app.i18n import _, sentences
from archive_app.loading import later
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.session.jobs import Job, Jobs
from archive_app.ui.session.session import Session
from archive_app.ui.window import backing_up

if TYPE_CHECKING:
    from archive_app.services.upkeep import reporting, standing
    from archive_app.services.upkeep.keeping import Kept
else:
    reporting, standing = later("archive_app.services.upkeep", "reporting standing")

#: How often it is looked how far the backup is, in milliseconds.
_LOOK = 200
#: How long a place for backups may take to answer, in milliseconds: a drive of the network that is gone may never.
_PATIENCE = 5_000
_NEVER = "never"


def may_close(session: Session, jobs: Jobs, parent: QWidget) -> bool:
    """Whether the window may close: nothing changed since the last backup, one was made, or it is not wanted now."""
    wanted = session.settings.text("backup-closing")
    if wanted == _NEVER or not session.settings.text("backup-place") or not _is_wanted(session):
        return True
    dialog = ClosingBackup(session, jobs, asked=wanted == ASK, parent=parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.leaves


def _is_wanted(session: Session) -> bool:
    """Whether a backup is due, asked in a reading thread; the window is drawn meanwhile, and takes no key."""
    loop, answers = QEventLoop(), list[bool]()
    archive, person = session.archive, session.settings.person

    def take(wanted: bool) -> None:
        answers.append(wanted)
        loop.quit()

    def leave(_error: ArchiveError) -> None:
        loop.quit()

    session.tasks.read(lambda: standing.is_wanted(archive, person), take, owner=loop, failed=leave)
    QTimer.singleShot(_PATIENCE, loop, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return any(answers)


class ClosingBackup(QDialog):
    """``leaves``: the window is to be closed."""

    def __init__(self, session: Session, jobs: Jobs, *, asked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self.leaves = False
        self.setWindowTitle(_("Back up"))
        self.setMinimumWidth(480)
        self.label = plain_label()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Backing up"))
        self.progress.setTextVisible(False)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(_("Back up and close"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.skip = buttons.addButton(_("Not now"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.stay = buttons.addButton(_("Stay here"), QDialogButtonBox.ButtonRole.RejectRole)
        self.go.clicked.connect(self.begin)
        self.skip.clicked.connect(self._leave)
        self.stay.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.label)
        layout.addWidget(self.progress)
        layout.addWidget(buttons)
        self.progress.hide()
        self.go.setDefault(True)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._look)
        self.label.setText(_("The archive has changed since its last backup. Back it up before closing?"))
        if not asked:
            self.begin()

    def begin(self) -> None:
        """Make the backup."""
        self.label.setText(_("Backing up. The window closes when it is done."))
        self.go.hide()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._timer.start()
        self._job = backing_up.start(self._session, self._jobs, self._done, owner=self, failed=self._failed)

    def _look(self) -> None:
        progress = self._job.progress if self._job is not None else None
        if progress is not None and progress.total:
            self.progress.setRange(0, progress.total)
            self.progress.setValue(progress.done)

    def _done(self, kept: Kept) -> None:
        self._timer.stop()
        if kept.problems:
            # Somebody who is leaving would read no report.
            backing_up.tell(self._session, kept)
            self._say(sentences(next(reporting.told(kept)), kept.problems[0].reason))
        else:
            self._leave()

    def _failed(self, error: ArchiveError) -> None:
        self._timer.stop()
        if self.isVisible() and not self.leaves:
            self._say(error.message)

    def _say(self, sentence: str) -> None:
        self._job = None
        self.progress.hide()
        self.label.setText(sentence)
        self.skip.setText(_("Close"))

    def _leave(self) -> None:
        self.leaves = True
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self.accept()

"""The backup at the end of a session: asked for or made, with how far it is, and put off by a click."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from archive_app.domain.model.settings import ASK
from archive_app.domain.text.showing import isolated
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
    from archive_app.services.upkeep.places import Where
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
    where = _wanted_in(session) if wanted != _NEVER else None
    if where is None:
        return True
    dialog = ClosingBackup(session, jobs, where, asked=wanted == ASK, parent=parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.leaves


def _wanted_in(session: Session) -> Where | None:
    """Where a backup is to be made, asked in a reading thread; the window is drawn meanwhile, and takes no key."""
    loop = QEventLoop()
    answers: list[Where | None] = []
    archive, person, began = session.archive, session.settings.person, session.began

    def take(where: Where | None) -> None:
        answers.append(where)
        loop.quit()

    def leave(_error: ArchiveError) -> None:
        loop.quit()

    session.tasks.read(lambda: standing.wanted_in(archive, person, began), take, owner=loop, failed=leave)
    QTimer.singleShot(_PATIENCE, loop, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return answers[0] if answers else None


def _asked_without_a_place(where: Where) -> str:
    words = _("The archive has changed. Back it up before closing, in its own folder, “{folder}”?")
    risk = _("That backup is lost with the archive's drive: a folder on another drive outlives it.")
    return sentences(words.format(folder=isolated(str(where.folder))), risk)


class ClosingBackup(QDialog):
    """``leaves``: the window is to be closed."""

    def __init__(
        self, session: Session, jobs: Jobs, where: Where, *, asked: bool, parent: QWidget | None = None
    ) -> None:
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
        self.skip = buttons.addButton(_("Close without one"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.stay = buttons.addButton(_("Stay here"), QDialogButtonBox.ButtonRole.RejectRole)
        self.choose = buttons.addButton(_("Choose a folder…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.choose.setVisible(not where.chosen)
        self.choose.clicked.connect(self._choose)
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
        asks = _("The archive has changed since its last backup. Back it up before closing?")
        self.label.setText(asks if where.chosen else _asked_without_a_place(where))
        if not asked:
            self.begin()

    def _choose(self) -> None:
        """Ask for the place of backups, and make one there."""
        # What asks for files is no part of the first screen.
        from archive_app.ui.dialogs import choose

        folder = choose.folder(self, _("Place for backups"), Path.home(), choose.Purpose.BACKUP)
        if folder is not None:
            self._session.settings.put("backup-place", str(folder))
            self.begin()

    def begin(self) -> None:
        """Make the backup."""
        self.label.setText(_("Backing up. The window closes when it is done."))
        self.go.hide()
        self.choose.hide()
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

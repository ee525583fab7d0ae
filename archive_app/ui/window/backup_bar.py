"""The bar that says when the last backup is older than it should be, and that makes one when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from archive_app.errors import ArchiveError, Cancelled
from archive_app.i18n import _, listed, ngettext, sentences
from archive_app.loading import later
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.jobs import Job, Jobs
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.session.session import Session
from archive_app.ui.window import backing_up

if TYPE_CHECKING:
    from archive_app.services.upkeep import checking, reporting, standing
    from archive_app.services.upkeep.checking import Checked
    from archive_app.services.upkeep.keeping import Kept
    from archive_app.services.upkeep.standing import Standing
else:
    checking, reporting, standing = later("archive_app.services.upkeep", "checking reporting standing")

#: How often it is asked whether a backup is due, in milliseconds.
_HOUR = 3_600_000


class BackupBar(QFrame):
    """Hidden as long as all is as it is wanted."""

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self._put_off = False
        drawing = QLabel()
        drawing.setPixmap(icon("backup").pixmap(16, 16))
        self.label = plain_label()
        self.now = QPushButton(_("Back up now"))
        self.now.clicked.connect(self.back_up)
        self.again = QPushButton(_("Read it again"))
        self.again.clicked.connect(self.verify)
        self.later = QPushButton(_("Not now"))
        self.later.clicked.connect(self._wait)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(drawing)
        layout.addWidget(self.label, 1)
        for button in (self.now, self.again, self.later):
            layout.addWidget(button)
        self._hourly = QTimer(self)
        self._hourly.setInterval(_HOUR)
        self._hourly.timeout.connect(self.look)
        self._hourly.start()
        self.hide()

    def look(self) -> None:
        """Ask how the archive stands with its backups; make one where it is due."""
        archive, person = self._session.archive, self._session.settings.person
        self._session.tasks.read(lambda: standing.look(archive, person), self.put, owner=self, key="backups")

    def put(self, found: Standing) -> None:
        """Say what is not as it is wanted; where nothing is, nothing."""
        if found.due and not self._put_off:
            self.back_up()
            return
        words = self._words(found)
        self.now.setVisible(found.old)
        self.again.setVisible(found.verify_due and not found.old)
        self.label.setText(words)
        self.label.setAccessibleName(words)
        self.setVisible(bool(words) and not self._put_off)
        if not self.isHidden():
            QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))

    def back_up(self) -> None:
        """Make a backup, unless one is being made here."""
        if self._job is None:
            self.hide()
            self._job = backing_up.start(self._session, self._jobs, self._kept, owner=self, failed=self._failed)

    def verify(self) -> None:
        """Read the last backup again."""
        if self._job is not None:
            return
        self.hide()
        archive, person = self._session.archive, self._session.settings.person
        self._job = self._jobs.start(
            _("Reading the backup"),
            lambda tell, stop: checking.verify(
                checking.place_of(archive, person), archive, on_progress=tell, cancelled=stop
            ),
            self._checked,
            owner=self,
            failed=self._failed,
        )

    def _kept(self, kept: Kept) -> None:
        self._job = None
        backing_up.tell(self._session, kept)
        self.look()

    def _checked(self, found: Checked) -> None:
        self._job = None
        if found.ok:
            self._session.told.emit(sentences(*reporting.checked(found)))
        else:
            words = ngettext(
                "{count} file of the backup is damaged or missing. The next backup copies it anew where it can.",
                "{count} files of the backup are damaged or missing. The next backup copies them anew where it can.",
                len(found.faults),
            )
            findings = [
                Finding(_("missing") if fault.missing else _("damaged"), fault.name, listed(fault.states))
                for fault in found.faults
            ]
            summary = words.format(count=f"{len(found.faults):,}")
            self._session.tell_report(Report(_("Backups"), summary, findings, failed=True))
        self.look()

    def _failed(self, error: ArchiveError) -> None:
        """Not asked again by itself before the next hour, or what fails would be tried without end."""
        self._job = None
        if not isinstance(error, Cancelled):
            self._session.refused.emit(error.message)

    def _wait(self) -> None:
        """Nothing more of it until the archive is opened again."""
        self._put_off = True
        self.hide()

    def _words(self, found: Standing) -> str:
        if found.old:
            return sentences(found.sentence, found.warning)
        if found.verify_due:
            return sentences(found.sentence, _("It should be read again."))
        return ""

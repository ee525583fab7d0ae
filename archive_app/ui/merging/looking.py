"""A look through the whole archive: how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from archive_app.errors import ArchiveError, Cancelled
from archive_app.i18n import _
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.job_strip import LOOK, progress_text
from archive_app.ui.session.jobs import Job, Jobs, Stop, Tell

T = TypeVar("T")


class Looking(QWidget):
    """One look at a time: what comes of an earlier one is not heard any more. Between two, :attr:`about` says what
    whoever looks wants to say.
    """

    def __init__(self, jobs: Jobs, name: str) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self._turn = 0
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(name)
        self.about = plain_label(name="muted", wrap=False)
        self.stop = QPushButton(_("Stop"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._tell)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.about, 1)
        layout.addWidget(self.stop)
        self._show(False)

    @property
    def under_way(self) -> bool:
        """Whether something is being looked for."""
        return self._job is not None

    def begin(
        self, message: str, work: Callable[[Tell, Stop], T], done: Callable[[T], None], failed: Callable[[str], None]
    ) -> None:
        """Look for something; ``failed`` takes why nothing was found out, in words."""
        self.cancel()
        self._turn += 1
        self.bar.setRange(0, 0)
        self._show(True)
        self._job = self._jobs.start(
            message,
            work,
            partial(self._end, self._turn, done),
            owner=self,
            failed=partial(self._fail, self._turn, failed),
        )
        self._timer.start()

    def cancel(self) -> None:
        """Stop looking."""
        if self._job is not None:
            self._job.cancel()

    def _fail(self, turn: int, failed: Callable[[str], None], error: ArchiveError) -> None:
        self._end(
            turn, failed, _("Stopped. “Look again” begins anew.") if isinstance(error, Cancelled) else error.message
        )

    def _end(self, turn: int, then: Callable[[Any], None], answer: object) -> None:
        if turn == self._turn:
            self._job = None
            self._timer.stop()
            self._show(False)
            self.about.setText("")
            then(answer)

    def _show(self, on: bool) -> None:
        for widget in (self.bar, self.stop):
            widget.setVisible(on)

    def _tell(self) -> None:
        progress = self._job.progress if self._job is not None else None
        if progress is not None:
            self.bar.setRange(0, max(1, progress.total))
            self.bar.setValue(progress.done)
            self.about.setText(progress_text(progress))

"""The strip at the foot of the window that shows how far long work has come."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QVBoxLayout, QWidget

from archive_app.i18n import _, ngettext
from archive_app.services.progress import Progress
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.jobs import Job, Jobs

#: How often the strip looks, in milliseconds.
LOOK = 120


class JobLine(QFrame):
    """Label, bar, rate, time left, and a button that stops the job."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setObjectName("job")
        self.job = job
        self.label = plain_label(job.label, "strong", wrap=False)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(job.label)
        self.about = plain_label("", "muted", wrap=False)
        self.about.setMinimumWidth(240)
        self.stop = QToolButton()
        self.stop.setIcon(icon("cancel"))
        self.stop.setAutoRaise(True)
        self.stop.setToolTip(_("Stop; then nothing of it is done") if job.whole else _("Stop; what is done stays done"))
        self.stop.setAccessibleName(_("Stop: {job}").format(job=job.label))
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self.label)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.about)
        layout.addWidget(self.stop)

    def look(self) -> None:
        """Show how far the job has come."""
        progress = self.job.progress
        if self.job.stopping:
            self.about.setText(_("Stopping…"))
        elif progress is not None:
            self.bar.setRange(0, max(1, progress.total))
            self.bar.setValue(progress.done)
            self.about.setText(progress_text(progress))

    def _stop(self) -> None:
        self.job.cancel()
        self.stop.setEnabled(False)
        self.look()


def progress_text(progress: Progress) -> str:
    """``12 of 300 · 8.5 a second · 35 s left``."""
    if progress.waiting:
        return progress.current
    parts = [_("{done} of {total}").format(done=f"{progress.done:,}", total=f"{progress.total:,}")]
    if progress.rate >= 0.1:
        parts.append(_("{rate} a second").format(rate=f"{progress.rate:.1f}"))
    if progress.remaining is not None and progress.done < progress.total:
        parts.append(_("{time} left").format(time=_time(progress.remaining)))
    return " · ".join(parts)


def _time(seconds: float) -> str:
    if seconds < 90:
        whole = max(1, round(seconds))
        return ngettext("{count} second", "{count} seconds", whole).format(count=whole)
    minutes = round(seconds / 60)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


class JobStrip(QWidget):
    """The lines of the running jobs; nothing when none runs."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.jobs = jobs
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.lines: list[JobLine] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._look)
        jobs.changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        running = self.jobs.running
        for line in [line for line in self.lines if line.job not in running]:
            self.lines.remove(line)
            line.hide()
            line.deleteLater()
        shown = [line.job for line in self.lines]
        for job in running:
            if job not in shown:
                line = JobLine(job)
                self.lines.append(line)
                self._layout.addWidget(line)
        self.setVisible(bool(self.lines))
        if self.lines:
            self._timer.start()
        else:
            self._timer.stop()

    def _look(self) -> None:
        for line in self.lines:
            line.look()

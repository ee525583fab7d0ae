"""One open archive as the window holds it: the archive, its threads, its bridge and its thumbnails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from archive_app.errors import ArchiveError
from archive_app.scratch import Scratch
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.ingest import pictures
from archive_app.ui.session.bridge import Bridge
from archive_app.ui.session.copied import Copied
from archive_app.ui.session.elsewhere import Elsewhere
from archive_app.ui.session.later import Later
from archive_app.ui.session.reports import Report
from archive_app.ui.session.settings import Settings
from archive_app.ui.session.tasks import Tasks
from archive_app.ui.session.thumbnails import Thumbnails
from archive_app.ui.session.unsaved import Unsaved

T = TypeVar("T")

#: When the tables of how other scripts sound are read, in milliseconds after opening.
_AHEAD = 1_500


class Session(QObject):
    """What every part of the window is given; it outlives the window when language or theme change."""

    #: One plain sentence about something that could not be done.
    refused = Signal(str)
    #: One plain sentence about something that was done.
    told = Signal(str)
    #: The same about a change that one may want to take back at once: *Undo* stands beside it.
    undoable = Signal(str)
    #: A job has ended, and its report can be read.
    reported = Signal(Report)
    #: What would be done with what is being dragged; empty when that is over.
    hinted = Signal(str)

    def __init__(self, archive: Archive, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.archive = archive
        self.settings = settings
        with archive.store.read() as reader:
            #: Where the archive's log stood when this began.
            self.began = reader.history.mark()
        #: The last of the reports; None until there is one.
        self.report: Report | None = None
        self.tasks = Tasks(self)
        self.tasks.refused.connect(self.refused)
        self.unsaved = Unsaved(archive, self.tasks, self)
        self.unsaved.told.connect(self.refused)
        self.bridge = Bridge(archive.hub, self)
        self.bridge.changed.connect(self.unsaved.outdated)
        self.elsewhere = Elsewhere(archive, self.tasks, self.bridge, self)
        self.copied = Copied(self)
        #: What is spoken at home; known a moment after the archive is opened.
        self.home_languages: tuple[str, ...] = ()
        self._scratch: Scratch | None = None
        self.thumbnails = Thumbnails(partial(pictures.thumbnail, archive), self)

        # Reading the tables takes half a second: not when the first word is searched for, nor while the window opens.
        Later(self, _AHEAD, self._read_ahead, aside=True).start()

    def edit(
        self,
        change: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        owner: QObject | None = None,
        failed: Callable[[ArchiveError], None] | None = None,
    ) -> None:
        """Make one change in the writing thread; a refusal is told as a sentence unless ``failed`` takes it."""
        self.tasks.write(change, done, owner=owner or self, failed=failed)

    def tell_report(self, report: Report) -> None:
        """Say that a job has ended, without getting between the keys of whoever works on meanwhile."""
        self.report = report
        self.reported.emit(report)

    def _read_ahead(self) -> None:
        def work() -> tuple[str, ...]:
            from archive_app.domain.text.sounds import sounds
            from archive_app.services.settings import home_languages

            sounds("杭州")
            return home_languages(self.archive)

        def take(langs: tuple[str, ...]) -> None:
            self.home_languages = langs

        self.tasks.read(work, take, owner=self)

    def copies(self) -> Path:
        """The folder for copies of originals that other programs are shown, which lasts as long as this session."""
        if self._scratch is None:
            self._scratch = outputs.scratch_folder("copies")
        return self._scratch.folder

    def close(self) -> None:
        """Finish what was typed, then close the archive."""
        self.elsewhere.stop()
        self.bridge.close()
        self.thumbnails.close()
        self.unsaved.keep_all()
        self.tasks.close()
        self.unsaved.close()
        self.archive.close()
        if self._scratch is not None:
            self._scratch.cleanup()

"""The life of the window: starts Qt, opens and closes archives, makes the window anew in another dress or tongue."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt
from PySide6.QtGui import QDesktopServices, QFont
from PySide6.QtWidgets import QApplication

from archive_app import i18n
from archive_app.domain.model.completeness import HOME_LANGUAGE
from archive_app.domain.model.kinds import OCCASIONS, Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.settings import LAST, Value
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError, Cancelled
from archive_app.i18n import N_, _
from archive_app.loading import later
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.logbook import versions
from archive_app.services.person import speak
from archive_app.ui.actions.spec import ActionSpec
from archive_app.ui.kit import faults, theme
from archive_app.ui.kit.local_files import address
from archive_app.ui.kit.question import show_sentence
from archive_app.ui.session import last_folders
from archive_app.ui.session.garbage import collected_here
from archive_app.ui.session.jobs import Jobs, Stop, Tell
from archive_app.ui.session.notes import note
from archive_app.ui.session.session import Session
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.file_drops import FileDrops
from archive_app.ui.window.neighbour import Door, InFront, claimed
from archive_app.ui.window.qt_words import translators
from archive_app.ui.window.start import program_icon
from archive_app.ui.window.window import Window

if TYPE_CHECKING:
    from archive_app.services.ingest.ingest import NewLink
    from archive_app.services.ingest.report import IngestReport
    from archive_app.services.tagging import pads
    from archive_app.services.upkeep import completeness
else:
    (pads,) = later("archive_app.services.tagging", "pads")
    (completeness,) = later("archive_app.services.upkeep", "completeness")

#: The kinds that newly added files may be linked to without asking anew.
_CONTEXT = OCCASIONS | {Kind.PARTNERSHIP}
#: The settings for which the window is made anew.
_REMAKE = frozenset({"language", "colours"})
#: How long a thread that computes keeps the others waiting, in seconds.
_TURN = 0.0005


class Shell(QObject):
    """Holds the one window and the one open archive."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        actions: Sequence[ActionSpec[Window]],
        menus: dict[str, str],
        language: str = "",
    ) -> None:
        super().__init__()
        self._application = application
        self.settings = settings
        last_folders.remember_in(settings)
        #: What is spoken in place of the language that is set, until one is chosen.
        self._language = language
        self._actions, self._menus = actions, menus
        self.jobs = Jobs(self)
        self.session: Session | None = None
        #: Why what it began with was not opened, nor anything since; None where something was.
        self.unopened: ArchiveError | None = None
        self._door: Door | None = None
        #: Whether the first archive is still to be shown.
        self._beginning = False
        self._translator, self._words = translators(application)
        self._dress()
        self.window = Window(self, settings, actions, menus)
        self._drops = FileDrops(application, self)
        application.styleHints().colorSchemeChanged.connect(self._system_changed)

    def begin(self, folder: Path | None) -> None:
        """Open the archive in ``folder``, or without one do what is set for the start."""
        last = next(iter(self.settings.recent_archives()), None)
        if folder is None and last is not None and self.settings.text("start") == LAST:
            folder = last
        if folder is not None:
            self._beginning = True
            self.open_folder(folder)
        broken = self.settings.person.faults()
        if broken:
            show_sentence(self.window, broken[0])

    # -- archives

    def open_folder(self, folder: Path) -> None:
        """Open the archive in ``folder`` in place of the one that is open."""
        place = folder.parent if folder.is_file() else folder
        if self.session is not None and self.session.archive.folder == place.absolute():
            self.come_forward()
            return
        self._load(
            Label(N_("Opening {name}"), {"name": place.name}),
            lambda tell, _stop: claimed(open_archive(place, on_progress=tell, person=self.settings.person)),
        )

    def come_forward(self) -> None:
        """Show the window in front of all others."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    def create_archive(self, folder: Path, home: str = "") -> None:
        """Make an empty archive in ``folder``, which wants its names in the language of the window, and show it;
        ``home`` is the city that is its own, empty where that is said later.
        """

        def work(_tell: Tell, _stop: Stop) -> Archive:
            archive = claimed(create_archive(folder, person=self.settings.person))
            if i18n.language() != HOME_LANGUAGE:
                completeness.set_rules(archive, language=i18n.language(), beginning=True)
            if home:
                from archive_app.services.settings import name_home

                name_home(archive, home)
            return archive

        self._load(N_("Creating the archive"), work)

    def make_demo(self, folder: Path) -> None:
        """Make the demo archive in ``folder`` and show it."""
        from archive_app.services.upkeep import demo

        self._load(
            N_("Creating the demo archive"), lambda tell, _stop: claimed(demo.make_demo(folder, on_progress=tell))
        )

    def restore(self, file: Path, folder: Path) -> None:
        """Make the archive of a backup again in ``folder`` and show it; it is closed meanwhile."""
        from archive_app.services.upkeep import restoring

        shown = self.session is not None and self.session.archive.folder == folder.absolute()
        if shown:
            self.window.workbench.inspector.flush()
            self.close_archive()

        def work(_tell: Tell, _stop: Stop) -> Archive:
            return claimed(open_archive(restoring.restore(file, folder)))

        words = _("This is the archive that was restored, in “{folder}”.")
        again = folder if shown else None
        self._load(
            N_("Restoring the backup"),
            work,
            words.format(folder=isolated(str(folder))),
            partial(self._not_restored, again),
        )

    def close_archive(self) -> None:
        """Back to the start page."""
        session, self.session = self.session, None
        if self._door is not None:
            self._door.close()
            self._door = None
        if session is not None:
            self.jobs.stop_all()
            self.window.close_session()
            session.close()
            session.deleteLater()

    def add_dropped(self, window: Window, paths: Sequence[Path]) -> None:
        """Ask what ``paths`` are to be linked to, then take them in."""
        from archive_app.ui.dialogs.ingest import IngestDialog

        dialog = IngestDialog(window.workbench.session, paths, self._context(), window)
        dialog.wanted.connect(lambda links: self._ingest(paths, links, join=dialog.joining))
        dialog.open()

    def show_in_folder(self, path: Path) -> None:
        """Open the folder of ``path`` with the desktop's file manager."""
        QDesktopServices.openUrl(address(path.parent))

    # -- dress and tongue

    def choose(self, name: str, value: Value) -> None:
        """Set ``name``, which takes effect at once."""
        self.settings.put(name, value)
        self.follow([name])

    def follow(self, names: Collection[str]) -> None:
        """These settings have other values: act by them."""
        if "language" in names:
            self._language = ""
        if self.window.has_archive:
            for name in names:
                self.window.workbench.results.follow(name)
            if any(name.startswith("backup-") for name in names):
                self.window.workbench.backup.look()
        if not _REMAKE.isdisjoint(names):
            self._again()

    def closing(self, window: Window) -> None:
        """The window is being closed by the user."""
        if window is self.window:
            self.close_archive()
            self.settings.save()

    def _load(
        self,
        label: Label | str,
        work: Callable[[Tell, Stop], Archive],
        sentence: str = "",
        failed: Callable[[ArchiveError], None] | None = None,
    ) -> None:
        """``sentence`` is said once the archive is shown."""
        self.window.start_page.setEnabled(False)
        self.jobs.start(label, work, partial(self._opened, sentence), owner=self, failed=failed or self._not_opened)

    def _opened(self, sentence: str, archive: Archive) -> None:
        self.close_archive()
        self.window.start_page.setEnabled(True)
        self.settings.remember_archive(archive.folder)
        self._beginning, self.unopened = False, None
        self.session = Session(archive, self.settings, self)
        self._door = Door(archive.folder, self.session)
        self._door.knocked.connect(self.come_forward)
        note("opened", archive=str(archive.folder))
        self.window.show_session(self.session)
        if sentence:
            self.session.told.emit(sentence)
        if archive.store.notices:
            self.window.workbench.notice.warn(" ".join(archive.store.notices))

    def _not_opened(self, error: ArchiveError) -> None:
        self.window.start_page.setEnabled(True)
        beginning, self._beginning = self._beginning, False
        self.unopened = error if beginning and not isinstance(error, Cancelled) else self.unopened
        if isinstance(error, InFront) and beginning:
            # What was asked for is in front of this window, which has nothing to show.
            self.window.close()
        elif not isinstance(error, Cancelled):
            show_sentence(self.window, error.message)

    def _not_restored(self, again: Path | None, error: ArchiveError) -> None:
        self._not_opened(error)
        if again is not None:
            self.open_folder(again)

    def _context(self) -> RecordRef | None:
        """What is being looked at, if new files could well belong to it."""
        shown = self.window.workbench.inspector.record
        if shown is None or shown.kind not in _CONTEXT:
            bench = self.window.workbench
            page = bench.partnership.page if bench.results.paging else None
            shown = page.record if page is not None else None
        return RecordRef(shown.id, shown.uid, shown.ref, shown.kind, shown.title) if shown else None

    def give_files(self, record: int, paths: Sequence[Path]) -> None:
        """Take ``paths`` in as further files of this record."""
        from archive_app.services.ingest.ingest import add_files

        session = self.session
        if session is not None:
            archive = session.archive
            self._take_in(
                session,
                lambda tell, stop: add_files(archive, paths, record=record, on_progress=tell, cancelled=stop),
                record,
            )

    def _ingest(self, paths: Sequence[Path], links: Sequence[NewLink], *, join: bool = False) -> None:
        from archive_app.services.ingest.ingest import ingest
        from archive_app.services.ingest.joining import join_taken

        session = self.session
        if session is None:
            return
        archive, pad = session.archive, self.window.workbench.context.pad

        def work(tell: Tell, stop: Stop) -> IngestReport:
            report = ingest(archive, paths, links=links, on_progress=tell, cancelled=stop)
            if pad.ticked:
                # What was taken in before a stop is tagged like the rest.
                pads.apply_to_ingested(archive, report=report, pad=pad)
            if join:
                join_taken(archive, report)
            return report

        self._take_in(session, work)

    def _take_in(self, session: Session, work: Callable[[Tell, Stop], IngestReport], record: int = 0) -> None:
        """Take files in, and say what came of them; ``record`` is the one that they are given to."""

        def done(report: IngestReport) -> None:
            from archive_app.ui.window import taken_in

            taken_in.tell(session, report, record)

        self.jobs.start(N_("Adding files"), work, done, owner=session)

    def _dress(self) -> None:
        speak(self.settings.person, self._language)
        QApplication.removeTranslator(self._words)
        QApplication.removeTranslator(self._translator)
        if i18n.language() == "zh":
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load("qtbase_zh_CN", folder):
                QApplication.installTranslator(self._translator)
            QApplication.installTranslator(self._words)
            QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        else:
            QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        theme.apply(self._application, self.settings.text("colours"))

    def _again(self) -> None:
        """Make the window anew around the same session."""
        old = self.window
        old.remember()
        place = old.workbench.place() if old.has_archive else None
        self._dress()
        self.window = Window(self, self.settings, self._actions, self._menus)
        if self.session is not None:
            self.window.show_session(self.session, place)
        self.window.show()
        old.hide()
        old.deleteLater()

    def _system_changed(self) -> None:
        if self.settings.text("colours") == theme.SYSTEM:
            self._again()


def prepare(application: QApplication) -> None:
    """Give ``application`` its name, its icon and its fonts."""
    application.setApplicationName("exchange-archive")
    application.setApplicationDisplayName("Exchange Archive")
    application.setDesktopFileName("exchange-archive")
    application.setWindowIcon(program_icon())
    family = theme.load_fonts()
    font = QFont(family) if family else application.font()
    font.setPointSize(theme.POINT_SIZE)
    # Hinted, Chinese at this size turns blotchy, above all light on dark.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setFont(font)
    # What is painted here calls Python many times; while another thread computes, each call may wait for one such turn.
    sys.setswitchinterval(_TURN)
    # Measured at 100,000 items: a full collection over everything that was imported held the window for 60 ms. None is
    # made for it here either: what loading leaves behind is little, and the window would wait for it.
    gc.freeze()


def start(
    folder: Path | None,
    arguments: Sequence[str],
    actions: Sequence[ActionSpec[Window]],
    menus: dict[str, str],
    language: str = "",
) -> int:
    """Run the window until it is closed; return the exit code. ArchiveError where what it began with was not opened,
    nor anything else since.
    """
    book = faults.start_log()
    faults.install(book)
    note("window", **versions())
    application = QApplication(list(arguments) or ["exchange-archive"])
    prepare(application)
    shell = Shell(application, Settings(), actions, menus, language)
    with collected_here(shell):
        shell.window.show()
        shell.begin(folder)
        status = application.exec()
        if shell.unopened is not None:
            # Who started it reads it where they did.
            raise shell.unopened
        return status

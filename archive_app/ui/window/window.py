"""The window: menus, toolbar, and in the middle the start page or the workbench of the open archive."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QToolBar

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.records import Record
from archive_app.domain.model.settings import Value
from archive_app.domain.model.views import is_subtitles
from archive_app.domain.text.showing import isolated, shown
from archive_app.errors import NotFound
from archive_app.i18n import _, ngettext
from archive_app.loading import later
from archive_app.ui.actions.actions import Actions
from archive_app.ui.actions.spec import ActionSpec
from archive_app.ui.kit import dragged, local_files, room, theme
from archive_app.ui.kit.question import Question, Role
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.session import Session
from archive_app.ui.session.settings import Settings
from archive_app.ui.session.unsaved import Unsaved
from archive_app.ui.window import arriving, closing_backup
from archive_app.ui.window.keys import WindowKeys
from archive_app.ui.window.start import StartPage
from archive_app.ui.window.stops import Place
from archive_app.ui.window.workbench import Workbench

if TYPE_CHECKING:
    from archive_app.services.history import history
else:
    (history,) = later("archive_app.services.history", "history")

#: How long closing waits for what was just typed to be saved, in seconds.
_PATIENCE = 1.0
_CONTEXT = (
    "preview",
    "open-copy",
    "open-with",
    "show-in-folder",
    "export-originals",
    "tag",
    "step-through",
    "edit-title",
    "edit-caption",
    "add-link",
    "pick",
    "copy-metadata",
    "paste-metadata",
    "copy-ref",
    "delete",
)
#: How large the window is at first.
_SIZE = (1280, 800)
#: What is done to a chosen record, as it is said where none is.
CHOSEN = ("preview", "edit-caption", "link-person", "link-event", "tag", "pick")
#: The seven actions whose keys are worth knowing on the first evening.
FIRST = ("add-files", "find", "tag", "step-through", "pick", "undo", "palette")


class Life(Protocol):
    """What a window asks of whoever made it: archives are opened and closed there, and windows made anew."""

    jobs: Jobs
    window: Window

    def open_folder(self, folder: Path) -> None: ...
    def create_archive(self, folder: Path, home: str = "") -> None: ...
    def make_demo(self, folder: Path) -> None: ...
    def restore(self, file: Path, folder: Path) -> None: ...
    def close_archive(self) -> None: ...
    def add_dropped(self, window: Window, paths: Sequence[Path]) -> None: ...
    def give_files(self, record: int, paths: Sequence[Path]) -> None: ...
    def show_in_folder(self, path: Path) -> None: ...
    def choose(self, name: str, value: Value) -> None: ...
    def follow(self, names: Collection[str]) -> None: ...
    def closing(self, window: Window) -> None: ...


class Window(QMainWindow):
    """One window; ``shell`` opens archives and makes the window anew when language or theme change."""

    def __init__(
        self, shell: Life, settings: Settings, actions: Iterable[ActionSpec[Window]], menus: dict[str, str]
    ) -> None:
        super().__init__()
        self.shell = shell
        self.settings = settings
        self.session: Session | None = None
        self.jobs = shell.jobs
        self._workbench: Workbench | None = None
        self.start_page = StartPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        self.actions_table = Actions(self, actions, menus)
        self._keys = WindowKeys(self, self.actions_table.__getitem__, self._use_recent, self._stepping, self._learn)
        self._recent = QMenu(_("Open recent"), self)
        self._make_bars()
        self._connect_start()
        self._remembered()
        self._state_changed()

    @property
    def workbench(self) -> Workbench:
        """The workbench; NotFound with a sentence where no archive is open."""
        if self._workbench is None:
            raise NotFound(_("Open an archive first."))
        return self._workbench

    @property
    def has_archive(self) -> bool:
        """Whether an archive is open in this window."""
        return self._workbench is not None

    def show_session(self, session: Session, place: Place | None = None) -> None:
        """Show the archive of ``session``, at ``place`` if one is given."""
        self.session = session
        bench = Workbench(session, self.jobs)
        self._workbench = bench
        self._stack.addWidget(bench)
        self._stack.setCurrentWidget(bench)
        for view in (bench.results.grid, bench.results.table):
            self.actions_table.scope_to_results(view)
        bench.state_changed.connect(self._state_changed)
        bench.results.menu_wanted.connect(self._context_menu)
        bench.results.table.paste_wanted.connect(self.actions_table["paste-cells"].trigger)
        bench.catalogue_wanted.connect(self.actions_table["export-catalogue"].trigger)
        bench.event_wanted.connect(self.actions_table["new-event"].trigger)
        bench.stage_wanted.connect(self.actions_table["add-stage"].trigger)
        bench.inspector.history_wanted.connect(self.actions_table["history-record"].trigger)
        bench.notice.report_wanted.connect(self.actions_table["last-report"].trigger)
        bench.session.undoable.connect(bench.notice.tell_undoable)
        bench.notice.undo_wanted.connect(self.actions_table["undo"].trigger)
        bench.inspector.copy_wanted.connect(self.actions_table["copy-ref"].trigger)
        bench.inspector.folder_wanted.connect(self.shell.show_in_folder)
        bench.inspector.files_wanted.connect(self._give_files)
        bench.results.empty.put_keys(self.actions_table.keys_of(FIRST))
        bench.inspector.nothing.put_keys(self.actions_table.keys_of(CHOSEN))
        bench.results.empty.add_wanted.connect(self.actions_table["add-files"].trigger)
        bench.results.empty.demo_wanted.connect(self.actions_table["make-demo"].trigger)
        session.bridge.changed.connect(self._changed)
        session.unsaved.changed.connect(self._labels)
        session.copied.changed.connect(self._state_changed)
        # Qt takes "[*]" for the place of a mark; doubled, it is itself.
        name = session.archive.folder.name.replace("[*]", "[*][*]")
        self.setWindowTitle(f"{name} – Exchange Archive")
        bench.start(place)
        self._labels()
        self._state_changed()

    def _give_files(self, record: int) -> None:
        """Ask for files, and give them to this record."""
        from archive_app.ui.dialogs import choose

        chosen = choose.files(self, _("Choose files to give to this item"), Path.home(), choose.Purpose.ADD)
        if chosen:
            self.shell.give_files(record, chosen)

    def close_session(self) -> None:
        """Back to the start page; the session is closed by the shell."""
        bench = self._workbench
        if bench is None:
            return
        bench.remember()
        self._workbench = None
        self._stack.setCurrentWidget(self.start_page)
        self._stack.removeWidget(bench)
        bench.deleteLater()
        self.session = None
        self.setWindowTitle("Exchange Archive")
        self._refresh_recent()
        self._state_changed()

    def remember(self) -> None:
        """Keep geometry and layout for the next time."""
        if self._workbench is not None:
            self._workbench.remember()
        self.settings.put("window/geometry", self.saveGeometry())
        self.settings.save()

    def event(self, event: QEvent) -> bool:
        # It comes up to here where nothing on the way wanted it. Qt asks before everything is made, too.
        keys: WindowKeys | None = self.__dict__.get("_keys")
        return (keys is not None and keys.take(event)) or super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.shell.closing(self)
        event.accept()

    def may_close(self) -> bool:
        """Whether the archive may be closed, alone or with the window: nothing runs, all is saved and backed up."""
        if self.jobs.running:
            if not self._may_stop():
                return False
            # Before anything else is asked: meanwhile it would go on to its end.
            self.jobs.stop_all()
        self.remember()
        if self.session is None:
            return True
        return self._may_leave(self.session.unsaved) and closing_backup.may_close(self.session, self.jobs, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # What is dragged out of this window is no file to be taken in.
        if event.mimeData().hasUrls() and not dragged.ids_in(event.mimeData()):
            event.acceptProposedAction()
            if self.session is not None and self.has_archive:
                files = local_files.dropped(event.mimeData())
                item = self._item_at(event.position().toPoint(), files)
                words = _("Drop the files to give copies of them to “{title}”.") if item else ""
                if item and all(is_subtitles(file.name) for file in files):
                    words = _("Drop the subtitles to give them to “{title}”.")
                usual = _("Drop the files to add copies of them to the archive.")
                self.session.hinted.emit(words.format(title=isolated(item.title)) if item else usual)

    def _item_at(self, at: QPoint, files: Sequence[Path]) -> Record | None:
        """The item that is there in the inspector: what is dropped on it, anywhere, is given to it; and the recording
        that is shown large, where it is subtitles that are dropped.
        """
        over = self.childAt(at)
        if self._workbench is None or over is None:
            return None
        if files and all(is_subtitles(file.name) for file in files):
            from archive_app.ui.kit.large import played_at

            if (played := played_at(over)) is not None:
                return played
        inspector = self._workbench.inspector
        record = inspector.record if inspector.takes_files(over) else None
        return record if record is not None and record.kind in ITEM_KINDS else None

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        if self.session is not None:
            self.session.hinted.emit("")

    def dropEvent(self, event: QDropEvent) -> None:
        files = local_files.dropped(event.mimeData())
        if self.session is not None:
            self.session.hinted.emit("")
        if not files:
            return
        event.acceptProposedAction()
        item = self._item_at(event.position().toPoint(), files)
        if item is not None:
            self.shell.give_files(item.id, files)
        elif self.session is not None and arriving.dropped(self.session, self.jobs, files, self):
            return
        elif self.has_archive:
            self.shell.add_dropped(self, files)
        else:
            self.shell.open_folder(files[0])

    def _stepping(self) -> bool:
        return self._workbench is not None and self._workbench.stepping_through

    def _use_recent(self, digit: int) -> None:
        if self._workbench is not None:
            self._workbench.use_recent(digit)

    def _learn(self, event: QKeyEvent) -> None:
        if self._workbench is not None:
            self._workbench.tagger.recents.learn(event)

    def _make_bars(self) -> None:
        self.actions_table.fill_menus(self.menuBar(), {"file/after-open-archive": self._recent})
        bar = QToolBar(_("Toolbar"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.actions_table.fill_toolbar(bar)
        self.addToolBar(bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _connect_start(self) -> None:
        table = self.actions_table
        self.start_page.new_wanted.connect(table["new-archive"].trigger)
        self.start_page.open_wanted.connect(table["open-archive"].trigger)
        self.start_page.demo_wanted.connect(table["make-demo"].trigger)
        self.start_page.opened.connect(self.shell.open_folder)
        self.start_page.spoken.connect(lambda tongue: self.shell.choose("language", tongue))
        self.start_page.named.connect(lambda name: self.shell.choose("user", name))
        self.start_page.put_name(self.settings.text("user"))
        self._refresh_recent()

    def _refresh_recent(self) -> None:
        folders = [folder for folder in self.settings.recent_archives() if folder.is_dir()]
        self.start_page.put_recent(folders)
        self._recent.clear()
        for folder in folders:
            action = self._recent.addAction(str(folder).replace("&", "&&"))
            action.triggered.connect(lambda _on=False, chosen=folder: self.shell.open_folder(chosen))
        self._recent.setEnabled(bool(folders))

    def _remembered(self) -> None:
        self.setWindowTitle("Exchange Archive")
        room.fit(self, *_SIZE)
        room.restore(self, self.settings.state("window/geometry"))

    def _changed(self, _change: ChangeSet) -> None:
        self._labels()

    def _labels(self) -> None:
        """Ask what undo and redo would do, and say it in their labels."""
        session = self.session
        if session is None:
            return
        archive = session.archive

        def work() -> tuple[str | None, str | None, bool]:
            undo = history.undo_label(archive)
            return undo, history.redo_label(archive), undo is None and history.keeps(archive)

        session.tasks.read(work, self._put_labels, owner=self, key="undo-labels")

    def _put_labels(self, labels: tuple[str | None, str | None, bool]) -> None:
        words = ((_("Undo"), _("Undo: {label}")), (_("Redo"), _("Redo: {label}")))
        *told, keeps = labels
        if self.session is not None and self.session.unsaved.refused is not None:
            told[0] = _("what was typed and could not be taken")
        # Where nothing can be undone any more, whoever asks is told why.
        for name, label, asks, (bare, full) in zip(("undo", "redo"), told, (keeps, False), words, strict=True):
            action = self.actions_table[name]
            text = full.format(label=shown(label)) if label else bare
            action.setText(text.replace("&", "&&"))
            action.setToolTip(theme.plain_tip(text))
            action.setEnabled(self.has_archive and (label is not None or asks))

    def _state_changed(self) -> None:
        bench = self._workbench
        record = bench is not None and (
            bench.stepping_through or bench.inspector.record is not None or bench.results.selected_count() > 0
        )
        shown = bench.inspector.record if bench is not None and not bench.stepping_through else None
        kind = shown.kind if shown is not None else None
        undo = [self.actions_table[name].isEnabled() for name in ("undo", "redo")]
        copied = bench is not None and bench.session.copied.source > 0
        self.actions_table.enable(archive=bench is not None, record=record, shown=kind, copied=copied)
        if bench is not None:
            for name, enabled in zip(("undo", "redo"), undo, strict=True):
                self.actions_table[name].setEnabled(enabled)

    def _context_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        for name in _CONTEXT:
            menu.addAction(self.actions_table[name])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def _may_leave(self, unsaved: Unsaved) -> bool:
        """Whether the window may be closed with what is not saved, be it that all is saved."""
        left = unsaved.unsettled(_PATIENCE)
        if not left:
            return True
        reason = next((typed.reason for typed in reversed(left) if typed.reason), "")
        if unsaved.keep_all():
            words = ngettext(
                "{count} text is not saved yet. It is kept on this computer, and offered when you open this "
                "archive again.",
                "{count} texts are not saved yet. They are kept on this computer, and offered when you open this "
                "archive again.",
                len(left),
            )
        else:
            words = ngettext(
                "{count} text is not saved yet and could not be kept elsewhere either. It is lost if you close now.",
                "{count} texts are not saved yet and could not be kept elsewhere either. "
                "They are lost if you close now.",
                len(left),
            )
        said = " ".join(filter(None, (words.format(count=len(left)), reason)))
        return self.asks(said, _("Close"), _("Stay here"), "warning")

    def _may_stop(self) -> bool:
        whole = all(job.whole for job in self.jobs.running)
        stays = _("Work is still running. Stop it? What is done stays done.")
        said = _("Work is still running. Stop it? Then nothing of it is done.") if whole else stays
        return self.asks(said, _("Stop and close"), _("Keep working"))

    def asks(self, words: str, yes: str, no: str, drawing: str = "help") -> bool:
        """Whether somebody says yes."""
        box = Question(self, words, drawing=drawing)
        wanted = box.offer(yes)
        box.offer(no, Role.RejectRole)
        box.exec()
        box.deleteLater()
        return box.answer is wanted

"""Items that look like views of one or hold the same picture, side by side, decided by keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.records import Record
from archive_app.domain.model.together import TOGETHER_LABEL, Together
from archive_app.domain.text.showing import shown
from archive_app.i18n import N_, _, ngettext
from archive_app.services.records import reading, together, views
from archive_app.services.records.together import Offer
from archive_app.services.upkeep.same_pictures import same_pictures
from archive_app.ui.kit import room, theme, under_way
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.merging.looking import Looking
from archive_app.ui.merging.side_by_side import SideBySide
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.session import Session

_TITLE = 40
#: So many of a group are shown side by side; the others follow them into one item.
_CARDS = 30
_DIGITS = 9


class ViewsDialog(QDialog):
    """Beside the window, not before it, and follows what is decided there and taken back. ``record_wanted`` shows a
    record there; ``undo_wanted`` asks to take the newest step back.
    """

    record_wanted = Signal(object)
    undo_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        #: What was found, decided or not; and what is listed of it.
        self._found: list[Offer] = []
        self._listed: list[Offer] = []
        self.setWindowTitle(_("Views and same pictures"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 1080, 600)
        self.reason = Combo()
        self.reason.setAccessibleName(_("Why they belong together"))
        self.reason.addItem(_("All reasons"), None)
        for why, label in TOGETHER_LABEL.items():
            self.reason.addItem(_(label), why)
        self.reason.activated.connect(lambda _place: self._list(self._open))
        self._open: list[Offer] = []
        self.looking = Looking(jobs, _("Looking at pictures"))
        self.about, self.stop = self.looking.about, self.looking.stop
        self.groups = QListWidget()
        self.groups.setAccessibleName(_("Items that belong together"))
        self.groups.currentRowChanged.connect(self._read)
        self.side = SideBySide(session)
        self.side.record_wanted.connect(self.record_wanted)
        self._empty = plain_label("", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._make_buttons()
        self._make_keys()
        self._lay_out()
        # It stands beside the window, and would outlive its archive.
        session.destroyed.connect(self.close)
        session.bridge.changed.connect(self._changed)
        self.look()

    def look(self) -> None:
        """Look at names, times and pictures anew."""
        archive = self._session.archive
        self._found = []
        self.looking.begin(
            N_("Looking for same pictures"),
            lambda tell, stop: same_pictures(archive, on_progress=tell, cancelled=stop),
            self._add,
            self._stopped,
        )
        self._show(_("Looking at pictures…"))
        # What names tell is there at once; pictures have to be looked at, the first time each of them.
        self._session.tasks.read(lambda: together.offered(archive), self._add, owner=self, key="views-of-names")

    def current(self) -> Offer | None:
        """The group that is chosen."""
        row = self.groups.currentRow()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def join(self) -> None:
        """Make one item of the chosen group; the one that is marked stays."""
        offer = self.current()
        if offer is None or self.side.stays < 0:
            return
        archive, keep = self._session.archive, offer.items[self.side.stays].id
        others = [item.id for item in offer.items if item.id != keep]

        def work() -> str:
            views.join(archive, keep=keep, others=others)
            return views.joined(archive, keep=keep, count=len(others))

        self._decide(offer)
        self._session.edit(work, self._session.undoable.emit, owner=self._session)

    def keep_apart(self) -> None:
        """Say that those of the chosen group are items of their own."""
        offer = self.current()
        if offer is not None:
            archive, ids = self._session.archive, [item.id for item in offer.items]
            self._decide(offer)
            words = ngettext("Kept {count} item apart.", "Kept {count} items apart.", len(ids))
            self._session.edit(
                lambda: together.keep_apart(archive, items=ids),
                lambda _change: self._session.undoable.emit(words.format(count=f"{len(ids):,}")),
                owner=self._session,
            )

    def join_all(self) -> None:
        """Make one item of each group that is listed, all in one step."""
        archive, offers = self._session.archive, list(self._listed)
        self._list([offer for offer in self._open if offer not in offers])
        words = ngettext("Joined the views of {count} item.", "Joined the views of {count} items.", len(offers))
        under_way.change(
            self._session,
            self._jobs,
            _("Joining views"),
            lambda tell, stop: together.join_offered(archive, offers, on_progress=tell, cancelled=stop),
            lambda _change: self._session.undoable.emit(words.format(count=f"{len(offers):,}")),
            owner=self,
            failed=lambda error: self._stopped(error.message),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self.looking.cancel()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self.looking.cancel()
        super().done(result)

    def _make_buttons(self) -> None:
        self.again = QPushButton(_("Look again"))
        self.again.clicked.connect(self.look)
        self.all = QPushButton(_("Join all listed"))
        self.all.setToolTip(_("Make one item of each group in the list, all in one step"))
        self.all.clicked.connect(self.join_all)
        self.apart = QPushButton(_("Keep apart"))
        self.apart.setToolTip(_("They are items of their own, and not listed again (K or Del)"))
        self.apart.clicked.connect(self.keep_apart)
        self.one = QPushButton(icon("merge"), _("Join"))
        self.one.setToolTip(_("Make them one item with several files; the marked one stays (J or Enter)"))
        self.one.clicked.connect(self.join)
        for button in (self.again, self.all, self.apart):
            button.setAutoDefault(False)
        self.one.setDefault(True)

    def _make_keys(self) -> None:
        for key, meant in (("J", self.join), ("K", self.keep_apart), ("Del", self.keep_apart)):
            QShortcut(QKeySequence(key), self, meant)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo_wanted.emit)
        for number in range(1, _DIGITS + 1):
            QShortcut(QKeySequence(str(number)), self, partial(self.side.stay, number - 1))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.reason)
        head.addWidget(self.again)
        head.addWidget(self.looking, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.groups)
        both.addWidget(self.side)
        both.setStretchFactor(1, 1)
        both.setSizes([300, 780])
        both.setChildrenCollapsible(False)
        self._stack.addWidget(both)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addWidget(self.all)
        foot.addWidget(plain_label(_("1 to 9: which one stays"), "muted", wrap=False))
        foot.addStretch(1)
        foot.addWidget(self.apart)
        foot.addWidget(self.one)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _add(self, offers: Sequence[Offer]) -> None:
        self._found = [*self._found, *offers]
        self._refresh()

    def _stopped(self, words: str) -> None:
        self._refresh()
        self._session.told.emit(words)

    def _decide(self, offer: Offer) -> None:
        """Go on to the next group at once; whether it was decided is seen when that is done."""
        self._list([each for each in self._open if each is not offer])

    def _changed(self, _change: object) -> None:
        self._refresh()

    def _refresh(self) -> None:
        archive, found = self._session.archive, self._found
        self._session.tasks.read(
            lambda: together.still_open(archive, found), self._list, owner=self, key="views-open", after_changes=True
        )

    def _list(self, offers: Sequence[Offer]) -> None:
        """List ``offers`` as far as they are of the chosen reason; the line stays, or the next one is chosen."""
        why, row = self.reason.currentData(), max(0, self.groups.currentRow())
        self._open = list(offers)
        wanted = [offer for offer in offers if why is None or offer.why == Together(why)]
        if wanted != self._listed or not wanted:
            self._listed = wanted
            self.groups.blockSignals(True)
            self.groups.clear()
            for offer in wanted:
                self.groups.addItem(self._line(offer))
            self.groups.setCurrentRow(min(row, len(wanted) - 1))
            self.groups.blockSignals(False)
            self._read()
        if wanted:
            if self._stack.currentIndex() != 0:
                self._stack.setCurrentIndex(0)
                self.groups.setFocus()
            words = ngettext("{count} group", "{count} groups", len(wanted))
            self.about.setText(words.format(count=f"{len(wanted):,}"))
        elif not self.looking.under_way:
            self._show(_("No items look like views of one, and no two hold the same picture."))
            self.about.setText("")
        for button in (self.one, self.apart, self.all):
            button.setEnabled(bool(wanted))

    def _line(self, offer: Offer) -> QListWidgetItem:
        words = ngettext("{count} item: {why}", "{count} items: {why}", len(offer.items))
        first = shown(offer.items[0].title, _TITLE)
        item = QListWidgetItem(first + "\n" + words.format(count=len(offer.items), why=offer.reason))
        item.setToolTip(theme.plain_tip("\n".join(f"{each.title}  {each.ref}" for each in offer.items)))
        return item

    def _read(self) -> None:
        offer = self.current()
        if offer is None:
            self.side.show_records(())
            return
        archive, ids = self._session.archive, [item.id for item in offer.items[:_CARDS]]

        def work() -> list[Record]:
            return [reading.record(archive, each) for each in ids]

        def show(records: list[Record]) -> None:
            if self.current() is offer:
                self.side.show_records(records, offer.files)

        # Another window may have joined them a moment ago: then the list says so soon.
        self._session.tasks.read(work, show, owner=self, key="views-cards", failed=lambda _error: None)

    def _show(self, words: str) -> None:
        self._empty.setText(words)
        self._stack.setCurrentWidget(self._empty)

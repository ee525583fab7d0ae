"""What stands in place of a result that is empty: what to do next, and what may have been meant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import ITEM_KINDS, KIND_PLURAL, Kind
from archive_app.domain.query.ast import FieldTerm
from archive_app.domain.query.parser import parse
from archive_app.domain.text.showing import isolated
from archive_app.errors import QueryError
from archive_app.i18n import _
from archive_app.loading import later
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.search import searching
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.section import clear
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.services import settings
    from archive_app.ui.results.first_steps import FirstSteps
else:
    (settings,) = later("archive_app.services", "settings")

#: So many other searches are offered.
OFFERED = 3
_KEY = "did-you-mean"
_STARTING = "nothing-yet"
Key = Qt.Key


class EmptyPage(QWidget):
    """``query_wanted`` gives the search that was meant; it is never run unasked."""

    query_wanted = Signal(str)
    #: Whether this stands in place of a result now may be another than before.
    starting_changed = Signal()
    #: See :class:`~archive_app.ui.results.first_steps.FirstSteps`.
    add_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._query = ""
        #: Whether there is nothing in the archive, at most the city that is its home.
        self.starting = False
        self._keys: Sequence[tuple[str, str]] = ()
        self._label = plain_label(name="empty")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons: list[QPushButton] = []
        self._offers = QVBoxLayout()
        self._offers.setSpacing(theme.TIGHT)
        self._above = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        layout.addStretch(2)
        layout.addLayout(self._above)
        layout.addWidget(self._label)
        layout.addLayout(self._offers)
        layout.addStretch(3)

    @cached_property
    def first(self) -> FirstSteps:
        """What an archive with nothing in it shows."""
        from archive_app.ui.results.first_steps import FirstSteps

        first = FirstSteps(self._session, self)
        first.put_keys(self._keys)
        first.add_wanted.connect(self.add_wanted)
        first.demo_wanted.connect(self.demo_wanted)
        self._above.addWidget(first, 0, Qt.AlignmentFlag.AlignHCenter)
        return first

    def put_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """The keys to begin with: what is pressed, and what it does."""
        self._keys = keys

    def text(self) -> str:
        """The sentence that is shown."""
        return self._label.text()

    @property
    def offers(self) -> list[QPushButton]:
        """The searches that may have been meant, as buttons."""
        return list(self._buttons)

    def show_result(self, query: str, *, count: int, whole: bool) -> None:
        """Say what to do now, where ``count`` records were found for ``query`` and, if ``whole``, no more are."""
        archive = self._session.archive
        self._session.tasks.forget(_STARTING)
        if count > 1 or not whole:
            self._start(False)
        else:
            self._session.tasks.read(lambda: _nothing_yet(archive), self._start, owner=self, key=_STARTING)
        self._suggest(query, nothing=whole and not count)

    def show_fault(self) -> None:
        """What was asked for can't be searched for: neither is there nothing, nor was something else meant."""
        self._session.tasks.forget(_KEY)
        self._offer(())
        self._label.setText(_("Nothing was searched for."))

    def _start(self, starting: bool) -> None:
        if starting != self.starting:
            self.starting = starting
            self.first.setVisible(starting)
            self._label.setVisible(not starting)
            self.starting_changed.emit()

    def _suggest(self, query: str, *, nothing: bool) -> None:
        self._offer(())
        self._session.tasks.forget(_KEY)
        self._query = query
        if not nothing:
            return
        if not query:
            self._label.setText(_("Nothing is here yet.\nDrop files or folders on this window, or press Ctrl+I."))
            return
        self._label.setText(_words(query))
        archive = self._session.archive
        self._session.tasks.read(lambda: searching.suggest(archive, query), self._offer, owner=self, key=_KEY)

    def take_focus(self) -> bool:
        """Put the focus on the first of what may have been meant; False where there is none."""
        offers = self.offers
        if offers:
            offers[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(offers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        offers = self.offers
        at = next((number for number, offer in enumerate(offers) if offer.hasFocus()), -1)
        key = event.key()
        if at >= 0 and key in (Key.Key_Return, Key.Key_Enter):
            offers[at].click()
        elif at >= 0 and key in (Key.Key_Down, Key.Key_Up):
            step = 1 if key == Key.Key_Down else -1
            offers[(at + step) % len(offers)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _offer(self, queries: tuple[str, ...]) -> None:
        clear(self._offers)
        self._buttons = []
        for query in queries[:OFFERED]:
            button = QPushButton(_("Did you mean {query}?").format(query=f"“{isolated(query)}”").replace("&", "&&"))
            button.setObjectName("offer")
            button.clicked.connect(lambda _on=False, meant=query: self.query_wanted.emit(meant))
            self._buttons.append(button)
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)


def _words(query: str) -> str:
    """What to say of a result that is empty: a place of the sidebar says how something comes to be there."""
    try:
        term = parse(query).root
    except QueryError:
        term = None
    match term:
        case FieldTerm("picked", "=", ("yes",)):
            return _("Nothing is picked.\nCtrl+B picks what is chosen; it stays picked from one result to the next.")
        case FieldTerm("untagged", "=", ("yes",)):
            return _("Nothing is left to tag: all that is kept is linked to something.")
        case FieldTerm("kind", "=", (kind,)) if kind in ITEM_KINDS:
            return _("{kinds}: none yet.\nDrop files or folders on this window, or press Ctrl+I.").format(
                kinds=_(KIND_PLURAL[Kind(kind)])
            )
        case FieldTerm("kind", "=", (kind,)):
            return _("{kinds}: none yet.\nNew in the menu Record makes one.").format(kinds=_(KIND_PLURAL[Kind(kind)]))
    return _("Nothing matches.\nTake a word away, or press F1 to read how searches are written.")


def _nothing_yet(archive: Archive) -> bool:
    """Whether nothing is in the archive, or the one city that is its home and no more."""
    by_kind = reading.counts(archive).by_kind
    return not sum(by_kind.values()) or (sum(by_kind.values()) == 1 and settings.home_city(archive) is not None)

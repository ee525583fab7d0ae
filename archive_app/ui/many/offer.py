"""One change that is about to be made to many records: what it will do, and the keys to do it or not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.records.many import AddLink, Change, Preview
from archive_app.services.tagging import captions
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.session.session import Session

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Offer(QFrame):
    """Stands under what is being changed. ``accepted`` gives the :class:`Change` once Enter says so."""

    accepted = Signal(object)
    #: It says something else, and may have become higher.
    said = Signal()

    def __init__(self, session: Session, ids: Callable[[], list[int]]) -> None:
        super().__init__()
        self.setObjectName("offer")
        self._session = session
        self._ids = ids
        self._change: Change | None = None
        self._back: QWidget | None = None
        self._undo: Callable[[], None] = _nothing
        self.words = plain_label(name="why")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.apply = QPushButton(_("Apply (Enter)"))
        self.apply.clicked.connect(self.accept)
        self.drop = QPushButton(_("Cancel (Esc)"))
        self.drop.setObjectName("quiet")
        self.drop.clicked.connect(self.cancel)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.TIGHT)
        buttons.addStretch(1)
        buttons.addWidget(self.drop)
        buttons.addWidget(self.apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.TIGHT, 0, theme.TIGHT)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    @property
    def ready(self) -> bool:
        """Whether it has been said what the change will do, and that it will do anything."""
        return self._change is not None

    def put(self, make: Callable[[], Change], back: QWidget, undo: Callable[[], None]) -> None:
        """Say what the change that ``make`` gives will do. Focus returns to ``back``; ``undo`` takes back what is shown
        there if it is not to be.
        """
        self._change = None
        self._back, self._undo = back, undo
        self.apply.setEnabled(False)
        self._say(_("Looking what this will do…"), wrong=False)
        archive, ids = self._session.archive, self._ids()

        def work() -> tuple[Change, Preview]:
            change = make()
            return change, captions.preview(archive, ids, change)

        self._session.tasks.read(work, self._show, owner=self, key="many-preview", failed=self._refuse)
        self.show()

    def take_focus(self) -> None:
        """Have Enter and Escape come here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Have it done, once it has been said what it does."""
        change = self._change
        if change is None:
            return
        self._end()
        self.accepted.emit(change)

    def cancel(self) -> None:
        """Do nothing, and show again what is."""
        undo = self._undo
        self._end()
        undo()

    def forget(self) -> None:
        """Other records are chosen: nothing is about to be done."""
        self._back = None
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.cancel() if self.drop.hasFocus() else self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _show(self, found: tuple[Change, Preview]) -> None:
        change, preview = found
        self._change = change if preview.changed else None
        self.apply.setEnabled(bool(preview.changed))
        words = preview.words
        if isinstance(change, AddLink):
            # It may be of another kind than one thinks of.
            other, kind = change.tag.record, _(KIND_LABEL[change.tag.record.kind])
            about = _("new {kind}").format(kind=kind) if change.to_make else kind
            words = f"{isolated(other.title)} ({about}) · {words}"
        self._say(words, wrong=False)

    def _refuse(self, error: ArchiveError) -> None:
        self._say(error.message, wrong=True)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.words.setText(words)
        self.words.setProperty("wrong", wrong)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.said.emit()

    def _end(self) -> None:
        self._session.tasks.forget("many-preview")
        self._change = None
        inside = self.hasFocus() or self.apply.hasFocus() or self.drop.hasFocus()
        self.hide()
        if inside and self._back is not None:
            self._back.setFocus()
        self._back, self._undo = None, _nothing


def _nothing() -> None:
    return None

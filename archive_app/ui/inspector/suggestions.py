"""What an item might be linked to, each with its reason; nothing is linked before it is accepted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.records import Record
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, labelled, listed
from archive_app.services.tagging import suggesting
from archive_app.services.tagging.suggesting import Suggestion
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon, kind_icon
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session


class SuggestionsSection(Section):
    """``accepted`` gives the :class:`~archive_app.services.records.links_of_many.Tag` that the record is to have."""

    accepted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__("suggestions", _("Suggestions"), session.settings)
        self._session = session
        self._record = 0
        #: What was put away, by record, until the archive is closed.
        self._dismissed: dict[int, set[tuple[str, int]]] = {}
        self.suggestions: tuple[Suggestion, ...] = ()
        self.hide()

    def show_record(self, record: Record) -> None:
        """Look what ``record`` might be linked to; nothing is shown of another one meanwhile."""
        if record.id != self._record:
            self._put(())
        self._record = record.id
        if record.kind in ITEM_KINDS:
            self._look()
        else:
            self._session.tasks.forget("suggestions")
            self._put(())

    def accept_first(self) -> None:
        """Accept the likeliest one."""
        if self.suggestions:
            self.accepted.emit(self.suggestions[0].tag)

    def _look(self) -> None:
        archive, record = self._session.archive, self._record
        dismissed = frozenset(self._dismissed.get(record, ()))
        self._session.tasks.read(
            lambda: tuple(suggesting.suggestions(archive, record, dismissed=dismissed)),
            self._put,
            owner=self,
            key="suggestions",
        )

    def _put(self, found: tuple[Suggestion, ...]) -> None:
        if found == self.suggestions:
            return
        self.suggestions = found
        self.empty()
        for number, each in enumerate(found):
            self.content.addWidget(self._line(each, number))
        self.say(len(found))
        self.setVisible(bool(found))

    def _dismiss(self, suggestion: Suggestion) -> None:
        tag = suggestion.tag
        self._dismissed.setdefault(self._record, set()).add((tag.relation, tag.record.id))
        self._look()

    def _line(self, suggestion: Suggestion, number: int) -> QWidget:
        title = isolated(suggestion.tag.record.title)
        words = _("Accept (F8)") if not number else _("Accept")
        name = QPushButton(title.replace("&", "&&").replace("\n", " "))
        name.setObjectName("record")
        name.setIcon(kind_icon(suggestion.tag.record.kind))
        name.setMinimumWidth(40)
        name.setToolTip(theme.plain_tip(labelled(words, title)))
        name.setAccessibleName(listed([labelled(words, title), suggestion.reason]))
        name.clicked.connect(lambda: self.accepted.emit(suggestion.tag))
        layout = QHBoxLayout()
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(name, 1)
        layout.addWidget(_small("check", labelled(words, title), lambda: self.accepted.emit(suggestion.tag)))
        away = _("Put away: {title}").format(title=title)
        layout.addWidget(_small("close", away, lambda: self._dismiss(suggestion)))
        reason = plain_label(suggestion.reason, "why")
        reason.setContentsMargins(theme.LARGE, 0, 0, 0)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, theme.TIGHT)
        column.setSpacing(0)
        column.addLayout(layout)
        column.addWidget(reason)
        return block


def _small(drawing: str, label: str, does: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(drawing))
    button.setAutoRaise(True)
    button.setToolTip(theme.plain_tip(label))
    button.setAccessibleName(label)
    button.clicked.connect(lambda: does())
    return button

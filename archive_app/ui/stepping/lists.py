"""What the item in hand is linked to, what is suggested for it, and the tags on the bottom row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.records import LinkValue, Record
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, labelled, listed, ngettext
from archive_app.services.records.links_of_many import Tag
from archive_app.services.tagging.suggesting import Suggestion
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import RecordButton
from archive_app.ui.kit.section import clear
from archive_app.ui.tagbar.recents import SLOTS, Recents

#: So many links are shown; the rest is in the inspector.
_SHOWN = 24


class LinkList(QWidget):
    """Each link with its relation and a way to take it off."""

    #: A :class:`Tag` to be taken off.
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[LinkValue, ...] = ()
        self._lines = _column(self, _("Links"))

    def show_record(self, record: Record) -> None:
        """Show the links of ``record``."""
        if record.links == self._shown and self._lines.count():
            return
        self._shown = record.links
        clear(self._lines)
        for link in record.links[:_SHOWN]:
            self._lines.addWidget(self._line(link))
        if record.links_total > _SHOWN:
            more = record.links_total - _SHOWN
            rest = ngettext("and {count} more", "and {count} more", more).format(count=f"{more:,}")
            self._lines.addWidget(plain_label(rest, "muted"))
        if not record.links:
            self._lines.addWidget(plain_label(_("Nothing yet. Ctrl+T tags it."), "muted"))

    def _line(self, link: LinkValue) -> QWidget:
        line, layout = _line()
        layout.addWidget(plain_label(link.label, "field", wrap=False))
        name = RecordButton(link.other)
        name.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(name, 1)
        if link.role:
            layout.addWidget(plain_label(link.role, "muted", wrap=False))
        label = _("Remove the link to {title}").format(title=isolated(link.other.title))
        tag = Tag(link.other, link.relation, link.forward, link.role)
        layout.addWidget(_small("remove", label, lambda: self.removed.emit(tag)))
        return line


class SuggestionList(QWidget):
    """Each suggestion with its reason; nothing is linked before it is accepted."""

    accepted = Signal(object)
    dismissed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.suggestions: tuple[Suggestion, ...] = ()
        self._lines = _column(self, _("Suggestions"))

    def put(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these, the likeliest first."""
        if tuple(suggestions) == self.suggestions and self._lines.count():
            return
        self.suggestions = tuple(suggestions)
        clear(self._lines)
        for number, each in enumerate(self.suggestions):
            self._lines.addWidget(self._line(each, _("Accept (F8)") if not number else _("Accept")))
        self.setVisible(bool(self.suggestions))

    def _line(self, suggestion: Suggestion, tip: str) -> QWidget:
        title = isolated(suggestion.tag.record.title)
        line, layout = _line()
        name = RecordButton(suggestion.tag.record)
        name.setAccessibleName(listed([labelled(tip, title), suggestion.reason]))
        name.clicked.connect(lambda: self.accepted.emit(suggestion))
        layout.addWidget(name, 1)
        layout.addWidget(_small("check", labelled(tip, title), lambda: self.accepted.emit(suggestion)))
        layout.addWidget(
            _small("close", _("Put away: {title}").format(title=title), lambda: self.dismissed.emit(suggestion))
        )
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, theme.TIGHT)
        column.setSpacing(0)
        column.addWidget(line)
        reason = plain_label(suggestion.reason, "why")
        reason.setContentsMargins(theme.LARGE, 0, 0, 0)
        column.addWidget(reason)
        return block


class RecentStrip(QWidget):
    """The tags on the keys of the bottom row, in two columns."""

    used = Signal(object)

    def __init__(self, recents: Recents, parent: QWidget) -> None:
        # With one from the beginning: what shows itself without one is a window, and takes the keyboard.
        super().__init__(parent)
        self._recents = recents
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        lines = _column(self, _("Recent (Alt and the key)"))
        lines.addLayout(self._grid)
        recents.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        clear(self._grid)
        half = SLOTS // 2
        names = self._recents.names()
        for place, tag in enumerate(self._recents.slots):
            key = names[place]
            button = RecordButton(tag.record)
            button.setAccessibleName(labelled(key, isolated(tag.record.title)))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, tag=tag: self.used.emit(tag))
            line, layout = _line()
            name = plain_label(key, "field", wrap=False)
            name.setFixedWidth(theme.MEDIUM)
            layout.addWidget(name)
            layout.addWidget(button, 1)
            self._grid.addWidget(line, place % half, place // half)
        self.setVisible(bool(self._recents.slots))


def _column(owner: QWidget, title: str) -> QVBoxLayout:
    """The lines of a list under its title."""
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.HAIR)
    layout.addWidget(plain_label(title, "field", wrap=False))
    lines = QVBoxLayout()
    lines.setSpacing(0)
    layout.addLayout(lines)
    return lines


def _line() -> tuple[QWidget, QHBoxLayout]:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.TIGHT)
    return line, layout


def _small(drawing: str, label: str, does: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(drawing))
    button.setAutoRaise(True)
    button.setToolTip(theme.plain_tip(label))
    button.setAccessibleName(label)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(lambda: does())
    return button

"""The links that many records have: how many of them have each, given to all or taken off all by one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, ngettext
from archive_app.services.records.links_of_many import Applied
from archive_app.services.records.many import AddLink, RemoveLink
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import ElidedLabel, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import clear

#: So many are shown at first.
_SHOWN = 8


class ManyLinks(QWidget):
    """``offered`` gives a change and the button that asked for it."""

    offered = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._count = self._total = 0
        self._links: tuple[Applied, ...] = ()
        self._all = False
        self.lines: list[LinkOfMany] = []
        self.more = QPushButton()
        self.more.setObjectName("quiet")
        self.more.setAccessibleName(_("Show the other links too"))
        self.more.clicked.connect(self._show_all)
        self.beyond = plain_label("", "muted")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._column)
        layout.addWidget(self.more)
        layout.addWidget(self.beyond)
        self.more.hide()
        self.beyond.hide()

    def put(self, links: Sequence[Applied], count: int, total: int) -> None:
        """Show these links of ``count`` records, the first of ``total``."""
        if tuple(links) == self._links and (count, total) == (self._count, self._total):
            return
        self._links, self._count, self._total = tuple(links), count, total
        self._fill()

    def _fill(self) -> None:
        clear(self._column)
        shown = self._links if self._all else self._links[:_SHOWN]
        self.lines = [LinkOfMany(link, self._count) for link in shown]
        for line in self.lines:
            line.offered.connect(self.offered)
            self._column.addWidget(line)
        if not self._links:
            self._column.addWidget(plain_label(_("None of them is linked yet."), "muted"))
        rest = len(self._links) - len(shown)
        self.more.setText(ngettext("and {count} more", "and {count} more", rest).format(count=rest))
        self.more.setVisible(rest > 0)
        beyond = self._total - len(self._links)
        words = ngettext("and {count} more, which fewer have", "and {count} more, which fewer have", beyond)
        self.beyond.setText(words.format(count=f"{beyond:,}"))
        self.beyond.setVisible(not rest and beyond > 0)

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        if len(self.lines) > _SHOWN:
            self.lines[_SHOWN].take.setFocus()


class LinkOfMany(QWidget):
    """``depicts Nezih Başgelen — 40 of 312``, and the buttons."""

    offered = Signal(object, object, object)

    def __init__(self, link: Applied, count: int) -> None:
        super().__init__()
        self.link = link
        title = isolated(link.tag.record.title)
        role = f" ({isolated(link.tag.role)})" if link.tag.role else ""
        self.label = ElidedLabel(f"{link.label} {title}{role}")
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = _("all {count}") if link.count == count else _("{some} of {count}")
        self.share = plain_label(words.format(some=f"{link.count:,}", count=f"{count:,}"), "muted", wrap=False)
        self.give = _button("add", _("Give to all: {title}").format(title=title))
        self.give.setEnabled(link.count < count)
        self.give.clicked.connect(lambda: self.offered.emit(AddLink(link.tag), self.give, self))
        self.take = _button("remove", _("Take off all: {title}").format(title=title))
        self.take.clicked.connect(lambda: self.offered.emit(RemoveLink(link.tag), self.take, self))
        line = QHBoxLayout()
        line.setSpacing(theme.TIGHT)
        line.addWidget(self.label, 1)
        for widget in (self.share, self.give, self.take):
            line.addWidget(widget)
        self.slot = QVBoxLayout(self)
        self.slot.setContentsMargins(0, 0, 0, 0)
        self.slot.setSpacing(0)
        self.slot.addLayout(line)


def _button(drawing: str, label: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(drawing))
    button.setAutoRaise(True)
    button.setToolTip(theme.plain_tip(label))
    button.setAccessibleName(label)
    return button

"""What of the history is asked for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from archive_app.i18n import _
from archive_app.services.history.history import WHAT, HistoryFilter
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.later import Later

#: How long typing must rest before it is read, in milliseconds.
REST = 250
_LONGEST = 400


class FilterBar(QWidget):
    """``changed`` follows when something else is asked for; ``fault`` gives the sentence where a day cannot be read."""

    changed = Signal()
    fault = Signal(str)

    def __init__(self, *, devices: bool = True) -> None:
        super().__init__()
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Words of a step, a value or a name"))
        self.words.setAccessibleName(_("Words"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(_LONGEST)
        self.words.addAction(QIcon(icon("search")), QLineEdit.ActionPosition.LeadingPosition)
        self.who = _choice(_("Who"), _("Anyone"))
        self.device = _choice(_("Device"), _("Any device"))
        self.device.setVisible(devices)
        self.what = _choice(_("What was changed"), _("Any change"))
        for key, label in WHAT.items():
            self.what.addItem(_(label), key)
        self.state = _choice(_("Undone or not"), _("Undone or not"))
        self.state.addItem(_("Not undone"), False)
        self.state.addItem(_("Undone"), True)
        self.since = _day(_("From"), _("from 2025-04-03"))
        self.until = _day(_("To"), _("to 2025-04-30"))
        self._rest = Later(self, REST, self.changed.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.words, 1)
        for chooser in (self.what, self.who, self.device, self.state):
            chooser.currentIndexChanged.connect(lambda _index: self._rest.start())
            layout.addWidget(chooser)
        for edit in (self.since, self.until):
            layout.addWidget(edit)
        for edit in (self.words, self.since, self.until):
            edit.textChanged.connect(lambda _text: self._rest.start())

    def offer(self, who: list[str], devices: list[str]) -> None:
        """Offer these names; what is chosen stays so."""
        for chooser, names in ((self.who, who), (self.device, devices)):
            there = [chooser.itemData(row) for row in range(1, chooser.count())]
            for name in names:
                if name not in there:
                    chooser.addItem(name, name)

    def asked(self) -> HistoryFilter | None:
        """What is asked for now; ``None`` where a day cannot be read, which is told."""
        days: list[date | None] = []
        for edit in (self.since, self.until):
            try:
                days.append(date.fromisoformat(edit.text().strip()) if edit.text().strip() else None)
            except ValueError:
                self.fault.emit(_("“{value}” is no day. Write it as 2025-04-03.").format(value=edit.text().strip()))
                return None
        self.fault.emit("")
        what = self.what.currentData()
        return HistoryFilter(
            by=self.who.currentData() or "",
            device=self.device.currentData() or "",
            words=self.words.text(),
            what=(what,) if what else (),
            since=days[0],
            until=days[1],
            undone=self.state.currentData(),
        )


def _choice(name: str, anything: str) -> Combo:
    chooser = Combo()
    chooser.setAccessibleName(name)
    chooser.setToolTip(name)
    chooser.addItem(anything, None)
    chooser.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
    chooser.setMaximumWidth(190)
    return chooser


def _day(name: str, example: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setAccessibleName(name)
    edit.setPlaceholderText(example)
    edit.setMaxLength(len("2025-04-03"))
    edit.setFixedWidth(edit.fontMetrics().horizontalAdvance(example + "00") + theme.LARGE)
    return edit

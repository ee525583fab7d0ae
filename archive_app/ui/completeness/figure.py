"""How complete a partnership or an event is: a bar with its figure, and each gap as a search."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from archive_app.i18n import _
from archive_app.services.upkeep.completeness import Progress, gap_query, label_of
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.flow import FlowLayout
from archive_app.ui.kit.section import clear

#: The bar is drawn in thousandths.
_WHOLE = 1_000
_HEIGHT = 6


class ProgressFigure(QWidget):
    """``query_wanted`` gives the search for one of its gaps."""

    query_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.words = plain_label(name="field")
        self.bar = QProgressBar()
        self.bar.setRange(0, _WHOLE)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_HEIGHT)
        self._gaps = QWidget()
        self._flow = FlowLayout(self._gaps)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        for widget in (self.words, self.bar, self._gaps):
            layout.addWidget(widget)

    def put(self, progress: Progress, *, partnership: str = "", event: str = "") -> None:
        """Show how far the members of the partnership, or the items of the event, are; which are given by ref."""
        words = progress_words(progress)
        self.words.setText(words)
        self.bar.setValue(int(progress.share * _WHOLE))
        self.bar.setAccessibleName(words)
        clear(self._flow)
        self._flow.addWidget(plain_label(_("Missing:"), "field", wrap=False))
        for rule, count in progress.by_gap.items():
            button = QPushButton(f"{label_of(rule)}  {count:,}".replace("&", "&&"))
            button.setObjectName("quiet")
            button.setAccessibleName(_("Missing: {what}, {count}").format(what=label_of(rule), count=count))
            query = gap_query(rule, partnership=partnership, event=event)
            button.clicked.connect(lambda _on=False, query=query: self.query_wanted.emit(query))
            self._flow.addWidget(button)
        self._gaps.setVisible(bool(progress.by_gap))


def progress_words(progress: Progress) -> str:
    """The figure in words. What is not whole is never said to be."""
    percent = int(progress.share * 100)
    said = _("{complete} of {total} complete ({percent} %)")
    return said.format(complete=f"{progress.complete:,}", total=f"{progress.total:,}", percent=percent)

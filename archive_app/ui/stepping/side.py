"""The side of the stepping view: what the item is, its caption, its links, and what may be linked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import words
from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, language, listed, noted
from archive_app.services.records.rejecting import REJECTED
from archive_app.services.upkeep.completeness import Gap
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import Stars, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.session import Session
from archive_app.ui.stepping.caption import Captions
from archive_app.ui.stepping.lists import LinkList, RecentStrip, SuggestionList
from archive_app.ui.tagbar.bar import TagBar
from archive_app.ui.tagbar.tagger import Tagger

WIDTH = 380


class Side(QWidget):
    """``wanted`` gives the name of something to do, as the table of keys has it."""

    wanted = Signal(str)

    def __init__(self, session: Session, tagger: Tagger, keys: QWidget) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.title = plain_label(name="title")
        self.about = plain_label(name="muted")
        self.stars = Stars(_("Rating"))
        self.stars.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.reject = self._button("reject", _("Reject (Ctrl+Shift+X)"), "reject")
        self.reject.setCheckable(True)
        self.left = self._button("turn-left", _("Turn to the left (Ctrl+[)"), "left")
        self.right = self._button("turn-right", _("Turn to the right (Ctrl+])"), "right")
        self.gaps = plain_label(name="why")
        self.captions = Captions(session, keys)
        self.links = LinkList()
        self.bar = TagBar(session, tagger, compact=True)
        self.suggestions = SuggestionList()
        self.recents = RecentStrip(tagger.recents, self)
        self._lay_out()

    def tell_file(self, record: Record, file: FileValue | None) -> None:
        """Say which of the files of ``record`` is shown."""
        name, count = isolated(file.original_name) if file is not None else "", len(record.files)
        if file is not None and count > 1:
            number = [each.id for each in record.files].index(file.id) + 1
            name = noted(name, f"{number}/{count}")
        date = words(record.date, language()) if record.date else _("no date")
        self.about.setText(" · ".join(filter(None, (record.ref, date, name))))

    def show_record(self, record: Record, gaps: tuple[Gap, ...]) -> None:
        """Show everything about ``record``."""
        # As in the line below, where it stands among other words.
        self.title.setText(isolated(record.title))
        rated, turned = record.kind in ITEM_KINDS, any(file.width for file in record.files)
        for widget, there in ((self.stars, rated), (self.reject, rated), (self.left, turned), (self.right, turned)):
            widget.setVisible(there)
        rating = record.fields.get("rating") or 0
        self.stars.put(max(0, rating))
        self.reject.setChecked(rating == REJECTED)
        missing = listed(gap.label for gap in gaps)
        self.gaps.setText(_("Missing: {gaps}").format(gaps=missing) if gaps else _("Complete"))
        self.captions.show_record(record)
        self.links.show_record(record)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.TIGHT)
        line.addWidget(self.stars)
        line.addWidget(self.reject)
        line.addStretch(1)
        line.addWidget(self.left)
        line.addWidget(self.right)
        for drawing, label, name in (
            ("copy-links", _("Copy the links of the one before (Ctrl+D)"), "copy"),
            ("repeat", _("Do the last thing again (Ctrl+.)"), "repeat"),
        ):
            line.addWidget(self._button(drawing, label, name))
        page = QWidget()
        page.setObjectName("inspector")
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        column.setSpacing(theme.SMALL)
        for words_line in (self.title, self.about):
            column.addWidget(words_line)
        column.addLayout(line)
        parts: tuple[QWidget, ...] = (
            self.gaps,
            self.captions,
            self.bar,
            self.suggestions,
            self.links,
            self.recents,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _button(self, drawing: str, label: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(drawing))
        button.setAutoRaise(True)
        button.setToolTip(label)
        button.setAccessibleName(label)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.wanted.emit(name))
        return button
